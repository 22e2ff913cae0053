import { assignmentsOf } from '../models/amavis/amavis-option';
import { AMAVIS_OPTIONS, AmavisSettings } from '../models/amavis/amavis-table';
import { writePerlAssignment, writePerlValue } from './perl';

/** Writes amavisd's settings as the Perl file that is read after Debian's own. */
export const writeAmavisdConf = (settings: AmavisSettings): string =>
  [
    'use strict;',
    '',
    '# Written by cdktf-dual-mta. README.sendmail-dual: dual MTA set-up.',
    ...AMAVIS_OPTIONS.flatMap((option) =>
      [
        ...assignmentsOf(option, settings).map(([variable, value]) => writePerlAssignment(variable, value)),
        ...(option.calls?.(settings) ?? []).map((call) => `${writePerlValue(call)};`),
      ].map((statement) => `${statement}  # ${option.source}`),
    ),
    ...settings.extraPerl,
    '',
    '1;  # the file must end with a true value',
    '',
  ].join('\n');
