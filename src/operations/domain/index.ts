export * from './deadlines.js';
export * from './first-day.js';
export * from './likeness.js';
export * from './membership.js';
export * from './phase-plan.js';
export * from './phase-steps.js';
export * from './phase-texts.js';
export * from './phase.js';
