import type { Participant, PhaseAsk } from '../../../operations/domain/index.js';
import { difference, differencesBetween, statement, type Difference } from './difference.js';
import type { ReturnHead } from './verify-life.js';

/** When a row of a history began to apply; null: from the beginning. */
interface Dated {
  readonly beganAt: Date | null;
}

/** The stored data about changes of a phase's totals. */
export interface PhaseState {
  /** How often the data behind its totals has changed. */
  readonly dataVersion: bigint;
  readonly dataChangedAt: Date;
  /** Every stored instant of such a change. */
  readonly changes: readonly Date[];
  /** The history of participation and of what was asked for (null: no longer asked for), in order of time. */
  readonly participationHistory: readonly (Participant & Dated)[];
  readonly askHistory: readonly (Dated & { readonly measure: string; readonly ask: PhaseAsk['ask'] | null })[];
}

/** The differences between a phase's stored changes and those of its returns, participants and asks. */
export function differencesOfPhase(
  phase: PhaseState,
  now: { readonly participants: readonly Participant[]; readonly asks: readonly PhaseAsk[] },
  returns: readonly ReturnHead[],
): Difference[] {
  return [...differencesOfInstants(phase, returns), ...differencesOfHistory(phase, now)];
}

/** Each change must have its own instant, and must have raised the data version by one. */
function differencesOfInstants(phase: PhaseState, returns: readonly ReturnHead[]): Difference[] {
  const { dataVersion, dataChangedAt, participationHistory, askHistory } = phase;
  const steps = returns.flatMap(({ versions }) => versions).flatMap((one) => one.steps);
  const dated = [...steps, ...participationHistory, ...askHistory].flatMap(({ beganAt }) => beganAt?.getTime() ?? []);
  const instants = [...new Set(dated)].toSorted((one, other) => one - other);
  const kept = new Set(phase.changes.map((change) => change.getTime()));
  const newest = instants.at(-1) ?? 0;
  const describe = (instant: number): string => new Date(instant).toISOString();
  return [
    ...(dataVersion >= BigInt(instants.length)
      ? []
      : [difference('DATA_VERSION', String(dataVersion), `${instants.length} or more, one for each change`)]),
    ...(dataChangedAt.getTime() >= newest
      ? []
      : [
          difference(
            'DATA_CHANGED_AT',
            dataChangedAt.toISOString(),
            `not before the newest change, ${describe(newest)}`,
          ),
        ]),
    ...instants
      .filter((instant) => !kept.has(instant))
      .map((instant) => difference('PHASE_CHANGE', null, describe(instant))),
  ];
}

/** The current participation and asks must be the last ones in the history. */
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
