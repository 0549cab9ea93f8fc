import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import { MeasureUse } from '../../dictionary/index.js';
import { OperationsRepository } from '../reading/operations.repository.js';

/** Tells the dictionary the latest phase in which its definitions are in use. */
@Injectable()
export class PhasesWithData extends MeasureUse {
  constructor(private readonly operations: OperationsRepository) {
    super();
  }

  async usedOn(tx: EntityManager): Promise<CalendarDate | null> {
    return this.operations.latestCounted(tx);
  }
}
