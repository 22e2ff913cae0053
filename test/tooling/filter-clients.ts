import * as fs from 'fs';
import * as path from 'path';
import { eventually } from './eventually';
import { FilterContainer } from './filter-container';
import { RunningContainer } from './running-container';

const read = (file: string): string => fs.readFileSync(path.join(__dirname, file), 'utf8');

/** Has the filter talk to its own loopback interface, where a sink is in the place of MTA-TX. */
export const BESIDE_MTA_TX = [
  '@inet_acl = qw(127.0.0.1);',
  "$forward_method = $notify_method = 'smtp:[127.0.0.1]:10025';",
];

/**
 * Clients of all processes of a filter at once, and a sink in the place of MTA-TX. They are in a container of their own on
 * the filter's loopback interface, so that they take none of its memory.
 */
export class FilterClients {
  /**
   * @param processes how many the filter has
   * @param times how often each of them gets each message; the largest of three has 1 MB
   */
  public static async start(filter: FilterContainer, processes: number, times: number): Promise<FilterClients> {
    const beside = ['--network', `container:${filter.container.name}`, '--entrypoint', 'sleep'];
    const clients = new FilterClients(RunningContainer.start(filter.image.tag, beside, ['infinity']));
    try {
      clients.run('filter-sink.pl', `10025 ${2 * processes}`);
      await eventually('a sink', () => (clients.said('filter-sink.pl').includes('ready') ? true : undefined));
      clients.run('filter-clients.pl', `${processes} ${times}`);
    } catch (error) {
      clients.remove();
      throw error;
    }
    return clients;
  }

  private constructor(private readonly container: RunningContainer) {}

  /** Whether every message was taken; throws what a client said that could not go on. */
  public areDone(): boolean {
    const words = this.said('filter-clients.pl');
    if (words !== '' && words !== 'done\n') {
      throw new Error(words);
    }
    return words !== '';
  }

  public remove(): void {
    this.container.remove();
  }

  private run(program: string, args: string): void {
    const script = `cat > /tmp/${program} && (perl /tmp/${program} ${args} > /tmp/${program}.said 2>&1 &)`;
    this.container.exec(['sh', '-c', script], { input: read(program), user: 'amavis' });
  }

  private said(program: string): string {
    return this.container.exec(['cat', `/tmp/${program}.said`]).stdout;
  }
}
