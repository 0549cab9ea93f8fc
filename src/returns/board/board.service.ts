import { Injectable } from '@nestjs/common';
import { capacitiesByForce, hasPermission, type Actor, type Caller } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import type { Force } from '../../dictionary/index.js';
import { BoardRepository, type SeatRow } from './board.repository.js';
import { isLate, type ReturnStatus } from '../domain/index.js';
import { ReturnsPolicy } from '../shared/returns.policy.js';

/** Where a force's return stands, as far as the caller may know. */
export interface Seat {
  /** The code of its phase. */
  readonly phase: string;
  readonly force: Force;
  readonly status: ReturnStatus;
  /** Null, here and below: there is none, or it is not for the caller to know. */
  readonly version: number | null;
  readonly acceptedVersion: number | null;
  readonly submittedAt: Date | null;
  readonly late: boolean | null;
  readonly openQueries: number | null;
}

/** Who is in. */
@Injectable()
export class BoardService {
  constructor(
    private readonly transactions: Transactions,
    private readonly policy: ReturnsPolicy,
    private readonly board: BoardRepository,
  ) {}

  /**
   * The returns of several phases, a list a phase in the order asked, each by the force's code: of every force that is
   * expected or may come, and of others that have sent something. The coordinator knows all of them, a force's people
   * their own; of another force they know what is accepted, and else only whether it has reported. Deputies know what
   * those know whom they stand in for, at a statement for each other force, or the region. Empty to who reads no totals.
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

  /** Of each force the seat as who is of that force tells it, who alone knows of drafts; else as who may read its return. */
  private best(boards: readonly { readonly actor: Actor; readonly seats: readonly Seat[] }[]): Seat[] {
    return (boards[0]?.seats ?? []).map((seat) => {
      const { code } = seat.force;
      const knowing =
        boards.find(({ actor }) => actor.force === code) ??
        boards.find(({ actor }) => this.policy.mayRead(actor, code));
      return knowing?.seats.find(({ force }) => force.code === code) ?? seat;
    });
  }

  /** What was sent and withdrawn again is not for others to know. */
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
      return { phase, force, status, version, acceptedVersion, submittedAt, late: isLate(row), openQueries };
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
      openQueries: null,
    };
  }
}
