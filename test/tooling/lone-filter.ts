import { AmavisFilterOptions, DualMtaStackProps } from 'cdktf-dual-mta';
import { FilterContainer } from './filter-container';
import { MailSink, SinkEvent } from './mail-sink';
import { RunningContainer } from './running-container';
import { dialogue } from './smtp-dialogue';

/** A message for the filter. */
export interface Handed {
  readonly from?: string;
  readonly to: readonly string[];
  /** Header and body. */
  readonly message: string;
  /** 10024, or 10026 for mail of our own users. */
  readonly port?: number;
}

/** A message as it came out of the filter. */
export interface Returned {
  readonly sender: string;
  readonly recipients: readonly string[];
  /** Lines of the header, without the continued ones. */
  readonly header: readonly string[];
  readonly text: string;
}

/** What became of a message. */
export interface Outcome {
  /** The filter's answers, one for each recipient. */
  readonly replies: readonly string[];
  /** What it returned: the message, and notices. */
  readonly returned: readonly Returned[];
  /** What it said of it. */
  readonly log: string;
}

/** The filter on its own: what is handed to it comes out at a sink in the place of MTA-TX. */
export class LoneFilter {
  public static async start(
    filter: AmavisFilterOptions = {},
    props: Partial<DualMtaStackProps> = {},
  ): Promise<LoneFilter> {
    const loopback = [
      '@inet_acl = qw(127.0.0.1);',
      "$forward_method = $notify_method = $requeue_method = 'smtp:[127.0.0.1]:10025';",
    ];
    const started = await FilterContainer.start({
      ...props,
      filter: { logLevel: 1, ...filter, extraPerl: [...loopback, ...(filter.extraPerl ?? [])] },
    });
    return new LoneFilter(started, await MailSink.start(started.container, 10025));
  }

  private constructor(
    private readonly started: FilterContainer,
    private readonly sink: MailSink,
  ) {}

  public get container(): RunningContainer {
    return this.started.container;
  }

  /** Hands a message in by LMTP. The answers come when all that follows from it is done. */
  public hand({ from = 'someone@sender.example', to, message, port = 10024 }: Handed): Outcome {
    const [events, said] = [this.sink.events().length, this.container.logs().length];
    const lines = message.replace(/\n$/, '').split('\n');
    const answers = dialogue(this.container, { port, from: '127.0.0.1' }, [
      'LHLO rx.example',
      `MAIL FROM:<${from}>`,
      ...to.map((recipient) => `RCPT TO:<${recipient}>`),
      'DATA',
      ...lines.map((line) => `|${line.replace(/^\./, '..')}`),
      '.',
      // LMTP answers for each recipient; what is asked here gets the next of those answers.
      ...to.slice(1).map(() => 'NOOP'),
    ]);
    const replies = answers.slice(4 + to.length);
    return { replies, returned: messagesIn(this.sink.events().slice(events)), log: this.container.logs().slice(said) };
  }

  /** What lies in the quarantine: names of files. */
  public quarantined(): string[] {
    return this.container
      .exec(['ls', '/var/lib/amavis/virusmails'], { user: 'amavis' })
      .stdout.split('\n')
      .filter(Boolean);
  }

  public remove(): void {
    this.started.remove();
  }
}

const messagesIn = (events: readonly SinkEvent[]): Returned[] => {
  const messages: Returned[] = [];
  let [sender, recipients, header, text] = ['', [] as string[], [] as string[], [] as string[]];
  for (const event of events) {
    if (event.what === 'mail') {
      [sender, recipients, header, text] = [event.text, [], [], []];
    } else if (event.what === 'rcpt') {
      recipients.push(event.text);
    } else if (event.what === 'header') {
      header.push(event.text);
    } else if (event.what === 'text') {
      text.push(event.text);
    } else if (event.what === 'end') {
      messages.push({ sender, recipients, header, text: text.join('\n') });
    }
  }
  return messages;
};
