import { findingsOf } from '../../../../tooling/findings';
import { synthesizeGateway } from '../../../../tooling/synthesized-stack';

const mcOf = (engineGateways?: string[]): string[] =>
  synthesizeGateway({ rx: { engineGateways } }).configuration('gateway-mta-rx', 'sendmail-rx.mc').split('\n');

describe('MtaRx.engineGateways', () => {
  test('adds to what the container finds, in both ways in which sendmail writes IPv6', () => {
    expect(mcOf(['192.0.2.1', '2001:DB8::1'])).toEqual(
      expect.arrayContaining([
        'F{EngineGateways}-o /run/sendmail/engine-gateways',
        'C{EngineGateways}192.0.2.1 IPv6:2001:db8:0:0:0:0:0:1 IPv6:2001:db8::1',
      ]),
    );
  });

  test('is not needed: the gateways are found', () => {
    expect(mcOf().filter((line) => line.includes('{EngineGateways}'))).toEqual([
      'F{EngineGateways}-o /run/sendmail/engine-gateways',
      'R$={EngineGateways}\t$@ OK',
      'R<> $={EngineGateways} $| $*\t$: <@> $2 $| $>"Rcpt_ok" $2',
    ]);
  });

  test.each(['gateway.example.com', '192.0.2.0/24', '2001:db8::1%eth0', ''])('cannot be %j', (address) => {
    expect(findingsOf({ rx: { engineGateways: [address] } })).toEqual([
      `[gateway/Gateway/MtaRx] property "engineGateways[0]" is "${address}": an address is an IPv4 or an IPv6 address ` +
        '(RFC 791 section 2.3 and RFC 4291 section 2.2). Write an address such as "192.0.2.1" or "2001:db8::1".',
    ]);
  });
});
