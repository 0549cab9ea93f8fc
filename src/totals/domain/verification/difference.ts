import { toPlain } from '../../../common/decimal.js';
import type { Bounds, Reading } from '../../../returns/domain/index.js';
import { BASES, type Basis } from '../basis.js';

/** The kinds of data that verification compares: stored records, and the totals made from them. */
export type Compared =
  | 'VERSIONS'
  | 'CURRENT_VERSION'
  | 'DATA_VERSION'
  | 'DATA_CHANGED_AT'
  | 'PHASE_CHANGE'
  | 'PARTICIPATION'
  | 'ASK'
  | 'STATES'
  | 'STEP'
  | 'QUESTIONS'
  | 'FIGURE'
  | 'RESULT'
  | 'COUNTED_VERSION'
  | 'TOTAL'
  | 'FORCE_LINE'
  | 'COVERAGE'
  | 'IDEMPOTENCY_KEY';

/** One piece of data in words. Two statements have the same text if and only if the data is the same. */
export interface Statement {
  readonly compared: Compared;
  /**
   * Null, here and below: not about one force, version, measure, part or basis. A total of several parts: `class A`.
   */
  readonly force: string | null;
  readonly version: number | null;
  readonly measure: string | null;
  readonly part: string | null;
  /** The basis, if the difference is in the totals on one basis only. */
  readonly basis: Basis | null;
  readonly text: string;
}

/** A difference between data that is stored, or given by the service, and the recomputed data. */
export interface Difference extends Omit<Statement, 'text'> {
  /** Null: nothing is stored. */
  readonly stored: string | null;
  /** Null: nothing should be stored. */
  readonly recomputed: string | null;
}

/** A statement. Fields of `place` that are left out are null. */
export function statement(
  compared: Compared,
  text: string,
  place: Partial<Omit<Statement, 'compared' | 'text'>> = {},
): Statement {
  return { compared, force: null, version: null, measure: null, part: null, basis: null, ...place, text };
}

/** The differences between two lists of statements: first those about stored data, in its order, then missing data. */
export function differencesBetween(stored: readonly Statement[], recomputed: readonly Statement[]): Difference[] {
  const expected = new Map(recomputed.map((one) => [placeOf(one), one.text]));
  const found = new Set(stored.map(placeOf));
  const other = stored.map(({ text, ...place }) => {
    return { ...place, stored: text, recomputed: expected.get(placeOf(place)) ?? null };
  });
  const missing = recomputed
    .filter((one) => !found.has(placeOf(one)))
    .map(({ text, ...place }) => ({ ...place, stored: null, recomputed: text }));
  return [...other.filter((one) => one.stored !== one.recomputed), ...missing];
}

/** The differences on both bases: once without a basis if both have it, else with its basis. */
export function onEachBasis(found: Readonly<Record<Basis, readonly Difference[]>>): Difference[] {
  const texts = { PROVISIONAL: new Set(found.PROVISIONAL.map(textOf)), ACCEPTED: new Set(found.ACCEPTED.map(textOf)) };
  const isOnBoth = (one: Difference): boolean => BASES.every((basis) => texts[basis].has(textOf(one)));
  return BASES.flatMap((basis, place) =>
    found[basis].filter((one) => place === 0 || !isOnBoth(one)).map((one) => (isOnBoth(one) ? one : { ...one, basis })),
  );
}

/** A difference between stored and recomputed data, both in words. */
export function difference(
  compared: Compared,
  stored: string | null,
  recomputed: string | null,
  place: Partial<Omit<Statement, 'compared' | 'text'>> = {},
): Difference {
  const { text: _, ...about } = statement(compared, '', place);
  return { ...about, stored, recomputed };
}

function textOf(one: Difference): string {
  return JSON.stringify([placeOf(one), one.stored, one.recomputed]);
}

function placeOf({ compared, force, version, measure, part }: Omit<Statement, 'text' | 'basis'>): string {
  return JSON.stringify([compared, force, version, measure, part]);
}

/** A value, qualifier and bounds in words: `120 AT_LEAST, from 120 on`. */
export function exactText({ value, qualifier, lower, upper }: Bounds & Reading): string {
  const reading = [value === null ? 'no value' : toPlain(value), qualifier ?? 'no qualifier'].join(' ');
  return `${reading}, from ${toPlain(lower)} ${upper === null ? 'on' : `to ${toPlain(upper)}`}`;
}
