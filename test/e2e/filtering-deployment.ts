import { randomUUID } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { AppliedStack } from '../tooling/applied-stack';
import { Workshop } from '../tooling/archives';
import { TestAuthority } from '../tooling/certificates';
import { newKey, recordOf } from '../tooling/dkim-peer';
import { EICAR_SIGNATURE } from '../tooling/eicar';
import { eventually } from '../tooling/eventually';
import { runProgram } from '../tooling/program';
import { bytesOfKey, bytesOfPassword, SecretBytes } from '../tooling/secret-bytes';
import { SecretVolume } from '../tooling/secret-volume';
import { SmtpSession } from '../tooling/smtp-session';
import { exec } from './engine';
import { tools } from './tools';

const NAME = 'e2e-filtering';
export const [RX, FILTER, SECOND_FILTER, TX, CLAMD, RESOLVER] = [
  'mta-rx',
  'filter',
  'filter-2',
  'mta-tx',
  'filter-clamd',
  'resolver',
].map((part) => `${NAME}-${part}`);
const SINK = `${NAME}-sink`;
const SENDER = 'someone@sender.example';
const SMTP_PORT = 4525;
const SUBMISSION_PORT = 4587;
const AMAVIS = ['--user', 'amavis'];

/** A text in a zone, in strings of at most 255 characters. */
const strings = (text: string): string => (text.match(/.{1,250}/g) ?? []).map((one) => `"${one}"`).join(' ');

const header = (message: string): string => message.split(/\r?\n\r?\n/, 1)[0].replace(/\r?\n[ \t]+/g, ' ');

/** The stack of stack/filtering.ts, and mail through it. */
export class FilteringDeployment extends AppliedStack {
  /** The key of somebody else's, whose record is in DNS. */
  public readonly signerKey = newKey();
  private readonly ownKey = newKey();
  private readonly password = randomUUID();
  private readonly passwordElsewhere = randomUUID();
  private readonly pair = new TestAuthority().issue('gateway.example.com', 401);

  public constructor() {
    super(NAME, path.join(__dirname, 'stack', 'filtering.ts'));
  }

  protected override get environment(): Record<string, string | undefined> {
    return {
      E2E_SECRETS: this.secretsFolder,
      E2E_SIGNATURES: path.join(this.out, 'company.ndb'),
      E2E_SIGNER: strings(recordOf(this.signerKey)),
    };
  }

  public get secretsFolder(): string {
    return path.join(this.out, 'secrets');
  }

  public get secretBytes(): SecretBytes[] {
    return [
      ...bytesOfPassword("alice's password", this.password),
      ...bytesOfPassword("the gateway's password for another server", this.passwordElsewhere),
      ...bytesOfKey("the certificate's key", this.pair['key.pem']),
      ...bytesOfKey('the key that signs', this.ownKey),
    ];
  }

  /** The record of the gateway's own key, by its name. */
  public get ownRecord(): Record<string, string> {
    return { 'own._domainkey.example.com': recordOf(this.ownKey) };
  }

  /** Destroys what an interrupted run has left, and deploys. */
  public deploy(): void {
    this.destroy();
    const folder = (name: string): string => path.join(this.secretsFolder, name);
    const authinfo = `AuthInfo:relay.example.net\t"U:gateway" "P:${this.passwordElsewhere}"\n`;
    fs.mkdirSync(this.out, { recursive: true });
    fs.writeFileSync(path.join(this.out, 'company.ndb'), EICAR_SIGNATURE);
    SecretVolume.onHostPath(folder('certificate'), this.pair);
    SecretVolume.onHostPath(folder('users'), { users: `alice:${this.password}\n` });
    SecretVolume.onHostPath(folder('dkim'), { 'own._domainkey.example.com.pem': this.ownKey }, 2503);
    SecretVolume.onHostPath(folder('authinfo'), { authinfo }, 2502);
    this.begin();
  }

