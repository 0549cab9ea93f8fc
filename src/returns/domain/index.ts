export * from './bounds.js';
export * from './breakdown.js';
export * from './entry.js';
export * from './figure.js';
export * from './problem.js';
export * from './result.js';
export * from './say.js';
export * from './whole-return.js';
