import { DualMtaStackProps } from 'cdktf-dual-mta';
import { ContainerImage } from './container-image';
import { buildGatewayImage } from './gateway-image';
import { argumentsOf, RunningContainer } from './running-container';
import { dialogue } from './smtp-dialogue';
import { synthesizeGateway } from './synthesized-stack';

/** One of the two sendmails of a gateway, built and run as Terraform does it, but without its networks. */
export class GatewayContainer {
  /** @param options more arguments of `docker run`, such as `--add-host` */
  public static async start(
    part: 'mta-rx' | 'mta-tx',
    props: Partial<DualMtaStackProps> = {},
    options: readonly string[] = [],
  ): Promise<GatewayContainer> {
    const image = buildGatewayImage(part, props);
    const described = synthesizeGateway(props).container(`gateway-${part}`);
    const container = RunningContainer.start(image.tag, [...argumentsOf(described), ...options]);
    const started = new GatewayContainer(part, image, container);
    try {
      await container.untilHealthy();
    } catch (error) {
      started.remove();
      throw error;
    }
    return started;
  }

  private constructor(
    private readonly part: 'mta-rx' | 'mta-tx',
    private readonly image: ContainerImage,
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

  public remove(): void {
    this.container.remove();
    this.image.remove();
  }

  private get configuration(): string {
    return `/etc/mail/${this.part === 'mta-rx' ? 'sendmail-rx' : 'sendmail'}.cf`;
  }
}
