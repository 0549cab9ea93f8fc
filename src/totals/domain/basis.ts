/**
 * Which version of each force's return counts in a total. PROVISIONAL: the current version, accepted or not. ACCEPTED:
 * the newest version that the region has accepted. A withdrawn version counts in neither.
 */
export const BASES = ['PROVISIONAL', 'ACCEPTED'] as const;
export type Basis = (typeof BASES)[number];
