import type { Ask } from '../../dictionary/index.js';
import type { PhaseAsk } from '../domain/index.js';
import type { NewPhase } from './phases.service.js';
import type { CreatePhaseInput } from './phase-plan.input.js';

/**
 * A new phase, as sent.
 *
 * @param isConfirmed true: it was confirmed beside the input
 */
export function newPhaseOf(
  { operation, code, participants, asks, confirm, ...plan }: CreatePhaseInput,
  isConfirmed: boolean,
): NewPhase {
  return {
    operation,
    code: code ?? null,
    plan,
    confirm: isConfirmed || confirm === true,
    participants: participants ?? null,
    asks: asks?.flatMap(({ measure, ask }) => (ask === 'VOLUNTARY' ? [] : [{ measure, ask }])) ?? null,
  };
}

/** Whether a phase asks for a measure; null if it does not. */
export function askedOf(ask: Ask | null | undefined): PhaseAsk['ask'] | null {
  return ask === 'VOLUNTARY' ? null : (ask ?? null);
}
