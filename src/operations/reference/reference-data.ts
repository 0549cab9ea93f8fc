import { z } from 'zod';
import { optional, readCsv } from '../../dictionary/index.js';
import { isCalendarDate, type CalendarDate } from '../../common/dates.js';
import { DATE_PRECISIONS, defaultDeadlines } from '../domain/index.js';

const day = z.string().refine((text): text is CalendarDate => isCalendarDate(text));

const phaseRow = z.object({
  operation: z.string(),
  code: z.string(),
  name: z.string(),
  starts_on: day,
  ends_on: day,
  dates_known_to: z.enum(DATE_PRECISIONS),
  active_days: optional.transform((cell) => (cell === null ? null : Number(cell))),
  windows: optional,
  focus: optional,
  lead_force: optional,
  note: optional,
});

const operationRow = z.object({ code: z.string(), name: z.string(), asks: z.enum(['yes', 'no']) });
const membershipRow = z.object({ operation: z.string(), force: z.string(), participation: z.string() });

type Instant = Date | null;

/** A shipped phase with its default deadlines, which are null if its days are not known exactly. */
type PhaseData = z.infer<typeof phaseRow> & {
  readonly returns_due_at: Instant;
  readonly closes_at: Instant;
  readonly final_at: Instant;
};

/** A membership without a beginning. */
type MembershipData = z.infer<typeof membershipRow> & { readonly from_day: '-infinity' };

/** The operations and phases that are shipped with the service. */
export interface OperationsData {
  readonly phases: readonly PhaseData[];
  readonly operations: readonly z.infer<typeof operationRow>[];
  readonly memberships: readonly MembershipData[];
}

/** Reads the data files. @throws Error for an invalid row, so that the service does not start */
export function readOperationsData(): OperationsData {
  const memberships = readCsv(new URL('./data/memberships.csv', import.meta.url), membershipRow);
  return {
    phases: readCsv(new URL('./data/phases.csv', import.meta.url), phaseRow).map(withDeadlines),
    operations: readCsv(new URL('./data/operations.csv', import.meta.url), operationRow),
    memberships: memberships.map((row) => ({ ...row, from_day: '-infinity' })),
  };
}

function withDeadlines(row: z.infer<typeof phaseRow>): PhaseData {
  const usual = row.dates_known_to === 'DAY' ? defaultDeadlines(row.ends_on) : null;
  return {
    ...row,
    returns_due_at: usual?.returnsDueAt ?? null,
    closes_at: usual?.closesAt ?? null,
    final_at: usual?.finalAt ?? null,
  };
}
