import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import type { CalendarDate } from '../../common/dates.js';
import { ReferenceMemory } from '../../database/index.js';
import { DictionaryService } from '../../dictionary/index.js';
import { OperationsService } from '../../operations/index.js';
import type { ReturnKey, ReturnSetting } from './return-setting.js';
import { ReturnsPolicy } from './returns.policy.js';

/** Loads the reference data for returns. It is read once for each stamp. */
@Injectable()
export class ReturnSettings {
  private readonly memory = new ReferenceMemory();

  constructor(
    private readonly dictionary: DictionaryService,
    private readonly operations: OperationsService,
    private readonly policy: ReturnsPolicy,
  ) {}

  /**
   * The reference data for a return, whether or not the return exists.
   *
   * @param stamp the stamp of all reference data, read earlier in this transaction
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async of(tx: EntityManager, { phase, force }: ReturnKey, stamp: string): Promise<ReturnSetting> {
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
   * @throws CodedError as `of`; FORBIDDEN for another force's return
   */
  async hold(tx: EntityManager, actor: Actor, key: ReturnKey): Promise<ReturnSetting> {
    const setting = await this.of(tx, key, await this.dictionary.holdDefinitions(tx));
    this.policy.assertMaySend(actor, key.force);
    return setting;
  }

  private async measuresOn(tx: EntityManager, day: CalendarDate): Promise<ReturnSetting['measures']> {
    const measures = await this.dictionary.measuresWithParts(tx, day);
    return new Map(measures.map((measure) => [measure.code, measure]));
  }
}
