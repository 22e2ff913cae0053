import { Duration, QueueGroup, SmtpEndpoint } from 'cdktf-dual-mta';
import { eventually } from '../tooling/eventually';
import { LoneMtaRx } from '../tooling/lone-mta-rx';
import { MailSink } from '../tooling/mail-sink';
import { MailStream } from '../tooling/mail-stream';
import { runOrThrow } from '../tooling/program';
import { archiveOf, backUp, membersOf, restore } from '../tooling/queue-backup';
import { dialogue } from '../tooling/smtp-dialogue';

const FILTER = SmtpEndpoint.lmtp('127.0.0.1', 10024);
const AS_SMMSP = { user: 'smmsp' };
/** As long as several reads of a file, with an end that tells whether it is whole. */
const bodyOf = (name: string): string[] => [...Array<string>(3000).fill(`a line of ${name}`), `the end of ${name}`];

/** Hands a message over for the name and one more; true once sendmail has said yes to it. */
const send = ({ container }: LoneMtaRx, ...names: string[]): void => {
  const messages = names.flatMap((name) => [
    ...['MAIL FROM:<>', `RCPT TO:<${name}@example.net>`, 'RCPT TO:<postmaster@example.com>', 'DATA'],
    ...[`|Subject: ${name}`, '|', ...bodyOf(name).map((line) => `|${line}`), '.'],
  ]);
  const replies = dialogue(container, { port: 25 }, ['EHLO client.example', ...messages]);
  expect(replies.filter((reply) => reply.includes('Message accepted'))).toHaveLength(names.length);
};

const inQueue = ({ container }: LoneMtaRx, script: string): string =>
  container.exec(['sh', '-c', `cd /var/spool/mqueue-rx; ${script}`], AS_SMMSP).stdout;

/** Of each message in the queue the id, the sender and the recipients, and the data's checksum; not how often it was tried. */
const messagesIn = (rx: LoneMtaRx): string[] => {
  const each =
    'id=$(basename $control | cut -c 3-); echo $id $(grep -h "^[SR]" $control | sort) $(md5sum < $(find . -name df$id))';
  return inQueue(rx, `for control in $(find . -type f -name 'qf*'); do ${each}; done`)
    .trim()
    .split('\n')
    .filter(Boolean)
    .sort();
};

/** The ids of the messages that have a control file in a backup. */
const idsIn = (archive: Buffer): string[] =>
  membersOf(archive).flatMap(({ name }) => /\/qf(\w+)$/.exec(name)?.[1] ?? []);

describe('the queue of a running MTA-RX', () => {
  let rx: LoneMtaRx;
  let archive: Buffer;
  let before: string[];

  beforeAll(async () => {
    rx = await LoneMtaRx.start(FILTER, 3);
    send(rx, 'alice', 'bob', 'carol');
    before = messagesIn(rx);
    archive = archiveOf(rx.container);
  });

  afterAll(() => rx?.remove());

  test('comes back after it was lost: the same messages, with the same data, for the same recipients', () => {
    inQueue(rx, 'rm ?f*');
    expect(before).toHaveLength(3);
    expect(messagesIn(rx)).toEqual([]);

    expect(restore(rx.container, archive).said).toBe('mqueue-rx: 3 restored, 0 already there\n');
    expect(messagesIn(rx)).toEqual(before);
  });

  test('is copied and put back just as well while the container is stopped', () => {
    rx.container.stop();
    const stopped = backUp(rx.container);
    expect(stopped).toMatchObject({ code: 0, said: 'mqueue-rx: 3 messages\n' });
    expect(idsIn(stopped.archive).sort()).toEqual(idsIn(archive).sort());
    const beside = [
      '--rm',
      '--network',
      'none',
      '--volumes-from',
      rx.container.name,
      '--user',
      '2501',
      '--entrypoint',
      'sh',
    ];
    runOrThrow('docker', ['run', ...beside, rx.image.tag, '-c', 'rm /var/spool/mqueue-rx/?f*']);

    expect(restore(rx.container, stopped.archive).said).toBe('mqueue-rx: 3 restored, 0 already there\n');
    rx.container.restart();
    expect(messagesIn(rx)).toEqual(before);
  });

  test('is delivered once it is back, each message once; what is put back after that, once more', async () => {
    await rx.container.untilHealthy();
    const sink = await MailSink.start(rx.container, 10024, { user: 'smmsp' });
    await sink.taken(3);

    for (const name of ['alice', 'bob', 'carol']) {
      expect(sink.texts('text').filter((text) => text === `the end of ${name}`)).toHaveLength(1);
      expect(sink.texts('rcpt').filter((address) => address === `<${name}@example.net>`)).toHaveLength(1);
    }
    expect(sink.texts('rcpt').filter((address) => address === '<postmaster@example.com>')).toHaveLength(3);
    expect(restore(rx.container, archive).said).toBe('mqueue-rx: 3 restored, 0 already there\n');
    await sink.taken(6);
    for (const name of ['alice', 'bob', 'carol']) {
      expect(sink.texts('text').filter((text) => text === `the end of ${name}`)).toHaveLength(2);
    }
  });
});

