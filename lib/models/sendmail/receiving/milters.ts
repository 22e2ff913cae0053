import { Duration } from '../../duration';
import { call, McOption } from '../statement';
import { Milter, MilterFailure } from './milter';

/** Milters of MTA-RX (README, thishost-rx.mc: "milter settings if needed"); MTA-TX has none. */
export interface InputMilterOptions {
  /**
   * Filters that see each message while the client is still there (`INPUT_MAIL_FILTER`), in their order. They have to be
   * there when MTA-RX starts: it is healthy only when they let mail pass (`node.addDependency`).
   *
   * @default - none
   */
  readonly milters?: Milter[];
}

const argumentOf = ({ host, port, options }: Milter): string => {
  const timeouts: [string, Duration | undefined][] = [
    ['C', options.connectTimeout],
    ['S', options.sendTimeout],
    ['R', options.readTimeout],
    ['E', options.endTimeout],
  ];
  const chosen = timeouts.flatMap(([letter, time]) => (time === undefined ? [] : [`${letter}:${time.toSendmail()}`]));
  const flag = options.onFailure ?? MilterFailure.TEMPFAIL;
  return [
    `S=inet:${port}@${host}`,
    ...(flag === MilterFailure.ACCEPT ? [] : [`F=${flag}`]),
    ...(chosen.length === 0 ? [] : [`T=${chosen.join(';')}`]),
  ].join(', ');
};

export const MILTERS: McOption<InputMilterOptions>[] = [
  {
    property: 'milters',
    source: 'README, thishost-rx.mc: "milter settings if needed"; cf/README, ADDING NEW MAIL FILTERS',
    comment: 'F=T: without an answer the client comes back',
    entries: ({ milters = [] }) => milters.map((one) => call('INPUT_MAIL_FILTER', one.name, argumentOf(one))),
  },
];
