import { MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { ProgramResult } from '../tooling/program';
import { buildImageOf } from '../tooling/stack-image';
import { SynthesizedStack, synthesizeGateway } from '../tooling/synthesized-stack';

const PROPS = {
  domains: [
    MailDomain.local('example.com', ['postmaster']),
    MailDomain.relayed('example.net', SmtpEndpoint.lmtp('192.0.2.1', 24)),
  ],
};
const OWN_NAME = ['--hostname', 'mx.example.com', '--add-host', 'mx.example.com:127.0.0.1', '--user', 'root'];

const MTAS = [
  { name: 'gateway-mta-rx', mc: 'sendmail-rx.mc', mailer: /^\$# *esmtp/ },
  { name: 'gateway-mta-tx', mc: 'sendmail.mc', mailer: /^\$# *local/ },
];

describe("without this package, only with Debian's sendmail, m4 and makemap,", () => {
  let stack: SynthesizedStack;
  let image: ContainerImage;

  beforeAll(() => {
    stack = synthesizeGateway(PROPS);
    image = buildImageOf(stack, 'gateway-mta-rx');
  });

  afterAll(() => image?.remove());

  /** What an administrator does with the `.mc` file and the maps, as text, on a machine that has nothing else of ours. */
  const byHand = (name: string, mc: string, addresses: readonly string[]): ProgramResult => {
    const prefix = new RegExp(`^assets/${name}-maps/[^/]*/config/(.+)$`);
    const maps = [...stack.files].flatMap(([file, text]) => {
      const [, map] = prefix.exec(file) ?? [];
      return map === undefined ? [] : [{ map, text }];
    });
    const here = (text: string): string => `perl -e 'print pack "H*", shift' ${Buffer.from(text).toString('hex')}`;
    return image.shell(
      [
        'rm -rf /usr/lib/dual-mta /etc/mail; mkdir -p /etc/mail/maps',
        `${here(stack.configuration(name, mc))} > /etc/mail/sendmail.mc`,
        'm4 /usr/share/sendmail/cf/m4/cf.m4 /etc/mail/sendmail.mc > /etc/mail/sendmail.cf',
        ...maps.map(({ map, text }) =>
          map === 'aliases'
            ? `${here(text)} > /etc/mail/maps/aliases`
            : `${here(text)} | makemap -C /dev/null hash /etc/mail/maps/${map}`,
        ),
        `printf '${addresses.map((address) => `3,0 ${address}\\n`).join('')}' | sendmail -C /etc/mail/sendmail.cf -bt`,
      ].join('\n'),
      OWN_NAME,
    );
  };

  test.each(MTAS)('$mc and its maps make a working $name', ({ name, mc, mailer }) => {
    const { code, said } = byHand(name, mc, ['postmaster@example.com', 'user@example.net']);
    const answers = [...said.matchAll(/^parse +returns: (.*)$/gm)].map(([, answer]) => answer);

    expect(code).toBe(0);
    expect(answers).toHaveLength(2);
    expect(answers[0]).toMatch(mailer);
    expect(said).not.toMatch(/error|cannot|unknown/i);
  });

  test.each(MTAS)('$mc says in its title what it is for', ({ name, mc }) => {
    expect(stack.configuration(name, mc)).toMatch(/^dnl To be used for MTA-[RT]X, the (first|second) MTA instance/);
  });
});