describe('a queue that mail comes into and goes out of while it is copied', () => {
  const [COUNT, TIMES] = [3000, 6];
  let rx: LoneMtaRx;
  let copies: {
    readonly archive: Buffer;
    readonly before: string[];
    readonly after: string[];
    readonly accepted: number;
  }[];

  const queued = (): string[] =>
    inQueue(rx, "find . -type f -name 'qf*' -size +0 -printf '%f\\n' | cut -c 3-").trim().split('\n');

  beforeAll(async () => {
    rx = await LoneMtaRx.start(FILTER, 3, {
      queueDirectories: 2,
      splitQueueFiles: true,
      minQueueAge: Duration.seconds(1),
      queueGroups: [QueueGroup.forDomains('slow', ['example.org'])],
    });
    await rx.startSink();
    // The sink does not take these, so that they are there from the first copy to the last, and are written anew all the time.
    rx.send(['later 1', 'later 2', 'later 3', 'later 4'], 'anybody@example.org');
    const stream = MailStream.start(rx.container, 25, 'scan 0.1', COUNT);
    await eventually('mail on its way', () => (stream.accepted() > 10 ? true : undefined));
    copies = Array.from({ length: TIMES }, () => {
      const before = queued();
      const archive = archiveOf(rx.container);
      return { archive, before, after: queued(), accepted: stream.accepted() };
    });
  });

  afterAll(() => rx?.remove());

  test('gives messages that are whole, control file and data of the same one', () => {
    const pairs = copies.flatMap(({ archive }) => {
      const members = membersOf(archive).slice(0, -1);
      return members.flatMap((member, index) => (index % 2 === 0 ? [[member, members[index + 1]]] : []));
    });
    const others = pairs.filter(([, control]) => /^H\?\?Subject: scan/m.test(control.content));

    expect(others.length).toBeGreaterThan(TIMES);
    for (const [data, control] of pairs) {
      expect(control.name).toBe(data.name.replace(/df(\w+)$/, 'qf$1'));
      expect(control.content).toMatch(/\n\.\n$/);
    }
    for (const [data, control] of others) {
      const [, number] = /^H\?\?Subject: scan 0.1 (\d+)$/m.exec(control.content) ?? [];
      expect(data.content.endsWith(`\nthe end of ${number}\n`)).toBe(true);
    }
  });

  test('gives every message that was there before and is there after', () => {
    expect(copies[0].accepted).toBeLessThan(copies[TIMES - 1].accepted);
    expect(copies[TIMES - 1].accepted).toBeLessThan(COUNT);
    for (const { archive, before, after } of copies) {
      const there = before.filter((id) => after.includes(id));
      expect(there.length).toBeGreaterThanOrEqual(4);
      expect(idsIn(archive)).toEqual(expect.arrayContaining(there));
    }
    expect(copies.some(({ before, after }) => before.some((id) => !after.includes(id)))).toBe(true);
  });
});
