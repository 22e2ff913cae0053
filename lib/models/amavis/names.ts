import { MailDomain } from '../mail-domain';
import { AmavisOption } from './amavis-option';
import { PerlWord } from './perl-value';

/** Where amavisd finds what changes while it runs, and the list of its local domains there. */
export const AMAVIS_MAPS = '/etc/dual-mta/maps';
export const LOCAL_DOMAINS = 'local-domains';

export interface NameSettings {
  readonly hostname: string;
  readonly domains: readonly MailDomain[];
}

/** The domain that addresses of the gateway's own are of. */
export const mainDomain = ({ domains, hostname }: NameSettings): string => domains[0]?.name ?? hostname;

export const NAMES: AmavisOption<NameSettings>[] = [
  { property: 'hostname', variable: '$myhostname', source: 'amavisd.conf-default' },
  { property: 'hostname', variable: '$localhost_name', source: 'the name in its greeting and HELO' },
  {
    property: 'domains',
    variable: '$mydomain',
    source: 'without it, and without /etc/mailname, everything counts as local',
    value: mainDomain,
  },
  {
    property: 'domains',
    variable: '@local_domains_maps',
    source:
      'the one list of domains: mail for them is incoming mail; from a file, because it changes while amavisd runs',
    value: () =>
      new PerlWord(
        `(do { require '/usr/lib/dual-mta/NamesInFile.pm'; ` +
          `tie my %names, 'NamesInFile', '${AMAVIS_MAPS}/${LOCAL_DOMAINS}'; \\%names })`,
      ),
  },
];
