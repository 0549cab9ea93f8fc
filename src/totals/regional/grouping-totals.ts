import { Decimal } from '../../common/decimal.js';
import type { DrugClass, Force } from '../../dictionary/index.js';
import type { Bounds, Reading, Result } from '../../returns/index.js';
import type { CoverageView } from '../coverage/coverage-view.js';
import { classesOf, groupsOf, lineOf, sumOfLines, type ForceParts, type PartGrouping } from '../domain/index.js';
import type { GroupingRows, ResultRow } from './grouping-rows.js';
import { summarise } from './summarise.js';
import type { TotalRow } from './totals.repository.js';

/** The region's total of several parts of a measure together, in the measure's unit. */
interface GroupingTotal extends Bounds, Reading {
  /** The parts in it that at least one force gave, in the dictionary's order. */
  readonly parts: readonly { readonly code: string; readonly name: string }[];
  readonly coverage: CoverageView;
  /** The forces that reported for it and were accepted without their sign-off, by code. */
  readonly withoutSignOff: readonly Force[];
  /** Those of the measure's total. */
  readonly changedAfterFinal: readonly Force[];
}

export interface ClassTotal extends GroupingTotal {
  readonly drugClass: DrugClass;
}

export interface GroupTotal extends GroupingTotal {
  readonly group: string;
}

/**
 * The totals by class and by group of a measure, for the classes and groups of which at least one force gave a part.
 */
export interface TotalsByGrouping {
  readonly byClass: readonly ClassTotal[];
  readonly byGroup: readonly GroupTotal[];
}

/**
 * Totals by class, A before B, and by group, in the dictionary's order.
 *
 * @param shared `coverage`: works out the coverage from the codes of the forces that reported; `withoutSignOff`
 *   and `changedAfterFinal`: those of the measure's total
 */
export function totalsByGrouping(
  total: TotalRow,
  rows: GroupingRows,
  shared: Pick<GroupingTotal, 'withoutSignOff' | 'changedAfterFinal'> & {
    readonly coverage: (reporting: readonly string[]) => CoverageView;
  },
): TotalsByGrouping {
  const { measure, cells, parts } = total;
  const rule = measure.breakdownRule;
  if (rule === null || parts.length === 0) {
    return { byClass: [], byGroup: [] };
  }
  const results = forcePartsOf(rows.results.filter((row) => row.measure === measure.code));
  const totalOf = (grouping: PartGrouping): GroupingTotal => {
    const lines = cells.map(({ force }) => ({ force, ...lineOf(results.get(force) ?? null, grouping, rule) }));
    const reporting = lines.filter((line) => line.hasReported).map(({ force }) => force);
    return {
      ...summarise(sumOfLines(lines)),
      parts: givenOf(grouping, parts),
      coverage: shared.coverage(reporting),
      withoutSignOff: shared.withoutSignOff.filter(({ code }) => reporting.includes(code)),
      changedAfterFinal: shared.changedAfterFinal,
    };
  };
  const isGiven = (grouping: PartGrouping): boolean => givenOf(grouping, parts).length > 0;
  const members = rows.members.filter(({ breakdown }) => breakdown === measure.breakdown);
  return {
    byClass: classesOf(members)
      .filter(isGiven)
      .map((grouping) => ({ drugClass: grouping.key, ...totalOf(grouping) })),
    byGroup: groupsOf(members)
      .filter(isGiven)
      .map((grouping) => ({ group: grouping.key, ...totalOf(grouping) })),
  };
}

function givenOf(grouping: PartGrouping, parts: TotalRow['parts']): { code: string; name: string }[] {
  return parts.filter(({ code }) => grouping.parts.has(code)).map(({ code, name }) => ({ code, name }));
}

/** What each force reported of one measure, from its rows. */
function forcePartsOf(rows: readonly ResultRow[]): Map<string, ForceParts> {
  const wholes = rows.filter(({ part }) => part === null);
  return new Map(
    wholes.map(({ force, settlesParts, ...whole }) => {
      const given = rows.flatMap((row) =>
        row.force === force && row.part !== null ? [[row.part, resultOf(row)] as const] : [],
      );
      return [force, { whole: resultOf(whole), settlesParts, parts: new Map(given) }];
    }),
  );
}

function resultOf(row: Omit<ResultRow, 'measure' | 'force' | 'part' | 'settlesParts'>): Result {
  const { state, value, qualifier, lower, upper, approximate } = row;
  return {
    state,
    qualifier,
    approximate,
    value: value === null ? null : new Decimal(value),
    lower: new Decimal(lower),
    upper: upper === null ? null : new Decimal(upper),
  };
}
