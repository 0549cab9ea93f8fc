import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { DictionaryService } from '../../dictionary/index.js';
import {
  exceptionProblems,
  expectationProblems,
  participationProblems,
  reasonWarnings,
  sameInstant,
  type LockedPhase,
  type Participation,
  type PhaseAsk,
} from '../domain/index.js';
import { OperationsService } from '../reading/operations.service.js';
import { PhaseSteps, UNCHANGED, type PhaseOutcome, type Step } from '../phases/phase-steps.js';
import { PhaseUsage } from '../phases/phase-usage.js';
import { PhasesRepository } from '../phases/phases.repository.js';

/** A phase and a force. */
interface ForceInPhase {
  readonly phase: string;
  readonly force: string;
}

/** A requested change of a force's participation in a phase. */
export interface ParticipationChange extends ForceInPhase {
  readonly participation: Participation;
  /** Null if none is given, which is allowed while the phase is PLANNED. */
  readonly reason: string | null;
  /** The participation that the caller expects now; null: not checked. */
  readonly expected: Participation | null;
}

/** Changes participations, asks and exceptions of phases. */
@Injectable()
export class ParticipationsService {
  constructor(
    private readonly operations: OperationsService,
    private readonly phases: PhasesRepository,
    private readonly steps: PhaseSteps,
    private readonly use: PhaseUsage,
    private readonly dictionary: DictionaryService,
  ) {}

  /**
   * Sets a force's participation in a phase; a force that is not in it is added. Refused with NOT_TAKING_PART while the
   * force has a return that is not withdrawn.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async setParticipation(actor: Actor, change: ParticipationChange): Promise<PhaseOutcome> {
    const { phase: code, force: forceCode, participation, reason, expected } = change;
    const step = async (tx: EntityManager, locked: LockedPhase): Promise<Step> => {
      const force = await this.dictionary.requireForce(tx, forceCode);
      const found = await this.phases.participationOf(tx, code, forceCode);
      if (found === participation) return UNCHANGED;
      const hasReturn = (await this.use.forcesWithReturns(tx, code)).includes(forceCode);
      const problems = [
        ...expectationProblems(`the participation of ${force.name} in ${locked.phase.name}`, expected, found),
        ...participationProblems(locked, { force, participation, reason, hasReturn }),
      ];
      if (problems.length > 0) return { problems };
      await this.operations.moveDataVersionOn(tx, code);
      await this.phases.setParticipation(tx, change, participation, reason);
      const details = { from: found, to: participation };
      const done = [{ action: 'PARTICIPATION_CHANGED' as const, force: forceCode, details }];
      return { done, warnings: reasonWarnings(reason) };
    };
    return this.steps.take(actor, code, step);
  }

  /**
   * Sets whether a phase asks for a measure.
   *
   * @param ask null: the phase does not ask for it, but it may still be reported
   * @throws CodedError NOT_FOUND for an unknown phase or measure
   */
  async setAsk(actor: Actor, code: string, measure: string, ask: PhaseAsk['ask'] | null): Promise<PhaseOutcome> {
    return this.steps.take(
      actor,
      code,
      async (tx) => {
        const found = await this.phases.askOf(tx, code, measure);
        if (found === ask) return UNCHANGED;
        await this.operations.moveDataVersionOn(tx, code);
        await this.phases.setAsk(tx, code, measure, ask);
        return { done: [{ action: 'ASKS_CHANGED', details: { measure, from: found, to: ask } }] };
      },
      async (tx) => {
        await this.operations.assertKnown(tx, { phases: [code], measure: [measure] });
        // Waits for submissions under way: `othersNil` makes nil what the phase asked for when they read it.
        await this.dictionary.lockDefinitions(tx);
      },
    );
  }

  /**
   * Grants an exception: a closed phase accepts a force's first return until an instant. It replaces an earlier
   * exception.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async grantException(actor: Actor, key: ForceInPhase, until: Date, reason: string): Promise<PhaseOutcome> {
    return this.steps.take(actor, key.phase, async (tx, locked) => {
      const force = await this.dictionary.requireForce(tx, key.force);
      const current = await this.phases.findException(tx, key.phase, key.force);
      if (current !== null && sameInstant(current.until, until) && current.reason === reason) return UNCHANGED;
      const participation = await this.phases.participationOf(tx, key.phase, key.force);
      const problems = exceptionProblems(locked, { force, participation, until, reason });
      if (problems.length > 0) return { problems };
      await this.phases.grant(tx, key, { until, reason, now: locked.now });
      const details = { until: until.toISOString() };
      const done = [{ action: 'EXCEPTION_GRANTED' as const, force: key.force, details }];
      return { done, warnings: reasonWarnings(reason) };
    });
  }

  /**
   * Revokes a force's exception. If there is none, nothing changes.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async revokeException(actor: Actor, key: ForceInPhase): Promise<PhaseOutcome> {
    return this.steps.take(actor, key.phase, async (tx, { now }) => {
      await this.dictionary.requireForce(tx, key.force);
      if ((await this.phases.findException(tx, key.phase, key.force)) === null) return UNCHANGED;
      await this.phases.revoke(tx, key, now);
      return { done: [{ action: 'EXCEPTION_REVOKED', force: key.force }] };
    });
  }
}
