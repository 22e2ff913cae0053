import { ExtraMc } from 'cdktf-dual-mta';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

const SECTIONS = ['MAILER_DEFINITIONS', 'LOCAL_CONFIG', 'LOCAL_RULE_0', 'LOCAL_RULE_1', 'LOCAL_RULESETS'];

/** The line that the section of a line begins with; none before all sections. */
const sectionOf = (mc: string, line: string): string | undefined => {
  const lines = mc.split('\n');
  expect(lines).toContain(line);
  return lines
    .slice(0, lines.indexOf(line))
    .filter((one) => SECTIONS.includes(one))
    .at(-1);
};

test.each<[string, ExtraMc, string | undefined]>([
  ['MtaRx.extraMc.options, MtaTx.extraMc.options', { options: ['MINE'] }, undefined],
  [
    'MtaRx.extraMc.mailerDefinitions, MtaTx.extraMc.mailerDefinitions',
    { mailerDefinitions: ['MINE'] },
    'MAILER_DEFINITIONS',
  ],
  ['MtaRx.extraMc.localConfig, MtaTx.extraMc.localConfig', { localConfig: ['MINE'] }, 'LOCAL_CONFIG'],
  ['MtaRx.extraMc.localRule0, MtaTx.extraMc.localRule0', { localRule0: ['MINE'] }, 'LOCAL_RULE_0'],
  ['MtaRx.extraMc.rulesets, MtaTx.extraMc.rulesets', { rulesets: ['MINE'] }, 'LOCAL_RULESETS'],
])('%s: %j stands in the section %s', (_, extraMc, section) => {
  const stack = synthesizeGateway({ rx: { extraMc }, tx: { extraMc } });

  expect(sectionOf(stack.configuration('gateway-mta-rx', 'sendmail-rx.mc'), 'MINE')).toBe(section);
  expect(sectionOf(stack.configuration('gateway-mta-tx', 'sendmail.mc'), 'MINE')).toBe(section);
});
