export * from './breakdown.js';
export type * from './cross-measure.js';
export * from './force.js';
export * from './measure.js';
export { namedForce, namedMeasure, namedPart } from './named.js';
export * from './unit.js';
