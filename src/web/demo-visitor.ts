import type { Actor } from '../access/index.js';

/**
 * The identity of the demo's visitors: they read accepted totals and published releases, and nothing restricted. It has
 * no force, because a force's people see figures that it withholds from everybody else, and no id, so that nobody can
 * name it for an embargo.
 */
export const DEMO_VISITOR: Actor = { id: '', role: 'PCC_OFFICE', force: null };
