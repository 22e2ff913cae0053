import { Size } from '../size';
import { WorkDirectory } from '../work-directory';

/** What looks for viruses, as the filter sees it. */
export enum ScannerKind {
  /** A daemon that stays loaded, such as ClamAV's in a container of its own. */
  DAEMON = 'daemon',
  /** A program that is started anew for each message. */
  COMMAND_LINE = 'command-line',
  /** Nothing. */
  NONE = 'none',
}

/** What the filter does, as far as its memory and its speed depend on it. */
export interface FilterCapacityOptions {
  /**
   * What looks for viruses.
   *
   * @default ScannerKind.NONE
   */
  readonly scanner?: ScannerKind;

  /**
   * What one run of a command-line scanner takes. Each process can have one at a time.
   *
   * @default - nothing
   */
  readonly scannerMemory?: Size;

  /**
   * Whether SpamAssassin is asked.
   *
   * @default true
   */
  readonly spamAssassin?: boolean;

  /**
   * Whether SpamAssassin asks the network: a process then waits more than it works.
   *
   * @default false
   */
  readonly networkTests?: boolean;

  /**
   * Whether SpamAssassin learns: `sa-learn` then runs beside the processes.
   *
   * @default false
   */
  readonly bayes?: boolean;

  /**
   * Whether there are new rules from time to time: `spamassassin --lint` then runs beside the processes.
   *
   * @default false
   */
  readonly ruleUpdates?: boolean;

  /**
   * Where the work directory lies; one in memory is part of what the container takes.
   *
   * @default - on a volume
   */
  readonly work?: WorkDirectory;
}

interface Figures {
  /** MiB that the container takes whatever the number of processes. */
  readonly base: number;
  /** MiB that each process adds. */
  readonly process: number;
}

/** docs/filter-memory.md: lines above the most that was seen there, by about a tenth. A test holds them against that page. */
const FIGURES: Record<'with' | 'without', Figures> = {
  with: { base: 164, process: 64 },
  without: { base: 64, process: 16 },
};

/** MiB that a program takes for as long as it runs beside the processes, one at a time of each; from the same page. */
const BESIDE = { bayes: 128, ruleUpdates: 144 };

/** README.sendmail-dual, thishost-rx.mc ("2 to 7 OK, 10 is plenty") and PERFORMANCE NOTES (command-line scanners: 2 to 3). */
const SENSIBLE: Record<ScannerKind, { readonly local: number; readonly network: number }> = {
  [ScannerKind.DAEMON]: { local: 7, network: 10 },
  [ScannerKind.NONE]: { local: 7, network: 10 },
  // "Regardless of SA": the scanner's start is what takes the time.
  [ScannerKind.COMMAND_LINE]: { local: 3, network: 3 },
};

/** Fewer are not possible: amavisd-new with one process ends after 20 messages. */
export const LEAST_PROCESSES = 2;

/**
 * How many processes a filter can have, and how many it should have. The figures for memory are measured
 * (docs/filter-memory.md), those for speed are the README's; on a small machine the knee lies at about the number of cores.
 */
export class FilterCapacity {
  /** The capacity of a filter that does this. */
  public static of(options?: FilterCapacityOptions): FilterCapacity {
    return new FilterCapacity(options ?? {});
  }

  /**
   * What the container takes whatever the number of processes: the daemon itself, what runs beside it, and a work
   * directory in memory.
   */
  public readonly base: Size;
  /** What one process costs. */
  public readonly perProcess: Size;
  /** How many processes make sense, those of all filters of a machine together: more take memory and gain nothing. */
  public readonly sensible: number;

  private constructor({
    scanner = ScannerKind.NONE,
    scannerMemory = Size.bytes(0),
    spamAssassin = true,
    networkTests = false,
    bayes = false,
    ruleUpdates = false,
    work,
  }: FilterCapacityOptions) {
    const { base, process } = FIGURES[spamAssassin ? 'with' : 'without'];
    const beside = (bayes ? BESIDE.bayes : 0) + (ruleUpdates ? BESIDE.ruleUpdates : 0);
    const ownScanner = scanner === ScannerKind.COMMAND_LINE ? scannerMemory.toBytes() : 0;
    this.base = Size.bytes(Size.mebibytes(base + beside).toBytes() + (work?.memory?.toBytes() ?? 0));
    this.perProcess = Size.bytes(Size.mebibytes(process).toBytes() + ownScanner);
    this.sensible = SENSIBLE[scanner][spamAssassin && networkTests ? 'network' : 'local'];
  }

  /** How much memory so many processes need. */
  public needed(processes: number): Size {
    return Size.bytes(this.base.toBytes() + Math.max(0, Math.trunc(processes) || 0) * this.perProcess.toBytes());
  }

  /** How many processes fit into this memory. */
  public fitting(memory: Size): number {
    return Math.max(0, Math.floor((memory.toBytes() - this.base.toBytes()) / this.perProcess.toBytes()));
  }

  /**
   * How many processes to have with this memory: as many as fit, no more than make sense, and at least 2.
   *
   * @param memory of each filter
   * @param filters how many there are on the machine
   */
  public recommended(memory: Size, filters = 1): number {
    return Math.max(LEAST_PROCESSES, Math.min(this.fitting(memory), Math.floor(this.sensible / filters)));
  }
}
