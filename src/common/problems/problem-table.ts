/**
 * Whether a problem prevents the change. BLOCK prevents it. WARNING does not. NOT_EVALUATED: the check could not be run
 * because there was too little to compare with. INFORMATION: something to know before the change.
 */
export type Severity = 'BLOCK' | 'WARNING' | 'NOT_EVALUATED' | 'INFORMATION';

/** The codes of problems of one kind, each with its severity and when it is found. */
export type ProblemTable = Record<string, { readonly severity: Severity; readonly when: string }>;
