import { eventually } from '../../test/tooling/eventually';
import { docker } from '../../test/tooling/engine';
import { Behaviour } from '../drilled-gateway';
import { CLAMD, DESTINATION, FILTER, RESOLVER, RX, TX } from '../names';
import { Drill, Fault } from './fault';

const LONG = 20;
/** Messages of the outage that have to lie in the queue before it ends. */
const QUEUED = 20;
/** Tries of a message in MTA-RX's queue are at least 10 s apart; the first is made at once. */
const MOST_LINES_PER_MESSAGE = LONG / 10 + 2;

const deferralsSince = (seconds: number): number =>
  (docker('logs', '--since', `${seconds}s`, RX).match(/stat=Deferred/g) ?? []).length;

/** MTA-RX goes on accepting, its queue grows, and it does not fill its log with tries. */
const queueGrows = async ({ gateway, sent, note }: Drill): Promise<void> => {
  const begun = Date.now();
  const queued = await eventually(
    `${QUEUED} messages in the queue of MTA-RX`,
    () => {
      const numbers = gateway.queuedAt(RX)?.length ?? 0;
      return numbers >= QUEUED ? numbers : undefined;
    },
    LONG,
  );
  const since = sent().filter((one) => one.begun >= begun && one.outcome !== 'accepted');
  if (since.length > 0) {
    throw new Error(`MTA-RX has not accepted ${since.length} messages meanwhile, such as ${JSON.stringify(since[0])}`);
  }
  const lines = deferralsSince(LONG);
  if (lines > queued * MOST_LINES_PER_MESSAGE) {
    throw new Error(`${lines} lines in the log of MTA-RX for ${queued} waiting messages`);
  }
  note(`${queued} waited; ${lines} lines of deferral`);
};

const down = (container: string, what: string, meanwhile?: Fault['meanwhile']): Fault => ({
  name: `${container} down`,
  what: `${what} is down for ${LONG} s`,
  seconds: LONG,
  alone: true,
  cause: () => {
    docker('stop', container);
    return () => void docker('start', container);
  },
  meanwhile,
});

const misbehaves = (behaviour: Behaviour, what: string): Fault => ({
  name: `destination ${behaviour}`,
  what: `the server behind the gateway ${what}`,
  seconds: 10,
  cause: ({ gateway }) => {
    gateway.behave(behaviour);
    return () => {
      gateway.behave('accept');
      if (behaviour === 'silent') {
        // Whoever waits for its answer has to be told.
        docker('restart', '--time', '1', DESTINATION);
      }
    };
  },
});

export const OUTAGES: Fault[] = [
  down(FILTER, 'the filter', queueGrows),
  down(TX, 'MTA-TX', queueGrows),
  down(CLAMD, 'clamd', queueGrows),
  down(RESOLVER, 'the resolver'),
  down(DESTINATION, 'the server behind the gateway'),
  misbehaves('tempfail', 'answers 451'),
  misbehaves('reject', 'answers 550'),
  misbehaves('drop', 'ends the connection behind DATA'),
  misbehaves('silent', 'takes a message and says nothing more'),
];
