import { RunAs } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { statementsOf } from '../../tooling/mc-statements';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const MAILER = RunAs.of('mailrx', 2600);

describe.each([
  { part: 'mta-rx', property: 'MtaRx.runAs', mc: 'sendmail-rx.mc', props: { rx: { runAs: MAILER } } },
  { part: 'mta-tx', property: 'MtaTx.runAs', mc: 'sendmail.mc', props: { tx: { runAs: MAILER } } },
])('$property', ({ part, mc, props }) => {
  test('is the user in the configuration, in the image and of what is in memory', () => {
    const gateway = synthesizeGateway(props);
    const name = `gateway-${part}`;

    expect(statementsOf(gateway.configuration(name, mc))).toEqual(
      expect.arrayContaining(['define(confRUN_AS_USER,mailrx:mailrx)', 'define(confTRUSTED_USER,mailrx)']),
    );
    expect(gateway.configuration(name, 'service')).toContain("SENDMAIL_USER='mailrx'\nSENDMAIL_UID='2600'\n");
    expect(gateway.container(name).tmpfs?.['/run/sendmail']).toContain('uid=2600,gid=2600');
  });
});

test('MtaRx.runAs: root is there when it is asked for by name', () => {
  expect(() => synthesizeGateway({ rx: { runAs: RunAs.root() } })).not.toThrow();
});

test.each([
  ['user', RunAs.of('a b', 2600)],
  ['user', RunAs.of('Mail', 2600)],
  ['user', RunAs.of('dnl', 2600)],
  ['id', RunAs.of('mailrx', 0)],
  ['id', RunAs.of('mailrx', 65534)],
])('MtaRx.runAs, MtaTx.runAs: there is no such %s: %j', (property, runAs) => {
  expect(findingsOf({ rx: { runAs }, tx: { runAs } })).toEqual([
    expect.stringContaining(`MtaRx] property "runAs.${property}" is`),
    expect.stringContaining(`MtaTx] property "runAs.${property}" is`),
  ]);
});
