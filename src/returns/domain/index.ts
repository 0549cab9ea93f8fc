export * from './admission.js';
export * from './bounds.js';
export * from './breakdown.js';
export type * from './entry.js';
export * from './figure.js';
export * from './result.js';
export * from './say.js';
export * from './state.js';
export * from './whole-return.js';
