/** A class of the Misuse of Drugs Act 1971. */
export const DRUG_CLASSES = ['A', 'B', 'C'] as const;
export type DrugClass = (typeof DRUG_CLASSES)[number];

/** A period in which a drug belonged to a class; both ends included, null: no beginning or no end. */
export interface DatedClass {
  readonly drugClass: DrugClass;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** One member of a breakdown: a drug, a weapon, an age group. */
export interface Part {
  readonly code: string;
  readonly name: string;
  /** The code of a group of parts that are also totalled together, such as the forms of cannabis; null if in none. */
  readonly group: string | null;
  /** Oldest first. On a day in none of them, nothing or only some of what the part covers had a class. */
  readonly classes: readonly DatedClass[];
}

/** A way to break down figures, with its parts in the dictionary's order. */
export interface Breakdown {
  readonly code: string;
  readonly parts: readonly Part[];
}
