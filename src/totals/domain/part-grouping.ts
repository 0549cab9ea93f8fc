import { DRUG_CLASSES, type BreakdownRule, type DrugClass } from '../../dictionary/domain/index.js';
import { addSums, asSum, EMPTY_SUM, OPEN_BOUNDS, type Result, type Sum } from '../../returns/domain/index.js';

/** A part of a breakdown, with its class and its group. */
export interface Member {
  readonly part: string;
  /** The class on the phase's first day; null: no class then, or of unknown class, such as a mixture. */
  readonly drugClass: DrugClass | null;
  readonly group: string | null;
}

/** The parts of one breakdown in one class, or in one group. */
export interface PartGrouping<Key extends string = string> {
  readonly key: Key;
  readonly parts: ReadonlySet<string>;
  /** Other parts that may include an unknown amount of this class or group. */
  readonly doubtful: ReadonlySet<string>;
}

/** One force's results for a measure with a breakdown. */
export interface ForceParts {
  readonly whole: Pick<Result, 'state' | 'lower' | 'upper'>;
  /** See MeasureResult.settlesParts: every part that was not given adds nothing. */
  readonly settlesParts: boolean;
  /** The parts that were given. */
  readonly parts: ReadonlyMap<string, Result>;
}

/** One force's line for a class or group. */
export interface GroupingLine {
  readonly sum: Sum;
  /** Whether the force has reported for it: it gave a part, or its return leaves no doubt that it had none. */
  readonly hasReported: boolean;
}

/** The classes of the parts of a breakdown, A before B. A part without a class may include drugs of any class. */
export function classesOf(members: readonly Member[]): PartGrouping<DrugClass>[] {
  const doubtful = partsWhere(members, ({ drugClass }) => drugClass === null);
  return DRUG_CLASSES.map((key) => ({
    key,
    parts: partsWhere(members, ({ drugClass }) => drugClass === key),
    doubtful,
  })).filter(({ parts }) => parts.size > 0);
}

/** The groups of the parts of a breakdown, in the order of their first parts. A part in no group never affects one. */
export function groupsOf(members: readonly Member[]): PartGrouping[] {
  const keys = new Set(members.flatMap(({ group }) => group ?? []));
  return [...keys].map((key) => ({
    key,
    parts: partsWhere(members, ({ group }) => group === key),
    doubtful: new Set<string>(),
  }));
}

function partsWhere(members: readonly Member[], matches: (member: Member) => boolean): ReadonlySet<string> {
  return new Set(members.filter(matches).map(({ part }) => part));
}

/** The sum of a force about which nothing is known. Adding it removes the upper bound. */
export const OPEN_SUM: Sum = { ...EMPTY_SUM, ...OPEN_BOUNDS };

/**
 * One force's line for a class or group.
 *
 * The line is closed if every part of the class or group was given or adds nothing (see settlesParts), and every
 * doubtful part is nil. A closed line is made from the parts that were given. PARTITION and SUBSET: their sum. OVERLAP,
 * where one thing may count under several parts: from the largest lower bound of a part to their sum. The upper bound is
 * at most that of the measure. If the line is not closed, there may be more, and it has no upper bound. It does not use
 * the measure's upper bound either, which would turn "at least 40 of class A" into "at most 500".
 *
 * @param force null: an expected force has not reported the measure
 */
export function lineOf(force: ForceParts | null, grouping: PartGrouping, rule: BreakdownRule): GroupingLine {
  if (force === null) {
    return { sum: OPEN_SUM, hasReported: false };
  }
  const closed = isClosed(force, grouping);
  const given = [...force.parts].filter(([part]) => grouping.parts.has(part)).map(([, result]) => result);
  if (given.length > 0) {
    const sum = rule === 'OVERLAP' ? unionOf(given) : given.map(asSum).reduce(addSums);
    return { sum: closed ? capped(sum, force.whole.upper) : { ...sum, upper: null }, hasReported: true };
  }
  return closed
    ? { sum: { ...EMPTY_SUM, quantified: force.whole.state !== 'NOT_APPLICABLE' }, hasReported: true }
    : { sum: OPEN_SUM, hasReported: false };
}

function isClosed({ settlesParts, parts }: ForceParts, grouping: PartGrouping): boolean {
  const isKnown = (part: string): boolean => settlesParts || parts.has(part);
  const isNone = (part: string): boolean => {
    const given = parts.get(part);
    return given === undefined ? settlesParts : isNil(given);
  };
  return [...grouping.parts].every(isKnown) && [...grouping.doubtful].every(isNone);
}

function isNil({ upper }: Pick<Result, 'upper'>): boolean {
  return upper?.isZero() === true;
}

/** The sum of parts of an OVERLAP. If at most one of them can be above 0, that one. */
function unionOf(given: readonly Result[]): Sum {
  const sum = given.map(asSum).reduce(addSums);
  if (given.filter((one) => !isNil(one)).length <= 1) {
    return sum;
  }
  const lower = given.reduce((most, one) => (one.lower.greaterThan(most) ? one.lower : most), OPEN_BOUNDS.lower);
  return withoutPlainSum({ ...sum, lower });
}

function capped(sum: Sum, most: Sum['upper']): Sum {
  const isAbove = sum.upper !== null && most?.lessThan(sum.upper) === true;
  return isAbove ? withoutPlainSum({ ...sum, upper: most }) : sum;
}

/** Without the plain sum of values, so that it reads as "up to" its upper bound: the values do not add up to it. */
function withoutPlainSum(sum: Sum): Sum {
  return { ...sum, plain: sum.upper ?? sum.lower, approximate: false };
}

/** The total of a class or group, over the lines of all forces that are expected or reported the measure. */
export function sumOfLines(lines: readonly GroupingLine[]): Sum {
  return lines.map(({ sum }) => sum).reduce(addSums, EMPTY_SUM);
}
