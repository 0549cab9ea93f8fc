import type { MeasureInForce } from '../../../dictionary/domain/index.js';
import type { Participant } from '../../../operations/domain/index.js';
import {
  addSums,
  asSum,
  EMPTY_SUM,
  OPEN_BOUNDS,
  read,
  type Bounds,
  type Reading,
  type ReturnState,
  type ShownState,
  type StoredResult,
  type Sum,
} from '../../../returns/domain/index.js';
import { coverageOf, type Coverage } from '../coverage.js';
import { exactText, statement, type Statement } from './difference.js';
import { classesOf, groupsOf, lineOf, OPEN_SUM, sumOfLines, type PartGrouping, type Member } from '../part-grouping.js';

/** The fields of a measure that totals need. */
export type MeasureOfTotals = Pick<MeasureInForce, 'code' | 'breakdownRule' | 'parts'>;

/** The version of one force's return that counts, with its results. */
export interface CountedReturn {
  readonly force: string;
  readonly version: number;
  readonly submittedAt: Date;
  readonly status: ReturnState;
  /** True: it was accepted without the force's sign-off. */
  readonly withoutSignOff: boolean;
  readonly results: readonly StoredResult[];
}

/** The data from which the totals of a phase are recomputed. */
export interface PhaseOfTotals {
  /** Its first day, YYYY-MM-DD. */
  readonly startsOn: string;
  readonly participants: readonly Participant[];
  /** The codes of the measures that the phase asks for. */
  readonly asked: readonly string[];
  /** The dictionary in force for the phase. */
  readonly measures: readonly MeasureOfTotals[];
  readonly counted: readonly CountedReturn[];
  /** What is compared with these, to find what changed after the final date. Empty until that date. */
  readonly atFinal: readonly Pick<CountedReturn, 'force' | 'results'>[];
}

/** The totals of a phase, with everything named by its code. */
export interface PlainTotals {
  readonly counted: readonly Omit<CountedReturn, 'results'>[];
  readonly coverage: Coverage;
  readonly totals: readonly PlainTotal[];
}

export interface PlainTotal extends Bounds, Reading {
  readonly measure: string;
  readonly coverage: Coverage;
  readonly byForce: readonly PlainLine[];
  readonly byBreakdown: readonly (Bounds & Reading & { readonly code: string })[];
  /** By class and by group. */
  readonly byGrouping: readonly PlainGrouping[];
  /** The forces whose figures in it were accepted without their sign-off. */
  readonly withoutSignOff: readonly string[];
  /** The forces that changed it after the final date, also those without a line now. */
  readonly changedAfterFinal: readonly string[];
}

/** One force's line in a total. */
interface PlainLine extends Bounds, Reading {
  readonly force: string;
  readonly state: ShownState;
  readonly withoutSignOff: boolean;
  readonly changedAfterFinal: boolean;
}

/** The total of a class or group. */
export interface PlainGrouping extends Bounds, Reading {
  /** `class A`, `group cannabis`. */
  readonly grouping: string;
  /** The codes of its parts that at least one force gave. */
  readonly parts: readonly string[];
  readonly coverage: Coverage;
}

/** The sum of a part that a force did not name but is known to have had none of. */
const NONE: Sum = { ...EMPTY_SUM, quantified: true };

/**
 * Recomputes the totals of a phase from its results, one force after the other. This is a second implementation of the
 * rules, independent of the SQL that the service uses. Includes every measure that the phase asks for or a force
 * reported.
 */
export function recomputeTotals(phase: PhaseOfTotals): PlainTotals {
  const { participants, counted } = phase;
  const named = new Set([...phase.asked, ...counted.flatMap(({ results }) => results.map(({ measure }) => measure))]);
  return {
    counted: counted.map(({ results: _, ...one }) => one),
    coverage: coverageOf(participants, new Set(counted.map(({ force }) => force))),
    totals: phase.measures.filter(({ code }) => named.has(code)).map((measure) => totalOf(measure, phase)),
  };
}

