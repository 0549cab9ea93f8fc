/** The states that a version of a return can be in: see lifecycle.ts for what leads from one to another. */
export const RETURN_STATES = ['SUBMITTED', 'QUERIED', 'SIGNED_OFF', 'ACCEPTED', 'WITHDRAWN'] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

/**
 * What a return is told to be in: the state of the version that stands, else WITHDRAWN where every version is, else
 * DRAFT to who may know of a draft, else NOT_STARTED.
 */
export const RETURN_STATUSES = ['NOT_STARTED', 'DRAFT', ...RETURN_STATES] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];
