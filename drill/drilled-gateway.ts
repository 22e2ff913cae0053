import * as fs from 'fs';
import * as path from 'path';
import { RunAs } from 'cdktf-dual-mta';
import { AppliedStack } from '../test/tooling/applied-stack';
import { TestAuthority } from '../test/tooling/certificates';
import { EICAR_SIGNATURE } from '../test/tooling/eicar';
import { docker } from '../test/tooling/engine';
import { eventually } from '../test/tooling/eventually';
import { runProgram } from '../test/tooling/program';
import { healthOf, script } from './engine';
import { Arrival } from './ledger';
import { CLOCK_BASE, CONTAINERS, DISKS, FILTER, NAME, RX, TX } from './names';

/** Bytes of the small file systems, and whose they are. */
const SMALL = [
  { volume: DISKS.rx, size: '48m', owner: RunAs.SMMSP, mode: '0700' },
  { volume: DISKS.work, size: '24m', owner: RunAs.AMAVIS, mode: '0750' },
  { volume: DISKS.tx, size: '40m', owner: RunAs.SMMTA, mode: '0700' },
];

const KEEPER = `${NAME}-keeper`;

/** How the server behind the gateway can be told to behave. */
export type Behaviour = 'accept' | 'tempfail' | 'reject' | 'drop' | 'silent';

/** The drilled gateway, and what can be seen of the mail in it. */
export class DrilledGateway extends AppliedStack {
  private readonly authority = new TestAuthority();
  private serial = 0;
  /** What was in the quarantine when it was asked last. */
  public lastQuarantined: number[] = [];
  /** What was in a quarantine that is gone. */
  private quarantinedBefore: number[] = [];
  private hasSmallDisks = false;
  private readonly changes = new Set<string>();

  public constructor() {
    super(NAME, path.join(__dirname, 'stack.ts'));
  }

  /** Destroys what an interrupted drill has left, and deploys. */
  public deploy(): void {
    this.destroy();
    fs.mkdirSync(this.out, { recursive: true });
    fs.mkdirSync(this.mail);
    fs.chmodSync(this.mail, 0o777);
    this.writeSignature();
    this.renewCertificate();
    this.begin();
  }

  /** Deploys one more change, which the stack knows by this name. */
  public async change(name: string): Promise<void> {
    if (name === 'baseImage') {
      docker('build', '--tag', CLOCK_BASE, path.join(__dirname, 'clock'));
    }
    this.changes.add(name);
    await this.redeploy();
  }

  /** Deploys without a change. */
  public async takeBack(name: string): Promise<void> {
    this.changes.delete(name);
    await this.redeploy();
  }

  /** Puts a new certificate where MTA-RX finds it; gives a line of it. */
  public renewCertificate(): string {
    const folder = path.join(this.out, 'certificate');
    fs.mkdirSync(folder, { recursive: true, mode: 0o750 });
    fs.chownSync(folder, 0, RunAs.SMMSP.id);
    const files = this.authority.issue('gateway.example.com', (this.serial += 1));
    for (const [name, text] of Object.entries(files)) {
      const [file, fresh] = [path.join(folder, name), path.join(folder, `${name}.new`)];
      fs.writeFileSync(fresh, text, { mode: 0o640 });
      fs.chownSync(fresh, 0, RunAs.SMMSP.id);
      fs.renameSync(fresh, file);
    }
    return files['certificate.pem'].split('\n')[5];
  }

  /** Deploys it anew, unchanged, with small file systems in memory as its volumes, or without. Mail in it would be gone. */
  public deployAnew(hasSmallDisks: boolean): void {
    this.quarantinedBefore = this.quarantined();
    this.destroyResources();
    removeSmallDisks();
    this.changes.clear();
    this.hasSmallDisks = hasSmallDisks;
    if (hasSmallDisks) {
      makeSmallDisks();
    }
    this.begin();
  }

  public override destroy(): void {
    if (fs.existsSync(this.out)) {
      this.writeSignature();
    }
    super.destroy();
    removeSmallDisks();
  }

