import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { capacitiesByForce, SYSTEM_ACTOR, type Actor, type Caller } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { CodedError, cut, notFound } from '../../common/errors.js';
import type { Page } from '../../common/page.js';
import { Transactions } from '../../database/index.js';
import { freshLoader } from '../../platform/index.js';
import type { Operation, Phase } from '../domain/index.js';
import {
  DATA_STAMPS,
  OperationsRepository,
  type PhaseDetails,
  type PhaseFilter,
  type ReferencedCodes,
} from './operations.repository.js';
import {
  BOARDS,
  boardOf,
  type AskDetails,
  type BoardRow,
  type ExceptionDetails,
  type MemberDetails,
  type ParticipantDetails,
  type PhaseBoard,
} from '../phases/phase-board.js';
import { readOperationsData } from '../reference/reference-data.js';
import { ShippedPhasesRepository } from '../reference/shipped-phases.repository.js';

/** Operations and phases: public reference data to everybody who may call. */
@Injectable()
export class OperationsService {
  private readonly loadStamp = freshLoader((phases: readonly string[]) => this.dataStamps(phases));

  constructor(
    private readonly transactions: Transactions,
    private readonly operationsRepository: OperationsRepository,
    private readonly shipped: ShippedPhasesRepository,
    private readonly audit: Audit,
  ) {}

  /**
   * Operations by code.
   *
   * @throws CodedError BAD_USER_INPUT for a page after an unknown operation
   */
  async operations(actor: Actor, page: Page): Promise<Operation[]> {
    const { after } = page;
    return this.transactions.run(
      actor,
      async (tx) => {
        if (after != null && (await this.operationsRepository.findOperation(tx, after)) === null) {
          throw new CodedError('BAD_USER_INPUT', `'after' names no operation: '${cut(after)}'.`);
        }
        return this.operationsRepository.operations(tx, page);
      },
      { readOnly: true },
    );
  }

  /** @throws CodedError NOT_FOUND */
  async getOperation(actor: Actor, code: string): Promise<Operation> {
    return this.transactions.run(actor, (tx) => this.requireOperation(tx, code), { readOnly: true });
  }

  /** @throws CodedError NOT_FOUND */
  async requireOperation(tx: EntityManager, code: string): Promise<Operation> {
    const operation = await this.operationsRepository.findOperation(tx, code);
    if (operation === null) {
      throw notFound('operation', code);
    }
    return operation;
  }

  /**
   * Phases by first day, then code.
   *
   * @throws CodedError NOT_FOUND for an unknown operation; BAD_USER_INPUT for a page after an unknown phase, and for a
   *   period that ends before it begins
   */
  async phases(actor: Actor, filter: PhaseFilter, page: Page): Promise<Phase[]> {
    return this.transactions.run(
      actor,
      async (tx) => {
        await this.assertKnown(tx, { operations: filter.operation === null ? [] : [filter.operation] });
        await this.assertPage(tx, filter, page.after ?? null);
        return this.operationsRepository.phases(tx, filter, page);
      },
      { readOnly: true },
    );
  }

