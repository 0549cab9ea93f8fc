/** The states that a version of a return can be in. */
export const RETURN_STATES = ['SUBMITTED'] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

/** What a return is told to be in: the state of its newest version, or NOT_STARTED where there is none. */
export const RETURN_STATUSES = ['NOT_STARTED', ...RETURN_STATES] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];
