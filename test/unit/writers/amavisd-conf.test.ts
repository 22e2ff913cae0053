import { AddressBlock, Destiny, Duration, MailDomain } from 'cdktf-dual-mta';
import { runProgram } from '../../tooling/program';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const confOf = (props: Parameters<typeof synthesizeGateway>[0] = {}): string =>
  synthesizeGateway({ addresses: AddressBlock.of('10.20.30.0/26'), ...props }).configuration(
    'gateway-filter',
    '60-dual-mta',
  );

/** The lines without the comments that say where they come from. */
const linesOf = (conf: string): string[] => conf.split('\n').map((line) => line.replace(/ {2}# .*$/, ''));

describe("amavisd's settings", () => {
  const lines = linesOf(confOf());

  test.each([
    "$myhostname = 'filter.mx.example.com';",
    "$mydomain = 'example.com';",
    '$max_servers = 2;',
    "$inet_socket_bind = '0.0.0.0';",
    "@inet_acl = ('127.0.0.1', '10.20.30.3');",
    "$forward_method = 'smtp:[10.20.30.19]:10025';",
    "$notify_method = 'smtp:[10.20.30.19]:10025';",
    '$final_virus_destiny = D_DISCARD;',
    '$final_banned_destiny = D_DISCARD;',
    '$final_spam_destiny = D_PASS;',
    '$final_bad_header_destiny = D_PASS;',
    '@bypass_virus_checks_maps = (0);',
    '@bypass_spam_checks_maps = (0);',
    '$child_timeout = 480;',
    '$pid_file = undef;',
    '$do_syslog = 0;',
  ])('have the line %s', (line) => {
    expect(lines).toContain(line);
  });

  test('listen on 10024', () => {
    expect(lines.find((line) => line.startsWith('$inet_socket_port'))).toMatch(/\b10024\b/);
  });

  test('end with a true value, as a Perl file that is read must', () => {
    expect(lines.filter((line) => line !== '').at(-1)).toBe('1;');
  });

  test("AmavisFilter.extraPerl: end with lines of the user's own", () => {
    const own = linesOf(confOf({ filter: { extraPerl: ['$a = 1;', '$b = 2;'] } }));

    expect(own.slice(-5)).toEqual(['$a = 1;', '$b = 2;', '', '1;', '']);
    expect(own.slice(0, -5)).toEqual(lines.slice(0, -3));
  });

  test('follow what was chosen', () => {
    const chosen = linesOf(
      confOf({
        domains: [MailDomain.local('example.com', []), MailDomain.local('example.net', [])],
        filterProcesses: 4,
        filter: {
          virusDestiny: Destiny.PASS,
          bannedDestiny: Destiny.of('D_BOUNCE'),
          childTimeout: Duration.minutes(3),
          extraPerl: ['$log_level = 3;'],
        },
      }),
    );

    expect(chosen).toEqual(
      expect.arrayContaining([
        '$max_servers = 4;',
        '$final_virus_destiny = D_PASS;',
        '$final_banned_destiny = D_BOUNCE;',
        '$child_timeout = 180;',
        '$log_level = 3;',
      ]),
    );
  });

  test('are Perl that the real perl compiles', () => {
    const conf = confOf().replace('use strict;', '');

    expect(runProgram('perl', ['-c', '-'], { input: conf }).said).toBe('- syntax OK\n');
  });
});
