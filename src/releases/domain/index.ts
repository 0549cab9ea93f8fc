export * from './ages.js';
export * from './changes.js';
export * from './checklist.js';
export type * from './content.js';
export * from './floor.js';
export * from './headline-status.js';
export * from './pre-election.js';
export * from './publication.js';
export * from './release.js';
