import * as fs from 'fs';
import * as path from 'path';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { DockerRuntime, MailDomain, MtaRx, MtaRxOptions, SmtpEndpoint } from 'cdktf-dual-mta';
import { ContainerImage } from './container-image';
import { eventually } from './eventually';
import { MapsVolume } from './maps-volume';
import { argumentsOf, RunningContainer } from './running-container';
import { dialogue } from './smtp-dialogue';
import { buildImageOf } from './stack-image';
import { StandInFilter } from './stand-in-filter';
import { synthesize, SynthesizedStack } from './synthesized-stack';

const NAME = 'rx';

/** What a connection at the sink saw. */
export interface SinkLine {
  /** Seconds. */
  readonly time: number;
  readonly process: string;
  readonly what: string;
}

/** An MTA-RX alone, without a gateway, and the filter it is told of: a stand-in on its own loopback. */
const stackOf = (endpoint: SmtpEndpoint, processes: number, options: MtaRxOptions) => (app: App) => {
  const stack = new TerraformStack(app, 'stack');
  new DockerProvider(stack, 'Docker');
  const runtime = new DockerRuntime();
  const rx = new MtaRx(stack, 'Rx', {
    ...options,
    runtime,
    name: NAME,
    hostname: 'mx.example.com',
    domains: [
      MailDomain.local('example.com', ['postmaster', 'root', 'smmsp']),
      ...['example.net', 'example.org'].map((name) => MailDomain.relayed(name, SmtpEndpoint.smtp('192.0.2.1'))),
    ],
    intake: runtime.createNetwork(stack, 'Intake', { name: 'intake' }),
  });
  rx.forwardTo(new StandInFilter(stack, runtime, endpoint, processes));
  return stack;
};

export class LoneMtaRx {
  public static synthesize(endpoint: SmtpEndpoint, processes: number, options: MtaRxOptions = {}): SynthesizedStack {
    return synthesize(stackOf(endpoint, processes, options));
  }

  /** @param docker more arguments of `docker run` */
  public static async start(
    endpoint: SmtpEndpoint,
    processes: number,
    options: MtaRxOptions = {},
    docker: readonly string[] = [],
  ): Promise<LoneMtaRx> {
    const stack = LoneMtaRx.synthesize(endpoint, processes, options);
    const image = buildImageOf(stack, NAME);
    const maps = MapsVolume.loadedFrom(stack, NAME);
    const names = ['--add-host', 'client.example:127.0.0.9'];
    const described = [...argumentsOf(stack.container(NAME)), ...maps.argumentsOfMount];
    const container = RunningContainer.start(image.tag, [...described, ...names, ...docker]);
    const started = new LoneMtaRx(image, maps, container, endpoint, processes);
    try {
      await container.untilHealthy();
    } catch (error) {
      started.remove();
      throw error;
    }
    return started;
  }

  private constructor(
    public readonly image: ContainerImage,
    private readonly maps: MapsVolume,
    public readonly container: RunningContainer,
    private readonly endpoint: SmtpEndpoint,
    private readonly processes: number,
  ) {}

  /** Starts the filter's stand-in; until then everything waits in the queue. With more processes it sees too many connections. */
  public async startSink(processes = this.processes): Promise<void> {
    const sink = fs.readFileSync(path.join(__dirname, 'filter-sink.pl'), 'utf8');
    this.container.exec(['sh', '-c', 'cat > /tmp/filter-sink'], { input: sink });
    const program = `perl /tmp/filter-sink ${this.endpoint.port} ${processes}`;
    this.container.exec(['sh', '-c', `${program} > /tmp/sink.said 2>&1 &`]);
    await eventually('a sink that listens', () => {
      const { stdout } = this.container.exec(['cat', '/tmp/sink.said']);
      return stdout.includes('ready') ? true : undefined;
    });
  }

  /** Lets messages go that the sink holds. */
  public release(): void {
    this.container.exec(['touch', '/tmp/release']);
  }

  /** Hands over messages with these subjects in one session, and gives the replies to their ends. */
  public send(subjects: readonly string[], recipient = 'postmaster@example.com'): string[] {
    const message = (subject: string) => [
      ...['MAIL FROM:<>', `RCPT TO:<${recipient}>`, 'DATA'],
      ...[`|Subject: ${subject}`, '|', '.'],
    ];
    const replies = dialogue(this.container, { port: 25 }, ['EHLO client.example', ...subjects.flatMap(message)]);
    return replies.slice(2).filter((_, index) => index % 4 === 3);
  }

  /** What the sink has seen so far. */
  public sinkLines(): SinkLine[] {
    const { stdout } = this.container.exec(['cat', '/tmp/sink.log']);
    return stdout.split('\n').flatMap((line): SinkLine[] => {
      const [, time, process, what] = /^(\S+) (\d+) (.*)$/.exec(line) ?? [];
      return time === undefined ? [] : [{ time: Number(time), process, what }];
    });
  }

  /** Most connections that were open at the sink at a time. */
  public mostConnections(): number {
    let open = 0;
    return Math.max(
      0,
      ...this.sinkLines().map(({ what }) => (open += what === 'open' ? 1 : what === 'close' ? -1 : 0)),
    );
  }

  /** Waits until the sink has seen something so many times. */
  public async untilSeen(what: RegExp, times = 1, seconds = 60): Promise<SinkLine[]> {
    return eventually(
      `${times} times ${what.source} at the sink`,
      () => {
        const found = this.sinkLines().filter((line) => what.test(line.what));
        return found.length >= times ? found : undefined;
      },
      seconds,
    );
  }

  public remove(): void {
    this.container.remove();
    this.image.remove();
    this.maps.remove();
  }
}

/** Subjects of so many messages, told apart by a number. */
export const subjects = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name} ${index}`);

/** Five messages go through behind two that hang at the sink; gives what the sink had seen before it let these go. */
export const mailBehindHanging = async (rx: LoneMtaRx): Promise<SinkLine[]> => {
  rx.send(['hold 1', 'hold 2']);
  await rx.untilSeen(/^begin hold/, 2);
  rx.send(subjects('behind', 5));
  await rx.untilSeen(/^end behind/, 5);
  const seen = rx.sinkLines();
  rx.release();
  await rx.untilSeen(/^end hold/, 2);
  return seen;
};
