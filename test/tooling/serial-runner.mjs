import TestRunner from 'jest-runner';

/** Runs its tests in one process, one file after another, however many workers the other projects have. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
