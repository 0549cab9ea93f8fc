import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../common/dates.js';
import { ReferenceMemory } from '../database/index.js';
import { DictionaryService, type CrossMeasureRules, type Force, type MeasureInForce } from '../dictionary/index.js';
import {
  OperationsService,
  type Participation,
  type Phase,
  type PhaseDetails,
  type PhaseStatus,
} from '../operations/index.js';
import type { Problem } from '../common/problem.js';
import { admissionProblems } from './domain/index.js';

/** The phase and force that a return is of. */
export interface ReturnKey {
  readonly phase: string;
  readonly force: string;
}

/** What a return is told with and decided on: the phase, the force, and the dictionary in force for the phase. */
export interface ReturnSetting {
  readonly phase: Phase;
  readonly force: Force;
  readonly details: PhaseDetails;
  /** By code, in the dictionary's order. */
  readonly measures: ReadonlyMap<string, MeasureInForce>;
  readonly rules: CrossMeasureRules;
}

/** All of it is reference data: read once for each stamp. */
@Injectable()
export class ReturnSettings {
  private readonly memory = new ReferenceMemory();

  constructor(
    private readonly dictionary: DictionaryService,
    private readonly operations: OperationsService,
  ) {}

  /**
   * The setting of a return, whether there is one or not.
   *
   * @param stamp of all reference data, read before in this transaction
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
   * The same; until the transaction ends nobody defines a measure.
   *
   * @throws as `of`
   */
  async hold(tx: EntityManager, key: ReturnKey): Promise<ReturnSetting> {
    return this.of(tx, key, await this.dictionary.holdDefinitions(tx));
  }

  private async measuresOn(tx: EntityManager, day: CalendarDate): Promise<ReturnSetting['measures']> {
    const measures = await this.dictionary.measuresWithParts(tx, day);
    return new Map(measures.map((measure) => [measure.code, measure]));
  }
}

/** What of a phase may have changed since its reference data was remembered, and what is of one force alone. */
export interface Seating {
  /** Whether a version of the force's return stands. */
  readonly hasReturn: boolean;
  /** Until when a closed phase takes its first return all the same; null: it does not. */
  readonly exceptionUntil: Date | null;
  /** The phase's status and the force's part in it; left out: as reference data has them. */
  readonly now?: { readonly status: PhaseStatus; readonly participation: Participation | null };
}

/** Null: the force is not named in the phase. */
export function participationOf({ details, force }: ReturnSetting): Participation | null {
  return details.participants.find((one) => one.force === force.code)?.participation ?? null;
}

/** Why the phase takes nothing of the force now; none: it does. */
export function admissionOf(setting: ReturnSetting, { hasReturn, exceptionUntil, now }: Seating): Problem[] {
  const { phase, force } = setting;
  const { status, participation } = now ?? { status: phase.status, participation: participationOf(setting) };
  return admissionProblems({ phase: { ...phase, status }, force, participation, hasReturn, exceptionUntil });
}
