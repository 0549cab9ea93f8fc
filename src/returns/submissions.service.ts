import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/index.js';
import { Audit } from '../audit/index.js';
import { blocks, isEvaluated, problem, type Problem } from '../common/problem.js';
import { Transactions } from '../database/index.js';
import { OperationsService } from '../operations/index.js';
import { Examination, type Examined } from './examination.js';
import { LifecycleRepository } from './lifecycle.repository.js';
import { ReadingRepository } from './reading.repository.js';
import { Refused } from './refused.js';
import { ReturnReader } from './return-reader.js';
import { admissionOf, participationOf, ReturnSettings, type ReturnSetting } from './return-settings.js';
import { viewOf, type ReturnView } from './return-view.js';
import { ReturnsPolicy } from './returns.policy.js';
import { ReturnsRepository, type NewVersion, type Stored } from './returns.repository.js';
import type { Submission } from './submission.js';
import { SubmissionMetrics } from './submission-metrics.js';

/** What came of a submission: the return as it stands now, or everything that kept it out. */
export type SubmissionOutcome =
  | { readonly return: ReturnView; readonly warnings: readonly Problem[]; readonly notEvaluated: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** Takes returns in. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly settings: ReturnSettings,
    private readonly policy: ReturnsPolicy,
    private readonly returns: ReturnsRepository,
    private readonly examination: Examination,
    private readonly lifecycle: LifecycleRepository,
    private readonly reading: ReadingRepository,
    private readonly reader: ReturnReader,
    private readonly metrics: SubmissionMetrics,
    private readonly audit: Audit,
  ) {}

  /**
   * Submits a whole return: what it leaves out is not reported in it. Every problem is told at once; with one that
   * blocks, nothing is stored. Two submissions for one force at once give two whole versions, one after the other. Once
   * a version is accepted, the next is a correction and needs a reason; the accepted one counts until that is accepted.
   *
   * @param withPast true: with all that happened to the return before, which costs more to read
   * @throws CodedError NOT_FOUND for an unknown phase or force; FORBIDDEN for another force's return
   */
  async submit(actor: Actor, submission: Submission, withPast = false): Promise<SubmissionOutcome> {
    try {
      const outcome = await this.transactions.run(actor, (tx) => this.submitIn(tx, actor, submission, withPast));
      this.metrics.accepted();
      return outcome;
    } catch (error) {
      if (error instanceof Refused) {
        this.metrics.refused(error.problems);
        return { problems: error.problems };
      }
      throw error;
    }
  }

  private async submitIn(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    withPast: boolean,
  ): Promise<SubmissionOutcome> {
    const setting = await this.settings.hold(tx, submission);
    this.policy.assertMaySend(actor, submission.force);
    // Where the force is not named in the phase there is no return of it, and can be none.
    if (participationOf(setting) !== null) await this.returns.lock(tx, submission);
    const repeated = await this.repeated(tx, actor, submission, setting);
    if (repeated !== null) {
      return repeated;
    }
    const examined = await this.examination.examine(tx, actor, submission, { setting, isDraft: false });
    const { problems } = examined;
    if (problems.some(blocks)) {
      throw new Refused(problems);
    }
    const stored = await this.store(tx, actor, submission, examined, setting);
    const view = withPast
      ? await this.reader.read(tx, actor, submission, { version: stored.head.version, contents: true })
      : null;
    const alone = { heads: [stored.head], head: stored.head, hasDraft: false, exceptionUntil: null };
    const told = { ...examined, problems: [...problems, ...examined.notEvaluated], acknowledgements: [] };
    return { return: view ?? viewOf(setting, alone, told), ...toldOf(told.problems) };
  }

  /** The answer that this key was given before; null: it is new, or none was sent. */
  private async repeated(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    setting: ReturnSetting,
  ): Promise<SubmissionOutcome | null> {
    const { idempotencyKey, phase, force } = submission;
    if (idempotencyKey === null) {
      return null;
    }
    const used = await this.returns.findKey(tx, { person: actor.id, phase, force, key: idempotencyKey });
    if (used === null) {
      return null;
    }
    if (!used.inputHash.equals(hashOf(submission))) {
      const message =
        'This idempotency key was sent before with another return for this phase and force; send each new return with a new key.';
      throw new Refused([problem('IDEMPOTENCY_KEY_REUSED', message)]);
    }
    const { versions } = await this.reading.heads(tx, submission);
    const head = versions.find(({ id }) => id === used.versionId);
    const contents = (await this.reading.contents(tx, [used.versionId])).get(used.versionId);
    if (head === undefined || contents === undefined) {
      throw new Error('An idempotency key names a version that is not there.');
    }
    // As it was then: before anything else happened to it.
    const first = { ...head, steps: head.steps.slice(0, 1), questions: [] };
    const view = viewOf(setting, { heads: [first], head: first, hasDraft: false, exceptionUntil: null }, contents);
    return { return: view, ...toldOf(contents.problems) };
  }

  private async store(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    examined: Examined,
    setting: ReturnSetting,
  ): Promise<Stored> {
    const at = await this.operations.moveDataVersionOn(tx, submission.phase);
    await this.overtake(tx, actor, submission, examined, at);
    const added = versionOf(actor, submission, examined);
    const stored = await this.returns.add(tx, added, setting.measures, at);
    // The phase is locked now: if it was closed meanwhile, that came first.
    const seating = await this.examination.seating(tx, setting, examined.standing);
    const late = admissionOf(setting, { ...seating, now: stored });
    if (late.length > 0) {
      throw new Refused(late);
    }
    const { phase, force, idempotencyKey } = submission;
    if (idempotencyKey !== null) {
      const used = { person: actor.id, phase, force, key: idempotencyKey };
      await this.returns.keep(tx, {
        ...used,
        ...{ inputHash: hashOf(submission), versionId: stored.head.id, usedAt: at },
      });
    }
    const { version, onBehalf } = stored.head;
    const details = { version, onBehalf, sha256: hashOf(submission).toString('hex') };
    await this.audit.record(tx, actor, { action: 'RETURN_SUBMITTED', phase, force, details });
    return stored;
  }

  /** Questions about the version before are no longer open. */
  private async overtake(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    { version }: Examined,
    at: Date,
  ): Promise<void> {
    if (version === null || version.life.openQuestions === 0) {
      return;
    }
    await this.lifecycle.addStep(tx, submission, version, { step: 'OVERTAKE', person: actor.id, at, reason: null });
    const by = { ending: 'OVERTAKEN', answer: null, person: actor.id, at } as const;
    await this.lifecycle.endQuestions(tx, version.id, null, by);
  }
}

