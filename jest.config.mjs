// One project a kind of test. The kinds that use the Docker engine share the machine.
const ENGINE = '<rootDir>/test/tooling/engine-runner.mjs';

/** @param {string} kind @param {import('jest').Config} [more] @returns {import('jest').Config} */
const project = (kind, more) => ({
  displayName: kind,
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/lib', `<rootDir>/test`],
  testMatch: [`<rootDir>/test/${kind}/**/*.test.ts`],
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'json', 'node'],
  moduleNameMapper: { '^cdktf-dual-mta$': '<rootDir>/lib/index.ts' },
  // Types are the type check's business ("npm run typecheck").
  transform: { '\\.ts$': ['ts-jest', { tsconfig: { ...COMPILER_OPTIONS } }] },
  ...more,
});

const COMPILER_OPTIONS = {
  target: 'ES2022',
  module: 'CommonJS',
  moduleResolution: 'Node10',
  esModuleInterop: true,
  isolatedModules: true,
  inlineSourceMap: true,
  paths: { 'cdktf-dual-mta': ['./lib'] },
};

export default {
  // All cores, where jest would leave one to itself.
  maxWorkers: '100%',
  // Milliseconds; jest knows no time-out of a project's own.
  testTimeout: 600_000,
  projects: [
    project('unit'),
    project('snapshot'),
    project('sendmail', { runner: ENGINE }),
    project('resolver', { runner: ENGINE }),
    project('amavis', { runner: ENGINE }),
    project('terraform', { runner: ENGINE }),
    project('e2e', { runner: ENGINE }),
  ],
};
