import { DualMtaStackProps, MailDomain } from 'cdktf-dual-mta';
import { FilterContainer } from './filter-container';
import { MessageSink } from './message-sink';
import { dialogue } from './smtp-dialogue';

const SINK_PORT = 10025;

/** A filter that talks to its own loopback interface, where a sink keeps what it lets through. */
export class DkimFilter {
  public static async start(
    filter: DualMtaStackProps['filter'],
    more: readonly string[] = [],
    domains: MailDomain[] = [MailDomain.local('example.com', ['postmaster'])],
  ): Promise<DkimFilter> {
    const started = await FilterContainer.start(
      {
        domains,
        filter: {
          ...filter,
          extraPerl: [
            '@inet_acl = qw(127.0.0.1);',
            `$forward_method = $notify_method = $requeue_method = 'smtp:[127.0.0.1]:${SINK_PORT}';`,
          ],
        },
      },
      { more },
    );
    return new DkimFilter(started, await MessageSink.start(started.container, SINK_PORT));
  }

  private constructor(
    private readonly started: FilterContainer,
    public readonly sink: MessageSink,
  ) {}

  public get container() {
    return this.started.container;
  }

  /** Hands a message in; gives the reply to it. */
  public send(port: number, message: string, from = 'alice@example.com', to = 'postmaster@example.com'): string {
    const lines = message.replace(/\r\n$/, '').split('\r\n');
    const replies = dialogue(this.container, { port, from: '127.0.0.1' }, [
      ...['LHLO rx.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA'],
      ...lines.map((line) => `|${line}`),
      ...['.', 'QUIT'],
    ]);
    return replies.at(-2) ?? '';
  }

  /** Hands a message in and gives what comes out. */
  public async passed(port: number, message: string, from?: string, to?: string): Promise<string> {
    const reply = this.send(port, message, from, to);
    if (!reply.startsWith('250 2.0.0 ')) {
      throw new Error(`not taken: ${reply}\n${this.container.logs()}`);
    }
    const [subject] = /^Subject: .*$/m.exec(message) ?? [''];
    return this.sink.message(subject);
  }

  public remove(): void {
    this.started.remove();
  }
}

/** The fields of this name in a message's header, each in one line. */
export const fieldsOf = (message: string, name: string): string[] =>
  message
    .split('\r\n\r\n')[0]
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .filter((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map((field) =>
      field
        .slice(name.length + 1)
        .trim()
        .replace(/\s+/g, ' '),
    );
