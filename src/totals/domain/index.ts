export * from './category.js';
export * from './coverage.js';
export * from './kind.js';
