import { ExtraMc } from 'cdktf-dual-mta';
import { findingsOf } from '../../../tooling/findings';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

const IN_BOTH: ExtraMc[] = [
  { options: ["define(`confREJECT_NUL', `false')dnl"] },
  { localConfig: ['O RejectNUL=False'] },
  { localConfig: ['O RejectN=False'] },
  { options: ["define(`confRUN_AS_USER', `root')dnl"] },
  { options: ["FEATURE(`promiscuous_relay')dnl"] },
  { options: ["define(`confHOST_STATUS_DIRECTORY', `.hoststat')dnl"] },
  { localConfig: ['O Timeout.hoststatus=30m'] },
  { rulesets: ['LOCAL_SRV_FEATURES', 'R$*\t$# O G U'] },
  { options: ["define(`_LOCAL_SRV_FEATURES_')dnl"] },
  { rulesets: ['SLocal_srv_features', 'R$*\t$# O G U'] },
  { rulesets: ['R$*\t$# x\nSsrv_features\nR$*\t$# O G U'] },
];
const IN_RX: ExtraMc[] = [
  { options: ["define(`confDELIVERY_MODE', `background')dnl"] },
  { options: ["undefine(`confDELIVERY_MODE')dnl"] },
  { localConfig: ['O DeliveryMode=i'] },
  { localConfig: ['O DeliveryM=i'] },
  { localConfig: ['Odb'] },
  { options: ["DAEMON_OPTIONS(`Name=other, Port=2525, DeliveryMode=i')dnl"] },
  { options: ["DAEMON_OPTIONS(`Name=other, Port=2525, D=i')dnl"] },
  { options: ["DAEMON_OPTIONS(`Name=other, Port=2525, delivery=i')dnl"] },
  { options: ["DAEMON_OPTIONS(`D = i, Name=other')dnl"] },
  { options: ['DAEMON_OPTIONS(`Name=other,', "  Port=2525, D=i')dnl"] },
  { localConfig: ['O DaemonPortOptions=Name=other, D=i'] },
  { options: ["define(`confMAX_QUEUE_CHILDREN', `100')dnl"] },
  { options: ["QUEUE_GROUP(`more', `P=/var/spool/mqueue-rx/more, R=50')dnl"] },
  { localConfig: ['Qmore, P=/var/spool/mqueue-rx/more, R=50'] },
  { options: ["define(`QUEUE_DIR', `/tmp')dnl"] },
  { options: ["define(`SMART_HOST', `esmtp:[192.0.2.1]')dnl"] },
  { localConfig: ['DS[192.0.2.1]'] },
  { options: ["define(`ALIAS_FILE', `/etc/aliases')dnl"] },
];
const HARMLESS: ExtraMc[] = [
  { options: ["define(`confMAX_HOP', `30')dnl", "dnl define(`confDELIVERY_MODE', `b')"] },
  {
    options: ["DAEMON_OPTIONS(`Name=other, Port=2525, delayLA=5, InputMailFilters=D')dnl", "define(`confX', `D=i')dnl"],
  },
  { rulesets: ['Stls_srv_features', 'R$*\t$: $1'] },
  { localConfig: ['# O DeliveryMode=b', 'C{Mine}example.com', 'D{Sender}x'] },
  { rulesets: ['SLocal_check_mail', 'R$*\t$: $1'] },
];

describe('lines of one’s own', () => {
  test.each([...IN_BOTH, ...IN_RX])('MtaRx.extraMc: %j is refused', (extraMc) => {
    expect(findingsOf({ rx: { extraMc } })).toEqual([expect.stringMatching(/property "extraMc\.\w+\[0\]" is /)]);
  });

  test.each(IN_BOTH)('MtaTx.extraMc: %j is refused', (extraMc) => {
    expect(findingsOf({ tx: { extraMc } })).toEqual([expect.stringMatching(/property "extraMc\.\w+\[0\]" is /)]);
  });

  test.each(HARMLESS)('MtaRx.extraMc: %j may be said', (extraMc) => {
    expect(() => synthesizeGateway({ rx: { extraMc } })).not.toThrow();
  });

  test('MtaRx.extraMc: the error says why delivery is queue only', () => {
    const [finding] = findingsOf({ rx: { extraMc: { options: ["define(`confDELIVERY_MODE', `b')"] } } });

    expect(finding).toContain(
      'mail must be queued only: otherwise each client takes a process of the filter of its own, as many as there are ' +
        'clients (README.sendmail-dual, thishost-rx.mc, confDELIVERY_MODE: "queue only (a must!)")',
    );
  });

  test('MtaTx.extraMc: of MTA-TX, where the README leaves it open, the delivery mode is free', () => {
    expect(() =>
      synthesizeGateway({ tx: { extraMc: { options: ["define(`confDELIVERY_MODE', `q')dnl"] } } }),
    ).not.toThrow();
  });
});
