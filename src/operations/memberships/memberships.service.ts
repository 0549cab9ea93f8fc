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
  leavingParts,
  mergedParticipation,
  mergedParts,
  mergedUntil,
  mergeProblems,
  nameProblems,
  onsCodeProblems,
  type Membership,
  type Operation,
  type Parts,
} from '../domain/index.js';
import { MembershipsRepository, type FirstDays } from './memberships.repository.js';
import { OperationsRepository } from '../operations/operations.repository.js';
import { OperationsService } from '../operations/operations.service.js';
import { PhasesRepository } from '../phases/phases.repository.js';

/** What came of a change of an operation. */
export type OperationOutcome = { readonly operation: Operation } | { readonly problems: readonly Problem[] };

/** What came of a merger: the force that others became, and the planned phases that were changed for it, by code. */
export type MergeOutcome =
  { readonly force: Force; readonly phases: readonly string[] } | { readonly problems: readonly Problem[] };

/** The force that others become. */
export type NewForce = Pick<Force, 'code' | 'name' | 'kind' | 'onsCode' | 'region'>;

/** A force that is to belong to an operation from a day on. */
export type Joining = Omit<Membership, 'from' | 'until'> & { readonly from: CalendarDate };

/** A force that is to belong to an operation until a day. */
export type Leaving = Pick<Membership, 'operation' | 'force'> & { readonly until: CalendarDate };

/** What a merger is decided with. */
interface Merger {
  readonly codes: readonly string[];
  readonly ending: readonly Force[];
  readonly into: Force;
  /** The force that has the code or the ONS code of the new one; null: none has. */
  readonly taken: Force | null;
  readonly on: CalendarDate;
  readonly lastDay: CalendarDate;
  /** Memberships of those that end, as far as they last until the merger. */
  readonly known: readonly Membership[];
}

/** Operations, and who belongs to them from when until when. Past phases stay as they were. */
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

  /** Makes an operation. One that has this code and name already is taken for the one that is wanted. */
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
   * Has a force belong to an operation from a day on: planned phases that begin then or later get it as a participant.
   *
   * @throws CodedError NOT_FOUND for an unknown operation or force
   */
  async join(actor: Actor, joining: Joining): Promise<OperationOutcome> {
    const { operation, participation, from } = joining;
    return this.change(actor, joining, async (tx, force, known) => {
      // A force that became part of another ends before it, here as everywhere.
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
   * Has a force leave an operation after its last day there: in planned phases that begin later it takes no part.
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
      await this.placeIn(tx, [operation], days, (parts) => leavingParts(parts, [force.code]), reason);
      return { until };
    });
  }

  /**
   * Makes one force of several. They end the day before, in every operation too, where the new one begins; in planned
   * phases that begin then or later it takes their place.
   *
   * @param codes of forces, each once
   * @throws CodedError NOT_FOUND for an unknown force; BAD_USER_INPUT for none, or one that is named twice
   */
  async merge(actor: Actor, codes: readonly string[], into: NewForce, on: CalendarDate): Promise<MergeOutcome> {
    if (codes.length === 0 || new Set(codes).size < codes.length) {
      throw new CodedError('BAD_USER_INPUT', "'from' names the forces that become one, each of them once.");
    }
    return this.transactions.run(actor, async (tx) => {
      await this.operations.assertKnown(tx, { forces: codes });
      await this.phases.lockCodes(tx);
      const impossible = dayProblems(on);
      if (impossible.length > 0) {
        return { problems: impossible };
      }
      // Before anything renews the stamp of reference data, which who holds a phase may wait for.
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
      ...{ codes, ending, on, lastDay: dayBefore(on) },
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
    // Of every operation: a force may be in a phase of one that it does not belong to.
    const phases = await this.placeIn(tx, null, days, (parts) => mergedParts(parts, codes, into.code), reason);
    const details = { from: codes, on, operations, phases };
    // Found by each of them.
    for (const force of [into.code, ...codes]) {
      this.audit.record(tx, actor, { action: 'FORCES_MERGED', force, details: { ...details, into: into.code } });
    }
    return { force: into, phases };
  }

  /** @param decide what is to be recorded of it; null: it stands so already; a list: what keeps it from being done */
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
   * Changes who takes part in planned phases that begin on one of these days.
   *
   * @param operations null: of all
   * @param partsAfter the parts of those that are to have other ones, given the parts of all in a phase
   * @returns the phases in which something changed, by code
   */
  private async placeIn(
    tx: EntityManager,
    operations: readonly string[] | null,
    days: FirstDays,
    partsAfter: (parts: Parts) => Parts,
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
