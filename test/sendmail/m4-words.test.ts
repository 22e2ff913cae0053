import { MailDomain, Milter, SecretDirectory } from 'cdktf-dual-mta';
import { HOST_NAME } from '../../lib/models/rules';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';
import { expandMc } from '../tooling/mc-expansion';
import { synthesizeGateway } from '../tooling/synthesized-stack';

/** With the features that define most. */
const stack = synthesizeGateway({
  domains: [MailDomain.local('example.com', ['postmaster'])],
  rx: {
    certificate: SecretDirectory.existing('c'),
    users: SecretDirectory.existing('u'),
    msp: {},
    milters: [Milter.overTcp('m', '192.0.2.2', 8891)],
  },
  tx: { masqueradeAs: 'example.org' },
});

/** Each .mc file that is written, and where it is. */
const MCS: [string, string][] = [
  ['sendmail-rx.mc', 'gateway-mta-rx'],
  ['submit.mc', 'gateway-mta-rx'],
  ['sendmail.mc', 'gateway-mta-tx'],
];

describe('a word that m4 knows is refused in a name, or comes through:', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx');
  });

  afterAll(() => image?.remove());

  test.each(MCS)('in %s', (file, container) => {
    const mc = stack.configuration(container, file);
    const [{ complaint }] = expandMc(image, [`${mc}dumpdef\n`]);
    // What stands in a definition of several lines is not told apart from a name: more words than there are.
    const words = [...new Set([...complaint.matchAll(/^([A-Za-z0-9]+):?\t/gm)].map(([, word]) => word))];
    const names = words.map((word) => `x.${word}.example.com`).filter(HOST_NAME.holds);
    const [{ cf, complaint: nothing }] = expandMc(image, [
      `${mc}\n${names.map((name) => `C{Names}${name}\n`).join('')}`,
    ]);

    expect(words).toEqual(expect.arrayContaining(['dnl', 'divert', 'DOL', 'CONCAT', 'define', 'len', 'FEATURE']));
    expect(nothing).toBe('');
    expect(cf.match(/(?<=^C\{Names\}).*/gm)).toEqual(names);
  });
});
