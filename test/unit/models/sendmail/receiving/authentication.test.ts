import { SecretDirectory } from 'cdktf-dual-mta';
import { findingsOf } from '../../../../tooling/findings';
import { statementsOf } from '../../../../tooling/mc-statements';
import { synthesizeGateway, SynthesizedStack } from '../../../../tooling/synthesized-stack';

const certificate = SecretDirectory.onHostPath('/srv/mx/certificate');
const users = SecretDirectory.existing('mx-users');

const mcOf = (gateway: SynthesizedStack): string => gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc');

describe('an MTA-RX with users', () => {
  const gateway = synthesizeGateway({ rx: { certificate, users } });
  const mc = mcOf(gateway);

  test.each([
    'define(confAUTH_OPTIONS,A p y)',
    'define(confAUTH_MECHANISMS,PLAIN LOGIN)',
    'define(confAUTH_REALM,mx.example.com)',
  ])('MtaRx.users: %s', (statement) => {
    expect(statementsOf(mc)).toContain(statement);
  });

  test('MtaRx.users: who has logged in may relay', () => {
    expect(mc).toContain("TRUST_AUTH_MECH(`PLAIN LOGIN')dnl");
  });

  test('MtaRx.users: is mounted read-only, and stands nowhere else', () => {
    expect(gateway.container('gateway-mta-rx').mounts).toContainEqual({
      type: 'volume',
      source: 'mx-users',
      target: '/run/secrets/users',
      read_only: true,
    });
    expect(JSON.stringify(gateway.json.resource.docker_volume)).not.toContain('mx-users');
  });

  test('MtaRx.users: their mail goes to the second port of the filter, by a mailer of its own', () => {
    expect(/MAIL_HUB', `([^']*)'/.exec(mc)?.[1]).toMatch(/^\$&\{filter_mailer\}:\[10\.\d+\.\d+\.\d+\]$/);
    expect(mc).toMatch(/^Mamavis_auth,\tP=\[IPC\], F=mDFMuXaz, .*\n.*\n\t\tA=TCP \$h 10026$/m);
    expect(mc).toContain('R$*\t$: $(set_macro {filter_mailer} $@ esmtp $) $1 $| $&r');
  });
});

test('MtaRx.authRealm: is the domain of users without one', () => {
  const gateway = synthesizeGateway({ rx: { certificate, users, authRealm: 'users.example' } });

  expect(statementsOf(mcOf(gateway))).toContain('define(confAUTH_REALM,users.example)');
  expect(gateway.configuration('gateway-mta-rx', 'service')).toContain("SENDMAIL_AUTH_REALM='users.example'\n");
});

test('MtaRx.users: without any, nothing is offered, and all mail goes one way', () => {
  const mc = mcOf(synthesizeGateway({ rx: { certificate } }));

  expect(statementsOf(mc)).toContain('define(confAUTH_MECHANISMS,)');
  expect(mc).not.toMatch(/TRUST_AUTH_MECH|10026|filter_mailer/);
});

test('MtaRx.users: passwords without a certificate are refused', () => {
  expect(findingsOf({ rx: { users } })).toEqual([
    '[gateway/Gateway/MtaRx] property "certificate" is missing: passwords are accepted under TLS alone, which needs a ' +
      'certificate (RFC 8314 section 3; op.me, AuthOptions). ' +
      'Write certificate: SecretDirectory.onHostPath("/srv/mx/certificate").',
  ]);
});