/** A version's problems, parted into what looks wrong and what could not be looked at. */
function toldOf(problems: readonly Problem[]): { warnings: Problem[]; notEvaluated: Problem[] } {
  return {
    warnings: problems.filter(isEvaluated),
    notEvaluated: problems.filter((found) => !isEvaluated(found)),
  };
}

function versionOf(actor: Actor, submission: Submission, examined: Examined): NewVersion {
  const { phase, force, asAt, note, reason, window, onBehalf } = submission;
  return {
    ...{ phase, force, asAt, note, reason, version: examined.standing.versions + 1, submittedBy: actor.id },
    ...{ windowFrom: window?.from ?? null, windowTo: window?.to ?? null },
    onBehalf: actor.force === null,
    ...{ receivedFrom: onBehalf?.from ?? null, receivedAt: onBehalf?.at ?? null, receivedBy: onBehalf?.by ?? null },
    ...{
      figures: examined.figures,
      results: examined.results,
      problems: [...examined.problems, ...examined.notEvaluated],
    },
  };
}

/**
 * Says whether two submissions are the same but for their key. The fields of a submission always come in the same order;
 * what says nothing is left out, so that a field that a later release adds changes no hash of this one.
 */
function hashOf({ idempotencyKey: _, ...submission }: Submission): Buffer {
  const saying = (__: string, value: unknown): unknown =>
    value === null || value === false || (Array.isArray(value) && value.length === 0) ? undefined : value;
  return createHash('sha256').update(JSON.stringify(submission, saying)).digest();
}
