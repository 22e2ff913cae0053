import { docker } from '../../test/tooling/engine';
import { eventually } from '../../test/tooling/eventually';
import { script } from '../engine';
import { FILTER, RX, TX } from '../names';
import { Drill, Fault, Stage } from './fault';

const FILL = '.filled-by-the-drill';

/** Writes until nothing more fits. */
const fill = (container: string, user: string, folder: string): void => {
  const { code, said } = script(container, user, `cat /dev/zero > ${folder}/${FILL}; test -s ${folder}/${FILL}`);
  if (code !== 0) {
    throw new Error(`${folder} was not filled: ${said}`);
  }
};

const full = (
  container: string,
  user: string,
  folder: string,
  what: string,
  meanwhile: (drill: Drill) => Promise<void>,
): Fault => ({
  name: `full ${what}`,
  what: `the file system of ${what} is full`,
  seconds: 15,
  alone: true,
  stage: Stage.SMALL_DISKS,
  cause: () => {
    fill(container, user, folder);
    return () => void docker('exec', '--user', user, container, 'rm', `${folder}/${FILL}`);
  },
  meanwhile,
});

const refusesFor = async (drill: Drill): Promise<void> => {
  const begun = Date.now();
  const { answer } = await eventually(
    'a 452 of MTA-RX',
    () => drill.sent().find((one) => one.begun > begun && /\b452 4\.4\.5/.test(one.answer ?? '')),
    90,
  );
  drill.note(`MTA-RX: ${answer?.replace(/^.*?(?=452)/, '')}`);
};

const waitsInRx = async (drill: Drill): Promise<void> => {
  const queued = await eventually(
    'ten messages that wait in MTA-RX',
    () => {
      const count = drill.gateway.queuedAt(RX)?.length ?? 0;
      return count >= 10 ? count : undefined;
    },
    90,
  );
  drill.note(`${queued} waited in MTA-RX, which went on accepting`);
};

export const DISKS_FULL: Fault[] = [
  full(RX, 'smmsp', '/var/spool/mqueue-rx', "MTA-RX's queue", refusesFor),
  full(FILTER, 'amavis', '/var/lib/amavis/tmp', 'TEMPBASE', waitsInRx),
  full(TX, 'smmta', '/var/spool/mqueue', "MTA-TX's queue", waitsInRx),
];
