/** Rules that relate measures to each other, with which returns are checked. Codes are codes of measures. */
export interface CrossMeasureRules {
  /** Everything that `part` counts is also counted in `whole`. */
  readonly wholes: readonly { readonly part: string; readonly whole: string }[];
  /** If there is some of `measure`, there must be some of `implied`. */
  readonly implications: readonly { readonly measure: string; readonly implied: string }[];
  /** Measures that a single large seizure may dominate, so that an unusual figure may well be right. */
  readonly singleHauls: ReadonlySet<string>;
}
