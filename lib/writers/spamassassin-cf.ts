import { valuesOf } from '../models/spamassassin/spamassassin-option';
import { SPAMASSASSIN_OPTIONS, SpamAssassinSettings } from '../models/spamassassin/spamassassin-table';

/** A setting of a plugin is an error where the plugin is not loaded. */
const forPlugin = (plugin: string | undefined, lines: readonly string[]): readonly string[] =>
  plugin === undefined || lines.length === 0 ? lines : [`ifplugin ${plugin}`, ...lines, 'endif'];

/** Writes SpamAssassin's site-wide settings. Thresholds and headers are amavisd's. */
export const writeSpamAssassinCf = (settings: SpamAssassinSettings): string =>
  [
    '# Written by cdktf-dual-mta.',
    ...SPAMASSASSIN_OPTIONS.flatMap((option) =>
      forPlugin(
        option.plugin,
        valuesOf(option, settings).map((value) => `${option.setting} ${value}  # ${option.source}`),
      ),
    ),
    '',
  ].join('\n');

/** Writes rules of the administrator's own, as they are: they stand in a file that is read before the settings above. */
export const writeOwnRules = (rules: readonly string[], files: readonly string[]): string =>
  [...rules.map((line) => `${line}\n`), ...files.map((text) => (text.endsWith('\n') ? text : `${text}\n`))].join('');
