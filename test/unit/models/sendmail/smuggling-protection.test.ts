import { AccessAction, AccessEntry, MapFile } from 'cdktf-dual-mta';
import { findingsOf } from '../../../tooling/findings';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

const FEATURES = ['O', 'G', 'U', 'a O v', 'A,G,U', 'u2 G'];

describe('the protection against SMTP smuggling', () => {
  test.each(FEATURES)('cannot be switched off by an entry of the access map: Srv_Features: %s', (letters) => {
    for (const key of ['Srv_Features:', 'srv_features:192.0.2.1']) {
      const access = MapFile.fromEntries('access', { [key]: letters });

      expect(findingsOf({ rx: { extraMaps: [access] } }).join()).toContain('SMTP smuggling');
      expect(findingsOf({ tx: { extraMaps: [access] } }).join()).toContain('SMTP smuggling');
    }
  });

  test('leaves the other letters of Srv_Features to the administrator', () => {
    const access = MapFile.fromEntries('access', { 'Srv_Features:192.0.2.1': 'A v' });

    expect(synthesizeGateway({ rx: { extraMaps: [access] } }).map('gateway-mta-rx', 'access')).toContain('A v');
  });

  test.each([
    { rulesets: ['Ssrv_features', 'R$*\t$# O G U'] },
    { rulesets: ['SLocal_srv_features\nR$*\t$# O G U'] },
    { options: ["define(`_LOCAL_SRV_FEATURES_', `1')dnl"] },
    { options: ["define(`confREJECT_NUL', `false')dnl"] },
    { localConfig: ['O RejectNUL=False'] },
  ])('cannot be switched off by lines of .mc: %j', (extraMc) => {
    expect(findingsOf({ rx: { extraMc } }).join()).toContain('SMTP smuggling');
    expect(findingsOf({ tx: { extraMc } }).join()).toContain('SMTP smuggling');
  });

  test('has no typed entry of the access map that could say it', () => {
    const makers = Object.getOwnPropertyNames(AccessEntry).filter(
      (name) => !['length', 'name', 'prototype'].includes(name),
    );

    expect(makers).toEqual(['connect', 'from', 'to']);
    expect(findingsOf({ rx: { access: [AccessEntry.connect('Srv_Features:', AccessAction.OK)] } })).toHaveLength(1);
  });
});
