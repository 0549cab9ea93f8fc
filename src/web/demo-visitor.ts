import type { Actor } from '../access/index.js';

/**
 * The identity of the demo's visitors on pages about releases: a press officer who cannot be named for an embargo, so
 * that these pages show published figures only.
 */
export const DEMO_PRESS_VISITOR: Actor = { id: '', role: 'PRESS_OFFICER', force: null };