/** One force and what it reported of one measure. */
interface Line {
  readonly force: string;
  /** True: if it has not reported, the total has no upper bound. */
  readonly expected: boolean;
  /** Null: it did not report the measure. */
  readonly whole: StoredResult | null;
  readonly parts: ReadonlyMap<string, StoredResult>;
  /** True: what it reported was accepted without its sign-off. */
  readonly withoutSignOff: boolean;
  /** True: it reported something else before the final date. */
  readonly changedAfterFinal: boolean;
}

function totalOf(measure: MeasureOfTotals, phase: PhaseOfTotals): PlainTotal {
  const all = linesOf(measure.code, phase);
  const lines = all.filter(({ expected, whole }) => expected || whole !== null);
  const reporting = lines.filter(({ whole }) => whole !== null).map(({ force }) => force);
  const given = measure.parts.filter(({ code }) => lines.some(({ parts }) => parts.has(code)));
  return {
    measure: measure.code,
    ...summarise(lines.map(({ whole }) => (whole === null ? OPEN_SUM : asSum(whole)))),
    coverage: coverageOf(phase.participants, new Set(reporting)),
    withoutSignOff: lines.filter((line) => line.withoutSignOff).map(({ force }) => force),
    changedAfterFinal: all.flatMap(({ force, changedAfterFinal }) => (changedAfterFinal ? [force] : [])).toSorted(),
    byForce: lines.map(({ force, whole, withoutSignOff, changedAfterFinal }) => ({
      force,
      withoutSignOff,
      changedAfterFinal,
      state: whole?.state ?? 'NOT_REPORTED',
      value: whole?.value ?? null,
      qualifier: whole?.qualifier ?? null,
      lower: whole?.lower ?? OPEN_BOUNDS.lower,
      upper: whole?.upper ?? null,
    })),
    byBreakdown: given.map(({ code }) => ({ code, ...summarise(lines.map((line) => partOf(line, code))) })),
    byGrouping: groupingsOf(measure, phase.startsOn).flatMap((grouping) =>
      groupingTotalOf(grouping, { measure, lines, phase }),
    ),
  };
}

function groupingsOf({ parts }: MeasureOfTotals, day: string): PartGrouping[] {
  const members = parts.map(({ code, group, classes }): Member => {
    const dated = classes.find(({ validFrom, validUntil }) => (validFrom ?? day) <= day && (validUntil ?? day) >= day);
    return { part: code, group, drugClass: dated?.drugClass ?? null };
  });
  return [
    ...classesOf(members).map((grouping) => ({ ...grouping, key: `class ${grouping.key}` })),
    ...groupsOf(members).map((grouping) => ({ ...grouping, key: `group ${grouping.key}` })),
  ];
}

/** The total of one class or group, as a list; empty if no force gave a part of it. */
function groupingTotalOf(
  grouping: PartGrouping,
  { measure, lines, phase }: { measure: MeasureOfTotals; lines: readonly Line[]; phase: PhaseOfTotals },
): PlainGrouping[] {
  const { breakdownRule: rule } = measure;
  const given = measure.parts.flatMap(({ code }) =>
    grouping.parts.has(code) && lines.some(({ parts }) => parts.has(code)) ? [code] : [],
  );
  if (rule === null || given.length === 0) {
    return [];
  }
  const groupingLines = lines.map(({ force, whole, parts }) => ({
    force,
    ...lineOf(whole === null ? null : { whole, settlesParts: whole.settlesParts, parts }, grouping, rule),
  }));
  const reporting = groupingLines.filter((line) => line.hasReported).map(({ force }) => force);
  return [
    {
      grouping: grouping.key,
      parts: given,
      coverage: coverageOf(phase.participants, new Set(reporting)),
      ...readingOf(sumOfLines(groupingLines)),
    },
  ];
}

