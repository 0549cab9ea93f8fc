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
  type HeldPhase,
  type Participation,
  type PhaseAsk,
} from '../domain/index.js';
import { OperationsService } from '../operations/operations.service.js';
import { PhaseSteps, UNCHANGED, type PhaseOutcome, type Step } from '../phases/phase-steps.js';
import { PhaseUsage } from '../phases/phase-usage.js';
import { PhasesRepository } from '../phases/phases.repository.js';

/** A phase and a force. */
interface ForceInPhase {
  readonly phase: string;
  readonly force: string;
}

/** A force's part in a phase, as it is to be. */
export interface ParticipationChange extends ForceInPhase {
  readonly participation: Participation;
  /** Null: none, which serves as long as the phase is PLANNED. */
  readonly reason: string | null;
  /** Null: it is not checked. */
  readonly expected: Participation | null;
}

/** Who takes part in a phase, what it asks for, and who gets longer. */
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
   * Sets a force's part in a phase; one that was not named joins it. A force that has a return which stands stays in it.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async setParticipation(actor: Actor, change: ParticipationChange): Promise<PhaseOutcome> {
    const { phase: code, force: forceCode, participation, reason, expected } = change;
    const step = async (tx: EntityManager, held: HeldPhase): Promise<Step> => {
      const force = await this.dictionary.requireForce(tx, forceCode);
      const found = await this.phases.participationOf(tx, code, forceCode);
      if (found === participation) return UNCHANGED;
      const hasReturn = (await this.use.forcesWithReturns(tx, code)).includes(forceCode);
      const problems = [
        ...expectationProblems(`the part of ${force.name} in ${held.phase.name}`, expected, found),
        ...participationProblems(held, { force, participation, reason, hasReturn }),
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
   * Sets what a phase asks of a measure.
   *
   * @param ask null: it is asked for no more, and may come all the same
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
        // What `othersNil` makes nil in a return that is under way is what was asked for when it was read.
        await this.dictionary.lockDefinitions(tx);
      },
    );
  }

  /**
   * Has a closed phase take a force's first return until an instant; instead of an exception that stands.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async grantException(actor: Actor, key: ForceInPhase, until: Date, reason: string): Promise<PhaseOutcome> {
    return this.steps.take(actor, key.phase, async (tx, held) => {
      const force = await this.dictionary.requireForce(tx, key.force);
      const standing = await this.phases.findException(tx, key.phase, key.force);
      if (standing !== null && sameInstant(standing.until, until) && standing.reason === reason) return UNCHANGED;
      const participation = await this.phases.participationOf(tx, key.phase, key.force);
      const problems = exceptionProblems(held, { force, participation, until, reason });
      if (problems.length > 0) return { problems };
      await this.phases.grant(tx, key, { until, reason, now: held.now });
      const details = { until: until.toISOString() };
      const done = [{ action: 'EXCEPTION_GRANTED' as const, force: key.force, details }];
      return { done, warnings: reasonWarnings(reason) };
    });
  }

  /**
   * Takes a force's exception back; where there is none, nothing happens.
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
