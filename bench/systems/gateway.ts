import * as path from 'path';
import { AppliedStack } from '../../test/tooling/applied-stack';
import { docker } from '../../test/tooling/engine';
import { eventually } from '../../test/tooling/eventually';
import { tryDocker } from '../engine';
import { DELIVERY_NETWORK, FILTER, FIRST_PORT, NAME, RESOLVER, RX, SINK, TX } from '../names';
import { untilReady } from './ready';
import { Setting, System } from './system';

/** This gateway, deployed by Terraform as the example is. */
export class Gateway extends AppliedStack implements System {
  public readonly name = 'gateway';
  public readonly title = 'this gateway';
  public readonly port = FIRST_PORT;
  public readonly parts = [
    { container: RX, component: 'MTA-RX' },
    { container: FILTER, component: 'amavisd' },
    { container: TX, component: 'MTA-TX' },
    { container: RESOLVER, component: 'resolver' },
  ];

  private setting?: Setting;

  public constructor() {
    super(NAME, path.join(__dirname, 'gateway-stack.ts'));
  }

  public async start(setting: Setting): Promise<void> {
    const isFirst = this.setting === undefined;
    this.setting = setting;
    if (isFirst) {
      this.begin();
    } else {
      // Whoever stands still does not let itself be replaced.
      tryDocker('unpause', ...this.parts.map(({ container }) => container));
      this.write();
      this.apply();
    }
    tryDocker('network', 'connect', DELIVERY_NETWORK, SINK);
    await untilReady(this);
  }

  /** The engine has each container that stood still looked at anew, all at once; behind that their checks stay and look themselves. */
  public async settle(): Promise<void> {
    await eventually('health checks that stay', () => {
      const lists = this.parts.map(({ container }) => docker('top', container, '-eo', 'pid,args'));
      return lists.every((list) => / sleep 10$/m.test(list)) || undefined;
    });
  }

  /** The settings of the kernel's network in its containers, whatever the gateway's code says. */
  public get networkSettings(): Readonly<Record<string, string>> {
    const { code, stdout } = tryDocker('inspect', '--format', '{{json .HostConfig.Sysctls}}', RX, FILTER, TX);
    if (code !== 0) {
      throw new Error('the network settings of the gateway are known when it runs: --system gateway too');
    }
    return Object.assign(
      {},
      ...stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ) as Record<string, string>;
  }

  /** Deploys it with a setting that does not matter. */
  public override begin(): void {
    super.begin();
  }

  public remove(): void {
    tryDocker('unpause', ...this.parts.map(({ container }) => container));
    tryDocker('network', 'disconnect', '--force', DELIVERY_NETWORK, SINK);
    this.destroy();
    this.setting = undefined;
  }

  protected override get environment(): Record<string, string | undefined> {
    return { BENCH_SETTING: JSON.stringify(this.setting ?? { workers: 2, spamAssassin: true }) };
  }
}
