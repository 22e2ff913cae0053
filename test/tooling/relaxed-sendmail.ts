import { eventually } from './eventually';
import { GatewayContainer } from './gateway-container';

/** Where the second sendmail listens. */
export const RELAXED_PORT = 2525;

/** Lines of sed, for the `.mc` file and for what m4 makes of it. */
export interface Relaxations {
  readonly mc?: readonly string[];
  readonly cf?: readonly string[];
}

const sed = (lines: readonly string[]): string =>
  ['sed', ...['', ...lines].map((line) => `-e '${line.replaceAll("'", "'\\''")}'`)].join(' ');

/**
 * Starts a second sendmail in the container of an MTA-RX or MTA-TX, on a port of its own and with the queue of the first, but with something
 * relaxed that no property can relax: a test of a protection has to fail without the protection.
 */
export const startRelaxed = async (mta: GatewayContainer, { mc = [], cf = [] }: Relaxations): Promise<void> => {
  const own = [
    '/^O DaemonPortOptions/d',
    's,^O PidFile=.*,O PidFile=/tmp/relaxed.pid,',
    `$aO DaemonPortOptions=Addr=127.0.0.1,Port=${RELAXED_PORT}`,
  ];
  const [mcFile, user] = mta.part === 'mta-rx' ? ['sendmail-rx.mc', 'smmsp'] : ['sendmail.mc', 'smmta'];
  const script = [
    `${sed(mc)} /etc/mail/${mcFile} > /tmp/relaxed.mc`,
    'm4 /usr/share/sendmail/cf/m4/cf.m4 /tmp/relaxed.mc > /tmp/expanded.cf',
    `${sed([...cf, ...own])} /tmp/expanded.cf > /tmp/relaxed.cf`,
    'sendmail -C /tmp/relaxed.cf -bd',
  ].join('\n');
  const { code, said } = mta.container.exec(['sh', '-euc', script], { user });
  if (code !== 0) {
    throw new Error(said);
  }
  await eventually('a relaxed sendmail', () => mta.dialogue(RELAXED_PORT, ['QUIT'])[0].startsWith('220') || undefined);
};
