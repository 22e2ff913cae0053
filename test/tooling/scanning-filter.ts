import { AmavisFilterOptions, SpamAssassinOptions } from 'cdktf-dual-mta';
import { eventually } from './eventually';
import { FilterContainer } from './filter-container';
import { RunningContainer } from './running-container';
import { dialogue } from './smtp-dialogue';

/** In the place of MTA-TX: takes all mail, a connection at a time, and keeps each message as a file in /tmp/taken. */
const SINK = `
use strict; use warnings; use IO::Socket::INET;
mkdir '/tmp/taken';
my $server = IO::Socket::INET->new(LocalPort => 10025, Listen => 50, ReuseAddr => 1) or die "$@\\n";
my $number = 0;
while (my $client = $server->accept) {
    next if fork;
    my $say = sub { syswrite $client, "$_[0]\\r\\n" };
    $say->('220 sink');
    my $count = 0;
    while (my $line = <$client>) {
        if ($line =~ /^DATA/i) {
            $say->('354 go on');
            my $text = '';
            while (defined($line = <$client>) && $line !~ /^\\.\\r?\\n/) { $text .= $line }
            my $name = sprintf '/tmp/taken/%s-%d', $$, ++$count;
            open my $file, '>', "$name.new" or die; print {$file} $text; close $file; rename "$name.new", $name;
            $say->('250 2.0.0 ok');
        }
        elsif ($line =~ /^QUIT/i) { $say->('221 bye'); exit }
        else { $say->('250 2.0.0 ok') }
    }
    exit;
}
`;

/** It talks to its own loopback interface, where a sink is in the place of MTA-TX. */
const LOOPBACK = ['@inet_acl = qw(127.0.0.1);', "$forward_method = $notify_method = 'smtp:[127.0.0.1]:10025';"];

/** What SpamAssassin says of a message. */
export interface Verdict {
  readonly spam: boolean;
  readonly score: number;
  /** Points by the name of the test. */
  readonly tests: Readonly<Record<string, number>>;
}

const verdictOf = (header: string): Verdict => {
  // A message that is too large for SpamAssassin has none.
  const [, answer, score, tests = ''] =
    /^(\w+), score=(\S+) .*tests=\[(.*?)\]/s.exec(header.replace(/\r?\n\s+/g, ' ')) ?? [];
  const points = tests
    .split(/[\s,]+/)
    .filter((one) => one.includes('='))
    .map((one): [string, number] => [one.split('=')[0], Number(one.split('=')[1])]);
  return { spam: answer === 'Yes', score: Number(score), tests: Object.fromEntries(points) };
};

/** A filter whose verdicts can be seen: mail goes in on 10024, and what comes out is kept. */
export class ScanningFilter {
  private static count = 0;

  public static async start(
    spamAssassin: SpamAssassinOptions,
    more: readonly string[] = [],
    options: AmavisFilterOptions = {},
  ): Promise<ScanningFilter> {
    const extraPerl = [...LOOPBACK, ...(options.extraPerl ?? [])];
    const filter = new ScanningFilter(
      await FilterContainer.start({ filter: { ...options, spamAssassin, extraPerl } }, { more }),
    );
    filter.startSink();
    return filter;
  }

  private constructor(private readonly started: FilterContainer) {}

  public get container(): RunningContainer {
    return this.started.container;
  }

  public async restart(): Promise<void> {
    this.container.restart();
    await this.untilHealthy();
    this.startSink();
  }

  public untilHealthy(): Promise<void> {
    return this.container.untilHealthy(180, 'amavis');
  }

  /** What is in memory goes with a restart, and so does the sink. */
  private startSink(): void {
    this.container.exec(['sh', '-c', 'cat > /tmp/s; perl /tmp/s > /dev/null 2>&1 &'], { input: SINK, user: 'amavis' });
  }

  /** Hands a message to it, and gives the last reply. */
  public send(
    text: string,
    subject = 'hello',
    from = 'alice@elsewhere.example',
    header: readonly string[] = [],
  ): string {
    const message = [
      ...header,
      `From: ${from}`,
      'To: postmaster@example.com',
      `Subject: ${subject}`,
      '',
      ...text.split('\n'),
    ];
    const replies = dialogue(this.container, { port: 10024, from: '127.0.0.1' }, [
      ...['LHLO rx.example', `MAIL FROM:<${from}>`, 'RCPT TO:<postmaster@example.com>', 'DATA'],
      ...message.map((line) => `|${line}`),
      ...['.', 'QUIT'],
    ]);
    return replies.at(-2) ?? '';
  }

  /**
   * Has a message scanned, and gives the verdict that it comes out with; lines of a header stand before its own, and what it
   * is about is the beginning of its subject.
   */
  public async scan(text: string, from?: string, header?: readonly string[], about = ''): Promise<Verdict> {
    const subject = `${about}scanned ${++ScanningFilter.count}`;
    // A filter that reads its rules anew just then ends the session, and MTA-RX comes again.
    const reply = await eventually('an answer', () => this.send(text, subject, from, header) || undefined);
    expect(reply).toMatch(/^250 /);
    const message = await eventually('the message', () =>
      this.taken().find((one) => new RegExp(`^Subject: (\\*\\*\\*SPAM\\*\\*\\* )?${subject}\\r?$`, 'm').test(one)),
    );
    return verdictOf(/^X-Spam-Status: (.*(?:\r?\n[ \t].*)*)/m.exec(message)?.[1] ?? '');
  }

  /** All messages that came out of it. */
  public taken(): string[] {
    const { stdout } = this.container.exec(['sh', '-c', 'for m in /tmp/taken/*[0-9]; do cat $m; printf "\\0"; done']);
    return stdout.split('\0').slice(0, -1);
  }

  public remove(): void {
    this.started.remove();
  }
}
