import { durationInWords, instantInWords } from '../common/date-words.js';
import type { Embargo } from '../releases/index.js';

/** What a page says of an embargo. */
export interface EmbargoView {
  /** ISO 8601 in UTC. */
  readonly endsAt: string;
  readonly ends: string;
  readonly secondsLeft: number;
  readonly left: string;
  /** Whether this reading is recorded. */
  readonly isRecorded: boolean;
}

/** The view of the embargo that a release is under; null: it is under none. */
export function embargoView(embargo: Embargo | null, isRecorded: boolean): EmbargoView | null {
  if (embargo === null) return null;
  const { until, readAt } = embargo;
  const secondsLeft = Math.ceil((until.getTime() - readAt.getTime()) / 1000);
  return {
    endsAt: until.toISOString(),
    ends: instantInWords(until),
    secondsLeft,
    left: durationInWords(secondsLeft),
    isRecorded,
  };
}
