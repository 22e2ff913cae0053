export * from './amavis-filter';
export * from './dual-mta-gateway';
export * from './dual-mta-stack';
export * from './mail-filter';
export * from './mta-rx';
export * from './mta-tx';
export * from './resolver';
export * from './scan-network';
