import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../common/dates.js';

/** Says where the dictionary has been used. Bound by the feature that knows phases, since this one does not. */
export abstract class MeasureUse {
  /** The first day of the latest phase in which a return counts, so one that is not withdrawn; null: there is none. */
  abstract usedOn(tx: EntityManager): Promise<CalendarDate | null>;
}
