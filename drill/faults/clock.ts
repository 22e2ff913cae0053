import { script } from '../engine';
import { PARTS } from '../names';
import { Fault, Stage } from './fault';

const MOVED = '/tmp/clock';

/** @param offset as libfaketime reads it */
const moved = (offset: string, what: string): Fault => ({
  name: `clock ${offset}`,
  what: `the clock jumps ${what}, and back`,
  seconds: 10,
  alone: true,
  stage: Stage.CHANGED,
  cause: async ({ gateway }) => {
    await gateway.change('baseImage');
    const hours = PARTS.map((part) => {
      const { code, stdout, said } = script(part, '0', `echo '${offset}' > ${MOVED} && date +%s`);
      if (code !== 0) {
        throw new Error(`${part}: ${said}`);
      }
      return Math.round((Number(stdout) - Date.now() / 1000) / 3600);
    });
    if (hours.some((hour) => hour !== hours[0] || hour === 0)) {
      throw new Error(`the clocks were not moved: ${hours.join(', ')} hours`);
    }
    return () => PARTS.forEach((part) => script(part, '0', `rm ${MOVED}`));
  },
});

export const CLOCKS: Fault[] = [
  moved('+1h', 'an hour ahead'),
  moved('-1h', 'an hour behind'),
  moved('+6d', 'six days ahead, beyond the time after which mail comes back'),
];
