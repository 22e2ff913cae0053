import { AddressBlock, DualMtaStackProps, MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { findingsOf } from '../../../../tooling/findings';
import { LoneMtaRx } from '../../../../tooling/lone-mta-rx';
import { statementsOf } from '../../../../tooling/mc-statements';
import { synthesizeGateway } from '../../../../tooling/synthesized-stack';

const PROPS: Partial<DualMtaStackProps> = {
  addresses: AddressBlock.of('10.20.30.0/26'),
  domains: [
    MailDomain.local('example.com', ['postmaster']),
    MailDomain.relayed('trusted.example', SmtpEndpoint.smtp('192.0.2.1')),
  ],
};
const WITH: Partial<DualMtaStackProps> = { ...PROPS, rx: { bypass: ['trusted.example'] } };

describe('a gateway with a bypass', () => {
  const gateway = synthesizeGateway(WITH);

  test('MtaRx.bypass: has a third internal network, for MTA-RX and MTA-TX alone', () => {
    expect(gateway.network('gateway-bypass')).toMatchObject({
      internal: true,
      ipam_config: [{ subnet: '10.20.30.32/28' }],
    });
    const joined = gateway.containers.filter(({ name }) => gateway.networksOf(name).includes('gateway-bypass'));
    expect(joined.map(({ name }) => name).sort()).toEqual(['gateway-mta-rx', 'gateway-mta-tx']);
  });

  test('MtaRx.bypass: MTA-TX listens to MTA-RX as to the filter', () => {
    expect(gateway.configuration('gateway-mta-tx', 'sendmail.mc')).toContain("RELAY_DOMAIN(`10.20.30.37')");
  });

  test('MtaRx.bypass: a mailertable sends its domains to MTA-TX, all other mail goes by a mailer for the filter', () => {
    const mc = gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc');

    expect(gateway.map('gateway-mta-rx', 'mailertable')).toBe('trusted.example\tesmtp:[10.20.30.35]\n');
    expect(statementsOf(mc)).toEqual(
      expect.arrayContaining([
        'FEATURE(mailertable,hash /etc/mail/maps/mailertable)',
        'define(MAIL_HUB,amavis:[10.20.30.4])',
        'define(SMART_HOST,amavis:[10.20.30.4])',
        'define(ESMTP_MAILER_ARGS,TCP $h 10025)',
      ]),
    );
    expect(statementsOf(mc)).not.toContain('MODIFY_MAILER_FLAGS(ESMTP,+z)');
    expect(mc).toContain('Mamavis,\tP=[IPC], F=mDFMuXaz,');
  });
});

describe('a gateway without a bypass', () => {
  const gateway = synthesizeGateway(PROPS);

  test.each([PROPS, { ...PROPS, rx: { bypass: [] } }])(
    'MtaRx.bypass: has no network between MTA-RX and MTA-TX: %#',
    (props) => {
      const networks = synthesizeGateway(props);
      const ofRx = networks.networksOf('gateway-mta-rx');

      expect(networks.networksOf('gateway-mta-tx').filter((network) => ofRx.includes(network))).toEqual([]);
      expect(Object.values(networks.json.resource.docker_network).map(({ name }) => name)).not.toContain(
        'gateway-bypass',
      );
    },
  );

  test('MtaRx.bypass: has no mailertable at MTA-RX, and no mailer of its own', () => {
    const mc = gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc');

    expect(mc).not.toMatch(/mailertable|Mamavis,/);
    expect(() => gateway.map('gateway-mta-rx', 'mailertable')).toThrow();
  });
});

describe('a bypass', () => {
  test('MtaRx.bypass: is for domains of the gateway', () => {
    expect(findingsOf({ ...PROPS, rx: { bypass: ['foreign.example'] } })).toEqual([
      '[gateway/Gateway/MtaRx] property "bypass[0]" is "foreign.example": mail goes past the filter for domains of the ' +
        'gateway only (README.sendmail-dual, NOTES: "setting some recipient domains to be passed to MTA-TX"). ' +
        'Write one of "domains": example.com, trusted.example.',
    ]);
  });

  test("MtaRx.bypass: is not for the gateway's own name", () => {
    const props = { ...PROPS, hostname: 'trusted.example', rx: { bypass: ['trusted.example'] } };

    expect(findingsOf(props)).toEqual([expect.stringContaining("mail for the gateway's own name goes to the filter")]);
  });

  test('MtaRx.bypass: has a domain once', () => {
    expect(findingsOf({ ...PROPS, rx: { bypass: ['trusted.example', 'Trusted.example'] } })).toEqual([
      expect.stringContaining('a key stands in a map once'),
    ]);
  });

  test('MtaRx.bypass: of an MTA-RX that stands for itself needs its network', () => {
    const synthesizing = () =>
      LoneMtaRx.synthesize(SmtpEndpoint.lmtp('127.0.0.1', 10024), 2, { bypass: ['example.net'] });

    expect(synthesizing).toThrow(
      '[stack/Rx] property "bypass" is ["example.net"]: mail that goes past the filter needs a network between MTA-RX ' +
        'and MTA-TX (README.sendmail-dual, NOTES: mailertables). Write rx.bypassTo(tx, network), as DualMtaGateway does.',
    );
  });
});
