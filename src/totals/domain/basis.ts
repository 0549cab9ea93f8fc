/**
 * What a total is made of: what forces have submitted, whatever has come of it since, or what the region has accepted.
 * What was withdrawn is in neither.
 */
export const BASES = ['PROVISIONAL', 'ACCEPTED'] as const;
export type Basis = (typeof BASES)[number];
