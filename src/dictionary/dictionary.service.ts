import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM_ACTOR, type Actor } from '../access/index.js';
import { CodedError, cut, notFound } from '../common/errors.js';
import type { Problem } from '../common/problem.js';
import { Transactions } from '../database/index.js';
import { DictionaryRepository, type Page } from './dictionary.repository.js';
import {
  completeDefinition,
  definitionProblems,
  type DefinitionContext,
  type SentDefinition,
} from './domain/definition.js';
import type { Breakdown, Force, Measure } from './domain/index.js';
import { MeasureUse } from './measure-use.js';
import { readDictionaryData } from './reference-data.js';

/** A measure in force for a phase, with the parts of its breakdown in the dictionary's order. */
export interface MeasureWithParts extends Measure {
  readonly parts: readonly { readonly code: string; readonly name: string }[];
}

/** PostgreSQL's word for a day that every other one comes before. */
const END_OF_TIME = 'infinity';

/** Forces, breakdowns and measures: public reference data to everybody who may call. */
@Injectable()
export class DictionaryService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dictionary: DictionaryRepository,
    private readonly use: MeasureUse,
  ) {}

  /**
   * Forces by code.
   *
   * @throws CodedError BAD_USER_INPUT for a page after an unknown force
   */
  async forces(actor: Actor, page: Page): Promise<Force[]> {
    const { after } = page;
    return this.transactions.run(
      actor,
      async (tx) => {
        if (after != null && (await this.dictionary.findForce(tx, after)) === null) {
          throw new CodedError('BAD_USER_INPUT', `'after' names no force: '${cut(after)}'.`);
        }
        return this.dictionary.forces(tx, page);
      },
      { readOnly: true },
    );
  }

  /** @throws CodedError NOT_FOUND */
  async getForce(actor: Actor, code: string): Promise<Force> {
    return this.transactions.run(actor, (tx) => this.requireForce(tx, code), { readOnly: true });
  }

  /**
   * Measures as they are defined on a calendar day (null: the newest definitions), in the dictionary's order.
   *
   * @throws CodedError BAD_USER_INPUT for a page after an unknown measure
   */
  async measures(actor: Actor, on: string | null, page: Page): Promise<Measure[]> {
    const day = on ?? END_OF_TIME;
    const { after } = page;
    return this.transactions.run(
      actor,
      async (tx) => {
        if (after != null && (await this.dictionary.versionsOf(tx, after)).length === 0) {
          throw new CodedError('BAD_USER_INPUT', `'after' names no measure: '${cut(after)}'.`);
        }
        return this.dictionary.measuresInForce(tx, day, page);
      },
      { readOnly: true },
    );
  }

  /**
   * Every version of a measure, oldest first.
   *
   * @throws CodedError NOT_FOUND
   */
  async measureHistory(actor: Actor, code: string): Promise<Measure[]> {
    const versions = await this.transactions.run(actor, (tx) => this.dictionary.versionsOf(tx, code), {
      readOnly: true,
    });
    if (versions.length === 0) {
      throw notFound('measure', code);
    }
    return versions;
  }

  /** Breakdowns by code with their parts in the dictionary's order; `codes` null: all. */
  async breakdowns(actor: Actor, codes: readonly string[] | null): Promise<Breakdown[]> {
    return this.transactions.run(actor, (tx) => this.dictionary.breakdowns(tx, codes), { readOnly: true });
  }

  /**
   * Defines a measure, or a new version of one that there is. A new measure is in force for every phase and may be
   * returned at once; a new version from its `validFrom` on, for phases whose first day is then or later, and says what
   * the version before says of whatever is left out.
   *
   * @returns the version that was made, or everything that is wrong with the definition
   */
  async defineMeasure(actor: Actor, sent: SentDefinition): Promise<Measure | Problem[]> {
    return this.transactions.run(actor, async (tx) => {
      const context = await this.neighbours(tx, sent.code);
      const { history } = context;
      const definition = completeDefinition(sent, history.at(-1));
      const problems = definitionProblems(definition, context);
      if (problems.length > 0) {
        return problems;
      }
      await this.dictionary.addVersion(tx, { ...definition, version: history.length + 1 });
      const made = (await this.dictionary.versionsOf(tx, definition.code)).at(-1);
      if (made === undefined) {
        throw new Error('A measure that was just defined is not there.');
      }
      return made;
    });
  }

  /** Every measure in force on a day, with parts: what a return of a phase that begins then is read against. */
  async measuresWithParts(tx: EntityManager, day: string): Promise<MeasureWithParts[]> {
    const measures = await this.dictionary.measuresInForce(tx, day);
    const breakdowns = new Map((await this.dictionary.breakdowns(tx)).map(({ code, parts }) => [code, parts]));
    return measures.map((measure) => ({
      ...measure,
      parts: measure.breakdown === null ? [] : (breakdowns.get(measure.breakdown) ?? []),
    }));
  }

  /**
   * Keeps the definitions as they stand until the transaction ends. To be called before they are read.
   *
   * @returns the stamp of all reference data, under which it may be remembered
   */
  async holdDefinitions(tx: EntityManager): Promise<string> {
    return this.dictionary.holdDefinitions(tx);
  }

  /** Which measures are part of which others. */
  async wholes(tx: EntityManager): Promise<{ readonly part: string; readonly whole: string }[]> {
    return this.dictionary.wholes(tx);
  }

  /** @throws CodedError NOT_FOUND */
  async requireForce(tx: EntityManager, code: string): Promise<Force> {
    const force = await this.dictionary.findForce(tx, code);
    if (force === null) {
      throw notFound('force', code);
    }
    return force;
  }

  /** At every start: adds what of the dictionary that comes with the service is not in the database yet. */
  async loadReferenceData(): Promise<void> {
    const data = readDictionaryData();
    await this.transactions.run(SYSTEM_ACTOR, (tx) => this.dictionary.addMissing(tx, data));
  }

  /** The lock keeps two people from defining the same version, or the same name, at once. */
  private async neighbours(tx: EntityManager, code: string): Promise<DefinitionContext> {
    await this.dictionary.lockDefinitions(tx);
    return {
      history: await this.dictionary.versionsOf(tx, code),
      everyMeasure: await this.dictionary.measuresInForce(tx, END_OF_TIME),
      breakdowns: await this.dictionary.breakdowns(tx),
      usedOn: await this.use.usedOn(tx),
    };
  }
}
