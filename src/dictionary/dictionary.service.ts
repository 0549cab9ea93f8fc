import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM_ACTOR, type Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import type { CalendarDate } from '../common/dates.js';
import { CodedError } from '../common/errors.js';
import type { Problem } from '../common/problem.js';
import type { Page } from '../common/page.js';
import { Transactions } from '../database/index.js';
import { DictionaryCodes } from './dictionary-codes.js';
import { DictionaryRepository, END_OF_TIME } from './dictionary.repository.js';
import {
  completeDefinition,
  definitionProblems,
  type DefinitionContext,
  type SentDefinition,
} from './domain/definition.js';
import {
  withParts,
  type Breakdown,
  type CrossMeasureRules,
  type Force,
  type Measure,
  type MeasureInForce,
} from './domain/index.js';
import { searchMeasures, type FoundMeasure, type MeasureFilter } from './domain/measure-search.js';
import { MeasureUse } from './measure-use.js';
import { readDictionaryData } from './reference-data.js';

/** Forces, breakdowns and measures: reference data that every caller may read. */
@Injectable()
export class DictionaryService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dictionary: DictionaryRepository,
    private readonly codes: DictionaryCodes,
    private readonly use: MeasureUse,
    private readonly audit: Audit,
  ) {}

  /**
   * A page of forces, by code.
   *
   * @throws CodedError BAD_USER_INPUT if `after` is not the code of a force
   */
  async forces(actor: Actor, page: Page): Promise<Force[]> {
    const { after } = page;
    return this.transactions.run(
      actor,
      async (tx) => {
        if (after != null && (await this.dictionary.findForce(tx, after)) === null) {
          throw await this.codes.noSuchCursor(tx, 'force', after);
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
   * A page of measures with the definitions that apply on a calendar day (null: the newest definitions), in the
   * dictionary's order; if the filter has search words, each with where they were found.
   *
   * @throws CodedError BAD_USER_INPUT if `after` is not the code of a measure
   */
  async measures(actor: Actor, on: string | null, filter: MeasureFilter, page: Page): Promise<FoundMeasure[]> {
    const { first, after } = page;
    return this.transactions.run(
      actor,
      async (tx) => {
        const all = await this.measuresWithParts(tx, on ?? END_OF_TIME);
        const start = after == null ? 0 : all.findIndex(({ code }) => code === after) + 1;
        if (after != null && start === 0) throw await this.codes.noSuchCursor(tx, 'measure', after);
        const rest = new Set(all.slice(start).map(({ code }) => code));
        return searchMeasures(all, filter)
          .filter(({ code }) => rest.has(code))
          .slice(0, first);
      },
      { readOnly: true },
    );
  }

  /**
   * A measure with the definition that applies on a calendar day; null: its newest definition.
   *
   * @throws CodedError NOT_FOUND
   */
  async getMeasure(actor: Actor, code: string, on: string | null): Promise<Measure> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const measure = await this.dictionary.findMeasure(tx, on ?? END_OF_TIME, code);
        if (measure === null) throw await this.codes.notFound(tx, 'measure', code);
        return measure;
      },
      { readOnly: true },
    );
  }

  /**
   * The versions of a measure, oldest first: at most `first` of those after the version `after` (null: from version 1).
   *
   * @throws CodedError NOT_FOUND; BAD_USER_INPUT if `after` is not a version of the measure
   */
  async measureHistory(
    actor: Actor,
    code: string,
    { first, after }: { readonly first: number; readonly after: number | null },
  ): Promise<Measure[]> {
    const versions = await this.transactions.run(
      actor,
      async (tx) => {
        const found = await this.dictionary.versionsOf(tx, code);
        if (found.length === 0) throw await this.codes.notFound(tx, 'measure', code);
        return found;
      },
      { readOnly: true },
    );
    if (after !== null && !versions.some(({ version }) => version === after)) {
      throw new CodedError('BAD_USER_INPUT', `'after' must be a version of "${code}", not ${after}.`);
    }
    return versions.filter(({ version }) => after === null || version > after).slice(0, first);
  }

  /**
   * A page of breakdowns by code, with their parts in the dictionary's order; `codes` null: all.
   *
   * @throws CodedError BAD_USER_INPUT if `after` is not the code of a breakdown
   */
  async breakdowns(actor: Actor, codes: readonly string[] | null, page: Page): Promise<Breakdown[]> {
    const { after } = page;
    return this.transactions.run(
      actor,
      async (tx) => {
        if (after != null && !(await this.dictionary.isBreakdown(tx, after))) {
          throw await this.codes.noSuchCursor(tx, 'breakdown', after);
        }
        return this.dictionary.breakdowns(tx, codes, page);
      },
      { readOnly: true },
    );
  }

  /**
   * Defines a new measure, or a new version of an existing one. A new measure applies to every phase and may be
   * reported at once. A new version applies to phases whose first day is its `validFrom` or later; what is left out of
   * it is as in the previous version.
   *
   * @returns the version that was created, or every problem with the definition
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
      const { code: measure, version } = made;
      this.audit.record(tx, actor, { action: 'MEASURE_DEFINED', details: { measure, version } });
      return made;
    });
  }

  /**
   * Every measure with the definition that applies on a day, and its parts: used to read returns of a phase that begins
   * then.
   */
  async measuresWithParts(tx: EntityManager, day: string): Promise<MeasureInForce[]> {
    const measures = await this.dictionary.measuresInForce(tx, day);
    return withParts(measures, await this.dictionary.breakdowns(tx));
  }

  /** Every version of a measure, oldest first; empty if there is no such measure. */
  async measureVersions(tx: EntityManager, code: string): Promise<Measure[]> {
    return this.dictionary.versionsOf(tx, code);
  }

  /**
   * Prevents changes of the definitions until the transaction ends. Call it before reading them.
   *
   * @returns the stamp of all reference data, a key under which it may be cached
   */
  async lockDefinitionsForShare(tx: EntityManager): Promise<string> {
    return this.dictionary.lockDefinitionsForShare(tx);
  }

  /** Waits until nobody else has locked the definitions, and locks them until the transaction ends. */
  async lockDefinitions(tx: EntityManager): Promise<void> {
    await this.dictionary.lockDefinitions(tx);
  }

  /**
   * Merges forces: adds the new force (in place of one with its code, of an undone merger) and ends the others.
   *
   * @param lastDay the last day of the forces that end
   */
  async mergeForces(tx: EntityManager, ending: readonly string[], into: Force, lastDay: CalendarDate): Promise<void> {
    await this.dictionary.addForce(tx, into);
    await this.dictionary.endForces(tx, ending, into.code, lastDay);
  }

  /** The forces that became part of this one, by code. */
  async mergedForces(tx: EntityManager, into: string): Promise<Force[]> {
    return this.dictionary.mergedForces(tx, into);
  }

  /** Undoes the merger that made a force: that force no longer exists, and those that became part of it do again. */
  async undoMerger(tx: EntityManager, into: string): Promise<void> {
    await this.dictionary.undoMerger(tx, into);
  }

  /** The force that has this code or this ONS code; null if none has. */
  async findForceLike(tx: EntityManager, code: string, onsCode: string | null): Promise<Force | null> {
    return this.dictionary.findForceLike(tx, code, onsCode);
  }

  /** The rules that relate measures to each other. */
  async crossMeasureRules(tx: EntityManager): Promise<CrossMeasureRules> {
    return {
      wholes: await this.dictionary.wholes(tx),
      implications: await this.dictionary.implications(tx),
      singleHauls: new Set(await this.dictionary.singleHauls(tx)),
    };
  }

  /** @throws CodedError NOT_FOUND */
  async requireForce(tx: EntityManager, code: string): Promise<Force> {
    const force = await this.dictionary.findForce(tx, code);
    if (force === null) {
      throw await this.codes.notFound(tx, 'force', code);
    }
    return force;
  }

  /**
   * Adds the rows of the shipped dictionary that are missing in the database, and records how many were added to each
   * table. If nothing is missing, nothing is written. Called at every start.
   */
  async loadReferenceData(): Promise<void> {
    const data = readDictionaryData();
    await this.transactions.run(SYSTEM_ACTOR, async (tx) => {
      const details = await this.dictionary.addMissing(tx, data);
      if (Object.keys(details).length > 0) {
        this.audit.record(tx, SYSTEM_ACTOR, { action: 'REFERENCE_DATA_LOADED', details });
      }
    });
  }

  /** What a definition is checked against. The lock keeps two people from defining the same version or name at once. */
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
