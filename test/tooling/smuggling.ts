import * as fs from 'fs';
import * as path from 'path';
import { RunningContainer } from './running-container';
import { SmtpSession } from './smtp-session';
import { SmtpStage, smtpSessions } from './smtp-sessions';

/** What the names of bytes in tools/smuggling.json stand for. */
const BYTES: Record<string, string> = {
  CR: '\r',
  LF: '\n',
  NUL: '\0',
  TAB: '\t',
  VT: '\v',
  FF: '\f',
  SUB: '\x1a',
  NEL: '\x85',
};

const bytesOf = (name: string): string => name.replace(/<(\w+)>/g, (_, byte: string) => BYTES[byte]);

/** What is none of the one end of data, <CR><LF>.<CR><LF>, and was taken for it by some program. */
export const ENDS_OF_DATA = (
  JSON.parse(fs.readFileSync(path.join(__dirname, '../../tools/smuggling.json'), 'utf8')) as { endsOfData: string[] }
).endsOfData;

/** Where in a message it stands: in the header, in the body, in a body whose lines before it are whole. */
export const PLACES: Record<string, string> = {
  'in the header': 'Subject: outer-ID',
  'in the body': 'Subject: outer-ID\r\n\r\nfirst',
  'behind a blank line': 'Subject: outer-ID\r\n\r\nfirst\r\n',
};

/** A message that hides a second one behind something that is no end of data. */
export interface Smuggled {
  /** It stands in the subjects: `outer-ID` and, of the second message, `inner-ID`. */
  readonly id: string;
  readonly endOfData: string;
  readonly place: string;
}

export const EVERYTHING: Smuggled[] = Object.keys(PLACES).flatMap((place, outer) =>
  ENDS_OF_DATA.map((endOfData, inner) => ({ id: `${outer}x${inner}x`, endOfData, place })),
);

export interface Envelope {
  readonly port: number;
  readonly recipient: string;
  /** The client's address. */
  readonly from?: string;
  readonly hello?: 'EHLO' | 'LHLO';
  /** Lines before MAIL, such as those of AUTH; each has one reply. */
  readonly before?: readonly string[];

  /**
   * Whether the second message is held back until it is asked for with 354. A smuggler cannot do that, but so one sees
   * that the second envelope leads to a second message.
   */
  readonly patient?: boolean;
}

const lines = (...text: string[]): string => text.map((line) => `${line}\r\n`).join('');

const envelopeOf = (recipient: string): string[] => ['MAIL FROM:<>', `RCPT TO:<${recipient}>`, 'DATA'];

/** What stands in DATA: the message, what is no end of it and the second envelope; and the second message. */
const messagesOf = ({ id, endOfData, place }: Smuggled, recipient: string): { outer: string; inner: string } => ({
  outer: PLACES[place].replace('ID', id) + bytesOf(endOfData) + lines(...envelopeOf(recipient)),
  inner: lines(`Subject: inner-${id}`, '', 'second', '.'),
});

/** One session: what is sent after DATA comes at once, the second envelope and message included. */
const stagesOf = (message: Smuggled, { recipient, hello = 'EHLO', before = [], patient }: Envelope): SmtpStage[] => {
  const { outer, inner } = messagesOf(message, recipient);
  const commands = [`${hello} client.example`, ...before, ...envelopeOf(recipient)].map((line) => ({
    send: lines(line),
  }));
  const payload = patient ? [{ send: outer }, { after: '354', send: inner }] : [{ send: outer + inner }];
  return [...commands, ...payload, { send: lines('QUIT') }];
};

/** Whether answers to what stands in DATA are as they should be: refused and closed, or one, and then to QUIT. */
const isOneMessage = (answers: readonly string[]): boolean =>
  /^(421|[245]\d\d 221)$/.test(answers.map((reply) => reply.slice(0, 3)).join(' '));

/**
 * Sends messages from inside a container, one session each.
 *
 * @returns those whose second envelope was taken for one: the server answered more than once to what stands in DATA
 */
export const takenForTwo = (
  container: RunningContainer,
  envelope: Envelope,
  messages: readonly Smuggled[],
): string[] => {
  const replies = smtpSessions(
    container,
    envelope,
    messages.map((message) => stagesOf(message, envelope)),
  );
  return messages.flatMap(({ endOfData, place }, index) => {
    const answer = replies[index].slice(replies[index].findIndex((reply) => reply.startsWith('354')) + 1);
    if (answer.length === replies[index].length) {
      throw new Error(`DATA was refused: ${replies[index].join('\n')}`);
    }
    return isOneMessage(answer) ? [] : [`${endOfData} ${place}`];
  });
};

/**
 * Sends messages in sessions that are there already, such as those of a user under TLS.
 *
 * @returns those whose second envelope was taken for one
 */
export const takenForTwoIn = async (
  open: () => Promise<SmtpSession>,
  recipient: string,
  messages: readonly Smuggled[],
): Promise<string[]> => {
  const taken: string[] = [];
  for (const message of messages) {
    const session = await open();
    const replies = await session.commands(...envelopeOf(recipient));
    if (!replies[2].startsWith('354 ')) {
      throw new Error(`DATA was refused: ${replies.join('\n')}`);
    }
    const { outer, inner } = messagesOf(message, recipient);
    if (!isOneMessage(await session.finish(outer + inner))) {
      taken.push(`${message.endOfData} ${message.place}`);
    }
  }
  return taken;
};
