import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../common/dates.js';

/** Says where definitions are in use. The operations feature provides it, because this one does not know phases. */
export abstract class MeasureUse {
  /** The first day of the latest phase with a return that is not withdrawn; null if there is none. */
  abstract usedOn(tx: EntityManager): Promise<CalendarDate | null>;
}
