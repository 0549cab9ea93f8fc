import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { CodedError } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { DictionaryService } from '../../dictionary/index.js';
import {
  changedPlan,
  closingProblems,
  codeProblems,
  expectationProblems,
  instantProblems,
  isPastClosing,
  likenessProblems,
  openingProblems,
  planOf,
  planProblems,
  planWarnings,
  reasonWarnings,
  showingProblems,
  statusAt,
  statusChangeProblems,
  type LockedPhase,
  type NewPlan,
  type Participant,
  placingProblems,
  type PhaseAsk,
  type PhaseStatus,
  type PlacedForce,
  type PlanChange,
} from '../domain/index.js';
import { OperationsService } from '../reading/operations.service.js';
import type { PhaseWithLists } from './phase-with-lists.js';
import { changeEntry, statusEntries } from './phase-entries.js';
import { PhaseSteps, UNCHANGED, type PhaseOutcome, type Step } from './phase-steps.js';
import { PhaseChecks } from './phase-checks.js';
import { PhasesRepository } from './phases.repository.js';

/** A phase to be created. */
export interface NewPhase {
  readonly operation: string;
  /** Null: the operation's code and the next number. */
  readonly code: string | null;
  readonly plan: NewPlan;
  /** Null: the members of the operation on the first day. */
  readonly participants: readonly Participant[] | null;
  /** Null: the CORE and ASKED measures of the dictionary on the first day. */
  readonly asks: readonly PhaseAsk[] | null;
  /** True: its days are right, even if they look like a mistake. */
  readonly confirm: boolean;
}

/** Conditions for a change of a phase. */
export interface ChangeTerms {
  /** Why the new closing date opens or closes the phase; null if no reason is given. */
  readonly reason: string | null;
  /** The status that the caller expects now; null: not checked. */
  readonly expectedStatus: PhaseStatus | null;
  /** True: the change is right, even if it looks like a mistake. */
  readonly confirm: boolean;
}

