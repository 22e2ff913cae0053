import { signalMain, signalProcess } from '../engine';
import { FILTER, PARTS, RX, TX } from '../names';
import { Fault } from './fault';

const killed = (container: string): Fault => ({
  name: `kill ${container}`,
  what: `kill -9 of the main process of ${container}`,
  seconds: 1,
  cause: () => {
    signalMain(container, 'KILL');
    return undefined;
  },
});

/** @param title how a process is called while it has a message in hand */
const killedAtWork = (container: string, what: string, title: string): Fault => ({
  name: `kill a ${what}`,
  what: `kill -9 of a ${what} with a message in hand`,
  seconds: 1,
  cause: ({ note }) => {
    note(signalProcess(container, title, 'KILL').replace(/^\d+ /, ''));
    return undefined;
  },
});

export const KILLS: Fault[] = [
  ...PARTS.map(killed),
  killedAtWork(RX, 'queue runner of MTA-RX', 'sendmail: \\./[[:alnum:]]+ .*(client|open|DATA|RCPT|MAIL)'),
  killedAtWork(FILTER, 'process of the filter', 'amavisd \\(ch[0-9]+-[0-9]+-[0-9]+'),
  killedAtWork(TX, 'process of MTA-TX', 'sendmail: .*(\\./[[:alnum:]]+|DATA)'),
];
