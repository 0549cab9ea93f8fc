import type { CalendarDate } from '../../../common/dates.js';
import type { Ask } from '../../../dictionary/domain/index.js';
import type { Deadlines } from './deadlines.js';

/** How exactly a phase's days are known. */
export const DATE_PRECISIONS = ['DAY', 'MONTH', 'YEAR'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/**
 * PLANNED: not open yet. OPEN: accepts returns. CLOSED: accepts new versions, and first returns by exception only.
 * DISCARDED: created by mistake, accepts no returns.
 */
export const PHASE_STATUSES = ['PLANNED', 'OPEN', 'CLOSED', 'DISCARDED'] as const;
export type PhaseStatus = (typeof PHASE_STATUSES)[number];

/**
 * TAKING_PART: a return is expected. NOT_TAKING_PART: a return is not accepted. NOT_KNOWN: a return is not expected but
 * adds to the totals, and a force that has not reported is listed in `notHeard`.
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
  /** The number of days with activity; null if not known. */
  readonly activeDays: number | null;
  /** Words that say which days had activity; null for one run of days, or if not known. */
  readonly windows: string | null;
  readonly focus: string | null;
  readonly leadForce: string | null;
  readonly note: string | null;
  /** The status when the phase was read. It changes without a write when the closing date passes. */
  readonly status: PhaseStatus;
  /** When it was closed; null if it is not closed, or if the time is not known. */
  readonly closedAt: Date | null;
  /** True: it was opened after `closesAt`, which therefore does not close it. */
  readonly keptOpen: boolean;
  /** True: only the coordinator may read its totals, until they are released. */
  readonly totalsHeldBack: boolean;
}

export interface Participant {
  readonly force: string;
  readonly participation: Participation;
}

/** A force's membership of an operation, and its participation in phases that begin in that time. */
export interface Membership {
  readonly operation: string;
  readonly force: string;
  readonly participation: Exclude<Participation, 'NOT_TAKING_PART'>;
  /** First and last day, included; null: no beginning, or no end. */
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
}

/** An exception for a force: until a given time, a closed phase accepts this force's first return. */
export interface PhaseException {
  readonly force: string;
  readonly until: Date;
  readonly reason: string;
  readonly grantedAt: Date;
}

/** A measure that a phase asks for. Measures that are not listed are VOLUNTARY. */
export interface PhaseAsk {
  readonly measure: string;
  readonly ask: Exclude<Ask, 'VOLUNTARY'>;
}
