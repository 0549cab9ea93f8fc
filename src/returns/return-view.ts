import type { CalendarDate } from '../common/dates.js';
import type { Force, MeasureInForce } from '../dictionary/index.js';
import type { Phase } from '../operations/index.js';
import type { Figure, ReturnStatus, StandingVersion, Window } from './domain/index.js';
import type { VersionDetails } from './returns.repository.js';

/** A return as it is told. */
export interface ReturnView {
  readonly phase: Phase;
  readonly force: Force;
  /** 0 where nothing is there. */
  readonly version: number;
  readonly status: ReturnStatus;
  /** Null where nothing is there. */
  readonly submittedAt: Date | null;
  readonly window: Window | null;
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly figures: readonly (Omit<Figure, 'measure' | 'part'> & {
    readonly measure: MeasureInForce;
    readonly breakdown: { readonly code: string; readonly name: string } | null;
  })[];
}

/** What a return is told with. */
export interface ViewSetting {
  readonly phase: Phase;
  readonly force: Force;
  /** The dictionary in force for the phase, by code. */
  readonly measures: ReadonlyMap<string, MeasureInForce>;
}

/** A version of a return as it is told; `found` null: nothing is there. */
export function viewOf({ phase, force, measures }: ViewSetting, found: VersionDetails | null): ReturnView {
  if (found === null) {
    const nothing = { window: null, asAt: null, note: null, reason: null, figures: [] };
    return { phase, force, version: 0, status: 'NOT_STARTED', submittedAt: null, ...nothing };
  }
  const { version, asAt, note, reason } = found.version;
  return {
    phase,
    force,
    version,
    status: found.state.state,
    submittedAt: found.state.beganAt,
    window: windowOf(found),
    asAt,
    note,
    reason,
    figures: found.figures.map((figure) => figureOf(figure, measures)),
  };
}

/** A version as the next one is held against it. */
export function standingOf(found: VersionDetails): StandingVersion {
  const { version, asAt, note } = found.version;
  return { version, asAt, note, window: windowOf(found), figures: found.figures };
}

function windowOf({ version: { windowFrom: from, windowTo: to } }: VersionDetails): Window | null {
  return from === null || to === null ? null : { from, to };
}

function figureOf(
  { measure: code, part, ...figure }: Figure,
  measures: ViewSetting['measures'],
): ReturnView['figures'][number] {
  const measure = measures.get(code);
  if (measure === undefined) {
    throw new Error('A figure refers to a measure that is not in the dictionary.');
  }
  return { ...figure, measure, breakdown: measure.parts.find((known) => known.code === part) ?? null };
}
