import { COUNT, Rule } from '../rules';
import { Size } from '../size';
import { ClamAvOption } from './clamav-option';

/** How far clamd looks into a file. What exceeds a limit was not looked into (`alertExceedsMax`). */
export interface ClamAvLimitOptions {
  /**
   * Largest file that is taken (`StreamMaxLength`). amavisd sends what it has unpacked, each file by itself: a larger one
   * makes the message wait until it is given up.
   *
   * @default - as much as a message may unpack to: 300 MiB, or what the filter's `maxExpansionQuota` says
   */
  readonly streamMaxLength?: Size;

  /**
   * Largest file that is looked through, within another one too (`MaxFileSize`). Of a larger one in a zip archive, which an
   * office document is too, ClamAV 1.4 looks through the beginning and does not say so; what amavisd unpacks it refuses.
   *
   * @default - as `streamMaxLength`
   */
  readonly maxFileSize?: Size;

  /**
   * How much is looked through of a file with all that is within it (`MaxScanSize`).
   *
   * @default - 100 MiB more than `maxFileSize`
   */
  readonly maxScanSize?: Size;

  /**
   * How deep archives may lie in each other (`MaxRecursion`).
   *
   * @default 17
   */
  readonly maxRecursion?: number;

  /**
   * How many files may be in one (`MaxFiles`).
   *
   * @default 10000
   */
  readonly maxFiles?: number;

  /**
   * How many files are looked through at a time (`MaxThreads`). Each takes memory; the others wait.
   *
   * @default 4
   */
  readonly maxThreads?: number;
}

/** What amavisd lets a message unpack to where nothing is said. */
export const STREAM_MAX_LENGTH = Size.mebibytes(300);

const ABOVE_MAX_FILE_SIZE = Size.mebibytes(100);

const SCANNED_SIZE: Rule = {
  rule: 'a limit is a size above 0 and below 2 GiB',
  source: 'clamd.conf(5): 0 would be no limit, and files of 2 GiB cannot be scanned',
  instead: 'a size such as Size.mebibytes(300)',
  holds: (value) => value instanceof Size && value.toBytes() > 0 && value.toBytes() < Size.gibibytes(2).toBytes(),
};

/** The limits of size, with what follows from each other. */
export const sizeLimitsOf = (options: ClamAvLimitOptions): { stream: Size; file: Size; scan: Size } => {
  const stream = options.streamMaxLength ?? STREAM_MAX_LENGTH;
  const file = options.maxFileSize ?? stream;
  return {
    stream,
    file,
    scan: options.maxScanSize ?? Size.bytes(file.toBytes() + ABOVE_MAX_FILE_SIZE.toBytes()),
  };
};

export const LIMITS: ClamAvOption<ClamAvLimitOptions>[] = [
  {
    property: 'streamMaxLength',
    rule: SCANNED_SIZE,
    directive: 'StreamMaxLength',
    source: "amavisd.conf-default, $MAX_EXPANSION_QUOTA: clamd's own 100M would hold such mail up for ever",
    value: (s) => sizeLimitsOf(s).stream,
  },
  {
    property: 'maxFileSize',
    rule: SCANNED_SIZE,
    directive: 'MaxFileSize',
    source: 'what is taken is looked through',
    value: (s) => sizeLimitsOf(s).file,
  },
  {
    property: 'maxScanSize',
    rule: SCANNED_SIZE,
    directive: 'MaxScanSize',
    source: "clamd.conf(5): 400M, which is as far above clamd's MaxFileSize as needed",
    value: (s) => sizeLimitsOf(s).scan,
  },
  { property: 'maxRecursion', rule: COUNT, directive: 'MaxRecursion', source: 'clamd.conf(5)', byDefault: 17 },
  { property: 'maxFiles', rule: COUNT, directive: 'MaxFiles', source: 'clamd.conf(5)', byDefault: 10_000 },
  {
    property: 'maxThreads',
    rule: COUNT,
    directive: 'MaxThreads',
    source: 'as many as make sense on few processors; clamd.conf(5) has 10',
    byDefault: 4,
  },
];
