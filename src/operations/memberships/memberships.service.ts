import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { dayBefore, type CalendarDate } from '../../common/dates.js';
import type { Problem } from '../../common/problem.js';
import { plainName } from '../../common/plain-text.js';
import { Transactions } from '../../database/index.js';
import { DictionaryService, type Force } from '../../dictionary/index.js';
import {
  codeProblems,
  joinProblems,
  leaveProblems,
  nameProblems,
  participationsAfterLeaving,
  participationsAfterStaying,
  takeBackLeavingProblems,
  type Membership,
  type Operation,
  type Participations,
} from '../domain/index.js';
import { MembershipsRepository } from './memberships.repository.js';
import { OperationsService } from '../reading/operations.service.js';
import { PhasesRepository } from '../phases/phases.repository.js';
import { PlannedParticipations } from './planned-participations.js';

/** The result of a change of an operation. */
export type OperationOutcome = { readonly operation: Operation } | { readonly problems: readonly Problem[] };

/** A new membership of an operation, from a day on. */
export type Joining = Omit<Membership, 'from' | 'until'> & { readonly from: CalendarDate };

/** The end of a membership of an operation. */
export type Leaving = Pick<Membership, 'operation' | 'force'> & { readonly until: CalendarDate };

/** Operations, and the memberships of forces. Past phases are never changed. */
@Injectable()
export class MembershipsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly phases: PhasesRepository,
    private readonly memberships: MembershipsRepository,
    private readonly planned: PlannedParticipations,
    private readonly dictionary: DictionaryService,
    private readonly audit: Audit,
  ) {}

  /** Creates an operation. If one with this code and name exists, nothing changes. */
  async createOperation(actor: Actor, code: string, name: string): Promise<OperationOutcome> {
    return this.transactions.run(actor, async (tx) => {
      await this.phases.lockCodes(tx);
      const taken = await this.operations.findOperation(tx, code);
      if (taken !== null && plainName(taken.name) === name) {
        return { operation: taken };
      }
      const problems = [...codeProblems(code, taken?.name ?? null), ...nameProblems('operation', name)];
      if (problems.length > 0) {
        return { problems };
      }
      await this.memberships.addOperation(tx, code, name);
      this.audit.record(tx, actor, { action: 'OPERATION_CREATED', details: { operation: code } });
      return { operation: { code, name } };
    });
  }

  /**
   * Makes a force a member of an operation from a day on, and adds it to planned phases that begin on that day or
   * later.
   *
   * @throws CodedError NOT_FOUND for an unknown operation or force
   */
  async join(actor: Actor, joining: Joining): Promise<OperationOutcome> {
    const { operation, participation, from } = joining;
    return this.change(actor, joining, async (tx, force, known) => {
      // The membership of a force that became part of another ends with the force.
      const until = force.validUntil;
      if (known.some((one) => one.from === from && one.until === until && one.participation === participation))
        return null;
      const problems = joinProblems(force, known, from);
      if (problems.length > 0) return problems;
      await this.memberships.add(tx, { ...joining, until });
      const reason = `${force.name} joined the operation on ${from}.`;
      const days = { after: dayBefore(from), until };
      await this.planned.change(tx, [operation], days, () => new Map([[force.code, participation]]), reason);
      return { participation, from };
    });
  }

  /**
   * Ends a force's newest membership after a last day, or moves its end, before or after it is reached. In planned phases
   * that begin later, the force becomes NOT_TAKING_PART; in those that begin until then, it takes part again.
   *
   * @throws CodedError NOT_FOUND for an unknown operation or force
   */
  async leave(actor: Actor, { until, ...membership }: Leaving): Promise<OperationOutcome> {
    return this.endOn(actor, membership, until, (force, newest) => leaveProblems(force, newest, until));
  }

  /**
   * Takes back that a force leaves or has left: its newest membership has no end again. It takes part again in planned
   * phases that begin after the day that was its last.
   *
   * @throws CodedError NOT_FOUND for an unknown operation or force
   */
  async takeBackLeaving(actor: Actor, membership: Pick<Membership, 'operation' | 'force'>): Promise<OperationOutcome> {
    return this.endOn(actor, membership, null, takeBackLeavingProblems);
  }

  /** @param until the last day of the newest membership; null: no end */
  private async endOn(
    actor: Actor,
    membership: Pick<Membership, 'operation' | 'force'>,
    until: CalendarDate | null,
    problemsOf: (force: Force, newest: Membership | null) => Problem[],
  ): Promise<OperationOutcome> {
    return this.change(actor, membership, async (tx, force, known) => {
      const newest = known.at(-1) ?? null;
      if (newest?.until === until) return null;
      const problems = problemsOf(force, newest);
      if (problems.length > 0 || newest === null) return problems;
      await this.moveEnd(tx, force, newest, until);
      return { until, before: newest.until };
    });
  }

  private async moveEnd(
    tx: EntityManager,
    { code, name }: Force,
    membership: Membership,
    until: CalendarDate | null,
  ): Promise<void> {
    const { operation, until: before } = membership;
    const left = `${name} left the operation after `;
    await this.memberships.end(tx, membership, until);
    if (before !== null && (until === null || until > before)) {
      const reason = `${name} did not leave the operation after ${before}.`;
      const earlier = await this.memberships.partsBeforeLeaving(tx, operation, [code], left);
      const again = (parts: Participations, phase: string): Participations => {
        const part = earlier.find((one) => one.phase === phase)?.participation ?? null;
        return participationsAfterStaying(parts, membership, part);
      };
      await this.planned.change(tx, [operation], { after: before, until }, again, reason);
    }
    if (until !== null) {
      const out = (parts: Participations): Participations => participationsAfterLeaving(parts, [code]);
      await this.planned.change(tx, [operation], { after: until, until: null }, out, `${left}${until}.`);
    }
  }

  /** @param decide makes the change; returns details to record, null if nothing changed, or a list of problems */
  private async change(
    actor: Actor,
    { operation: code, force }: { readonly operation: string; readonly force: string },
    decide: (
      tx: EntityManager,
      force: Force,
      known: readonly Membership[],
    ) => Promise<Problem[] | Record<string, string | null> | null>,
  ): Promise<OperationOutcome> {
    return this.transactions.run(actor, async (tx) => {
      await this.operations.assertKnown(tx, { operations: [code], forces: [force] });
      await this.phases.lockCodes(tx);
      const known = await this.memberships.of(tx, code, [force]);
      const decided = await decide(tx, await this.dictionary.requireForce(tx, force), known);
      if (Array.isArray(decided)) {
        return { problems: decided };
      }
      if (decided !== null) {
        const details = { operation: code, ...decided };
        this.audit.record(tx, actor, { action: 'MEMBERSHIP_CHANGED', force, details });
      }
      return { operation: await this.operations.requireOperation(tx, code) };
    });
  }
}
