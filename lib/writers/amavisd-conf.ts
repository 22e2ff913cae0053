import { AMAVIS_OPTIONS, AmavisOption, AmavisSettings } from '../models/amavis/amavis-options';
import { writePerlValue } from './perl';

const writeValue = (option: AmavisOption, settings: AmavisSettings): string => {
  const value = option.value(settings);
  if (option.word) {
    return String(value);
  }
  // amavisd's "_maps" are lists of look-up tables; each of ours is one list.
  if (option.variable.endsWith('_maps') && Array.isArray(value) && value.length > 0) {
    return `([${value.map(writePerlValue).join(', ')}])`;
  }
  return writePerlValue(value);
};

/** Writes amavisd's settings as the Perl file that is read after Debian's own. */
export const writeAmavisdConf = (settings: AmavisSettings): string =>
  [
    'use strict;',
    '',
    '# Written by cdktf-dual-mta. README.sendmail-dual: dual MTA set-up.',
    ...AMAVIS_OPTIONS.map((option) => `${option.variable} = ${writeValue(option, settings)};  # ${option.source}`),
    ...settings.extraPerl,
    '',
    '1;  # the file must end with a true value',
    '',
  ].join('\n');
