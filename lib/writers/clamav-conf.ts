import { ClamAvOption, directivesOf } from '../models/clamav/clamav-option';
import { CLAMD_OPTIONS, ClamdSettings } from '../models/clamav/clamd-table';
import { FRESHCLAM_OPTIONS, FreshclamSettings } from '../models/clamav/freshclam-table';

/** ClamAV takes no comment behind a value. */
const write = <Settings>(
  options: readonly ClamAvOption<Settings>[],
  settings: Settings & { readonly extraLines: readonly string[] },
): string =>
  [
    '# Written by cdktf-dual-mta.',
    ...options.flatMap((option) => {
      const directives = directivesOf(option, settings);
      return directives.length > 0 ? [`# ${option.source}`, ...directives] : [];
    }),
    ...settings.extraLines,
    '',
  ].join('\n');

/** Writes clamd.conf. */
export const writeClamdConf = (settings: ClamdSettings): string => write(CLAMD_OPTIONS, settings);

/** Writes freshclam.conf. */
export const writeFreshclamConf = (settings: FreshclamSettings): string => write(FRESHCLAM_OPTIONS, settings);
