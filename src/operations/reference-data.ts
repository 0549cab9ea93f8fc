import { z } from 'zod';
import { optional, readCsv } from '../dictionary/index.js';
import { DATE_PRECISIONS } from './domain/index.js';

const phaseRow = z.object({
  operation: z.string(),
  code: z.string(),
  name: z.string(),
  starts_on: z.string(),
  ends_on: z.string(),
  dates_known_to: z.enum(DATE_PRECISIONS),
  active_days: optional.transform((cell) => (cell === null ? null : Number(cell))),
  windows: optional,
  focus: optional,
  lead_force: optional,
  note: optional,
});

const operationRow = z.object({ code: z.string(), name: z.string(), asks: z.enum(['yes', 'no']) });
const participationRow = z.object({ operation: z.string(), force: z.string(), participation: z.string() });

/** The operations and phases of the record, which come with the service. */
export interface OperationsData {
  readonly phases: readonly z.infer<typeof phaseRow>[];
  readonly operations: readonly z.infer<typeof operationRow>[];
  /** Who takes part in every phase of an operation. */
  readonly participations: readonly z.infer<typeof participationRow>[];
}

/** Reads the files beside this one; a row that is not as it should be stops the start. */
export function readOperationsData(): OperationsData {
  return {
    phases: readCsv(new URL('./data/phases.csv', import.meta.url), phaseRow),
    operations: readCsv(new URL('./data/operations.csv', import.meta.url), operationRow),
    participations: readCsv(new URL('./data/participations.csv', import.meta.url), participationRow),
  };
}
