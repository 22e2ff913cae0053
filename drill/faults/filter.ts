import { spawn } from 'child_process';
import { docker } from '../../test/tooling/engine';
import { eventually } from '../../test/tooling/eventually';
import { exec, script, signalProcess } from '../engine';
import { FILTER, RX } from '../names';
import { Drill, Fault } from './fault';

const AT_WORK = 'amavisd \\(ch[0-9]+-[0-9]+-[0-9]+';
/** How often the message that crashes the filter does so before it passes. */
const AGAIN = 3;
const WORK = '/var/lib/amavis/tmp';
const HEALED = '/tmp/healed';

const deliveredSince = ({ evidence, sent }: Drill, time: number): number => {
  const later = new Set(
    sent()
      .filter(({ begun }) => begun > time)
      .map(({ number }) => number),
  );
  return evidence().arrivals.filter(({ number }) => later.has(number)).length;
};

/** Messages that came after the fault began are delivered while it lasts. */
const othersPass = async (drill: Drill): Promise<void> => {
  const begun = Date.now();
  const passed = await eventually(
    'ten later messages at the server behind the gateway',
    () => {
      const count = deliveredSince(drill, begun);
      return count >= 10 ? count : undefined;
    },
    60,
  );
  drill.note(`${passed} later ones passed within ${((Date.now() - begun) / 1000).toFixed(1)} s`);
};

/** Kills, until it is told to end, whatever process of the filter works at a message, and prints each. */
const killer = (number: number): string => `
rm -f ${HEALED}
cd ${WORK}
while [ ! -e ${HEALED} ]; do
  for file in $(grep -lE '^X-Drill-Number: ${number}\\s*$' */email.txt 2> /dev/null); do
    # Folders are named after the process that works in them.
    pid=$(echo "$file" | sed -E 's/^amavis-[^-]*-0*([0-9]+)-.*/\\1/')
    kill -9 "$pid" 2> /dev/null && echo "$pid"
  done
  sleep 0.02
done`;

const crashesAlways: Fault = {
  name: 'poison',
  what: 'one message whose process of the filter is killed again and again',
  seconds: 1,
  alone: true,
  cause: async (drill) => {
    // One that is not sent yet: it reaches the filter as soon as it is accepted.
    const number = Math.max(...drill.sent().map((one) => one.number)) + 3;
    const kills = spawn('docker', ['exec', '--user', 'amavis', FILTER, 'sh', '-c', killer(number)]);
    let killed = 0;
    kills.stdout.on('data', (printed: Buffer) => (killed += printed.toString().split('\n').length - 1));
    const heal = (): void => void exec(FILTER, 'amavis', 'touch', HEALED);
    try {
      await othersPass(drill);
      await eventually(`${AGAIN} kills`, () => (killed >= AGAIN ? true : undefined), 60);
    } catch (error) {
      heal();
      throw error;
    }
    return () => {
      heal();
      drill.note(`number ${number}: killed ${killed} times`);
    };
  },
};

export const FILTER_FAULTS: Fault[] = [
  {
    name: 'hang',
    what: 'one scan hangs',
    seconds: 1,
    alone: true,
    cause: async (drill) => {
      const found = signalProcess(FILTER, AT_WORK, 'STOP');
      await othersPass(drill);
      return () => {
        const { code, said } = exec(FILTER, 'amavis', 'sh', '-c', `kill -CONT ${found.split(' ')[0]}`);
        if (code !== 0) {
          throw new Error(said);
        }
      };
    },
  },
  crashesAlways,
  {
    name: 'memory',
    what: 'the memory limit of the filter is reached',
    seconds: 3,
    cause: ({ note }) => {
      const eats = exec(
        FILTER,
        'amavis',
        'perl',
        '-e',
        'my @all; push @all, "x" x 1048576 while @all < 4096; print "full"',
      );
      note(eats.stdout === 'full' ? 'NOT reached' : 'reached');
      return undefined;
    },
  },
  {
    name: 'leftovers',
    what: 'a df file of a message that was cut off long ago',
    seconds: 1,
    alone: true,
    cause: async () => {
      const file = '/var/spool/mqueue-rx/df0000000000000001';
      script(RX, 'smmsp', `echo cut > ${file} && touch -d '2 hours ago' ${file}`);
      docker('restart', RX);
      await eventually('no df file any more', () =>
        script(RX, 'smmsp', `test -e ${file}`).code === 1 ? true : undefined,
      );
      return undefined;
    },
  },
];
