import { ExtraMc } from '../models/extra-mc';
import { ProtectedSetting, touchedSettings } from '../models/sendmail/protected-settings';
import { Findings } from './findings';

/** Lines of the administrator's own undo nothing that the gateway's safety rests on. */
export const checkExtraMc = (
  findings: Findings,
  extraMc: ExtraMc | undefined,
  settings: readonly ProtectedSetting[],
): void =>
  touchedSettings(extraMc, settings).forEach(({ place, line, setting }) =>
    findings.add(`extraMc.${place}`, line, { rule: setting.why, source: setting.source, instead: setting.instead }),
  );
