import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { dayAfter, dayBefore, EARLIEST_DAY, type CalendarDate } from '../../common/dates.js';
import { CodedError } from '../../common/errors.js';
import type { Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { DictionaryService, isUndone, type Force } from '../../dictionary/index.js';
import {
  codeProblems,
  dayProblems,
  mergedParticipation,
  mergedUntil,
  mergeProblems,
  nameProblems,
  onsCodeProblems,
  participationsAfterMerger,
  participationsAfterStaying,
  participationsAfterUndoing,
  undoMergerProblems,
  type Membership,
  type Participations,
} from '../domain/index.js';
import { PhasesRepository } from '../phases/phases.repository.js';
import { OperationsService } from '../reading/operations.service.js';
import { MembershipsRepository } from './memberships.repository.js';
import { PlannedParticipations } from './planned-participations.js';

/**
 * The result of a merger or of undoing one: the new force and the codes of the planned phases that were changed, or the
 * problems.
 */
export type MergeOutcome =
  { readonly force: Force; readonly phases: readonly string[] } | { readonly problems: readonly Problem[] };

/** The new force that results from a merger. */
export type NewForce = Pick<Force, 'code' | 'name' | 'kind' | 'onsCode' | 'region'>;

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

/** Also phases that were moved to before the merger. */
const EVERY_DAY = { after: null, until: null, orDiscarded: true };

/** The reason with which a merger changes participations. */
const reasonOf = (codes: readonly string[], into: string, on: CalendarDate): string =>
  `${[...codes].sort().join(' and ')} became ${into} on ${on}.`;

/** Merges forces, and undoes it. Past phases are never changed. */
@Injectable()
export class MergersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly phases: PhasesRepository,
    private readonly memberships: MembershipsRepository,
    private readonly planned: PlannedParticipations,
    private readonly dictionary: DictionaryService,
    private readonly audit: Audit,
  ) {}

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
      const { ending, lastDay } = merger;
      // A merger that was undone gives its code back.
      const taken = merger.taken !== null && isUndone(merger.taken) ? null : merger.taken;
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
      for (const member of members) await this.memberships.endByMerger(tx, member, lastDay);
      const until = mergedUntil(members);
      await this.memberships.add(tx, { operation, force: into.code, participation, from: on, until });
    }
    const reason = reasonOf(codes, into.code, on);
    const days = { after: lastDay, until: null, orDiscarded: true };
    // In every operation, because a force may be in a phase of an operation of which it is not a member.
    const phases = await this.planned.change(
      tx,
      null,
      days,
      (parts) => participationsAfterMerger(parts, codes, into.code),
      reason,
    );
    this.record(tx, actor, 'FORCES_MERGED', { into: into.code, from: codes, on, operations, phases });
    return { force: into, phases };
  }

  /**
   * Undoes the merger that made a force, while no opened phase has that force: the merged forces have no last day again,
   * and are members of their operations and in planned phases as before. If it is undone already, nothing changes.
   *
   * @throws CodedError NOT_FOUND for an unknown force
   */
  async undo(actor: Actor, into: string): Promise<MergeOutcome> {
    return this.transactions.run(actor, async (tx) => {
      await this.phases.lockCodes(tx);
      const force = await this.dictionary.requireForce(tx, into);
      if (isUndone(force)) return { force, phases: [] };
      const ended = await this.dictionary.mergedForces(tx, into);
      // Before anything renews the stamp of reference data, as for a merger.
      await this.memberships.lockFrom(tx, EARLIEST_DAY);
      const problems = undoMergerProblems(force, ended, await this.memberships.placesFrom(tx, [into], EARLIEST_DAY));
      if (problems.length > 0) return { problems };
      const phases = await this.undoIn(tx, actor, force, ended);
      return { force: await this.dictionary.requireForce(tx, into), phases };
    });
  }

  private async undoIn(tx: EntityManager, actor: Actor, into: Force, ended: readonly Force[]): Promise<string[]> {
    const from = ended.map(({ code }) => code);
    const on = dayAfter(ended[0]?.validUntil ?? EARLIEST_DAY);
    const before = await this.memberships.partsBeforeLeaving(tx, null, from, reasonOf(from, into.code, on));
    const restored = await this.memberships.restoreEnds(tx, from, into.code);
    await this.memberships.remove(tx, into.code);
    await this.dictionary.undoMerger(tx, into.code);
    const reason = `The merger of ${from.join(' and ')} into ${into.code} was undone.`;
    const changed = new Set<string>();
    for (const member of restored) {
      const days = {
        after: member.from === null ? null : dayBefore(member.from),
        until: member.until,
        orDiscarded: true,
      };
      const joins = (parts: Participations, phase: string): Participations =>
        parts.has(into.code) && !before.some((one) => one.phase === phase)
          ? participationsAfterStaying(parts, member, null)
          : new Map();
      for (const phase of await this.planned.change(tx, [member.operation], days, joins, reason)) changed.add(phase);
    }
    const undone = (parts: Participations, phase: string): Participations =>
      participationsAfterUndoing(
        parts,
        into.code,
        before.filter((one) => one.phase === phase),
      );
    for (const phase of await this.planned.change(tx, null, EVERY_DAY, undone, reason)) changed.add(phase);
    const phases = [...changed].sort();
    this.record(tx, actor, 'MERGER_UNDONE', { into: into.code, from, phases });
    return phases;
  }

  /** One entry for each force, so that filtering by any of them finds it. */
  private record(
    tx: EntityManager,
    actor: Actor,
    action: 'FORCES_MERGED' | 'MERGER_UNDONE',
    details: { readonly into: string; readonly from: readonly string[] } & Readonly<
      Record<string, string | readonly string[]>
    >,
  ): void {
    for (const force of [details.into, ...details.from]) this.audit.record(tx, actor, { action, force, details });
  }
}
