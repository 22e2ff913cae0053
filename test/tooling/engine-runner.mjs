import TestRunner from 'jest-runner';

/** Files that run side by side, however many processors there are: most of the time they wait for sendmail's and the engine's. */
const LANES = 3;

/** @param {import('@jest/test-result').Test} test */
const isLong = ({ context }) => context.config.displayName?.name === 'e2e';

/** Runs what uses the Docker engine a few files at a time, and begins with those that take longest. */
export default class EngineRunner extends TestRunner {
  constructor(globalConfig, context) {
    super({ ...globalConfig, maxWorkers: LANES }, context);
  }

  runTests(tests, watcher, options) {
    const inOrder = [...tests.filter(isLong), ...tests.filter((test) => !isLong(test))];
    return super.runTests(inOrder, watcher, options);
  }
}
