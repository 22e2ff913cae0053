import { SecretDirectory, TlsVersion } from 'cdktf-dual-mta';
import { findingsOf } from '../../../../tooling/findings';
import { statementsOf } from '../../../../tooling/mc-statements';
import { synthesizeGateway, SynthesizedStack } from '../../../../tooling/synthesized-stack';

const certificate = SecretDirectory.onHostPath('/srv/mx/certificate');

const mcOf = (gateway: SynthesizedStack): string => gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc');

describe('the .mc file of an MTA-RX with a certificate', () => {
  const gateway = synthesizeGateway({ rx: { certificate, cipherList: 'HIGH:!aNULL' } });

  test.each([
    'define(confSERVER_CERT,/run/sendmail/tls/server.pem)',
    'define(confSERVER_KEY,/run/sendmail/tls/server.pem)',
    'define(confCACERT,/run/sendmail/tls/server.pem)',
    'define(confCACERT_PATH,/run/sendmail/tls/chain)',
    'define(confTLS_SRV_OPTIONS,V)',
    'define(confCIPHER_LIST,HIGH:!aNULL)',
  ])('MtaRx.certificate, MtaRx.cipherList: %s', (statement) => {
    expect(statementsOf(mcOf(gateway))).toContain(statement);
  });

  test('MtaRx.certificate: each session reads it anew', () => {
    expect(mcOf(gateway)).toContain(
      'Stls_srv_features\n# The pair of this moment\n' +
        'R$*\t$@ "CertFile=/run/sendmail/tls/server.pem; KeyFile=/run/sendmail/tls/server.pem"\n',
    );
  });

  test('MtaRx.certificate: is mounted read-only, and its content is nowhere', () => {
    expect(gateway.container('gateway-mta-rx').mounts).toContainEqual({
      type: 'bind',
      source: '/srv/mx/certificate',
      target: '/run/secrets/certificate',
      read_only: true,
    });
  });

  test.each([
    [undefined, ''],
    [TlsVersion.TLS_1_2, ''],
    [TlsVersion.TLS_1_3, ' +SSL_OP_NO_TLSv1_2'],
  ])('MtaRx.minTlsVersion: %s', (minTlsVersion, more) => {
    expect(statementsOf(mcOf(synthesizeGateway({ rx: { certificate, minTlsVersion } })))).toContain(
      `define(confSERVER_SSL_OPTIONS,+SSL_OP_NO_SSLv3 +SSL_OP_NO_TLSv1 +SSL_OP_NO_TLSv1_1${more} ` +
        '+SSL_OP_CIPHER_SERVER_PREFERENCE)',
    );
  });
});

test('MtaRx.certificate: without one there is no word about it', () => {
  expect(mcOf(synthesizeGateway())).not.toMatch(/CERT|SSL_OPTIONS|tls_srv_features/);
});

test.each(['HIGH !aNULL', 'HIGH:', "HIGH'"])('MtaRx.cipherList: cannot be %j', (cipherList) => {
  expect(findingsOf({ rx: { cipherList } })).toEqual([
    `[gateway/Gateway/MtaRx] property "cipherList" is ${JSON.stringify(cipherList)}: a list of ciphers has their names, ` +
      'joined by ":" (openssl-ciphers(1)). Write a list such as "HIGH:!aNULL:!SHA1".',
  ]);
});

test('MtaRx.certificate: cannot be in a directory without an absolute path', () => {
  expect(findingsOf({ rx: { certificate: SecretDirectory.onHostPath('srv/mx') } })).toEqual([
    expect.stringContaining('property "certificate.hostPath" is "srv/mx": a directory of the host is an absolute path'),
  ]);
});
