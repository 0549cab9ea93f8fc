import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import { MeasureUse } from '../../dictionary/index.js';
import { OperationsRepository } from '../operations/operations.repository.js';

/** Tells the dictionary up to which phase its definitions have been counted under. */
@Injectable()
export class PhasesWithData extends MeasureUse {
  constructor(private readonly operations: OperationsRepository) {
    super();
  }

  async usedOn(tx: EntityManager): Promise<CalendarDate | null> {
    return this.operations.latestCounted(tx);
  }
}
