import type { Participant, PhaseAsk } from '../../../operations/domain/index.js';
import { difference, differencesBetween, statement, type Difference } from './difference.js';
import type { ReturnHead } from './verify-life.js';

/** From when something was so; null: from the beginning. */
interface Dated {
  readonly beganAt: Date | null;
}

/** What is stored of a phase for the sake of its totals. */
export interface PhaseState {
  /** How often what its totals rest on has changed. */
  readonly dataVersion: bigint;
  readonly dataChangedAt: Date;
  /** Every instant at which that is kept to have changed. */
  readonly changes: readonly Date[];
  /** Who took part, and what was asked for (null: no longer), in the order in which it became so. */
  readonly participationHistory: readonly (Participant & Dated)[];
  readonly askHistory: readonly (Dated & { readonly measure: string; readonly ask: PhaseAsk['ask'] | null })[];
}

/** Where a phase does not know of the changes that came with its returns, its participants and its asks. */
export function differencesOfPhase(
  phase: PhaseState,
  now: { readonly participants: readonly Participant[]; readonly asks: readonly PhaseAsk[] },
  returns: readonly ReturnHead[],
): Difference[] {
  return [...differencesOfInstants(phase, returns), ...differencesOfHistory(phase, now)];
}

/** Each change has its own instant and moved the data version on once. */
function differencesOfInstants(phase: PhaseState, returns: readonly ReturnHead[]): Difference[] {
  const { dataVersion, dataChangedAt, participationHistory, askHistory } = phase;
  const steps = returns.flatMap(({ versions }) => versions).flatMap((one) => one.steps);
  const dated = [...steps, ...participationHistory, ...askHistory].flatMap(({ beganAt }) => beganAt?.getTime() ?? []);
  const instants = [...new Set(dated)].toSorted((one, other) => one - other);
  const kept = new Set(phase.changes.map((change) => change.getTime()));
  const newest = instants.at(-1) ?? 0;
  const say = (instant: number): string => new Date(instant).toISOString();
  return [
    ...(dataVersion >= BigInt(instants.length)
      ? []
      : [difference('DATA_VERSION', String(dataVersion), `${instants.length} or more, one for each change`)]),
    ...(dataChangedAt.getTime() >= newest
      ? []
      : [difference('DATA_CHANGED_AT', dataChangedAt.toISOString(), `not before the newest change, ${say(newest)}`)]),
    ...instants
      .filter((instant) => !kept.has(instant))
      .map((instant) => difference('PHASE_CHANGE', null, say(instant))),
  ];
}

/** What holds now is what became so last. */
function differencesOfHistory(
  { participationHistory, askHistory }: PhaseState,
  { participants, asks }: { readonly participants: readonly Participant[]; readonly asks: readonly PhaseAsk[] },
): Difference[] {
  const participation = ({ force, participation: text }: Participant) => statement('PARTICIPATION', text, { force });
  const ask = ({ measure, ask: text }: PhaseAsk) => statement('ASK', text, { measure });
  const newestParticipations = new Map(participationHistory.map((change) => [change.force, change]));
  const newestAsks = new Map(askHistory.map((change) => [change.measure, change]));
  const asked = [...newestAsks.values()].flatMap((change) =>
    change.ask === null ? [] : [ask({ measure: change.measure, ask: change.ask })],
  );
  return [
    ...differencesBetween(participants.map(participation), [...newestParticipations.values()].map(participation)),
    ...differencesBetween(asks.map(ask), asked),
  ];
}
