import { DRUG_CLASSES, type BreakdownRule, type DrugClass } from '../../dictionary/domain/index.js';
import { addSums, asSum, EMPTY_SUM, OPEN_BOUNDS, type Result, type Sum } from '../../returns/domain/index.js';

/** A part of a breakdown, with what it is told together with. */
export interface Member {
  readonly part: string;
  /** On the phase's first day; null: not classed then, or not told apart. */
  readonly drugClass: DrugClass | null;
  readonly group: string | null;
}

/** Parts of one breakdown that are told together: those of a class, or of a group. */
export interface Kind<Key extends string = string> {
  readonly key: Key;
  readonly parts: ReadonlySet<string>;
  /** Other parts, of which nobody knows how much is of this kind. */
  readonly doubtful: ReadonlySet<string>;
}

/** What one force's return comes to in a measure that has a breakdown. */
export interface ForceParts {
  readonly whole: Pick<Result, 'state' | 'lower' | 'upper'>;
  /** See MeasureResult.settlesParts: every part that was not given is nil. */
  readonly settlesParts: boolean;
  /** The parts that were given. */
  readonly parts: ReadonlyMap<string, Result>;
}

/** What one force says of a kind. */
export interface KindLine {
  readonly sum: Sum;
  /** Whether it has said anything of it: gave a part, or left no doubt that there is none. */
  readonly heard: boolean;
}

/** The classes that the parts of a breakdown are of, A before B. A part without one may hold any of them. */
export function classesOf(members: readonly Member[]): Kind<DrugClass>[] {
  const doubtful = partsWhere(members, ({ drugClass }) => drugClass === null);
  return DRUG_CLASSES.map((key) => ({
    key,
    parts: partsWhere(members, ({ drugClass }) => drugClass === key),
    doubtful,
  })).filter(({ parts }) => parts.size > 0);
}

/** The groups that the parts of a breakdown are in, in the order of their first parts. A group is its parts and no more. */
export function groupsOf(members: readonly Member[]): Kind[] {
  const keys = new Set(members.flatMap(({ group }) => group ?? []));
  return [...keys].map((key) => ({
    key,
    parts: partsWhere(members, ({ group }) => group === key),
    doubtful: new Set<string>(),
  }));
}

function partsWhere(members: readonly Member[], holds: (member: Member) => boolean): ReadonlySet<string> {
  return new Set(members.filter(holds).map(({ part }) => part));
}

/** Adding the sum of a force of which nothing is known leaves no upper bound. */
export const OPEN_SUM: Sum = { ...EMPTY_SUM, ...OPEN_BOUNDS };

/**
 * What one force says of a kind.
 *
 * It is closed when every part of the kind was given or is nil (see settlesParts), and of the doubtful parts there is
 * none. Then the parts that were given make it: PARTITION and SUBSET their sum; OVERLAP, where one thing may count under
 * several, at least the largest part's lower bound and at most their sum. The measure's own upper bound caps that.
 * Otherwise more of the kind may be hidden, and it has no upper bound: not the measure's either, which would turn "at
 * least 40 of class A" into "at most 500".
 *
 * @param said null: an expected force has said nothing of the measure
 */
export function lineOf(said: ForceParts | null, kind: Kind, rule: BreakdownRule): KindLine {
  if (said === null) {
    return { sum: OPEN_SUM, heard: false };
  }
  const closed = isClosed(said, kind);
  const given = [...said.parts].filter(([part]) => kind.parts.has(part)).map(([, result]) => result);
  if (given.length > 0) {
    const sum = rule === 'OVERLAP' ? unionOf(given) : given.map(asSum).reduce(addSums);
    return { sum: closed ? capped(sum, said.whole.upper) : { ...sum, upper: null }, heard: true };
  }
  return closed
    ? { sum: { ...EMPTY_SUM, quantified: said.whole.state !== 'NOT_APPLICABLE' }, heard: true }
    : { sum: OPEN_SUM, heard: false };
}

function isClosed({ settlesParts, parts }: ForceParts, kind: Kind): boolean {
  const isKnown = (part: string): boolean => settlesParts || parts.has(part);
  const isNone = (part: string): boolean => {
    const given = parts.get(part);
    return given === undefined ? settlesParts : isNil(given);
  };
  return [...kind.parts].every(isKnown) && [...kind.doubtful].every(isNone);
}

function isNil({ upper }: Pick<Result, 'upper'>): boolean {
  return upper?.isZero() === true;
}

/** Parts of which one thing may be several. Where only one of them can be there at all, that one. */
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

/** For people it is then "up to" its upper bound: the values of its parts do not add to it. */
function withoutPlainSum(sum: Sum): Sum {
  return { ...sum, plain: sum.upper ?? sum.lower, approximate: false };
}

/** A kind over all forces of a measure's total: these that are expected, and those that have said something of it. */
export function sumOfLines(lines: readonly KindLine[]): Sum {
  return lines.map(({ sum }) => sum).reduce(addSums, EMPTY_SUM);
}
