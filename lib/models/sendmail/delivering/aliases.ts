import { MapEntry } from '../maps';
import { MAPS } from '../map-files';
import { define, McOption } from '../statement';

/** Other names of mailboxes (README, thishost-tx.mc: "aliases"). */
export interface AliasOptions {
  /**
   * Names at the gateway's local domains, and to whom their mail goes (`ALIAS_FILE`): addresses, or names of mailboxes and
   * other aliases: `{ postmaster: ['admin@example.org', 'jim'] }`. MTA-RX has to know a name too: as one of the domain's
   * mailboxes. No programs, files or included lists.
   *
   * @default - none; MAILER-DAEMON is always the postmaster
   */
  readonly aliases?: { [name: string]: string[] };
}

export const ALIASES: McOption<AliasOptions>[] = [
  {
    property: 'aliases',
    source: 'README, thishost-tx.mc: "aliases"',
    comment: 'Other names of mailboxes',
    entries: () => [define('ALIAS_FILE', `${MAPS}/aliases`)],
  },
];

/** The aliases that were said, in the file that `newaliases` reads. */
export const aliasEntries = ({ aliases = {} }: AliasOptions): MapEntry[] => [
  { key: 'MAILER-DAEMON', value: 'postmaster' },
  ...Object.entries(aliases).map(([key, recipients]) => ({ key, value: recipients.join(', ') })),
];