  /**
   * Whether there can be such a page of phases.
   *
   * @param after the phase that the page goes on after; null: it begins at the beginning
   * @throws CodedError BAD_USER_INPUT for a page after an unknown phase, and for a period that ends before it begins
   */
  async assertPage(
    tx: EntityManager,
    { from, to }: Pick<PhaseFilter, 'from' | 'to'>,
    after: string | null,
  ): Promise<void> {
    if (after !== null && (await this.operationsRepository.findPhase(tx, after)) === null) {
      throw new CodedError('BAD_USER_INPUT', `'after' names no phase: '${cut(after)}'.`);
    }
    if (from !== null && to !== null && from > to) {
      throw new CodedError('BAD_USER_INPUT', `'from', ${from}, is after 'to', ${to}.`);
    }
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

  /**
   * A phase with who takes part, by code, what it asks for, in the dictionary's order, and the exceptions that the caller
   * may see, by the force's code: in one statement.
   *
   * @throws CodedError NOT_FOUND
   */
  async getBoard(actor: Actor, code: string): Promise<PhaseBoard> {
    const [row] = await this.transactions.readOnce<BoardRow>(actor, BOARDS, [code]);
    if (row === undefined) {
      throw notFound('phase', code);
    }
    return boardOf(row);
  }

  /** Who belongs to each of several operations, in the order asked: a list an operation, by the force's code and day. */
  async membersOf(actor: Actor, operations: readonly string[]): Promise<MemberDetails[][]> {
    const rows = await this.transactions.run(actor, (tx) => this.operationsRepository.membersOf(tx, operations), {
      readOnly: true,
    });
    return operations.map((operation) => rows.filter((row) => row.operation === operation));
  }

  /** The exceptions of each of several phases that the caller may see; a list a phase, in the order asked. */
  async exceptionsOf(caller: Caller, phases: readonly string[]): Promise<ExceptionDetails[][]> {
    const read = capacitiesByForce(caller).map((actor) =>
      this.transactions.run(actor, (tx) => this.operationsRepository.exceptionsOf(tx, phases), { readOnly: true }),
    );
    const rows = (await Promise.all(read)).flat();
    return phases.map((phase) => {
      // One force has one at most; a deputy may see it as more than one.
      const byForce = new Map(rows.filter((row) => row.phase === phase).map((row) => [row.force.code, row]));
      return [...byForce.keys()].sort().flatMap((code) => byForce.get(code) ?? []);
    });
  }

  /** Until when a closed phase takes the first return of a force, if that is still to come; null: it does not. */
  async exceptionUntil(tx: EntityManager, phase: string, force: string): Promise<Date | null> {
    return this.operationsRepository.exceptionUntil(tx, phase, force);
  }

  /** Who takes part in each of several phases, and why as far as the caller may know; a list a phase, in the order asked. */
  async participantsOf(caller: Caller, phases: readonly string[]): Promise<ParticipantDetails[][]> {
    const read = capacitiesByForce(caller).map((actor) =>
      this.transactions.run(actor, (tx) => this.operationsRepository.participantsOf(tx, phases), { readOnly: true }),
    );
    const [rows = [], ...others] = await Promise.all(read);
    const keyOf = ({ phase, force }: (typeof rows)[number]): string => JSON.stringify([phase, force.code]);
    // Each capacity reads the same, but for why: that is told in one of them at most.
    const reasons = new Map(others.flat().flatMap((row) => (row.reason === null ? [] : [[keyOf(row), row.reason]])));
    const told = rows.map((row) => ({ ...row, reason: row.reason ?? reasons.get(keyOf(row)) ?? null }));
    return phases.map((phase) => told.filter((row) => row.phase === phase));
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
    const found = await this.transactions.readOnce<{ phase: string; stamp: string }>(SYSTEM_ACTOR, DATA_STAMPS, phases);
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
   * @throws CodedError NOT_FOUND for an operation, phase, force or single `measure` that is not known; BAD_USER_INPUT for
   *   `measures`, all of them named
   */
  async assertKnown(tx: EntityManager, codes: Partial<ReferencedCodes>): Promise<void> {
    const { operations = [], phases = [], forces = [], measures = [], measure = [] } = codes;
    const unknown = await this.operationsRepository.unknown(tx, { operations, phases, forces, measures, measure });
    for (const [kind, [code]] of [
      ['phase', unknown.phases],
      ['force', unknown.forces],
      ['operation', unknown.operations],
      ['measure', unknown.measure],
    ] as const) {
      if (code !== undefined) {
        throw notFound(kind, code);
      }
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
   * At every start: adds what of the record's operations and phases is not in the database yet, and records how many
   * rows of what. Where nothing is missing nothing is written.
   *
   * @param demo true: phases that are added are open and stay so, though their closing dates are long past; else closed
   */
  async loadReferenceData(demo: boolean): Promise<void> {
    const data = readOperationsData();
    const open = { status: 'OPEN', kept_open: true, kept_open_reason: 'In a demo every phase takes returns.' } as const;
    const closed = { status: 'CLOSED', kept_open: false, kept_open_reason: null } as const;
    await this.transactions.run(SYSTEM_ACTOR, async (tx) => {
      const details = await this.shipped.addMissing(tx, data, demo ? open : closed);
      if (Object.keys(details).length > 0) {
        this.audit.record(tx, SYSTEM_ACTOR, { action: 'REFERENCE_DATA_LOADED', details });
      }
    });
  }
}