  public override destroy(): void {
    // Destroying writes the stack once more, which reads this file.
    const signatures = path.join(this.out, 'company.ndb');
    if (fs.existsSync(this.out) && !fs.existsSync(signatures)) {
      fs.writeFileSync(signatures, EICAR_SIGNATURE);
    }
    super.destroy();
  }

  /** Hands a message to MTA-RX as a stranger does; it is accepted or this throws. */
  public async send(message: string, to: string | readonly string[], from = SENDER): Promise<void> {
    const client = await tools.SmtpClient.open('127.0.0.1', SMTP_PORT, { timeoutMs: 120_000 });
    await client.send({ from, to, message }).finally(() => client.quit());
  }

  /** What MTA-RX answers to these lines. */
  public async answers(...lines: string[]): Promise<string[]> {
    const client = await tools.SmtpClient.open('127.0.0.1', SMTP_PORT, { timeoutMs: 60_000 });
    const replies: string[] = [];
    for (const line of lines) {
      replies.push((await client.command(line)).text);
    }
    await client.quit();
    return replies;
  }

  /** Hands a message to MTA-RX as the user alice, who logs in. */
  public async submit(message: string, to: string): Promise<void> {
    const session = await SmtpSession.onHost(SUBMISSION_PORT);
    await session.startTls();
    const login = Buffer.from(`\0alice\0${this.password}`).toString('base64');
    const replies = await session.commands(
      `AUTH PLAIN ${login}`,
      'MAIL FROM:<alice@example.com>',
      `RCPT TO:<${to}>`,
      'DATA',
    );
    const [last] = (await session.command(`${message.replace(/\r?\n/g, '\r\n')}.`)).slice(-1);
    session.close();
    if (!last.startsWith('250 ')) {
      throw new Error([...replies, last].join('\n'));
    }
  }

  /** Every copy of a message at the server of example.org; what only quotes it does not count. */
  public copies(id: string): string[] {
    return this.mentions(id).filter((copy) => new RegExp(`^message-id: ${id}`, 'im').test(header(copy)));
  }

  /** Every message at the server of example.org that has this in it. */
  public mentions(text: string): string[] {
    return exec(SINK, ['grep', '-lrF', text, '/mail/new'])
      .stdout.split('\n')
      .filter((file) => file !== '')
      .map((file) => exec(SINK, ['head', '-c', '200000', file]).stdout);
  }

  /** Waits until a message is at the server of example.org, and gives it. */
  public arrived(id: string, seconds = 120): Promise<string> {
    return eventually(`message ${id} at the server of example.org`, () => this.copies(id)[0], seconds);
  }

  /** The header of it, folded lines joined. */
  public async headerOf(id: string): Promise<string[]> {
    return header(await this.arrived(id)).split(/\r?\n/);
  }

  /** The names of the files in the quarantine that have this in them. */
  public kept(text: string): string[] {
    const { stdout } = exec(FILTER, ['grep', '-lrF', text, '/var/lib/amavis/virusmails'], AMAVIS);
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((file) => path.basename(file));
  }

  /** Waits until a message is in the quarantine, and gives the names of its files. */
  public quarantined(id: string): Promise<string[]> {
    return eventually(
      `message ${id} in the quarantine`,
      () => {
        const files = this.kept(id);
        return files.length > 0 ? files : undefined;
      },
      120,
    );
  }

  /** Waits until nothing is on its way any more. */
  public untilQueuesAreEmpty(): Promise<boolean> {
    const { mailq_rx: rx, mailq_tx: tx } = this.outputs;
    return eventually(
      'empty queues',
      () => ([rx, tx].every((command) => tools.queuedMessages(this.paste(command)) === 0) ? true : undefined),
      120,
    );
  }

  /** Where archives are made: in the filter's own container. */
  public get workshop(): Workshop {
    return {
      exec: (command, { input }) =>
        runProgram('docker', ['exec', '--interactive', ...AMAVIS, FILTER, ...command], { input }),
    };
  }
}
