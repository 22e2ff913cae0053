import { AmavisOption } from './amavis-option';

/** amavisd's work directory, `$TEMPBASE`. */
export const TEMPBASE = '/var/lib/amavis/tmp';

/** Where amavisd puts what it does not deliver. */
export const QUARANTINE = '/var/lib/amavis/virusmails';

export const PLACES: AmavisOption<object>[] = [
  { variable: '$MYHOME', source: 'amavisd.conf-default', byDefault: '/var/lib/amavis' },
  { variable: '$TEMPBASE', source: 'README, PERFORMANCE NOTES: a disk of its own', byDefault: TEMPBASE },
  { variable: '$ENV{TMPDIR}', source: "SpamAssassin's and the unpackers' files lie there too", byDefault: TEMPBASE },
  { variable: '$QUARANTINEDIR', source: 'amavisd.conf-default', byDefault: QUARANTINE },
  {
    variable: '$quarantine_subdir_levels',
    source: "Debian's 1 wants folders that a new volume does not have",
    byDefault: 0,
  },
  { variable: '$allow_preserving_evidence', source: 'TEMPBASE is no archive', byDefault: 0 },
];
