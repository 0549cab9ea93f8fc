import type { Submission } from '../returns.service.js';
import type { FigureInput, SubmitReturnInput } from './submit-return.input.js';

/** The input as the service takes it: always the same fields, in the same order, with null for what was left out. */
export function submissionOf(input: SubmitReturnInput): Submission {
  return {
    phase: input.phase,
    force: input.force,
    figures: (input.figures ?? []).map(figureOf),
    nil: input.nil ?? [],
    notApplicable: input.notApplicable ?? [],
    othersNil: input.othersNil ?? false,
    window: input.window == null ? null : { from: input.window.from, to: input.window.to },
    asAt: input.asAt ?? null,
    note: input.note ?? null,
    reason: input.reason ?? null,
    expectedVersion: input.expectedVersion ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
  };
}

function figureOf({ measure, breakdown, value, unit, qualifier, note }: FigureInput): Submission['figures'][number] {
  return {
    measure,
    breakdown: breakdown ?? null,
    value: value ?? null,
    unit: unit ?? null,
    qualifier: qualifier ?? null,
    note: note ?? null,
  };
}
