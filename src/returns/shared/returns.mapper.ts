import { isBlank } from '../../common/blank.js';
import { ACTIONS, type Action } from '../domain/index.js';
import type { Denial } from './returns.policy.js';
import type { Submission } from '../submission/submission.js';
import type { MayType } from '../reading/returns.types.js';
import type { FigureInput, SubmitReturnInput } from '../submission/submit-return.input.js';

/**
 * The input in the form that the service expects: always the same fields in the same order, null for those left out.
 */
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
    note: noteOf(input.note),
    reason: input.reason ?? null,
    expectedVersion: input.expectedVersion ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
    onBehalf: onBehalfOf(input),
    withheldUntil: input.withheldUntil ?? null,
  };
}

/** A blank note is no note. */
function noteOf(note: string | null | undefined): string | null {
  return note == null || isBlank(note) ? null : note;
}

function onBehalfOf({ onBehalf }: SubmitReturnInput): Submission['onBehalf'] {
  return onBehalf == null ? null : { from: onBehalf.from, at: onBehalf.at, by: onBehalf.by };
}

function figureOf(input: FigureInput): Submission['figures'][number] {
  const { measure, breakdown, value, unit, qualifier, note, withheldUntil } = input;
  return {
    measure,
    breakdown: breakdown ?? null,
    value: value ?? null,
    unit: unit ?? null,
    qualifier: qualifier ?? null,
    note: noteOf(note),
    withheldUntil: withheldUntil ?? null,
  };
}

/** The field of `may` that tells of an action. */
const MAY: Readonly<Record<Action, keyof MayType>> = {
  SUBMIT: 'submit',
  CORRECT: 'correct',
  SIGN_OFF: 'signOff',
  QUERY: 'query',
  ANSWER: 'answer',
  TAKE_BACK: 'takeBackQuery',
  ACCEPT: 'accept',
  ACCEPT_WITHOUT_SIGN_OFF: 'acceptWithoutSignOff',
  UNDO_ACCEPTANCE: 'undoAcceptance',
  WITHDRAW: 'withdraw',
};

/** The allowed actions: all those without a denial. */
export function mayOf(denials: readonly Denial[]): MayType {
  const denied = new Set(denials.map(({ action }) => action));
  return Object.fromEntries(ACTIONS.map((action) => [MAY[action], !denied.has(action)])) as Record<
    keyof MayType,
    boolean
  >;
}
