/** One of amavisd's own words or expressions, written as it is. */
export class PerlWord {
  public constructor(public readonly expression: string) {}
}

/** A pattern, which amavisd holds against a whole name, in capital or small letters. */
export class PerlPattern {
  public constructor(public readonly pattern: string) {}
}

/** A call of one of amavisd's own functions. */
export class PerlCall {
  public constructor(
    public readonly name: string,
    public readonly args: readonly PerlValue[],
  ) {}
}

/** A value of Perl; the writer quotes it. A list in a list is an array, a map is a hash, a boolean is 1 or 0. */
export type PerlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly PerlValue[]
  | ReadonlyMap<string, PerlValue>
  | PerlCall
  | PerlPattern
  | PerlWord;
