import { docker } from '../../test/tooling/engine';
import { eventually } from '../../test/tooling/eventually';
import { exec, script, signalProcess } from '../engine';
import { missing } from '../ledger';
import { FILTER, RX } from '../names';
import { Drill, Fault } from './fault';

const AT_WORK = 'amavisd \\(ch[0-9]+-[0-9]+-[0-9]+';
/** How often the message that crashes the filter does so before it passes. */
const AGAIN = 3;
const WORK = '/var/lib/amavis/tmp';

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

/** The newest number that is on its way. */
const victim = (drill: Drill): Promise<number> =>
  eventually('a message on its way', () => missing(drill.evidence()).at(-1)?.number, 30);

const crashesAlways: Fault = {
  name: 'poison',
  what: 'one message whose process of the filter is killed again and again',
  seconds: 1,
  alone: true,
  cause: async (drill) => {
    // It waits in the queue before the filter sees it for the first time.
    const number = await victim(drill);
    // Folders are named after the process that works in them.
    const kill = `cd ${WORK} && for file in $(grep -lE '^X-Drill-Number: ${number}\\s*$' */email.txt 2> /dev/null); do
      pid=$(echo "$file" | sed -E 's/^amavis-[^-]*-0*([0-9]+)-.*/\\1/'); kill -9 "$pid" && echo "$pid"; done`;
    let killed = 0;
    const timer = setInterval(() => {
      killed += script(FILTER, 'amavis', kill).stdout.split('\n').filter(Boolean).length;
    }, 100);
    await othersPass(drill);
    await eventually(`${AGAIN} kills`, () => (killed >= AGAIN ? true : undefined), 60);
    return () => {
      clearInterval(timer);
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
