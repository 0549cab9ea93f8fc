/** A class of the Misuse of Drugs Act 1971. */
export const DRUG_CLASSES = ['A', 'B', 'C'] as const;
export type DrugClass = (typeof DRUG_CLASSES)[number];

/** The days on which a drug was of a class; both ends included, null: open. */
export interface DatedClass {
  readonly drugClass: DrugClass;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** One member of a breakdown: a drug, a weapon, an age group. */
export interface Part {
  readonly code: string;
  readonly name: string;
  /** Parts of one group are told together where that helps (cannabis in its forms); null: none. */
  readonly group: string | null;
  /** Oldest first; a day in none of them: not classed on that day. */
  readonly classes: readonly DatedClass[];
}

/** What figures can be broken down by, with its parts in the dictionary's order. */
export interface Breakdown {
  readonly code: string;
  readonly parts: readonly Part[];
}
