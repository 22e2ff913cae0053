import { Size } from '../size';
import { AmavisOption } from './amavis-option';
import { POSITIVE_SIZE } from './decoders';

/** How amavisd uses SpamAssassin. */
export interface SpamScannerOptions {
  /**
   * A larger message is not looked through for spam as a whole, but only its beginning (`$sa_mail_body_size_limit`).
   *
   * @default 400 KiB
   */
  readonly spamBodySizeLimit?: Size;
}

export interface SpamScannerSettings extends SpamScannerOptions {
  /** Whether SpamAssassin asks the network. */
  readonly networkTests: boolean;
  /** Where SpamAssassin's rules are, if not where its package puts them. */
  readonly rulesPath?: string;
}

export const SPAM_SCANNER: AmavisOption<SpamScannerSettings>[] = [
  {
    property: 'networkTests',
    variable: '$sa_local_tests_only',
    source: 'the filter reaches nothing but the resolver',
    value: (s) => !s.networkTests,
  },
  {
    property: 'rulesPath',
    variable: '$sa_configpath',
    source: 'rules that an update brought, once they were looked at',
    when: (s) => s.rulesPath !== undefined,
    value: (s) => s.rulesPath,
  },
  {
    property: 'spamBodySizeLimit',
    rule: POSITIVE_SIZE,
    variable: '$sa_mail_body_size_limit',
    source: 'amavisd.conf-default',
    byDefault: Size.kibibytes(400),
  },
];
