import type { CalendarDate } from '../../../../common/dates.js';
import type { Decimal } from '../../../../common/decimal.js';
import type { CrossMeasureRules, MeasureInForce, Unit } from '../../../../dictionary/domain/index.js';
import type { Qualifier } from '../../arithmetic/bounds.js';
import type { Figure } from '../../arithmetic/figure.js';
import type { History, Peers } from '../outliers/history.js';

/** One figure as it was sent, not checked. */
export interface FigureEntry {
  readonly measure: string;
  readonly breakdown: string | null;
  readonly value: Decimal | null;
  /** Null: the measure's unit. */
  readonly unit: Unit | null;
  /** Null: EXACT. */
  readonly qualifier: Qualifier | null;
  readonly note: string | null;
  /** Null: not withheld, unless the whole return is. */
  readonly withheldUntil: Date | null;
}

/** A range of calendar days, first and last included. */
export interface Window {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** How the region received a return that it entered for a force. */
export const CHANNELS = ['PHONE', 'EMAIL', 'IN_PERSON', 'OTHER'] as const;
export type Channel = (typeof CHANNELS)[number];

/** From whom, when and how the region received a return that it entered for a force. */
export interface OnBehalf {
  readonly from: string;
  readonly at: Date;
  readonly by: Channel;
}

/** A whole return as it was sent, not checked. A measure that it leaves out is not reported in it. */
export interface ReturnEntry {
  readonly figures: readonly FigureEntry[];
  /** Measures that are exactly 0, with all their parts. */
  readonly nil: readonly string[];
  /** Measures that cannot occur in this force. */
  readonly notApplicable: readonly string[];
  /** True: every CORE or ASKED measure of the phase is nil unless the return names it. */
  readonly othersNil: boolean;
  /** The force's own dates of activity; null: the phase's dates. */
  readonly window: Window | null;
  /** The day on which the figures were correct (their "as at" date); null: not stated. */
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  /** Why this version is sent; null: not stated. */
  readonly reason: string | null;
  /** The instant until which the whole return is withheld; null: it is not. */
  readonly withheldUntil: Date | null;
}

/** The current version of a return. */
export interface CurrentVersion {
  readonly version: number;
  /** As in ReturnEntry, as are the next two. */
  readonly window: Window | null;
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  readonly figures: readonly Figure[];
}

/** The data that a return is checked against. */
export interface EntryContext extends CrossMeasureRules {
  /** The dictionary in force for the phase, by code, in the dictionary's order. */
  readonly measures: ReadonlyMap<string, MeasureInForce>;
  /** The codes of the phase's CORE and ASKED measures. */
  readonly asked: readonly string[];
  /** The phase's first and last day. */
  readonly phase: Window;
  /** The current version; null: there is none. */
  readonly current: CurrentVersion | null;
  /** Today in Europe/London. */
  readonly today: CalendarDate;
  /** The clock of embargoes. */
  readonly now: Date;
  readonly history: History;
  /**
   * Made from other forces' accepted figures only, whoever sends the return, because the force reads the warnings.
   */
  readonly peers: Peers;
}