  /** Where the traffic writes down what it sent. */
  public get sentFile(): string {
    return path.join(this.out, 'sent.ndjson');
  }

  /** What has come to the server behind the gateway. */
  public arrivals(): Arrival[] {
    const file = path.join(this.mail, 'received');
    return !fs.existsSync(file)
      ? []
      : fs
          .readFileSync(file, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(' '))
          .map(([time, kind, number]) => ({
            number: Number(number),
            at: Number(time) * 1000,
            isBounce: kind === 'bounce',
          }));
  }

  /** The numbers in the quarantine; what was known last while it cannot be asked. */
  public quarantined(): number[] {
    const found = numbersBelow(FILTER, 'amavis', '/var/lib/amavis/virusmails');
    this.lastQuarantined = found === undefined ? this.lastQuarantined : [...this.quarantinedBefore, ...found];
    return this.lastQuarantined;
  }

  /** The numbers in both queues; undefined while one cannot be asked. */
  public queued(): number[] | undefined {
    const rx = this.queuedAt(RX);
    const tx = this.queuedAt(TX);
    return rx && tx && [...rx, ...tx];
  }

  /** The numbers in one queue; undefined while it cannot be asked. */
  public queuedAt(part: string): number[] | undefined {
    return part === RX
      ? numbersBelow(RX, 'smmsp', '/var/spool/mqueue-rx')
      : numbersBelow(TX, 'smmta', '/var/spool/mqueue');
  }

  /** Tells the server behind the gateway how to behave. */
  public behave(behaviour: Behaviour): void {
    fs.writeFileSync(path.join(this.mail, 'mode'), behaviour);
  }

  /** Waits until every container is healthy. */
  public async untilHealthy(seconds = 120): Promise<void> {
    await eventually(
      `all of ${CONTAINERS.join(', ')} healthy`,
      () => healthOf(CONTAINERS).every((health) => health === 'healthy') || undefined,
      seconds,
    );
  }

  protected override get environment(): Record<string, string | undefined> {
    return {
      DRILL_CERTIFICATE: path.join(this.out, 'certificate'),
      DRILL_CHANGES: [...this.changes].join(' '),
      DRILL_MAIL: this.mail,
      DRILL_SIGNATURES: this.signatures,
      DRILL_SMALL_DISKS: this.hasSmallDisks ? 'yes' : undefined,
    };
  }

  private async redeploy(): Promise<void> {
    this.write();
    await this.applyMeanwhile();
  }

  /** Of the server behind the gateway, which writes here as a user of its own. */
  private get mail(): string {
    return path.join(this.out, 'mail');
  }

  private get signatures(): string {
    return path.join(this.out, 'company.ndb');
  }

  private writeSignature(): void {
    fs.writeFileSync(this.signatures, EICAR_SIGNATURE);
  }
}

const numbersBelow = (container: string, user: string, folder: string): number[] | undefined => {
  // grep ends with 1 where it finds nothing, and with 2 where a file has just gone.
  const { code, stdout } = script(container, user, `grep -rhoE 'X-Drill-Number: [0-9]+' ${folder} 2> /dev/null`);
  return code > 2
    ? undefined
    : stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => Number(line.replace(/.*: /, '')));
};

/** What is in memory stays while somebody has it mounted. */
const makeSmallDisks = (): void => {
  removeSmallDisks();
  SMALL.forEach(({ volume, size, owner: { id }, mode }) =>
    docker(
      ...['volume', 'create', '--driver', 'local', '--opt', 'type=tmpfs', '--opt', 'device=tmpfs'],
      ...['--opt', `o=size=${size},uid=${id},gid=${id},mode=${mode}`, volume],
    ),
  );
  const mounts = SMALL.flatMap(({ volume }) => ['--volume', `${volume}:/${volume}`]);
  docker('run', '--detach', '--network', 'none', '--name', KEEPER, ...mounts, 'debian:bookworm-slim', 'sleep', '7200');
};

const removeSmallDisks = (): void => {
  runProgram('docker', ['rm', '--force', KEEPER]);
  runProgram('docker', ['volume', 'rm', '--force', ...SMALL.map(({ volume }) => volume)]);
};
