export * from './docker';
export * from './runtime';
