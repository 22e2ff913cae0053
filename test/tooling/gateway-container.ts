import { DualMtaStackProps } from 'cdktf-dual-mta';
import { ContainerImage } from './container-image';
import { MapsTask, MapsVolume } from './maps-volume';
import { argumentsOf, RunningContainer } from './running-container';
import { dialogue } from './smtp-dialogue';
import { buildImageOf } from './stack-image';
import { synthesizeGateway } from './synthesized-stack';

/** One of the two sendmails of a gateway, built and run as Terraform does it, but without its networks. */
export class GatewayContainer {
  /**
   * @param options more arguments of `docker run`, such as `--add-host`
   * @param network the engine's name of a network that it is on
   */
  public static async start(
    part: 'mta-rx' | 'mta-tx',
    props: Partial<DualMtaStackProps> = {},
    options: readonly string[] = [],
    network?: string,
  ): Promise<GatewayContainer> {
    const [name, stack] = [`gateway-${part}`, synthesizeGateway(props)];
    const image = buildImageOf(stack, name);
    const maps = MapsVolume.loadedFrom(stack, name);
    const described = argumentsOf(stack.container(name), { network });
    const container = RunningContainer.start(image.tag, [...described, ...maps.argumentsOfMount, ...options]);
    const started = new GatewayContainer(part, image, maps, container);
    try {
      await container.untilHealthy();
    } catch (error) {
      started.remove();
      throw error;
    }
    return started;
  }

  private constructor(
    public readonly part: 'mta-rx' | 'mta-tx',
    private readonly image: ContainerImage,
    private readonly maps: MapsVolume,
    public readonly container: RunningContainer,
  ) {}

  /** The expanded configuration, line by line. */
  public get cf(): string[] {
    return this.container
      .exec(['cat', this.configuration])
      .stdout.split('\n')
      .map((line) => line.trimEnd());
  }

  /** Speaks SMTP to a port of it; the last line of each reply, the greeting first (see `dialogue`). */
  public dialogue(port: number, lines: readonly string[], from?: string): string[] {
    return dialogue(this.container, { from, port }, lines);
  }

  /** What sendmail answers to lines of its test mode (`sendmail -bt`): `3,0 ADDRESS`, `check_rcpt ADDRESS`, `$=w`. */
  public test(lines: readonly string[], args: readonly string[] = []): string {
    const input = lines.map((line) => `${line}\n`).join('');
    return this.container.exec(['sendmail', '-C', this.configuration, ...args, '-bt'], { input }).said;
  }

  /** Where sendmail would send mail for these recipients: mailer, host and user, without blanks. */
  public mailersFor(...addresses: string[]): string[] {
    const said = this.test(addresses.map((address) => `3,0 ${address}`));
    const answers = [...said.matchAll(/^parse +returns: (.*)$/gm)].map(([, triple]) =>
      triple.replace(/ (?=[^$])/g, ''),
    );
    if (answers.length !== addresses.length) {
      throw new Error(`sendmail -bt answered:\n${said}`);
    }
    return answers;
  }

  /** The task with the maps of another configuration, for the volume of this sendmail. */
  public mapsOf(props: Partial<DualMtaStackProps>): MapsTask {
    return this.maps.task(synthesizeGateway(props), `gateway-${this.part}`);
  }

  /** Changes the maps below the running sendmail to those of another configuration, as Terraform does. */
  public loadMaps(props: Partial<DualMtaStackProps>): string {
    const task = this.mapsOf(props);
    try {
      return task.load();
    } finally {
      task.remove();
    }
  }

  public remove(): void {
    this.container.remove();
    this.maps.remove();
    this.image.remove();
  }

  private get configuration(): string {
    return `/etc/mail/${this.part === 'mta-rx' ? 'sendmail-rx' : 'sendmail'}.cf`;
  }
}
