import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { capacitiesByForce, SYSTEM_ACTOR, type Actor, type Caller } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { CodedError } from '../../common/errors.js';
import type { Page } from '../../common/page.js';
import { Transactions } from '../../database/index.js';
import { freshLoader } from '../../platform/index.js';
import type { Operation, Phase } from '../domain/index.js';
import {
  OperationsRepository,
  type PhaseDetails,
  type PhaseFilter,
  type ReferencedCodes,
} from './operations.repository.js';
import {
  type AskDetails,
  type ExceptionDetails,
  type MemberDetails,
  type ParticipantDetails,
  type PhaseWithLists,
} from '../phases/phase-with-lists.js';
import { readOperationsData } from '../reference/reference-data.js';
import { UnknownCodes } from './unknown-codes.js';
import { ShippedPhasesRepository } from '../reference/shipped-phases.repository.js';

/** Operations and phases: reference data that every caller may read. */
@Injectable()
export class OperationsService {
  private readonly loadStamp = freshLoader((phases: readonly string[]) => this.dataStamps(phases));

  constructor(
    private readonly transactions: Transactions,
    private readonly operationsRepository: OperationsRepository,
    private readonly shipped: ShippedPhasesRepository,
    private readonly unknown: UnknownCodes,
    private readonly audit: Audit,
  ) {}

