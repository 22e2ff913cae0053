import { AMAVIS_OPTIONS, AmavisSettings } from '../models/amavis/amavis-options';
import { writePerlValue } from './perl';

/** Writes amavisd's settings as the Perl file that is read after Debian's own. */
export const writeAmavisdConf = (settings: AmavisSettings): string =>
  [
    'use strict;',
    '',
    '# Written by cdktf-dual-mta. README.sendmail-dual: dual MTA set-up.',
    ...AMAVIS_OPTIONS.map(
      (option) => `${option.variable} = ${writePerlValue(option.value(settings))};  # ${option.source}`,
    ),
    ...settings.extraPerl,
    '',
    '1;  # the file must end with a true value',
    '',
  ].join('\n');
