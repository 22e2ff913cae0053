import { COUNT, Rule } from '../rules';
import { Size } from '../size';
import { AmavisOption } from './amavis-option';
import { PerlWord } from './perl-value';

/** What amavisd can take apart: its short names for what file(1) says. */
export enum Decoder {
  MAIL = 'mail',
  COMPRESS = 'Z',
  GZIP = 'gz',
  BZIP2 = 'bz2',
  XZ = 'xz',
  LZMA = 'lzma',
  LZOP = 'lzo',
  LZ4 = 'lz4',
  ZSTD = 'zst',
  RPM = 'rpm',
  CPIO = 'cpio',
  TAR = 'tar',
  DEB = 'deb',
  RAR = 'rar',
  ARJ = 'arj',
  ARC = 'arc',
  CAB = 'cab',
  TNEF = 'tnef',
  ZIP = 'zip',
  SEVEN_ZIP = '7z',
  JAR = 'jar',
  ISO = 'iso',
  LHA = 'lha',
  FLASH = 'swf',
  SELF_EXTRACTING = 'exe',
}

/** What amavisd takes apart, and how far. What exceeds a limit was not looked into (`uncheckedDestiny`). */
export interface DecoderOptions {
  /**
   * What is taken apart (`@decoders`). Attachments are looked at in any case; without `Decoder.MAIL` those of a message
   * in a message are not.
   *
   * @default - everything that Debian's programs can
   */
  readonly decoders?: Decoder[];

  /**
   * How deep archives may lie in each other (`$MAXLEVELS`).
   *
   * @default 14
   */
  readonly maxLevels?: number;

  /**
   * How many files a message may unpack to (`$MAXFILES`).
   *
   * @default 1500
   */
  readonly maxFiles?: number;

  /**
   * What any message may unpack to, however small it is (`$MIN_EXPANSION_QUOTA`).
   *
   * @default 100 KiB
   */
  readonly minExpansionQuota?: Size;

  /**
   * What no message may exceed when it is unpacked (`$MAX_EXPANSION_QUOTA`).
   *
   * @default 300 MiB
   */
  readonly maxExpansionQuota?: Size;

  /**
   * To how many times its size a message may unpack (`$MAX_EXPANSION_FACTOR`), within the two quotas.
   *
   * @default 500
   */
  readonly maxExpansionFactor?: number;
}

/** A size that a limit can be. */
export const POSITIVE_SIZE: Rule = {
  rule: 'a limit is a size above 0',
  source: 'amavisd.conf-sample, $MAX_EXPANSION_QUOTA: 0 would be no limit',
  instead: 'a size such as Size.mebibytes(300)',
  holds: (value) => value instanceof Size && value.toBytes() > 0,
};

/** What no message may exceed when it is unpacked, where nothing is said. */
export const MAX_EXPANSION_QUOTA = Size.mebibytes(300);

const chosen = (decoders: readonly Decoder[]): PerlWord => {
  const types = decoders.map((decoder) => `'${decoder}'`).join(', ');
  return new PerlWord(
    `(grep { my $of = $_->[0]; my %is = map { $_ => 1 } ref $of ? @$of : $of; grep { $is{$_} } (${types}) } @decoders)`,
  );
};

export const DECODERS: AmavisOption<DecoderOptions>[] = [
  {
    property: 'decoders',
    variable: '@decoders',
    source: 'amavisd.conf-default',
    when: (s) => s.decoders !== undefined,
    value: (s) => chosen(s.decoders ?? []),
  },
  { property: 'maxLevels', rule: COUNT, variable: '$MAXLEVELS', source: 'amavisd.conf-default', byDefault: 14 },
  { property: 'maxFiles', rule: COUNT, variable: '$MAXFILES', source: 'amavisd.conf-default', byDefault: 1500 },
  {
    property: 'minExpansionQuota',
    rule: POSITIVE_SIZE,
    variable: '$MIN_EXPANSION_QUOTA',
    source: 'amavisd.conf-default',
    byDefault: Size.kibibytes(100),
  },
  {
    property: 'maxExpansionQuota',
    rule: POSITIVE_SIZE,
    variable: '$MAX_EXPANSION_QUOTA',
    source: 'amavisd.conf-default',
    byDefault: MAX_EXPANSION_QUOTA,
  },
  {
    property: 'maxExpansionFactor',
    rule: COUNT,
    variable: '$MAX_EXPANSION_FACTOR',
    source: 'amavisd.conf-default',
    byDefault: 500,
  },
];
