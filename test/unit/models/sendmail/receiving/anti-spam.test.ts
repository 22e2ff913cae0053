import {
  ClientLimit,
  ClientLimitOptions,
  DelayChecks,
  Dnsbl,
  Duration,
  GreetPause,
  MtaRxOptions,
} from 'cdktf-dual-mta';
import { antiSpamAccess, AntiSpamOptions } from '../../../../../lib/models/sendmail/receiving/anti-spam';
import { findingsOf } from '../../../../tooling/findings';
import { synthesizeGateway } from '../../../../tooling/synthesized-stack';

/** What stands in the file because of these options, and not without them; without comments. */
const addedBy = (rx: MtaRxOptions): string[] => {
  const linesWith = (options: MtaRxOptions): string[] =>
    synthesizeGateway({ rx: options })
      .configuration('gateway-mta-rx', 'sendmail-rx.mc')
      .split('\n')
      .map((line) => line.replace(/dnl\b.*/, ''));
  const without = linesWith({});
  return linesWith(rx).filter((line) => !without.includes(line) && !line.startsWith('#'));
};

const accessOf = (options: AntiSpamOptions): string[] =>
  antiSpamAccess(options).map(({ key, value }) => `${key} ${value}`);

const wrongIn = (rx: MtaRxOptions): (string | undefined)[] =>
  findingsOf({ rx }).map((finding) => /property "(.*?)" is/.exec(finding)?.[1]);

/** Where other checks wait, a client's share of the processes holds at once all the same. */
const SHARE_AT_ONCE = ['Scheck_relay', 'R$#$*\t$@ $#$1', 'R$*\t$: $>"ClientShare" $1'];
const PLAIN = "FEATURE(`delay_checks', `', `n')";

