import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { capacitiesByForce, hasPermission, type Actor, type Caller } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import type { Force } from '../../dictionary/index.js';
import { BoardRepository, type SeatRow } from './board.repository.js';
import { isAfterFinal, isLate, type ReturnStatus } from '../domain/index.js';
import { ReturnsPolicy } from '../shared/returns.policy.js';

/** The status of a force's return, as far as the caller may see it. */
export interface Seat {
  /** The code of its phase. */
  readonly phase: string;
  readonly force: Force;
  readonly status: ReturnStatus;
  /** Null, here and below: there is none, or the caller may not see it. */
  readonly version: number | null;
  readonly acceptedVersion: number | null;
  readonly submittedAt: Date | null;
  readonly late: boolean | null;
  readonly afterFinal: boolean | null;
  readonly openQueries: number | null;
}

/** What is open about a force's return. */
export interface OpenState {
  readonly code: string;
  readonly name: string;
  readonly takesPart: boolean;
  readonly hasAccepted: boolean;
  /** Whether the current version is newer than the accepted one. */
  readonly hasNewer: boolean;
  /** The number of open questions about the current version. */
  readonly openQuestions: number;
}

/** The status of each force's return for a phase. */
@Injectable()
export class BoardService {
  constructor(
    private readonly transactions: Transactions,
    private readonly policy: ReturnsPolicy,
    private readonly board: BoardRepository,
  ) {}

  /**
   * The status of the returns for several phases: a list for each phase, in the order asked, by force code. Includes
   * every force that is TAKING_PART or NOT_KNOWN, and any other that has submitted a return. The coordinator sees every
   * return in full, and a force its own; of another force's return a force sees the accepted version, unless it
   * is withheld as a whole, and otherwise only whether it has reported. Deputies also see what the people they act for see, with one more statement for each
   * such force or the region. Empty if the caller may not read totals.
   */
  async of(caller: Caller, phases: readonly string[]): Promise<Seat[][]> {
    const actors = capacitiesByForce(caller).filter((actor) => hasPermission(actor, 'READ_TOTALS'));
    const boards = await Promise.all(
      actors.map(async (actor) => ({ actor, seats: await this.seatsOf(actor, phases) })),
    );
    return phases.map((_, place) =>
      this.best(boards.map(({ actor, seats }) => ({ actor, seats: seats[place] ?? [] }))),
    );
  }

  /** What is open about each force's return for a phase, by force code, as the actor of the transaction sees it. */
  async statesIn(tx: EntityManager, phase: string): Promise<OpenState[]> {
    const rows = await this.board.seats(tx, [phase]);
    return rows.map(({ force, participation, version, state, acceptedVersion, openQueries }) => ({
      code: force.code,
      name: force.name,
      takesPart: participation === 'TAKING_PART',
      hasAccepted: acceptedVersion !== null,
      hasNewer: version !== null && state !== 'WITHDRAWN' && version > (acceptedVersion ?? 0),
      openQuestions: openQueries,
    }));
  }

  /**
   * For each force, the status seen by an actor of that force, who alone sees drafts; else by one who may read the
   * return.
   */
  private best(boards: readonly { readonly actor: Actor; readonly seats: readonly Seat[] }[]): Seat[] {
    return (boards[0]?.seats ?? []).map((seat) => {
      const { code } = seat.force;
      const knowing =
        boards.find(({ actor }) => actor.force === code) ??
        boards.find(({ actor }) => this.policy.mayRead(actor, code));
      return knowing?.seats.find(({ force }) => force.code === code) ?? seat;
    });
  }

  /** Other forces may not see that a return was submitted and then withdrawn. */
  private hasSent(actor: Actor, { force, hasReported, hasVersions }: SeatRow): boolean {
    return this.policy.mayRead(actor, force.code) ? hasVersions : hasReported;
  }

  private async seatsOf(actor: Actor, phases: readonly string[]): Promise<Seat[][]> {
    const rows = await this.transactions.run(actor, (tx) => this.board.seats(tx, phases), { readOnly: true });
    const shown = rows.filter((row) => row.participation !== 'NOT_TAKING_PART' || this.hasSent(actor, row));
    return phases.map((phase) => shown.filter((row) => row.phase === phase).map((row) => this.seatOf(actor, row)));
  }

  private seatOf(actor: Actor, row: SeatRow): Seat {
    const { phase, force, version, acceptedVersion, submittedAt, openQueries } = row;
    if (this.policy.mayRead(actor, force.code)) {
      const status = row.state ?? (row.hasDraft ? 'DRAFT' : 'NOT_STARTED');
      const afterFinal = submittedAt === null ? null : isAfterFinal(row, submittedAt);
      const timed = { submittedAt, late: isLate(row), afterFinal };
      return { phase, force, status, version, acceptedVersion, ...timed, openQueries };
    }
    const reported = row.hasReported ? 'SUBMITTED' : 'NOT_STARTED';
    const status = acceptedVersion === null ? reported : 'ACCEPTED';
    return {
      phase,
      force,
      status,
      version: acceptedVersion,
      acceptedVersion,
      submittedAt: null,
      late: null,
      afterFinal: null,
      openQueries: null,
    };
  }
}
