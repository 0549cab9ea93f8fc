/** The states of a version of a return. See life.ts for the steps between them. */
export const RETURN_STATES = ['SUBMITTED', 'QUERIED', 'SIGNED_OFF', 'ACCEPTED', 'WITHDRAWN'] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

/**
 * The status of a return: the state of the current version; WITHDRAWN if every version is withdrawn; DRAFT if there is
 * no version but a draft that the caller may see; else NOT_STARTED.
 */
export const RETURN_STATUSES = ['NOT_STARTED', 'DRAFT', ...RETURN_STATES] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];
