export * from './breakdown.js';
export type * from './cross-measure.js';
export * from './force.js';
export * from './measure.js';
export { MeasureSuggestions, whichPlace, type MeantPlace } from './measure-suggestions.js';
export { partMeant } from './measure-search.js';
export { namedForce, namedPart } from './named.js';
export * from './unit.js';
