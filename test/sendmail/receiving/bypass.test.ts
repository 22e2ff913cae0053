import { AddressBlock, DualMtaStackProps, MailDomain, Recipients, SmtpEndpoint } from 'cdktf-dual-mta';
import { ContainerNetwork } from '../../tooling/container-network';
import { DeliverySinks, EVERYTHING_ON_LOOPBACK } from '../../tooling/delivery-sinks';
import { ASKS_ITSELF } from '../../tooling/dns-responder';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';

const SERVER = SmtpEndpoint.smtp('192.0.2.1');

describe('MTA-RX, from which some mail goes past the filter,', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await GatewayContainer.start(
      'mta-rx',
      {
        addresses: AddressBlock.of('10.20.30.0/26'),
        domains: [
          MailDomain.local('example.com', ['postmaster']),
          MailDomain.relayed('trusted.example', SERVER, { recipients: Recipients.of(['jim']) }),
        ],
        rx: { bypass: ['trusted.example'], messagesPerConnection: 7, extraMc: { options: [EVERYTHING_ON_LOOPBACK] } },
      },
      ['--add-host', 'client.example:127.0.0.9'],
    );
  });

  afterAll(() => rx?.remove());

  test('MtaRx.bypass: only its domains are sent to MTA-TX, all others to the filter', () => {
    const mailers = rx.mailersFor(
      ...['jim@trusted.example', 'Jim@Trusted.Example', 'x@sub.trusted.example'],
      ...['postmaster@example.com', 'x@foreign.example', 'postmaster', 'x@[192.0.2.1]'],
    );

    expect(mailers.map((answer) => answer.split(' $:')[0])).toEqual([
      ...Array<string>(2).fill('$#esmtp $@[10.20.30.35]'),
      ...Array<string>(5).fill('$#amavis $@[10.20.30.4]'),
    ]);
  });

  test('MtaRx.bypass: there is a mailer "amavis" like esmtp, for LMTP on port 10024, and esmtp is for 10025', () => {
    const definition = (mailer: string): string => {
      const start = rx.cf.findIndex((line) => line.startsWith(`M${mailer},`));
      const end = rx.cf.findIndex((line, index) => index > start && !line.startsWith('\t'));
      return rx.cf
        .slice(start, end)
        .join(' ')
        .replace(/\s+/g, ' ')
        .replace(/^M\w+, /, '');
    };

    expect(definition('amavis')).toBe(
      'P=[IPC], F=mDFMuXaz, S=EnvFromSMTP/HdrFromSMTP, R=EnvToSMTP, E=\\r\\n, L=990, m=7, T=DNS/RFC822/SMTP, A=TCP $h 10024',
    );
    expect(definition('esmtp')).toBe(definition('amavis').replace('az,', 'ak,').replace('10024', '10025'));
  });

  test('MtaRx.bypass: recipients that do not exist are refused all the same', () => {
    const lines = ['EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<nobody@trusted.example>', 'QUIT'];

    expect(rx.dialogue(25, lines)[3]).toBe('550 5.1.1 <nobody@trusted.example>... No such user here');
  });

  test('MtaRx.bypass: a message for both goes both ways', async () => {
    const sinks = await DeliverySinks.start(rx.container, 10024, 10025);
    const recipients = ['jim@trusted.example', 'postmaster@example.com'].map((recipient) => `RCPT TO:<${recipient}>`);
    rx.dialogue(25, ['EHLO client.example', 'MAIL FROM:<>', ...recipients, 'DATA', '|Subject: test', '|', '.', 'QUIT']);

    expect(await sinks.untilHanded(10024, 1)).toEqual(['postmaster@example.com']);
    expect(await sinks.untilHanded(10025, 1)).toEqual(['jim@trusted.example']);
  });
});

describe('MTA-RX and MTA-TX on the network of a bypass', () => {
  const PROPS: Partial<DualMtaStackProps> = {
    addresses: AddressBlock.of('10.229.30.0/26'),
    domains: [MailDomain.local('example.com', ['postmaster'])],
    rx: { bypass: ['example.com'] },
  };
  let network: ContainerNetwork;
  let rx: GatewayContainer;
  let tx: GatewayContainer;

  beforeAll(async () => {
    const options = (address: string) => ['--ip', address, ...ASKS_ITSELF, '--add-host', 'client.example:127.0.0.9'];
    network = ContainerNetwork.create(['--internal', '--subnet', '10.229.30.32/28']);
    tx = await GatewayContainer.start('mta-tx', PROPS, options('10.229.30.35'), network.name);
    rx = await GatewayContainer.start('mta-rx', PROPS, options('10.229.30.37'), network.name);
  });

  afterAll(() => {
    rx?.remove();
    tx?.remove();
    network?.remove();
  });

  test('MtaRx.bypass: MTA-TX takes the mail, and delivers it', async () => {
    const lines = ['EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA'];
    rx.dialogue(25, [...lines, '|Subject: test', '|', '.', 'QUIT']);

    await eventually('a delivered message', () =>
      /to=<postmaster@example\.com>,.* mailer=local,.* stat=Sent/.test(tx.container.logs()) ? true : undefined,
    );
  });
});
