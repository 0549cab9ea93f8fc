import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isCalendarDate, type CalendarDate } from '../common/dates.js';
import { Decimal } from '../common/decimal.js';
import { UNITS } from '../dictionary/index.js';
import { QUALIFIERS, type Submission } from '../returns/index.js';

const day = z.string().refine((text): text is CalendarDate => isCalendarDate(text));

/** A figure that a force or a commissioner published. */
const publishedRow = z.object({
  phase: z.string().nullable(),
  scope: z.enum(['FORCE', 'REGION', 'SEVERAL_FORCES', 'UNCLEAR']),
  force: z.string().nullable(),
  measure: z.string(),
  breakdown: z.string().nullable(),
  value: z.number().nullable(),
  unit: z.enum(UNITS).nullable(),
  qualifier: z.enum(QUALIFIERS),
  standing: z.enum(['PRIMARY', 'REVISED', 'RETOLD']),
  highlight: z.boolean().optional(),
  window: z.object({ from: day, to: day }).optional(),
  note: z.string().optional(),
  source: z.string(),
});
type PublishedRow = z.infer<typeof publishedRow>;

/** A row of one force, which can be loaded as part of a return. */
type ForceRow = PublishedRow & { phase: string; force: string };

/**
 * The published figures as returns that the forces would have submitted, in the order to submit them. Each force's
 * PRIMARY rows are version 1. Its REVISED rows, together with the PRIMARY rows that they do not replace, are version 2.
 *
 * Only rows of a single force are loaded. A highlight is one site or seizure out of a force's total, and a RETOLD row
 * is a figure of another row as somebody else rounded it; both are left out.
 */
export function publishedReturns(): Submission[] {
  const file = new URL('./data/published.json', import.meta.url);
  const rows = z
    .array(publishedRow)
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .filter(isReturned);
  const groups = new Map<string, ForceRow[]>();
  for (const row of rows) {
    const key = `${row.phase}/${row.force}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap(versionsOf);
}

function isReturned(row: PublishedRow): row is ForceRow {
  return (
    row.scope === 'FORCE' &&
    row.phase !== null &&
    row.force !== null &&
    row.highlight !== true &&
    row.standing !== 'RETOLD'
  );
}

function versionsOf(rows: readonly ForceRow[]): Submission[] {
  const primary = rows.filter(({ standing }) => standing === 'PRIMARY');
  const revised = rows.filter(({ standing }) => standing === 'REVISED');
  const first = submissionOf(primary, 0, null);
  if (revised.length === 0) {
    return [first];
  }
  const replaced = new Map([...primary, ...revised].map((row) => [`${row.measure}/${row.breakdown ?? ''}`, row]));
  return [
    first,
    submissionOf([...replaced.values()], 1, 'A later publication of the same force changed or added figures.'),
  ];
}

function submissionOf(rows: readonly ForceRow[], expectedVersion: number, reason: string | null): Submission {
  const [first] = rows;
  if (first === undefined) {
    throw new Error('The published record has a force whose figures are all revised.');
  }
  const sources = [...new Set(rows.map(({ source }) => source))];
  return {
    phase: first.phase,
    force: first.force,
    figures: rows.map(figureOf),
    nil: [],
    notApplicable: [],
    othersNil: false,
    window: rows.find(({ window }) => window !== undefined)?.window ?? null,
    asAt: null,
    note: `As published: ${sources.join('; ')}`,
    reason,
    expectedVersion,
    idempotencyKey: null,
    onBehalf: null,
    withheldUntil: null,
  };
}

function figureOf({ measure, breakdown, value, unit, qualifier, note }: ForceRow): Submission['figures'][number] {
  return {
    measure,
    breakdown,
    value: value === null ? null : new Decimal(value),
    unit,
    qualifier,
    note: note ?? null,
    withheldUntil: null,
  };
}