/** A line for every participant, and for any other force with a version that counts. */
function linesOf(measure: string, { participants, counted, atFinal }: PhaseOfTotals): Line[] {
  const forces = new Set([...participants, ...counted].map(({ force }) => force));
  return [...forces].map((force) => {
    const counting = counted.find((one) => one.force === force);
    const own = counting?.results.filter((result) => result.measure === measure) ?? [];
    const then = atFinal.find((one) => one.force === force)?.results.filter((result) => result.measure === measure);
    const whole = own.find(({ part }) => part === null) ?? null;
    return {
      force,
      expected: participants.some((one) => one.force === force && one.participation === 'TAKING_PART'),
      whole,
      withoutSignOff: whole !== null && counting?.withoutSignOff === true,
      changedAfterFinal: then !== undefined && describeResults(then) !== describeResults(own),
      parts: new Map(own.flatMap((result) => (result.part === null ? [] : [[result.part, result]]))),
    };
  });
}

/** What a force reported of one measure, in words that do not depend on the order. */
function describeResults(results: readonly StoredResult[]): string {
  const words = results.map((result) => JSON.stringify([result.part, result.state, exactText(result)]));
  return words.toSorted().join();
}

/** What a force that is expected, or reported the measure, adds to a part's total. */
function partOf({ whole, parts }: Line, code: string): Sum {
  const stated = parts.get(code);
  if (stated !== undefined) {
    return asSum(stated);
  }
  if (whole?.settlesParts === true) {
    return whole.state === 'NOT_APPLICABLE' ? EMPTY_SUM : NONE;
  }
  return OPEN_SUM;
}

function summarise(sums: readonly Sum[]): Bounds & Reading {
  return readingOf(sums.reduce(addSums, EMPTY_SUM));
}

function readingOf(sum: Sum): Bounds & Reading {
  return { ...read(sum), lower: sum.lower, upper: sum.upper };
}

/** The totals of a phase as statements that can be compared. */
export function statementsOfTotals({ counted, coverage, totals }: PlainTotals): Statement[] {
  return [
    ...counted.map(({ force, version, submittedAt, status, withoutSignOff }) => {
      const text = `version ${version} of ${submittedAt.toISOString()}, ${status}${describeMark('without sign-off', withoutSignOff)}`;
      return statement('COUNTED_VERSION', text, { force });
    }),
    statement('COVERAGE', describeCoverage(coverage)),
    ...totals.flatMap(statementsOfTotal),
  ];
}

function statementsOfTotal(total: PlainTotal): Statement[] {
  const { measure } = total;
  return [
    statement('TOTAL', `${exactText(total)}${describeMarks(total)}`, { measure }),
    statement('COVERAGE', describeCoverage(total.coverage), { measure }),
    ...total.byForce.map((line) =>
      statement('FORCE_LINE', `${line.state} ${exactText(line)}${describeMarks(line)}`, {
        measure,
        force: line.force,
      }),
    ),
    ...total.byBreakdown.map((part) => statement('TOTAL', exactText(part), { measure, part: part.code })),
    ...total.byGrouping.map((grouping) =>
      statement(
        'TOTAL',
        `${exactText(grouping)}; ${grouping.parts.join(' ')}; ${describeCoverage(grouping.coverage)}`,
        {
          measure,
          part: grouping.grouping,
        },
      ),
    ),
  ];
}

/** What is marked in a statement: the forces accepted without sign-off, and those that changed it after the final date. */
function describeMarks({
  withoutSignOff,
  changedAfterFinal,
}: Readonly<Record<'withoutSignOff' | 'changedAfterFinal', boolean | readonly string[]>>): string {
  return (
    describeMark('without sign-off', withoutSignOff) + describeMark('changed after the final date', changedAfterFinal)
  );
}

/** True: the mark is about the force that the statement is about. */
function describeMark(mark: string, forces: boolean | readonly string[]): string {
  if (typeof forces === 'boolean') return forces ? `, ${mark}` : '';
  return forces.length === 0 ? '' : `, ${mark} of ${forces.join(' ')}`;
}

function describeCoverage({ expected, reported, missing, complete, notKnownSilent }: Coverage): string {
  const names = (codes: readonly string[]): string => (codes.length === 0 ? 'none' : codes.join(' '));
  return `${reported} of ${expected} reported${complete ? '' : ', incomplete'}, missing: ${names(missing)}, not known and not reported: ${names(notKnownSilent)}`;
}
