import type { CalendarDate } from '../../../../common/dates.js';
import type { Decimal } from '../../../../common/decimal.js';
import type { CrossMeasureRules, MeasureInForce, Unit } from '../../../../dictionary/domain/index.js';
import type { Qualifier } from '../../arithmetic/bounds.js';
import type { Figure } from '../../arithmetic/figure.js';
import type { History, Peers } from '../outliers/history.js';

/** One figure as it was sent, unchecked. */
export interface FigureEntry {
  readonly measure: string;
  readonly breakdown: string | null;
  readonly value: Decimal | null;
  /** Null: the measure's own. */
  readonly unit: Unit | null;
  /** Null: EXACT. */
  readonly qualifier: Qualifier | null;
  readonly note: string | null;
}

/** A span of calendar days, both included. */
export interface Window {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** How a force's return reached whoever entered it for the force. */
export const CHANNELS = ['PHONE', 'EMAIL', 'IN_PERSON', 'OTHER'] as const;
export type Channel = (typeof CHANNELS)[number];

/** From whom, when and by what way the region had a return that it entered for a force. */
export interface OnBehalf {
  readonly from: string;
  readonly at: Date;
  readonly by: Channel;
}

/** A whole return as it was sent, unchecked: what it leaves out is not reported in it. */
export interface ReturnEntry {
  readonly figures: readonly FigureEntry[];
  /** Measures that are exactly 0, with all their parts. */
  readonly nil: readonly string[];
  /** Measures that this force cannot have. */
  readonly notApplicable: readonly string[];
  /** True: every CORE and ASKED measure of the phase that is not named otherwise is nil. */
  readonly othersNil: boolean;
  /** The force's own dates; null: the phase's. */
  readonly window: Window | null;
  /** The day as at which the figures stand; null: not said. */
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  /** Why this version is sent; null: not said. */
  readonly reason: string | null;
}

/** The version of a return that stands. */
interface StandingVersion {
  readonly version: number;
  readonly figures: readonly Figure[];
}

/** What a return is checked against. */
export interface ReturnContext extends CrossMeasureRules {
  /** The dictionary in force for the phase, by code, in the dictionary's order. */
  readonly measures: ReadonlyMap<string, MeasureInForce>;
  /** The codes of the phase's CORE and ASKED measures. */
  readonly asked: readonly string[];
  /** The phase's first and last day. */
  readonly phase: Window;
  /** The version that stands now; null: none. */
  readonly standing: StandingVersion | null;
  /** The day it is in Europe/London. */
  readonly today: CalendarDate;
  readonly history: History;
  /**
   * Of other forces' accepted figures only, whoever sends the return: the force reads every warning that rests on them.
   * design.md section 4, "Who learns what".
   */
  readonly peers: Peers;
}
