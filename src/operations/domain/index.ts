export * from './phase.js';
