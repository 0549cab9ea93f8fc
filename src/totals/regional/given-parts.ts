import { cellOf, type Cell } from '../shared/cell.js';
import type { ResultRow } from './grouping-rows.js';
import type { TotalRow } from './totals.repository.js';

/* What forces gave of the parts of a measure. */

/** What one force reported of one part, in the measure's unit. */
export interface ForcePart extends Cell {
  readonly code: string;
  readonly name: string;
}

/**
 * The forces that have reported a part: those that gave it, and those whose figure of the measure says what each part
 * that they did not give is (the measure is NIL or NOT_APPLICABLE, or its parts make it up and they gave another).
 */
export function partGivers(results: readonly ResultRow[], measure: string, part: string): string[] {
  const givers = results.filter((row) => row.measure === measure && (row.part === part || isSettling(row)));
  return [...new Set(givers.map(({ force }) => force))];
}

const isSettling = ({ part, settlesParts }: ResultRow): boolean => part === null && settlesParts;

/** What a force gave of each part of a measure, in the order of `parts`. */
export function forcePartsOf(
  results: readonly ResultRow[],
  measure: string,
  force: string,
  parts: TotalRow['parts'],
): ForcePart[] {
  const own = results.filter((row) => row.measure === measure && row.force === force);
  return parts.flatMap(({ code, name }) =>
    own.filter(({ part }) => part === code).map((row) => ({ code, name, ...cellOf(row) })),
  );
}