/** Creates, changes, opens and closes phases, for the coordinator. */
@Injectable()
export class PhasesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly phases: PhasesRepository,
    private readonly steps: PhaseSteps,
    private readonly checks: PhaseChecks,
    private readonly dictionary: DictionaryService,
    private readonly audit: Audit,
  ) {}

  /**
   * Creates a phase with the status PLANNED. If the operation already has a phase with the same name and days (and
   * code, if one is given), nothing changes, or it is a STATE_CONFLICT if other details differ.
   *
   * @throws CodedError NOT_FOUND for an unknown operation or force; BAD_USER_INPUT for unknown measures, and for a
   *   force or measure that is named twice
   */
  async create(actor: Actor, sent: NewPhase): Promise<PhaseOutcome> {
    const { operation, participants, asks, plan: sentPlan, confirm } = sent;
    assertOnce('participants', participants?.map(({ force }) => force) ?? []);
    assertOnce('asks', asks?.map(({ measure }) => measure) ?? []);
    return this.transactions.run(actor, async (tx) => {
      await this.assertKnown(tx, sent);
      await this.phases.lockCodes(tx);
      const same = await this.phases.findLike(tx, { ...sentPlan, operation, code: sent.code });
      if (same !== null) {
        return this.sameAs(await this.phases.getPhaseWithLists(tx, same), sent);
      }
      const code = sent.code ?? (await this.phases.nextCode(tx, operation));
      const plan = planOf(sentPlan);
      const taken = (await this.phases.loadForUpdate(tx, code))?.phase.name ?? null;
      const placed = await this.placedOf(tx, participants ?? []);
      const problems = [
        ...codeProblems(code, taken),
        ...planProblems(plan),
        ...instantProblems([sentPlan.returnsDueAt, sentPlan.closesAt, sentPlan.finalAt]),
        ...placingProblems(plan, placed),
      ];
      if (problems.length > 0) {
        return { problems };
      }
      const slips = confirm ? [] : await this.checks.plan(tx, { ...plan, operation, code }, null);
      if (slips.length > 0) {
        return { problems: slips };
      }
      await this.phases.add(tx, code, operation, plan);
      await this.fill(tx, code, sent);
      const phase = await this.phases.getPhaseWithLists(tx, code);
      const details = { operation, forces: phase.participants.length, measures: phase.asks.length };
      this.audit.record(tx, actor, { action: 'PHASE_CREATED', phase: code, details });
      return { phase, warnings: planWarnings(plan) };
    });
  }

  /**
   * Changes the details of a phase. If the days change, deadlines with their default value move with the last day. A
   * closing date that is given applies even to a phase that was kept open. One that opens or closes the phase needs a
   * reason, and one that closes it `confirm` if returns are missing or not accepted.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async change(
    actor: Actor,
    code: string,
    change: PlanChange,
    { reason, expectedStatus, confirm }: ChangeTerms,
  ): Promise<PhaseOutcome> {
    const step = async (tx: EntityManager, locked: LockedPhase): Promise<Step> => {
      const { phase } = locked;
      const plan = changedPlan(phase, change);
      const keptOpen = phase.keptOpen && change.closesAt == null;
      const status = statusAt(locked.givenStatus, { ...plan, keptOpen }, locked.now);
      const problems = [
        ...expectationProblems(phase.name, expectedStatus, phase.status),
        ...planProblems(plan),
        ...instantProblems([change.returnsDueAt, change.closesAt, change.finalAt]),
        ...(await this.checks.firstDay(tx, phase, plan.startsOn)),
        ...(plan.startsOn === phase.startsOn ? [] : placingProblems(plan, await this.phases.placed(tx, code))),
        ...statusChangeProblems(locked, status, reason),
        ...showingProblems(locked, plan.totalsHeldBack),
      ];
      if (problems.length > 0) return { problems };
      const slips = confirm ? [] : await this.checks.change(tx, phase, plan, status);
      if (slips.length > 0) return { problems: slips };
      const closingReason = status === phase.status ? null : reason;
      await this.phases.change(tx, code, plan, { keptOpen, closingReason });
      const warnings = [...planWarnings(change), ...reasonWarnings(closingReason)];
      return { done: [changeEntry(phase, plan, change), ...statusEntries(phase.status, status)], warnings };
    };
    const forces = change.leadForce == null ? [] : [change.leadForce];
    return this.steps.take(actor, code, step, async (tx) => {
      await this.operations.assertKnown(tx, { forces });
      if (change.startsOn == null) return;
      // Under this lock no force can be merged, so forces that exist on the first day still exist at the end.
      await this.phases.lockCodes(tx);
      // Waits for submissions under way, which use the definitions of the first day that they have read.
      await this.dictionary.lockDefinitions(tx);
    });
  }

  /**
   * Opens a phase for returns. If its closing date has passed, it is kept open and needs a reason.
   *
   * @param expectedStatus null: not checked
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async open(
    actor: Actor,
    code: string,
    reason: string | null,
    expectedStatus: PhaseStatus | null,
  ): Promise<PhaseOutcome> {
    return this.steps.take(actor, code, async (tx, locked) => {
      const { phase } = locked;
      if (phase.status === 'OPEN') return UNCHANGED;
      const problems = [
        ...expectationProblems(phase.name, expectedStatus, phase.status),
        ...openingProblems(locked, reason),
        ...placingProblems(phase, await this.phases.placed(tx, code)),
      ];
      if (problems.length > 0) return { problems };
      const keptOpen = isPastClosing(locked);
      const kept = keptOpen ? reason : null;
      await this.phases.open(tx, code, kept);
      const details = { from: phase.status, keptOpen };
      return { done: [{ action: 'PHASE_OPENED', details }], warnings: reasonWarnings(kept) };
    });
  }

  /**
   * Closes a phase: it accepts new versions of the returns that it has, and first
   * returns only by exception.
   *
   * @param how `expectedStatus` null: not checked; `confirm` true: even if returns are missing or not accepted
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async close(
    actor: Actor,
    code: string,
    { expectedStatus, confirm }: Omit<ChangeTerms, 'reason'>,
  ): Promise<PhaseOutcome> {
    return this.steps.take(actor, code, async (tx, locked) => {
      const { phase, givenStatus } = locked;
      if (givenStatus === 'CLOSED') return UNCHANGED;
      const problems = [
        ...(phase.status === 'CLOSED' ? [] : expectationProblems(phase.name, expectedStatus, phase.status)),
        ...closingProblems(locked),
      ];
      if (problems.length > 0) return { problems };
      // A phase that its closing date has closed already accepts no first returns.
      const unfinished = confirm || phase.status === 'CLOSED' ? [] : await this.checks.closing(tx, phase);
      if (unfinished.length > 0) return { problems: unfinished };
      await this.phases.close(tx, code, locked.now);
      return { done: [{ action: 'PHASE_CLOSED' }] };
    });
  }

  private async assertKnown(tx: EntityManager, { operation, participants, asks, plan }: NewPhase): Promise<void> {
    const lead = plan.leadForce == null ? [] : [plan.leadForce];
    await this.operations.assertKnown(tx, {
      operations: [operation],
      forces: [...lead, ...(participants ?? []).map(({ force }) => force)],
      measures: (asks ?? []).map(({ measure }) => measure),
    });
  }

  private sameAs(existing: PhaseWithLists, sent: NewPhase): PhaseOutcome {
    const participants = existing.participants.map(({ force, participation }) => ({
      force: force.code,
      participation,
    }));
    const asks = existing.asks.map(({ measure, ask }) => ({ measure: measure.code, ask }));
    const problems = likenessProblems(sent, { ...existing, participants, asks });
    return problems.length > 0 ? { problems } : { phase: existing, warnings: [] };
  }

  private async placedOf(tx: EntityManager, participants: readonly Participant[]): Promise<PlacedForce[]> {
    const placed: PlacedForce[] = [];
    for (const { force, participation } of participants) {
      placed.push({ force: await this.dictionary.requireForce(tx, force), participation });
    }
    return placed;
  }

  private async fill(tx: EntityManager, code: string, { participants, asks }: NewPhase): Promise<void> {
    if (participants === null) await this.phases.setUpParticipants(tx, [code]);
    for (const { force, participation } of participants ?? []) {
      await this.phases.setParticipation(tx, { phase: code, force }, participation, null);
    }
    if (asks === null) await this.phases.setUpAsks(tx, [code]);
    for (const { measure, ask } of asks ?? []) {
      await this.phases.setAsk(tx, code, measure, ask);
    }
  }
}

/** @throws CodedError BAD_USER_INPUT */
function assertOnce(list: string, codes: readonly string[]): void {
  const [twice] = codes.filter((code, place) => codes.indexOf(code) !== place);
  if (twice !== undefined) {
    throw new CodedError('BAD_USER_INPUT', `'${list}' names ${twice} more than once. Name it once.`);
  }
}
