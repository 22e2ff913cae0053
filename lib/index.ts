export * from './constructs';
export * from './models';
export * from './runtime';
