/** What is known across measures: rules as data, which returns are held against. Codes are those of measures. */
export interface CrossMeasureRules {
  /** What `part` counts is among what `whole` counts. */
  readonly wholes: readonly { readonly part: string; readonly whole: string }[];
  /** Where there is some of `measure`, there is some of `implied`. */
  readonly implications: readonly { readonly measure: string; readonly implied: string }[];
  /** Measures that one haul may rule: a figure far from the usual may well be right. */
  readonly singleHauls: ReadonlySet<string>;
}
