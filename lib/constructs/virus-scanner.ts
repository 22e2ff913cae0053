import { ClamdEndpoint } from '../models/clamav/clamd-endpoint';
import { Size } from '../models/size';

/** A virus scanner that speaks clamd's protocol, as the filter sees it. */
export interface IVirusScanner {
  /** Where it listens. */
  readonly endpoint: ClamdEndpoint;

  /**
   * Largest file that it takes (`StreamMaxLength`).
   *
   * @default - not known, and not checked
   */
  readonly streamMaxLength?: Size;
}

/** Somebody else's clamd. The filter has to be able to reach it. */
export class ExistingClamd implements IVirusScanner {
  public readonly endpoint: ClamdEndpoint;
  public readonly streamMaxLength?: Size;

  public constructor(endpoint: ClamdEndpoint, streamMaxLength?: Size) {
    this.endpoint = endpoint;
    this.streamMaxLength = streamMaxLength;
  }
}