describe('what MTA-RX does against unwanted mail', () => {
  test('MtaRx.dnsbl: lists are asked in their order, and clients are judged when a recipient is named', () => {
    const dnsbl = [
      Dnsbl.of('bl.example'),
      Dnsbl.enhanced('score.example', ['127.0.0.2', '127.0.0.3']),
      Dnsbl.of('text.example', { message: 'See $&{client_addr} there' }),
    ];

    expect(addedBy({ dnsbl })).toEqual([
      PLAIN,
      "FEATURE(`dnsbl', `bl.example', `')",
      "FEATURE(`enhdnsbl', `score.example', `', `', `127.0.0.2.', `127.0.0.3.')",
      'define(`_DNSBL_MESSAGE_3_\', ``"550 See " $&{client_addr} " there"\'\')',
      "FEATURE(`dnsbl', `text.example', `_DNSBL_MESSAGE_3_')",
      ...SHARE_AT_ONCE,
    ]);
    expect(accessOf({ dnsbl })).toEqual(['Connect:127.0.0.1 OK']);
  });

  test('MtaRx.dnsbl: what could not be written is refused', () => {
    const messages = ['say "no"', 'costs $1', 'a\nb', 'nö', 'C:\\'];
    const dnsbl = [
      ...messages.map((message) => Dnsbl.of('bl.example', { message })),
      Dnsbl.of('bl example'),
      Dnsbl.enhanced('bl.example', []),
      Dnsbl.enhanced('bl.example', ['127.0.0.256']),
    ];

    expect(wrongIn({ dnsbl })).toEqual([
      ...messages.map((_, index) => `dnsbl[${index}].message`),
      'dnsbl[5].zone',
      'dnsbl[6].answers',
      'dnsbl[7].answers',
    ]);
  });

  test('MtaRx.badmx, MtaRx.requireRdns, MtaRx.blockBadHelo: are features', () => {
    expect(addedBy({ badmx: true })).toEqual(["FEATURE(`badmx')"]);
    expect(addedBy({ requireRdns: true })).toEqual([PLAIN, "FEATURE(`require_rdns')", ...SHARE_AT_ONCE]);
    expect(addedBy({ blockBadHelo: true })).toEqual([PLAIN, "FEATURE(`block_bad_helo')", ...SHARE_AT_ONCE]);
    expect(addedBy({ badmx: false, requireRdns: false, blockBadHelo: false, dnsbl: [] })).toEqual([]);
  });

  test('MtaRx.blockBadHelo: the addresses that it takes for domains of ours have no users', () => {
    expect(accessOf({ blockBadHelo: true })).toEqual([
      'To:127.0.0.1 ERROR:5.1.1:550 No such user here',
      'To:[127.0.0.1] ERROR:5.1.1:550 No such user here',
    ]);
  });

  test('MtaRx.delayChecks: friends and haters stand in the access map', () => {
    expect(addedBy({ delayChecks: DelayChecks.plain() })).toEqual([PLAIN, ...SHARE_AT_ONCE]);
    expect(addedBy({ delayChecks: DelayChecks.friend([]) })).toEqual([
      "FEATURE(`delay_checks', `friend', `n')",
      ...SHARE_AT_ONCE,
    ]);
    expect(accessOf({ delayChecks: DelayChecks.friend(['abuse@example.com']) })).toEqual([
      'Spam:abuse@example.com FRIEND',
    ]);
    expect(accessOf({ delayChecks: DelayChecks.hater(['example.com']) })).toEqual(['Spam:example.com HATER']);
    expect(wrongIn({ delayChecks: DelayChecks.friend(['abuse@', 'a b@example.com', 'example.com']) })).toEqual([
      'delayChecks.recipients',
      'delayChecks.recipients',
    ]);
  });

  test('MtaRx.greetPause, MtaRx.greetPause.exceptions: milliseconds, with the exceptions in the access map', () => {
    const greetPause = GreetPause.of(Duration.seconds(2), {
      exceptions: { 'example.net': Duration.seconds(0), '2001:db8::1': Duration.seconds(1) },
    });

    expect(addedBy({ greetPause })[0]).toBe("FEATURE(`greet_pause', `2000')");
    expect(accessOf({ greetPause })).toEqual([
      'GreetPause:127.0.0.1 0',
      'GreetPause:example.net 0',
      'GreetPause:IPv6:2001:db8:0:0:0:0:0:1 1000',
    ]);
    expect(
      wrongIn({ greetPause: GreetPause.of(Duration.minutes(6), { exceptions: { '1.2.3.400': Duration.seconds(0) } }) }),
    ).toEqual(['greetPause.pause', 'greetPause.exceptions']);
  });

  test.each<[string, ClientLimitOptions, string]>([
    ['MtaRx.ratecontrol, MtaRx.conncontrol: hold at once, also where other checks wait', {}, "', `nodelay')"],
    ['MtaRx.ratecontrol.immediate, MtaRx.conncontrol.immediate: may wait with them', { immediate: false }, "', `')"],
    [
      'MtaRx.ratecontrol.terminate, MtaRx.conncontrol.terminate: end the connection',
      { terminate: true },
      "', `nodelay', `terminate')",
    ],
  ])('%s', (_, options, written) => {
    const [ratecontrol, conncontrol] = [ClientLimit.of(20, options), ClientLimit.of(5, options)];

    expect(addedBy({ ratecontrol, conncontrol, delayChecks: DelayChecks.plain() })).toEqual([
      PLAIN,
      `FEATURE(\`ratecontrol${written}`,
      `FEATURE(\`conncontrol${written}`,
    ]);
  });

  test('MtaRx.ratecontrol, MtaRx.conncontrol: where no check waits there is nothing to be said of it', () => {
    const limits = { ratecontrol: ClientLimit.of(20, { terminate: true }), conncontrol: ClientLimit.of(5) };

    expect(addedBy(limits)).toEqual(["FEATURE(`ratecontrol', `', `terminate')", "FEATURE(`conncontrol', `')"]);
  });

  test('MtaRx.conncontrol: by default a quarter of the processes, and no limit for addresses that stand for many clients', () => {
    const linesOf = (rx: MtaRxOptions): string[] =>
      synthesizeGateway({ rx }).configuration('gateway-mta-rx', 'sendmail-rx.mc').split('\n');

    expect(linesOf({})).toEqual(
      expect.arrayContaining([
        'R$={EngineGateways}\t$@ OK',
        'R127.0.0.1\t$@ OK',
        'R$*\t$: $(clientshare l $@ 25 $@ $&{client_connections} $)',
      ]),
    );
    expect(linesOf({ maxDaemonChildren: 2 }).join('\n')).toContain('clientshare l $@ 1 $@');
    expect(linesOf({ conncontrol: ClientLimit.of(5) }).join('\n')).not.toContain('clientshare');
  });

  test('MtaRx.ratecontrol.exceptions, MtaRx.conncontrol.exceptions: stand in the access map with the limits', () => {
    const limits = {
      ratecontrol: ClientLimit.of(20, { exceptions: { '192.0.2': 0 } }),
      conncontrol: ClientLimit.of(5, { exceptions: { '192.0.2.1': 50 } }),
    };

    expect(accessOf(limits)).toEqual([
      'ClientRate:127.0.0.1 0',
      'ClientRate: 20',
      'ClientRate:192.0.2 0',
      'ClientConn:127.0.0.1 0',
      'ClientConn: 5',
      'ClientConn:192.0.2.1 50',
    ]);
  });

  test('MtaRx.ratecontrol, MtaRx.conncontrol: limits are whole numbers of clients that can be looked up', () => {
    const exceptions = { 'client.example': 1, '192.0.2.0/24': 1, '192.0.2.1': -1 };

    expect(wrongIn({ ratecontrol: ClientLimit.of(0), conncontrol: ClientLimit.of(1, { exceptions }) })).toEqual([
      'ratecontrol.perClient',
      'conncontrol.exceptions',
      'conncontrol.exceptions',
      'conncontrol.exceptions["192.0.2.1"]',
    ]);
  });

  test('MtaRx.maxRcptsPerMessage, MtaRx.badRcptThrottle, MtaRx.badRcptShutdown: are options', () => {
    expect(addedBy({ maxRcptsPerMessage: 200, badRcptThrottle: 3, badRcptShutdown: 20 })).toEqual(
      expect.arrayContaining([
        "define(`confMAX_RCPTS_PER_MESSAGE', `200')",
        "define(`confBAD_RCPT_THROTTLE', `3')",
        'O BadRcptShutdown=20',
      ]),
    );
    expect(wrongIn({ maxRcptsPerMessage: 99, badRcptThrottle: 0, badRcptShutdown: 1.5 }).sort()).toEqual([
      'badRcptShutdown',
      'badRcptThrottle',
      'maxRcptsPerMessage',
    ]);
  });
});
