import { Chance } from '../../drill/chance';
import { ENDS_OF_DATA } from './smuggling';
import { CUT, hear, HostileSession, HostileStep, say } from './hostile-client';

/** Inputs of a session; after some 25 commands that it does not know sendmail ends it. */
const INPUTS_OF_A_SESSION = 16;
/** How long a session waits for a reply: to some inputs there is none. */
const PATIENCE = 0.25;

/** An input: a line, or what stands in place of one. */
type Maker = (chance: Chance) => string;

const upTo = (chance: Chance, count: number): number => Math.floor(chance.next() * (count + 1));
const many = (chance: Chance, count: number, make: Maker): string =>
  Array.from({ length: upTo(chance, count) }, () => make(chance)).join('');
const anyByte: Maker = (chance) => String.fromCharCode(upTo(chance, 255));
const anyPrintable: Maker = (chance) => String.fromCharCode(33 + upTo(chance, 93));
const noise: Maker = (chance) => many(chance, chance.of([4, 40, 600]), anyByte);
const word: Maker = (chance) => many(chance, chance.of([4, 12, 70, 300]), anyPrintable);

const LOCAL_PARTS = ['postmaster', 'root', 'nobody', '"a b"', '|/bin/sh', '../../etc', 'a%b', '$j', '', '`id`'];
const DOMAINS = [
  'example.com',
  'example.net',
  'foreign.example',
  '[127.0.0.1]',
  'mx.example.com',
  'a.'.repeat(120),
  '',
];
const address: Maker = (chance) => {
  const local = chance.of([chance.of(LOCAL_PARTS), word(chance)]);
  const domain = chance.of([chance.of(DOMAINS), chance.of(DOMAINS), word(chance)]);
  return chance.of([`${local}@${domain}`, `${local}@${domain}`, local, `@${domain}:${local}@foreign.example`]);
};
const path: Maker = (chance) =>
  chance.of([`<${address(chance)}>`, `<${address(chance)}`, address(chance), '<>', '<<>>']);
const parameter: Maker = (chance) =>
  chance.of([
    '',
    '',
    ' SIZE=1000',
    ' SIZE=-1',
    ' SIZE=99999999999999',
    ' BODY=8BITMIME',
    ' RET=HDRS',
    ' AUTH=<>',
    ` ${word(chance)}`,
  ]);

const COMMANDS: Maker[] = [
  (chance) =>
    `${chance.of(['EHLO', 'HELO', 'LHLO'])} ${chance.of(['client.example', '[192.0.2.1]', '', word(chance)])}`,
  (chance) => `MAIL FROM:${chance.of(['<>', path(chance)])}${parameter(chance)}`,
  (chance) => `RCPT TO:${path(chance)}${chance.of(['', '', ' NOTIFY=NEVER', ` ORCPT=${word(chance)}`])}`,
  () => 'RCPT TO:<postmaster@example.com>',
  () => 'DATA',
  () => '.',
  (chance) =>
    `${chance.of(['RSET', 'NOOP', 'VRFY', 'EXPN', 'HELP', 'ETRN', 'VERB', 'QUIT', 'STARTTLS', 'BDAT 10 LAST'])}`,
  (chance) => `AUTH ${chance.of(['PLAIN', 'LOGIN', 'CRAM-MD5', word(chance)])} ${word(chance)}`,
  (chance) => `${word(chance)} ${word(chance)}`,
];
const HEADERS: Maker[] = [
  (chance) => `${chance.of(['Subject', 'From', 'Received', 'Bcc', 'Content-Type', word(chance)])}: ${word(chance)}`,
  (chance) => `${chance.of([' ', '\t', ''])}${word(chance)}`,
  () => '',
  (chance) => `X-Long: ${'y'.repeat(upTo(chance, 3000))}`,
];
const TLS_RECORDS: Maker[] = [
  (chance) => `\x16\x03${chance.of(['\x00', '\x01', '\x03', '\xff'])}${noise(chance)}`,
  (chance) => `\x16\x03\x01\xff\xff\x01${noise(chance)}`,
  (chance) => `${chance.of(['\x14', '\x15', '\x17', '\x80'])}\x03\x03\x00\x02${noise(chance)}`,
];
const LINE_ENDS = ['\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r', '\0\r\n', ''];

/** Takes something away, puts something in, or says it twice. */
const mutated = (chance: Chance, text: string): string => {
  const at = upTo(chance, text.length);
  return chance.of([
    text,
    text,
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + anyByte(chance) + text.slice(at),
    text.slice(0, at) + text,
  ]);
};

const input: Maker = (chance) => {
  const makers = chance.of([COMMANDS, COMMANDS, COMMANDS, HEADERS, TLS_RECORDS]);
  return mutated(chance, chance.of(makers)(chance)) + chance.of(LINE_ENDS);
};

const BYTES: Record<string, string> = { CR: '\r', LF: '\n', NUL: '\0' };
const endOfData: Maker = (chance) =>
  chance.of(ENDS_OF_DATA).replace(/<(\w+)>/g, (_, name: string) => BYTES[name] ?? '\t');

const lines = (...texts: string[]): string[] => texts.map((text) => `${text}\r\n`);

/** How sessions begin, so that noise comes to every state and not only to the first. */
const BEGINNINGS: ((chance: Chance) => string[])[] = [
  () => [],
  () => lines('EHLO client.example'),
  () => lines('EHLO client.example', 'STARTTLS'),
  () => lines('EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>'),
  () => lines('EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA'),
  (chance) => [
    ...lines('EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA'),
    `Subject: hostile\r\n\r\n${noise(chance)}${endOfData(chance)}`,
  ],
];

const sessionOf = (chance: Chance, addresses: readonly string[]): HostileSession => {
  const inputs = chance.of(BEGINNINGS)(chance);
  while (inputs.length < INPUTS_OF_A_SESSION) {
    inputs.push(input(chance));
  }
  const steps: HostileStep[] = chance.of([[hear()], [hear()], []]);
  return {
    from: chance.of(addresses),
    port: chance.of([25, 25, 25, 587]),
    // Some come together, as one piece.
    steps: [
      ...steps,
      ...inputs.flatMap((bytes) => (chance.next() < 0.6 ? [say(bytes), hear(PATIENCE)] : [say(bytes)])),
      CUT,
    ],
  };
};

/** Sessions with at least so many inputs, always the same for the same seed. */
export const fuzzedSessions = (seed: number, inputs: number, addresses: readonly string[]): HostileSession[] => {
  const chance = new Chance(seed);
  return Array.from({ length: Math.ceil(inputs / INPUTS_OF_A_SESSION) }, () => sessionOf(chance, addresses));
};
