/** One line of a map's source: key and value. */
export interface MapEntry {
  readonly key: string;
  readonly value: string;
}
