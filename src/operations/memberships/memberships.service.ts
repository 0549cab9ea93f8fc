import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { dayBefore, type CalendarDate } from '../../common/dates.js';
import { CodedError } from '../../common/errors.js';
import type { Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { DictionaryService, type Force } from '../../dictionary/index.js';
import {
  codeProblems,
  dayProblems,
  joinProblems,
  leaveProblems,
  participationsAfterLeaving,
  mergedParticipation,
  participationsAfterMerger,
  mergedUntil,
  mergeProblems,
  nameProblems,
  onsCodeProblems,
  type Membership,
  type Operation,
  type Participations,
} from '../domain/index.js';
import { MembershipsRepository, type FirstDays } from './memberships.repository.js';
import { OperationsRepository } from '../reading/operations.repository.js';
import { OperationsService } from '../reading/operations.service.js';
import { PhasesRepository } from '../phases/phases.repository.js';

/** The result of a change of an operation. */
export type OperationOutcome = { readonly operation: Operation } | { readonly problems: readonly Problem[] };

/** The result of a merger: the new force and the codes of the planned phases that were changed, or the problems. */
export type MergeOutcome =
  { readonly force: Force; readonly phases: readonly string[] } | { readonly problems: readonly Problem[] };

/** The new force that results from a merger. */
export type NewForce = Pick<Force, 'code' | 'name' | 'kind' | 'onsCode' | 'region'>;

/** A new membership of an operation, from a day on. */
export type Joining = Omit<Membership, 'from' | 'until'> & { readonly from: CalendarDate };

/** The end of a membership of an operation. */
export type Leaving = Pick<Membership, 'operation' | 'force'> & { readonly until: CalendarDate };

/** What is needed to decide on a merger. */
interface Merger {
  readonly codes: readonly string[];
  readonly ending: readonly Force[];
  readonly into: Force;
  /** An existing force with the code or the ONS code of the new one; null if there is none. */
  readonly taken: Force | null;
  readonly on: CalendarDate;
  readonly lastDay: CalendarDate;
  /** The memberships of the forces that end which last until the merger. */
  readonly known: readonly Membership[];
}

/** Operations, and the memberships of forces. Past phases are never changed. */
@Injectable()
export class MembershipsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly repository: OperationsRepository,
    private readonly phases: PhasesRepository,
    private readonly memberships: MembershipsRepository,
    private readonly dictionary: DictionaryService,
    private readonly audit: Audit,
  ) {}

  /** Creates an operation. If one with this code and name exists, nothing changes. */
  async createOperation(actor: Actor, code: string, name: string): Promise<OperationOutcome> {
    return this.transactions.run(actor, async (tx) => {
      await this.phases.lockCodes(tx);
      const taken = await this.repository.findOperation(tx, code);
      if (taken?.name === name) {
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
      await this.placeIn(tx, [operation], days, () => new Map([[force.code, participation]]), reason);
      return { participation, from };
    });
  }

  /**
   * Ends a force's membership after a last day, and sets it to NOT_TAKING_PART in planned phases that begin later.
   *
   * @throws CodedError NOT_FOUND for an unknown operation or force
   */
  async leave(actor: Actor, leaving: Leaving): Promise<OperationOutcome> {
    const { operation, until } = leaving;
    return this.change(actor, leaving, async (tx, force, known) => {
      if (known.at(-1)?.until === until) return null;
      const current = known.find((one) => one.until === null) ?? null;
      const problems = leaveProblems(force, current, until);
      if (problems.length > 0 || current === null) return problems;
      await this.memberships.end(tx, current, until);
      const reason = `${force.name} left the operation after ${until}.`;
      const days = { after: until, until: null };
      await this.placeIn(tx, [operation], days, (parts) => participationsAfterLeaving(parts, [force.code]), reason);
      return { until };
    });
  }

  /**
   * Merges forces into a new one. They and their memberships end the day before, and the new force becomes a member of
   * their operations. It replaces them in planned phases that begin on that day or later.
   *
   * @param codes the codes of the forces, each once
   * @throws CodedError NOT_FOUND for an unknown force; BAD_USER_INPUT for an empty list, or a force that is named twice
   */
  async merge(actor: Actor, codes: readonly string[], into: NewForce, on: CalendarDate): Promise<MergeOutcome> {
    if (codes.length === 0 || new Set(codes).size < codes.length) {
      throw new CodedError(
        'BAD_USER_INPUT',
        "'from' is empty or names a force twice. Name each force to be merged once.",
      );
    }
    return this.transactions.run(actor, async (tx) => {
      await this.operations.assertKnown(tx, { forces: codes });
      await this.phases.lockCodes(tx);
      const impossible = dayProblems(on);
      if (impossible.length > 0) {
        return { problems: impossible };
      }
      // Before anything renews the stamp of reference data, for which a transaction that has locked a phase may wait.
      await this.memberships.lockFrom(tx, on);
      const merger = await this.mergerOf(tx, codes, into, on);
      const { taken, ending, lastDay } = merger;
      if (taken !== null && ending.every((one) => one.mergedInto === into.code && one.validUntil === lastDay)) {
        return { force: taken, phases: [] };
      }
      const problems = [
        ...codeProblems(into.code, taken?.code === into.code ? taken.name : null),
        ...nameProblems('force', into.name),
        ...onsCodeProblems(into.onsCode, taken?.onsCode === into.onsCode ? taken.name : null),
        ...mergeProblems(ending, { known: merger.known, places: await this.memberships.placesFrom(tx, codes, on) }, on),
      ];
      return problems.length > 0 ? { problems } : this.mergeIn(tx, actor, merger);
    });
  }

  private async mergerOf(
    tx: EntityManager,
    codes: readonly string[],
    into: NewForce,
    on: CalendarDate,
  ): Promise<Merger> {
    const ending: Force[] = [];
    for (const code of codes) ending.push(await this.dictionary.requireForce(tx, code));
    const known = await this.memberships.of(tx, null, codes);
    return {
      codes,
      ending,
      on,
      lastDay: dayBefore(on),
      into: { ...into, alsoKnownAs: [], validUntil: null, mergedInto: null },
      taken: await this.dictionary.findForceLike(tx, into.code, into.onsCode),
      known: known.filter(({ until }) => until === null || until >= on),
    };
  }

  private async mergeIn(tx: EntityManager, actor: Actor, merger: Merger): Promise<MergeOutcome> {
    const { codes, into, on, lastDay, known } = merger;
    const operations = [...new Set(known.map(({ operation }) => operation))];
    await this.dictionary.mergeForces(tx, codes, into, lastDay);
    for (const operation of operations) {
      const members = known.filter((one) => one.operation === operation);
      const participation = mergedParticipation(members.map((one) => one.participation));
      for (const member of members) await this.memberships.end(tx, member, lastDay);
      const until = mergedUntil(members);
      await this.memberships.add(tx, { operation, force: into.code, participation, from: on, until });
    }
    const reason = `${codes.join(' and ')} became ${into.code} on ${on}.`;
    const days = { after: lastDay, until: null };
    // In every operation, because a force may be in a phase of an operation of which it is not a member.
    const phases = await this.placeIn(
      tx,
      null,
      days,
      (parts) => participationsAfterMerger(parts, codes, into.code),
      reason,
    );
    const details = { from: codes, on, operations, phases };
    // One entry for each force, so that filtering by any of them finds the merger.
    for (const force of [into.code, ...codes]) {
      this.audit.record(tx, actor, { action: 'FORCES_MERGED', force, details: { ...details, into: into.code } });
    }
    return { force: into, phases };
  }

  /** @param decide makes the change; returns details to record, null if nothing changed, or a list of problems */
  private async change(
    actor: Actor,
    { operation: code, force }: { readonly operation: string; readonly force: string },
    decide: (
      tx: EntityManager,
      force: Force,
      known: readonly Membership[],
    ) => Promise<Problem[] | Record<string, string> | null>,
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

  /**
   * Changes participations in planned phases that begin in a range of days.
   *
   * @param operations the operations of the phases; null: all
   * @param partsAfter returns the changed participations of a phase, given the present ones
   * @returns the codes of the phases in which something changed, sorted
   */
  private async placeIn(
    tx: EntityManager,
    operations: readonly string[] | null,
    days: FirstDays,
    partsAfter: (parts: Participations) => Participations,
    reason: string,
  ): Promise<string[]> {
    const changed: string[] = [];
    for (const phase of await this.memberships.lockPlanned(tx, operations, days)) {
      const participants = await this.repository.participants(tx, phase);
      const parts = new Map(participants.map(({ force, participation }) => [force, participation]));
      const differing = [...partsAfter(parts)].filter(([force, participation]) => parts.get(force) !== participation);
      if (differing.length === 0) continue;
      await this.operations.moveDataVersionOn(tx, phase);
      for (const [force, participation] of differing) {
        await this.phases.setParticipation(tx, { phase, force }, participation, reason);
      }
      changed.push(phase);
    }
    return changed;
  }
}
