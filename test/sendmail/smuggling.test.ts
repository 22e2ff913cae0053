import { MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { GatewayContainer } from '../tooling/gateway-container';
import { RELAXED_PORT, startRelaxed } from '../tooling/relaxed-sendmail';
import { ENDS_OF_DATA, EVERYTHING, PLACES, Smuggled, takenForTwo, takenForTwoIn } from '../tooling/smuggling';
import { SubmissionGateway } from '../tooling/submission-gateway';

const PROPS = {
  domains: [
    MailDomain.local('example.com', ['postmaster']),
    MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
  ],
};
const RX = { user: 'smmsp', queue: '/var/spool/mqueue-rx', port: 25, recipient: 'postmaster@example.com' };
const TX = { user: 'smmta', queue: '/var/spool/mqueue', port: 10025, recipient: 'user@example.net', from: '127.0.0.1' };

/** What many servers have taken for the end of a message. */
const CLASSICS: Smuggled[] = EVERYTHING.filter(({ endOfData }) =>
  ['<LF>.<CR><LF>', '<LF>.<LF>', '<CR><LF>.<LF>'].includes(endOfData),
);
/** With it the protection is off; no property can do it. */
const UNPROTECTED = { cf: ['s/^Ssrv_features.*/&\\nR$*\\t$# O G U/'] };

/** Subjects of the messages in a queue. */
const queued = ({ container }: GatewayContainer, { queue, user }: typeof RX): string[] => {
  const { stdout } = container.exec(['sh', '-c', `cat ${queue}/qf*`], { user });
  return [...stdout.matchAll(/^H\?\?Subject: (.*)$/gm)].map(([, subject]) => subject);
};

describe('SMTP smuggling: MTA-RX', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await GatewayContainer.start('mta-rx', PROPS, ['--add-host', 'client.example:127.0.0.9']);
  });

  afterAll(() => rx?.remove());

  test('makes one message of each on port 25', () => {
    expect(takenForTwo(rx.container, RX, EVERYTHING)).toEqual([]);
    expect(queued(rx, RX).filter((subject) => subject.startsWith('inner'))).toEqual([]);
    expect(queued(rx, RX)).not.toEqual([]);
  });

  test('takes nothing on port 587 from whom it does not know', () => {
    const before = queued(rx, RX).length;

    expect(() => takenForTwo(rx.container, { ...RX, port: 587 }, EVERYTHING.slice(0, 1))).toThrow(/DATA was refused/);
    expect(queued(rx, RX)).toHaveLength(before);
  });

  test('offers no other way to send a message than DATA', () => {
    expect(rx.dialogue(25, ['EHLO client.example', 'MAIL FROM:<>', 'BDAT 0 LAST', 'QUIT'])[3]).toMatch(/^50\d 5\./);
  });

  describe('with its protection switched off, which no property can do,', () => {
    const RELAXED = { ...RX, port: RELAXED_PORT };

    beforeAll(() => startRelaxed(rx, UNPROTECTED));

    test('it takes what stands behind a bare line feed for commands', () => {
      expect(takenForTwo(rx.container, RELAXED, EVERYTHING)).toEqual(
        expect.arrayContaining(CLASSICS.map(({ endOfData, place }) => `${endOfData} ${place}`)),
      );
    });

    test('it makes two messages of one', () => {
      takenForTwo(rx.container, { ...RELAXED, patient: true }, CLASSICS);

      expect(queued(rx, RX)).toEqual(expect.arrayContaining(CLASSICS.map(({ id }) => `inner-${id}`)));
    });
  });
});

describe('SMTP smuggling: MTA-RX, from a user who has logged in under TLS,', () => {
  let submission: SubmissionGateway;

  beforeAll(async () => {
    submission = await SubmissionGateway.start(PROPS.domains);
  });

  afterAll(() => submission?.remove());

  const taken = (messages: readonly Smuggled[], port?: number): Promise<string[]> =>
    takenForTwoIn(() => submission.logIn(port), 'somebody@elsewhere.example', messages);

  test('makes one message of each on port 587', async () => {
    expect(await taken(EVERYTHING)).toEqual([]);
    expect(queued(submission.gateway, RX).filter((subject) => subject.startsWith('inner'))).toEqual([]);
    expect(queued(submission.gateway, RX)).not.toEqual([]);
  });

  test('makes two of the classic ones with its protection switched off', async () => {
    await startRelaxed(submission.gateway, UNPROTECTED);

    expect(await taken(CLASSICS, RELAXED_PORT)).toHaveLength(CLASSICS.length);
  });
});

describe('SMTP smuggling: MTA-TX', () => {
  let tx: GatewayContainer;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', PROPS);
  });

  afterAll(() => tx?.remove());

  test('makes one message of each on port 10025', () => {
    expect(takenForTwo(tx.container, TX, EVERYTHING)).toEqual([]);
    expect(queued(tx, TX).filter((subject) => subject.startsWith('inner'))).toEqual([]);
    expect(queued(tx, TX)).not.toEqual([]);
  });

  test('makes two of the classic ones with its protection switched off, which no property can do', async () => {
    await startRelaxed(tx, UNPROTECTED);
    takenForTwo(tx.container, { ...TX, port: RELAXED_PORT, patient: true }, CLASSICS);

    expect(queued(tx, TX)).toEqual(expect.arrayContaining(CLASSICS.map(({ id }) => `inner-${id}`)));
  });
});

test('the list of ends of data has each once, and never the right one', () => {
  expect(new Set(ENDS_OF_DATA).size).toBe(ENDS_OF_DATA.length);
  expect(ENDS_OF_DATA.filter((one) => one.includes('<CR><LF>.<CR><LF>'))).toEqual([]);
  expect(EVERYTHING).toHaveLength(ENDS_OF_DATA.length * Object.keys(PLACES).length);
});
