import * as fs from 'fs';
import * as path from 'path';
import { eventually } from './eventually';
import { RunningContainer } from './running-container';

/** Has sendmail look for every host on its own loopback, where a test can put one. */
export const EVERYTHING_ON_LOOPBACK = "define(`confCONNECT_ONLY_TO', `127.0.0.1')dnl";

/** Ports of a container that take mail for good, in place of the filter and of MTA-TX. */
export class DeliverySinks {
  public static async start(container: RunningContainer, ...ports: number[]): Promise<DeliverySinks> {
    const sink = fs.readFileSync(path.join(__dirname, 'filter-sink.pl'), 'utf8');
    for (const port of ports) {
      // Each has a log of its own.
      const input = sink.replaceAll('/tmp/sink.log', `/tmp/sink-${port}.log`);
      container.exec(['sh', '-c', `cat > /tmp/sink-${port}`], { input });
      container.exec(['sh', '-c', `perl /tmp/sink-${port} ${port} 2 > /dev/null 2>&1 &`]);
      const probe = ['/usr/lib/dual-mta/smtp-probe', '127.0.0.1', String(port), 'lmtp'];
      await eventually(`a sink on ${port}`, () => (container.exec(probe).code === 0 ? true : undefined));
    }
    return new DeliverySinks(container);
  }

  private constructor(private readonly container: RunningContainer) {}

  /** The recipients that a port was handed so far. */
  public recipients(port: number): string[] {
    const { stdout } = this.container.exec(['cat', `/tmp/sink-${port}.log`]);
    return [...stdout.matchAll(/RCPT TO:<([^>]*)>/gi)].map(([, recipient]) => recipient);
  }

  /** Waits until a port was handed so many recipients. */
  public async untilHanded(port: number, count: number): Promise<string[]> {
    return eventually(`${count} recipients on ${port}`, () => {
      const found = this.recipients(port);
      return found.length >= count ? found : undefined;
    });
  }
}
