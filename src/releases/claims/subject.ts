import type { ReadableMeasure } from './lexicon.js';

/** What a number is of, and how many characters of the text say so. */
export interface Subject {
  readonly measure: ReadableMeasure;
  /** Null: the measure as a whole. */
  readonly part: string | null;
  readonly weight: number;
  /** How many characters right after the number are its words. */
  readonly length: number;
  /** How many right before it are; undefined: none. */
  readonly lengthBefore?: number;
}

/** Which of several subjects with the same words is meant, if that is certain otherwise: the one that is released. */
export type Preference = (subject: Pick<Subject, 'measure' | 'part'>) => boolean;

/**
 * The subject that most of the words name; null if none does, or several do.
 *
 * @param before that of the figure before; null: there is none
 */
export function best(found: readonly Subject[], before: Subject | null, prefers: Preference): Subject | null {
  const sorted = found.toSorted((one, other) => other.weight - one.weight);
  const [first] = sorted;
  if (first === undefined) return null;
  const rivals = sorted.filter(
    ({ weight, measure, part }) =>
      weight === first.weight && (measure.code !== first.measure.code || part !== first.part),
  );
  if (rivals.length === 0) return first;
  const all = [...new Map([first, ...rivals].map((one) => [`${one.measure.code} ${one.part ?? ''}`, one])).values()];
  const preferred = all.filter(prefers);
  if (preferred.length === 1) return preferred[0] ?? null;
  const whole = all.filter(({ part }) => part === null);
  const same = all.filter(({ measure }) => measure.code === before?.measure.code);
  return (whole.length === 1 ? whole[0] : same.length === 1 ? same[0] : null) ?? null;
}