  /**
   * A page of operations, by code.
   *
   * @throws CodedError BAD_USER_INPUT if `after` is not the code of an operation
   */
  async operations(actor: Actor, page: Page): Promise<Operation[]> {
    const { after } = page;
    return this.transactions.run(
      actor,
      async (tx) => {
        if (after != null && (await this.operationsRepository.findOperation(tx, after)) === null) {
          throw await this.unknown.noSuchCursor(tx, 'operation', after);
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

  /** The operation with this code; null if there is none. */
  async findOperation(tx: EntityManager, code: string): Promise<Operation | null> {
    return this.operationsRepository.findOperation(tx, code);
  }

  /** @throws CodedError NOT_FOUND */
  async requireOperation(tx: EntityManager, code: string): Promise<Operation> {
    const operation = await this.findOperation(tx, code);
    if (operation === null) {
      throw await this.unknown.notFound(tx, 'operation', code);
    }
    return operation;
  }

  /**
   * A page of phases, by first day, then code.
   *
   * @throws CodedError NOT_FOUND for an unknown operation; BAD_USER_INPUT if `after` is not the code of a phase, or
   *   `from` is later than `to`
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
   * Checks the arguments for a page of phases.
   *
   * @param after the phase after which the page begins; null: from the start of the list
   * @throws CodedError BAD_USER_INPUT if `after` is not the code of a phase, or `from` is later than `to`
   */
  async assertPage(
    tx: EntityManager,
    { from, to }: Pick<PhaseFilter, 'from' | 'to'>,
    after: string | null,
  ): Promise<void> {
    if (after !== null && (await this.operationsRepository.findPhase(tx, after)) === null) {
      throw await this.unknown.noSuchCursor(tx, 'phase', after);
    }
    if (from !== null && to !== null && from > to) {
      throw new CodedError('BAD_USER_INPUT', `'from', ${from}, is later than 'to', ${to}. Give an earlier 'from'.`);
    }
  }

  /** @throws CodedError NOT_FOUND */
  async getPhase(actor: Actor, code: string): Promise<Phase> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const phase = await this.operationsRepository.findPhase(tx, code);
        if (phase === null) throw await this.unknown.notFound(tx, 'phase', code);
        return phase;
      },
      { readOnly: true },
    );
  }

  /**
   * A phase with its participants, by code, its asks, in the dictionary's order, and the exceptions that the caller may
   * see, by the force's code; read in one statement.
   *
   * @throws CodedError NOT_FOUND
   */
  async getPhaseWithLists(actor: Actor, code: string): Promise<PhaseWithLists> {
    const phase = await this.transactions.readOnce(actor, (tx) =>
      this.operationsRepository.findPhaseWithLists(tx, code),
    );
    if (phase === null) {
      throw await this.unknown.phaseNotFound(actor, code);
    }
    return phase;
  }

  /** The members of each of several operations, in the order asked; each list by the force's code and first day. */
  async membersOf(actor: Actor, operations: readonly string[]): Promise<MemberDetails[][]> {
    const rows = await this.transactions.run(actor, (tx) => this.operationsRepository.membersOf(tx, operations), {
      readOnly: true,
    });
    return operations.map((operation) => rows.filter((row) => row.operation === operation));
  }

  /** The exceptions that the caller may see, one list for each phase, in the order asked. */
  async exceptionsOf(caller: Caller, phases: readonly string[]): Promise<ExceptionDetails[][]> {
    const read = capacitiesByForce(caller).map((actor) =>
      this.transactions.run(actor, (tx) => this.operationsRepository.exceptionsOf(tx, phases), { readOnly: true }),
    );
    const rows = (await Promise.all(read)).flat();
    return phases.map((phase) => {
      // A force has one exception at most, but a deputy may have read it in several capacities.
      const byForce = new Map(rows.filter((row) => row.phase === phase).map((row) => [row.force.code, row]));
      return [...byForce.keys()].sort().flatMap((code) => byForce.get(code) ?? []);
    });
  }

  /** When a force's exception for a closed phase ends, if that is in the future; null if there is none. */
  async exceptionUntil(tx: EntityManager, phase: string, force: string): Promise<Date | null> {
    return this.operationsRepository.exceptionUntil(tx, phase, force);
  }

  /** The participants of each phase, in the order asked, with reasons that the caller may see. */
  async participantsOf(caller: Caller, phases: readonly string[]): Promise<ParticipantDetails[][]> {
    const read = capacitiesByForce(caller).map((actor) =>
      this.transactions.run(actor, (tx) => this.operationsRepository.participantsOf(tx, phases), { readOnly: true }),
    );
    const [rows = [], ...others] = await Promise.all(read);
    const keyOf = ({ phase, force }: (typeof rows)[number]): string => JSON.stringify([phase, force.code]);
    // Each capacity reads the same except for the reason, which at most one of them may see.
    const reasons = new Map(others.flat().flatMap((row) => (row.reason === null ? [] : [[keyOf(row), row.reason]])));
    const withReasons = rows.map((row) => ({ ...row, reason: row.reason ?? reasons.get(keyOf(row)) ?? null }));
    return phases.map((phase) => withReasons.filter((row) => row.phase === phase));
  }

  /** The asks of each phase, in the order asked. */
  async asksOf(actor: Actor, phases: readonly string[]): Promise<AskDetails[][]> {
    const rows = await this.transactions.run(actor, (tx) => this.operationsRepository.asksOf(tx, phases), {
      readOnly: true,
    });
    return phases.map((phase) => rows.filter((row) => row.phase === phase));
  }

  /**
   * A phase with its participants, by code, and its asks, in the dictionary's order.
   *
   * @throws CodedError NOT_FOUND
   */
  async requirePhase(tx: EntityManager, code: string): Promise<PhaseDetails> {
    const phase = await this.operationsRepository.findPhase(tx, code);
    if (phase === null) {
      throw await this.unknown.notFound(tx, 'phase', code);
    }
    const participants = await this.operationsRepository.participants(tx, code);
    return { phase, participants, asks: await this.operationsRepository.asks(tx, code) };
  }

  /**
   * The stamp of a phase, which changes whenever its totals may have changed (returns that count, status, reference
   * data). It is read after it was asked for, never earlier. Null if there is no such phase.
   */
  async dataStamp(phase: string): Promise<string | null> {
    return this.loadStamp(phase);
  }

  private async dataStamps(phases: readonly string[]): Promise<(string | null)[]> {
    const found = await this.transactions.readOnce(SYSTEM_ACTOR, (tx) =>
      this.operationsRepository.dataStamps(tx, phases),
    );
    const stamps = new Map(found.map(({ phase, stamp }) => [phase, stamp]));
    return phases.map((phase) => stamps.get(phase) ?? null);
  }

  /**
   * Marks that this transaction changes the data of a phase's totals. It locks the phase until the transaction ends, as
   * changes of its status and participants do too. @returns the instant of the change
   */
  async moveDataVersionOn(tx: EntityManager, phase: string): Promise<Date> {
    return this.operationsRepository.moveDataVersionOn(tx, phase);
  }

  /**
   * @throws CodedError NOT_FOUND for an unknown operation, phase, force or single `measure`; BAD_USER_INPUT for unknown
   *   codes in `measures`, with all of them
   */
  async assertKnown(tx: EntityManager, codes: Partial<ReferencedCodes>): Promise<void> {
    const { operations = [], phases = [], forces = [], measures = [], measure = [] } = codes;
    const missing = await this.operationsRepository.unknown(tx, { operations, phases, forces, measures, measure });
    for (const [kind, [code]] of [
      ['phase', missing.phases],
      ['force', missing.forces],
      ['operation', missing.operations],
      ['measure', missing.measure],
    ] as const) {
      if (code !== undefined) {
        throw await this.unknown.notFound(tx, kind, code);
      }
    }
    if (missing.measures.length > 0) {
      const sent = measures.filter((code) => missing.measures.includes(code));
      throw await this.unknown.notMeasures(tx, sent);
    }
  }

  /**
   * Adds the rows of the shipped operations and phases that are missing in the database, and records how many were
   * added to each table. If nothing is missing, nothing is written. Called at every start.
   *
   * @param demo true: added phases are kept open although their closing dates have passed; false: they are closed
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
