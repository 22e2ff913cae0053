import { Size } from '../size';
import { BannedRule } from './banned-rule';

/** What is different for a recipient; what is not said is as for everybody. */
export interface RecipientPolicyOptions {
  /**
   * Whether mail with a virus is delivered all the same (`@virus_lovers_maps`).
   *
   * @default false
   */
  readonly virusLover?: boolean;

  /**
   * Whether mail with a forbidden kind of file is delivered all the same (`@banned_files_lovers_maps`).
   *
   * @default false
   */
  readonly bannedFilesLover?: boolean;

  /**
   * Whether spam is delivered all the same (`@spam_lovers_maps`).
   *
   * @default false
   */
  readonly spamLover?: boolean;

  /**
   * Whether mail with a bad header is delivered all the same (`@bad_header_lovers_maps`).
   *
   * @default false
   */
  readonly badHeaderLover?: boolean;

  /**
   * Whether mail that could not be looked into is delivered all the same (`@unchecked_lovers_maps`).
   *
   * @default false
   */
  readonly uncheckedLover?: boolean;

  /**
   * Whether its mail is not looked through for viruses (`@bypass_virus_checks_maps`).
   *
   * @default false
   */
  readonly bypassVirusChecks?: boolean;

  /**
   * Whether its mail is not looked through for forbidden kinds of file (`@bypass_banned_checks_maps`).
   *
   * @default false
   */
  readonly bypassBannedChecks?: boolean;

  /**
   * Whether its mail is not looked through for spam (`@bypass_spam_checks_maps`).
   *
   * @default false
   */
  readonly bypassSpamChecks?: boolean;

  /**
   * Whether its mail's headers are not looked at (`@bypass_header_checks_maps`).
   *
   * @default false
   */
  readonly bypassHeaderChecks?: boolean;

  /**
   * From here on its mail has headers that say the score (`@spam_tag_level_maps`).
   *
   * @default - as for everybody
   */
  readonly spamTagLevel?: number;

  /**
   * From here on its mail is called spam (`@spam_tag2_level_maps`).
   *
   * @default - as for everybody
   */
  readonly spamTag2Level?: number;

  /**
   * From here on `spamDestiny` is done with its mail (`@spam_kill_level_maps`).
   *
   * @default - as for everybody
   */
  readonly spamKillLevel?: number;

  /**
   * From here on no notice goes to a sender (`@spam_dsn_cutoff_level_maps`).
   *
   * @default - as for everybody
   */
  readonly spamDsnCutoffLevel?: number;

  /**
   * What stands before the subject of spam (`@spam_subject_tag2_maps`).
   *
   * @default - as for everybody
   */
  readonly spamSubjectTag?: string;

  /**
   * What is put behind the local part for spam (`@addr_extension_spam_maps`).
   *
   * @default - as for everybody
   */
  readonly spamExtension?: string;

  /**
   * What is put behind the local part for a virus (`@addr_extension_virus_maps`).
   *
   * @default - as for everybody
   */
  readonly virusExtension?: string;

  /**
   * What is put behind the local part for a forbidden kind of file (`@addr_extension_banned_maps`).
   *
   * @default - as for everybody
   */
  readonly bannedExtension?: string;

  /**
   * What is put behind the local part for a bad header (`@addr_extension_bad_header_maps`).
   *
   * @default - as for everybody
   */
  readonly badHeaderExtension?: string;

  /**
   * Kinds of file that are not let through to it (`@banned_filename_maps`).
   *
   * @default - as for everybody
   */
  readonly bannedFiles?: BannedRule[];

  /**
   * How large a message to it may be (`@message_size_limit_maps`). The sender of a larger one is told; it has to be less than MTA-RX
   * accepts (`maxMessageSize`), which refuses larger ones while the client is there.
   *
   * @default - as large as MTA-RX accepts
   */
  readonly messageSizeLimit?: Size;
}

/** What is different for one recipient, or for all of a domain. Each recipient of a message has its own. */
export class RecipientPolicy {
  /**
   * @param recipient an address, a domain such as `example.com`, or `.example.com` for that and all its subdomains. The
   * narrower one counts where several fit
   */
  public static of(recipient: string, options: RecipientPolicyOptions): RecipientPolicy {
    return new RecipientPolicy(recipient, options);
  }

  private constructor(
    /** For whom. */
    public readonly recipient: string,
    /** What is different. */
    public readonly options: RecipientPolicyOptions,
  ) {}
}
