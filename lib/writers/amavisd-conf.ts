import { AMAVIS_OPTIONS, AmavisOption, AmavisSettings } from '../models/amavis/amavis-options';
import { writePerlValue } from './perl';

const writeValue = ({ variable, value }: AmavisOption, settings: AmavisSettings): string => {
  const found = value(settings);
  // amavisd's "_maps" are lists of look-up tables; each of ours that looks up names is one list.
  return variable === '@local_domains_maps' && Array.isArray(found)
    ? `([${found.map(writePerlValue).join(', ')}])`
    : writePerlValue(found);
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
