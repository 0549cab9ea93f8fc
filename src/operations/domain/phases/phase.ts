import type { CalendarDate } from '../../../common/dates.js';
import type { Ask } from '../../../dictionary/domain/index.js';
import type { Deadlines } from './deadlines.js';

/** How exactly the record knows a phase's days. */
export const DATE_PRECISIONS = ['DAY', 'MONTH', 'YEAR'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** Whether a phase takes returns: not yet, now, or no more; DISCARDED: it was made by mistake and takes none. */
export const PHASE_STATUSES = ['PLANNED', 'OPEN', 'CLOSED', 'DISCARDED'] as const;
export type PhaseStatus = (typeof PHASE_STATUSES)[number];

/**
 * TAKING_PART: a return is expected. NOT_TAKING_PART: none is, and none is taken. NOT_KNOWN: none is expected, one that
 * comes adds to the totals, and silence is told.
 */
export const PARTICIPATIONS = ['TAKING_PART', 'NOT_TAKING_PART', 'NOT_KNOWN'] as const;
export type Participation = (typeof PARTICIPATIONS)[number];

/** A regional operation, such as Operation Scorpion. */
export interface Operation {
  readonly code: string;
  readonly name: string;
}

/** One round of an operation. Days are calendar days, both ends included. */
export interface Phase extends Deadlines {
  readonly code: string;
  readonly operation: string;
  readonly name: string;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly datesKnownTo: DatePrecision;
  /** Days of activity; null: not known. */
  readonly activeDays: number | null;
  /** How the days lie, in words; null: one run of days, or not known. */
  readonly windows: string | null;
  readonly focus: string | null;
  readonly leadForce: string | null;
  readonly note: string | null;
  /** As it was when the phase was read: a deadline that passes closes a phase. */
  readonly status: PhaseStatus;
  /** When it was closed; null: it is not, or that is not known. */
  readonly closedAt: Date | null;
  /** True: it was opened again, or stays open, on purpose; `closesAt` does not close it. */
  readonly keptOpen: boolean;
}

export interface Participant {
  readonly force: string;
  readonly participation: Participation;
}

/** A force in an operation, and how it takes part in the operation's phases that begin then. */
export interface Membership {
  readonly operation: string;
  readonly force: string;
  readonly participation: Exclude<Participation, 'NOT_TAKING_PART'>;
  /** Both days included; null: from the beginning, or until further notice. */
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
}

/** A first return of one force that a closed phase takes all the same, until an instant. */
export interface PhaseException {
  readonly force: string;
  readonly until: Date;
  readonly reason: string;
  readonly grantedAt: Date;
}

/** A measure that a phase asks for; measures that are not named are VOLUNTARY. */
export interface PhaseAsk {
  readonly measure: string;
  readonly ask: Exclude<Ask, 'VOLUNTARY'>;
}
