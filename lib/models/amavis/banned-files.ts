import { Rule } from '../rules';
import { AmavisOption } from './amavis-option';
import { BannedRule } from './banned-rule';
import { PerlCall, PerlPattern, PerlValue } from './perl-value';

/** Which kinds of file are not let through. */
export interface BannedFileOptions {
  /**
   * Kinds of file that are not let through (`$banned_filename_re`). An empty list lets everything through.
   *
   * @default BannedRule.byDefault(): programs, scripts, disk images, shortcuts, installers
   */
  readonly bannedFiles?: BannedRule[];
}

/** What the names of a rule have to be, by its kind. */
export const BANNED_RULE: Rule = {
  rule:
    'an extension has letters, digits, "-" and "_" and no dot; a MIME type a "/"; a content type letters, digits and ' +
    '"-"; a file name is one line without "/", known at synth; a rule has at least one of them; a rule in Perl lets through ' +
    'by itself',
  source: 'amavisd.conf-sample, $banned_filename_re',
  instead: 'BannedRule.extensions("exe"), BannedRule.mimeType("application/hta") or BannedRule.contentType("exe-ms")',
  holds: (value) => {
    const { kind, names, allows } = value as BannedRule;
    const form = FORMS[kind];
    if (form === undefined) {
      return kind !== 'Perl' || !allows;
    }
    return names.length > 0 && names.every((name) => form.test(name));
  },
};

const FORMS: Record<string, RegExp | undefined> = {
  extension: /^[A-Za-z0-9_-]+$/,
  'MIME type': /^[\w.+-]+\/[\w.+-]+$/,
  'content type': /^[\w-]+$/,
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  'file name': /^(?!.*\$\{TfToken\[)[^/\u0000-\u001f\u007f]+$/,
};

/** A table of amavisd's: the first rule that fits counts. */
export const bannedTable = (rules: readonly BannedRule[]): PerlCall =>
  new PerlCall(
    'new_RE',
    rules.map((rule) => rule._toPerl()),
  );

/**
 * A table in the place of everybody's. amavisd looks into all tables that fit a recipient, one after the other, so it
 * ends with a rule that lets through what no rule before it has forbidden.
 */
export const ownBannedTable = (rules: readonly BannedRule[]): PerlValue => {
  const { name, args } = bannedTable(rules);
  return [new PerlCall(name, [...args, [new PerlPattern('^'), 0]])];
};

export const BANNED_FILES: AmavisOption<BannedFileOptions>[] = [
  {
    property: 'bannedFiles',
    rule: BANNED_RULE,
    variable: '$banned_filename_re',
    source: "Debian's list lets scripts, shortcuts and disk images through",
    value: (s) => bannedTable(s.bannedFiles ?? BannedRule.byDefault()),
  },
];
