import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { OperationsService } from '../../operations/index.js';
import type { EndedQuestion } from '../domain/index.js';
import { IdempotencyService } from './idempotency.service.js';
import { ReturnValidator, type Examined } from '../validation/return-validator.js';
import { LifecycleRepository } from '../lifecycle/lifecycle.repository.js';
import { RejectedError } from '../shared/rejected-error.js';
import { admissionOf, type ReturnKey, type ReturnContext } from '../shared/return-context.js';
import { ReturnsRepository, type NewVersion, type Stored } from '../shared/returns.repository.js';
import type { Submission } from './submission.js';
import { SEAL_KEY_BYTES, sealOf } from './version-seal.js';

/** A stored version, and the open questions that it ended. */
export interface Added extends Stored {
  readonly ended: readonly EndedQuestion[];
}

/** Stores new versions of returns, with the changes that a new version makes to the one before. */
@Injectable()
export class VersionWriter {
  constructor(
    private readonly operations: OperationsService,
    private readonly validator: ReturnValidator,
    private readonly lifecycle: LifecycleRepository,
    private readonly returns: ReturnsRepository,
    private readonly idempotency: IdempotencyService,
    private readonly audit: Audit,
  ) {}

  /** Locks the return until the transaction ends; creates it if it does not exist. */
  async lock(tx: EntityManager, key: ReturnKey): Promise<void> {
    await this.returns.lock(tx, key);
  }

  /**
   * Stores a checked return as the next version.
   *
   * @throws RejectedError if the phase was closed, or the force removed from it, after the checks
   */
  async add(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    examined: Examined,
    context: ReturnContext,
  ): Promise<Added> {
    const at = await this.operations.moveDataVersionOn(tx, submission.phase);
    const ended = await this.overtake(tx, actor, submission, examined, at);
    const added = versionOf(actor, submission, examined);
    const contentKey = randomBytes(SEAL_KEY_BYTES);
    const stored = await this.returns.add(tx, added, { measures: context.measures, submittedAt: at, contentKey });
    // The phase is locked from here on, so its status can no longer change. It may have changed since the checks.
    const facts = await this.validator.admissionFacts(tx, context, examined.currentVersions, stored.status);
    const late = admissionOf(context, { ...facts, isOwn: actor.force !== null, now: stored });
    if (late.length > 0) {
      throw new RejectedError(late);
    }
    await this.idempotency.keep(tx, actor, submission, context, { versionId: stored.head.id, at });
    const { phase, force } = submission;
    const { head, draftRevision } = stored;
    const details = { version: head.version, onBehalf: head.onBehalf, draftRevision };
    const seal = sealOf(added, contentKey);
    this.audit.record(tx, actor, { action: 'RETURN_SUBMITTED', phase, force, details, seal });
    return { ...stored, ended };
  }

  /** Ends the open questions about the version before, and returns them. */
  private async overtake(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    { version }: Examined,
    at: Date,
  ): Promise<EndedQuestion[]> {
    if (version === null || version.life.openQuestions === 0) {
      return [];
    }
    await this.lifecycle.addStep(tx, submission, version, { step: 'OVERTAKE', person: actor.id, at, reason: null });
    const by = { ending: 'OVERTAKEN', answer: null, person: actor.id, at } as const;
    await this.lifecycle.endQuestions(tx, version.id, null, by);
    return this.lifecycle.overtakenAt(tx, submission, at);
  }
}

function versionOf(actor: Actor, submission: Submission, examined: Examined): NewVersion {
  const { phase, force, asAt, note, reason, window, onBehalf } = submission;
  return {
    phase,
    force,
    asAt,
    note,
    reason,
    version: examined.currentVersions.versions + 1,
    submittedBy: actor.id,
    windowFrom: window?.from ?? null,
    windowTo: window?.to ?? null,
    onBehalf: actor.force === null,
    receivedFrom: onBehalf?.from ?? null,
    receivedAt: onBehalf?.at ?? null,
    receivedBy: onBehalf?.by ?? null,
    figures: examined.figures,
    results: examined.results,
    problems: [...examined.problems, ...examined.notEvaluated],
  };
}
