import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM_ACTOR, type Actor } from '../access/index.js';
import { CodedError, cut, notFound } from '../common/errors.js';
import { Transactions } from '../database/index.js';
import { freshLoader } from '../platform/index.js';
import type { Operation, Phase, PhaseStatus } from './domain/index.js';
import {
  OperationsRepository,
  type AskDetails,
  type Page,
  type ParticipantDetails,
  type PhaseDetails,
} from './operations.repository.js';
import { readOperationsData } from './reference-data.js';

/** Operations and phases: public reference data to everybody who may call. */
@Injectable()
export class OperationsService {
  private readonly loadStamp = freshLoader((phases: readonly string[]) => this.dataStamps(phases));

  constructor(
    private readonly transactions: Transactions,
    private readonly operationsRepository: OperationsRepository,
  ) {}

  /** Operations by code. */
  async operations(actor: Actor, page: Page): Promise<Operation[]> {
    return this.transactions.run(actor, (tx) => this.operationsRepository.operations(tx, page), { readOnly: true });
  }

  /** @throws CodedError NOT_FOUND */
  async getOperation(actor: Actor, code: string): Promise<Operation> {
    const operation = await this.transactions.run(actor, (tx) => this.operationsRepository.findOperation(tx, code), {
      readOnly: true,
    });
    if (operation === null) {
      throw notFound('operation', code);
    }
    return operation;
  }

  /**
   * Phases by first day, then code; `operation` null: of all operations.
   *
   * @throws CodedError NOT_FOUND for an unknown operation; BAD_USER_INPUT for a page after an unknown phase
   */
  async phases(actor: Actor, operation: string | null, page: Page): Promise<Phase[]> {
    return this.transactions.run(
      actor,
      async (tx) => {
        if (operation !== null && (await this.operationsRepository.findOperation(tx, operation)) === null) {
          throw notFound('operation', operation);
        }
        if (page.after != null && (await this.operationsRepository.findPhase(tx, page.after)) === null) {
          throw new CodedError('BAD_USER_INPUT', `'after' names no phase: '${cut(page.after)}'.`);
        }
        return this.operationsRepository.phases(tx, operation, page);
      },
      { readOnly: true },
    );
  }

  /** @throws CodedError NOT_FOUND */
  async getPhase(actor: Actor, code: string): Promise<Phase> {
    const phase = await this.transactions.run(actor, (tx) => this.operationsRepository.findPhase(tx, code), {
      readOnly: true,
    });
    if (phase === null) {
      throw notFound('phase', code);
    }
    return phase;
  }

  /** Who takes part in each of several phases; a list a phase, in the order asked. */
  async participantsOf(actor: Actor, phases: readonly string[]): Promise<ParticipantDetails[][]> {
    const rows = await this.transactions.run(actor, (tx) => this.operationsRepository.participantsOf(tx, phases), {
      readOnly: true,
    });
    return phases.map((phase) => rows.filter((row) => row.phase === phase));
  }

  /** What each of several phases asks for; a list a phase, in the order asked. */
  async asksOf(actor: Actor, phases: readonly string[]): Promise<AskDetails[][]> {
    const rows = await this.transactions.run(actor, (tx) => this.operationsRepository.asksOf(tx, phases), {
      readOnly: true,
    });
    return phases.map((phase) => rows.filter((row) => row.phase === phase));
  }

  /**
   * A phase with who takes part, by code, and what it asks for, in the dictionary's order.
   *
   * @throws CodedError NOT_FOUND
   */
  async requirePhase(tx: EntityManager, code: string): Promise<PhaseDetails> {
    const phase = await this.operationsRepository.findPhase(tx, code);
    if (phase === null) {
      throw notFound('phase', code);
    }
    const participants = await this.operationsRepository.participants(tx, code);
    return { phase, participants, asks: await this.operationsRepository.asks(tx, code) };
  }

  /**
   * A text that is another one whenever what a phase's totals are told with has changed (the returns that count, and all
   * reference data), read after it was asked for; null: there is no such phase.
   */
  async dataStamp(phase: string): Promise<string | null> {
    return this.loadStamp(phase);
  }

  private async dataStamps(phases: readonly string[]): Promise<(string | null)[]> {
    const found = await this.transactions.run(SYSTEM_ACTOR, (tx) => this.operationsRepository.dataStamps(tx, phases), {
      readOnly: true,
    });
    const stamps = new Map(found.map(({ phase, stamp }) => [phase, stamp]));
    return phases.map((phase) => stamps.get(phase) ?? null);
  }

  /**
   * Says that what a phase's totals rest on changes in this transaction; gives the instant of it. The phase is locked
   * then until the transaction ends: whoever changes its status, or who takes part in it, locks it first too.
   */
  async moveDataVersionOn(tx: EntityManager, phase: string): Promise<Date> {
    return this.operationsRepository.moveDataVersionOn(tx, phase);
  }

  /**
   * @throws CodedError NOT_FOUND for a phase or force that is not known; BAD_USER_INPUT for measures, all of them named
   */
  async assertKnown(
    tx: EntityManager,
    codes: { phases?: readonly string[]; forces?: readonly string[]; measures?: readonly string[] },
  ): Promise<void> {
    const { phases = [], forces = [], measures = [] } = codes;
    const unknown = await this.operationsRepository.unknown(tx, { phases, forces, measures });
    const [phase] = unknown.phases;
    const [force] = unknown.forces;
    if (phase !== undefined) {
      throw notFound('phase', phase);
    }
    if (force !== undefined) {
      throw notFound('force', force);
    }
    if (unknown.measures.length > 0) {
      const named = [...new Set(measures.filter((code) => unknown.measures.includes(code)))]
        .slice(0, 10)
        .map((code) => `'${cut(code)}'`)
        .join(', ');
      throw new CodedError(
        'BAD_USER_INPUT',
        `Not measures of the dictionary: ${named}. The query 'measures' lists the codes.`,
      );
    }
  }

  /**
   * At every start: adds what of the record's phases is not in the database yet.
   *
   * @param status that phases get which are added: OPEN in a demo, where every phase takes returns
   */
  async loadReferenceData(status: PhaseStatus): Promise<void> {
    const data = readOperationsData();
    await this.transactions.run(SYSTEM_ACTOR, (tx) => this.operationsRepository.addMissing(tx, data, status));
  }
}
