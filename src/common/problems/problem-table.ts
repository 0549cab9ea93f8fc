/**
 * Whether a problem prevents the change. BLOCK prevents it. WARNING does not. NOT_EVALUATED: the check could not be run
 * because there was too little to compare with. INFORMATION: something to know before the change.
 */
export type Severity = 'BLOCK' | 'WARNING' | 'NOT_EVALUATED' | 'INFORMATION';

/** The codes of problems of one kind, each with its severity and when it is found. */
export type ProblemTable = Readonly<Record<string, { readonly severity: Severity; readonly when: string }>>;

/** The codes that more than one table has. */
type CodesTwice<Tables, Seen = never> = Tables extends readonly [infer Table, ...infer Others]
  ? (keyof Table & Seen) | CodesTwice<Others, Seen | keyof Table>
  : never;

/** All tables as one. */
type OneTable<Tables> = Tables extends readonly [infer Table, ...infer Others] ? Table & OneTable<Others> : unknown;

/**
 * Several tables as one. A code in two of them does not compile, because only one of its meanings would be described: a
 * code that several kinds of change have belongs to `SHARED_PROBLEMS`.
 */
export function oneTable<const Tables extends readonly ProblemTable[]>(
  ...tables: [CodesTwice<Tables>] extends [never] ? Tables : readonly { readonly inTwoTables: CodesTwice<Tables> }[]
): OneTable<Tables> {
  return Object.assign({}, ...tables) as OneTable<Tables>;
}
