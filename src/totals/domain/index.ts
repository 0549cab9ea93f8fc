export * from './category.js';
export * from './coverage.js';
export * from './kind.js';
export * from './difference.js';
export * from './recompute.js';
export * from './verify-return.js';
