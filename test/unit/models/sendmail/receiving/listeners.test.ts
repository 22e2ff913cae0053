import { Listener, Publish, SecretDirectory } from 'cdktf-dual-mta';
import { findingsOf } from '../../../../tooling/findings';
import { synthesizeGateway, SynthesizedStack } from '../../../../tooling/synthesized-stack';

const certificate = SecretDirectory.onHostPath('/srv/mx/certificate');

const daemonsOf = (gateway: SynthesizedStack): string[] =>
  [...gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc').matchAll(/^DAEMON_OPTIONS\(`([^']*)'\)/gm)].map(
    ([, options]) => options,
  );

describe('MTA-RX listens', () => {
  test('on 25 and 587', () => {
    expect(daemonsOf(synthesizeGateway())).toEqual([
      'Name=MTA-RX, Addr=0.0.0.0, Port=25, Listen=1024, M=A',
      'Name=MSA-RX, Addr=0.0.0.0, Port=587, Listen=1024, M=Ea',
    ]);
  });

  test('on 25 alone where submission is published nowhere', () => {
    const gateway = synthesizeGateway({ submission: [] });

    expect(daemonsOf(gateway)).toEqual(['Name=MTA-RX, Addr=0.0.0.0, Port=25, Listen=1024, M=A']);
    expect(gateway.configuration('gateway-mta-rx', 'service')).toContain("SENDMAIL_PORTS='25'\n");
  });

  test('MtaRx.listeners: on further ports, which can be published', () => {
    const gateway = synthesizeGateway({
      submission: [],
      rx: {
        certificate,
        listeners: [
          Listener.smtp(2525),
          Listener.submission(1587),
          Listener.smtps(465, { publish: [Publish.onLoopback(1465)] }),
        ],
      },
    });

    expect(daemonsOf(gateway).slice(1)).toEqual([
      'Name=MTA-RX-2525, Addr=0.0.0.0, Port=2525, Listen=1024, M=A',
      'Name=MSA-RX-1587, Addr=0.0.0.0, Port=1587, Listen=1024, M=Ea',
      'Name=MSAS-RX-465, Addr=0.0.0.0, Port=465, Listen=1024, M=Eas',
    ]);
    expect(gateway.container('gateway-mta-rx').ports).toContainEqual({
      internal: 465,
      external: 1465,
      ip: '127.0.0.1',
      protocol: 'tcp',
    });
    expect(gateway.configuration('gateway-mta-rx', 'service')).toContain("SENDMAIL_SMTPS_PORTS='465'\n");
  });

  test('MtaRx.listensOnIpv6: on the same ports on IPv6, each family by itself', () => {
    const gateway = synthesizeGateway({ rx: { listensOnIpv6: true } });

    expect(daemonsOf(gateway).slice(2)).toEqual([
      'Name=MTA-RX-6, Family=inet6, Addr=::, Port=25, Listen=1024, M=A',
      'Name=MSA-RX-6, Family=inet6, Addr=::, Port=587, Listen=1024, M=Ea',
    ]);
    expect(gateway.container('gateway-mta-rx').sysctls).toMatchObject({ 'net.ipv6.bindv6only': '1' });
    expect(synthesizeGateway().container('gateway-mta-rx').sysctls).not.toHaveProperty(['net.ipv6.bindv6only']);
  });
});

describe('MtaRx.listeners', () => {
  const wrong = (...listeners: Listener[]): string[] =>
    findingsOf({ rx: { certificate, listeners } }).map((line) => line.replace(/^\S+ property /, ''));

  test.each([25, 587])('cannot be on %d, which has a listener', (port) => {
    expect(wrong(Listener.smtp(port))).toEqual([
      `"listeners[0].port" is ${port}: another listener has this port already (one port has one listener; 25 and, unless ` +
        '"submission" is an empty list, 587 are always there). Write another port, such as 465 or 2525.',
    ]);
  });

  test('cannot be twice on one port', () => {
    expect(wrong(Listener.smtps(), Listener.submission(465))).toEqual([
      expect.stringContaining('"listeners[1].port" is 465: another listener has this port already'),
    ]);
  });

  test.each([10024, 10025, 10026])('cannot be on %d', (port) => {
    expect(wrong(Listener.smtp(port))).toEqual([
      expect.stringContaining(`"listeners[0].port" is ${port}: ${port} is a port between the gateway's parts`),
    ]);
  });

  test('cannot be on what is no port', () => {
    expect(wrong(Listener.smtp(0))).toEqual([expect.stringContaining('a port is a whole number from 1 to 65535')]);
  });

  test('cannot be published where another is', () => {
    const publish = [Publish.onIpv4(25)];

    expect(wrong(Listener.smtps(465, { publish }))).toEqual([
      expect.stringContaining('"listeners[0].publish[0].port"'),
    ]);
  });

  test('with TLS from the first byte need a certificate', () => {
    expect(findingsOf({ rx: { listeners: [Listener.smtps()] } })).toEqual([
      expect.stringContaining(
        'property "certificate" is missing: port 465 is under TLS alone, which needs a certificate',
      ),
    ]);
  });
});
