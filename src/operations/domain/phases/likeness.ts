import { problem, type Problem } from '../../../common/problem.js';
import { planOf, type NewPlan, type PhasePlan } from './phase-plan.js';
import type { Participant, PhaseAsk } from './phase.js';

/** A phase to be created, which may exist already. */
interface NewPhase {
  readonly plan: NewPlan;
  /** Null: not given. */
  readonly participants: readonly Participant[] | null;
  /** Null: not given. */
  readonly asks: readonly PhaseAsk[] | null;
}

/** An existing phase. */
interface FoundPhase extends PhasePlan {
  readonly code: string;
  readonly participants: readonly Participant[];
  readonly asks: readonly PhaseAsk[];
}

const DETAILS = [
  ...(['activeDays', 'windows', 'focus', 'leadForce', 'note', 'totalsHeldBack'] as const),
  ...(['returnsDueAt', 'closesAt', 'finalAt'] as const),
];

/**
 * STATE_CONFLICT if an existing phase, which has the operation, name and days of the requested one, differs in another
 * detail that was given. Empty if it is the requested phase. Details that were not given are not compared.
 */
export function likenessProblems(sent: NewPhase, found: FoundPhase): Problem[] {
  const { plan, participants, asks } = sent;
  const planned = planOf(plan);
  const differing: string[] = DETAILS.filter((name) => plan[name] != null && !same(planned[name], found[name]));
  const parts = (named: readonly Participant[]): string[] => named.map((one) => `${one.force} ${one.participation}`);
  const asked = (named: readonly PhaseAsk[]): string[] => named.map((one) => `${one.measure} ${one.ask}`);
  if (participants !== null && !same(parts(participants).sort(), parts(found.participants).sort())) {
    differing.push('participants');
  }
  if (asks !== null && !same(asked(asks).sort(), asked(found.asks).sort())) differing.push('asks');
  if (differing.length === 0) return [];
  const message = `The phase ${found.code} has this name and these days, but differs in ${differing.join(', ')}. Change that phase, or give the new one another name or code.`;
  return [problem('STATE_CONFLICT', message)];
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
