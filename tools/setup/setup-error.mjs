// @ts-check

/** Something that this project cannot set up by itself: what it is, why it failed, and the command that mends it. */
export class SetupError extends Error {
  /**
   * @param {string} what
   * @param {string} why
   * @param {string} remedy a command to paste, or a sentence where no single command does it
   */
  constructor(what, why, remedy) {
    super(`${what}: ${why}`);
    this.name = 'SetupError';
    this.remedy = remedy;
  }
}
