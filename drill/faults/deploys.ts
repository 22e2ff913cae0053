import { eventually } from '../../test/tooling/eventually';
import { runProgram } from '../../test/tooling/program';
import { identities } from '../engine';
import { longestPause } from '../ledger';
import { CLAMD, FILTER, PARTS, RESOLVER, RX, SMTP_PORT, TX } from '../names';
import { Drill, Fault, Stage } from './fault';

/** Seconds without a message accepted: where MTA-RX is replaced, and where it is not touched. */
const [MOST_WITH_RX, MOST_WITHOUT_RX] = [5, 1];

const checkPause = ({ sent, note }: Drill, from: number, most: number): void => {
  const pause = longestPause(sent(), from, Date.now());
  const said = `accepting paused for ${pause.toFixed(1)} s`;
  if (pause > most) {
    throw new Error(`${said}, and may for ${most} s`);
  }
  note(said);
};

const replacedSince = (before: Readonly<Record<string, string>>): string[] => {
  const after = identities();
  return PARTS.filter((part) => after[part] !== before[part]);
};

/** @param replaced the containers that the change replaces, and no other */
const deploy = (change: string, what: string, replaced: readonly string[]): Fault => ({
  name: `deploy ${change}`,
  what: `deployed: ${what}`,
  seconds: 2,
  alone: true,
  stage: Stage.CHANGED,
  cause: async (drill) => {
    const [from, before] = [Date.now(), identities()];
    await drill.gateway.change(change);
    const found = replacedSince(before);
    if (found.join() !== replaced.join()) {
      throw new Error(`replaced ${found.join(', ') || 'nothing'} instead of ${replaced.join(', ')}`);
    }
    drill.note(`replaced ${found.join(', ')}`);
    return () => checkPause(drill, from, replaced.includes(RX) ? MOST_WITH_RX : MOST_WITHOUT_RX);
  },
});

const refused: Fault = {
  name: 'deploy refused',
  what: 'deployed: what sendmail refuses',
  seconds: 1,
  alone: true,
  stage: Stage.CHANGED,
  cause: async (drill) => {
    const [from, before] = [Date.now(), identities()];
    const outcome = await drill.gateway.change('refused').then(
      () => 'was deployed',
      () => 'was refused',
    );
    await drill.gateway.takeBack('refused');
    const touched = replacedSince(before);
    if (outcome !== 'was refused' || touched.length > 0) {
      throw new Error(`it ${outcome}; replaced: ${touched.join(', ') || 'nothing'}`);
    }
    drill.note('refused, and nothing was replaced');
    return () => checkPause(drill, from, MOST_WITHOUT_RX);
  },
};

const servedCertificate = (): string =>
  runProgram('openssl', ['s_client', '-starttls', 'smtp', '-connect', `127.0.0.1:${SMTP_PORT}`], {
    input: 'QUIT\r\n',
  }).stdout;

const certificate: Fault = {
  name: 'certificate',
  what: 'the certificate is renewed',
  seconds: 1,
  alone: true,
  stage: Stage.CHANGED,
  cause: async (drill) => {
    const from = Date.now();
    const expected = drill.gateway.renewCertificate();
    await eventually('the new certificate', () => (servedCertificate().includes(expected) ? true : undefined), 30);
    return () => checkPause(drill, from, MOST_WITHOUT_RX);
  },
};

export const DEPLOYS: Fault[] = [
  certificate,
  deploy('greeting', 'a property of MTA-RX', [RX]),
  deploy('queueReturn', 'a property of MTA-TX', [TX]),
  deploy('spamTagLevel', 'a property of the filter', [FILTER]),
  deploy('filterProcesses', 'one more process of the filter', [RX, FILTER]),
  deploy('replicas', 'a second filter', [RX, TX, RESOLVER]),
  refused,
  deploy('baseImage', 'new images of all parts', [RX, FILTER, TX, RESOLVER, CLAMD]),
];
