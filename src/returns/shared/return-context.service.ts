import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import { ReferenceMemory } from '../../database/index.js';
import { DictionaryService } from '../../dictionary/index.js';
import { OperationsService } from '../../operations/index.js';
import type { ReturnKey, ReturnContext } from './return-context.js';

/** Loads the reference data for returns. It is read once for each stamp. */
@Injectable()
export class ReturnContextService {
  private readonly memory = new ReferenceMemory();

  constructor(
    private readonly dictionary: DictionaryService,
    private readonly operations: OperationsService,
  ) {}

  /**
   * The reference data for a return, whether or not the return exists.
   *
   * @param stamp the stamp of all reference data, read earlier in this transaction
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async load(tx: EntityManager, { phase, force }: ReturnKey, stamp: string): Promise<ReturnContext> {
    const recall = <T extends object>(key: string, read: () => Promise<T>): Promise<T> =>
      this.memory.recall(stamp, key, read);
    const details = await recall(`phase ${phase}`, () => this.operations.requirePhase(tx, phase));
    const { startsOn } = details.phase;
    return {
      details,
      phase: details.phase,
      force: await recall(`force ${force}`, () => this.dictionary.requireForce(tx, force)),
      measures: await recall(`measures ${startsOn}`, () => this.measuresOn(tx, startsOn)),
      rules: await recall('rules', () => this.dictionary.crossMeasureRules(tx)),
    };
  }

  /**
   * The same, for a change of the return. No measure can be defined until the transaction ends.
   *
   * @throws CodedError as `load`
   */
  async loadForUpdate(tx: EntityManager, key: ReturnKey): Promise<ReturnContext> {
    return this.load(tx, key, await this.dictionary.lockDefinitionsForShare(tx));
  }

  private async measuresOn(tx: EntityManager, day: CalendarDate): Promise<ReturnContext['measures']> {
    const measures = await this.dictionary.measuresWithParts(tx, day);
    return new Map(measures.map((measure) => [measure.code, measure]));
  }
}
