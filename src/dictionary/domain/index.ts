export * from './breakdown.js';
export * from './force.js';
export * from './measure.js';
export * from './unit.js';
