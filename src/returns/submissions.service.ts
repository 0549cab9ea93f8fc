import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/index.js';
import type { CalendarDate } from '../common/dates.js';
import { blocks, problem, type Problem } from '../common/problem.js';
import { Transactions } from '../database/index.js';
import { DictionaryService } from '../dictionary/index.js';
import { OperationsService } from '../operations/index.js';
import {
  correctionProblems,
  readReturn,
  sourceProblems,
  standingOf,
  versionProblems,
  type OnBehalf,
  type ReadReturn,
  type ReturnContext,
  type ReturnEntry,
  type Standing,
} from './domain/index.js';
import { LifecycleRepository, type LivingVersion } from './lifecycle.repository.js';
import { ReadingRepository } from './reading.repository.js';
import { Refused } from './refused.js';
import { ReturnReader } from './return-reader.js';
import { admissionOf, ReturnSettings, type ReturnSetting } from './return-settings.js';
import { viewOf, type ReturnView } from './return-view.js';
import { ReturnsPolicy } from './returns.policy.js';
import { ReturnsRepository, type NewVersion, type Stored } from './returns.repository.js';
import { SubmissionMetrics } from './submission-metrics.js';

/** A whole return as somebody sends it. */
export interface Submission extends ReturnEntry {
  readonly phase: string;
  readonly force: string;
  /** The day as at which the figures stand; null: not said. */
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  readonly reason: string | null;
  /** The version that the sender believes to stand, 0 for none; null: it is not checked. */
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
  /** How the region had it, where it enters it for the force; null: not said, or the force sends it itself. */
  readonly onBehalf: OnBehalf | null;
}

/** What came of a submission: the return as it stands now, or everything that kept it out. */
export type SubmissionOutcome =
  { readonly return: ReturnView; readonly warnings: readonly Problem[] } | { readonly problems: readonly Problem[] };

/** What a submission is laid over. */
interface Before {
  readonly standing: Standing;
  /** The version that stands; null: none. */
  readonly version: LivingVersion | null;
  readonly context: ReturnContext;
}

/** Takes returns in. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly dictionary: DictionaryService,
    private readonly operations: OperationsService,
    private readonly settings: ReturnSettings,
    private readonly policy: ReturnsPolicy,
    private readonly returns: ReturnsRepository,
    private readonly lifecycle: LifecycleRepository,
    private readonly reading: ReadingRepository,
    private readonly reader: ReturnReader,
    private readonly metrics: SubmissionMetrics,
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
    const stamp = await this.dictionary.holdDefinitions(tx);
    const setting = await this.settings.of(tx, submission, stamp);
    this.policy.assertMaySend(actor, submission.force);
    const admission = admissionOf(setting);
    // Where the force is not named in the phase there is no return of it, and can be none.
    const count = admission.isNamed ? await this.returns.lock(tx, submission) : 0;
    const repeated = await this.repeated(tx, actor, submission, setting);
    if (repeated !== null) {
      return repeated;
    }
    const before = await this.before(tx, submission, setting, count);
    const read = readReturn(submission, before.context);
    const problems = [
      ...admission.problems,
      ...versionProblems(submission.expectedVersion, before.standing),
      ...correctionProblems(submission.reason, before.standing),
      ...sourceProblems(submission.onBehalf, actor.force !== null),
      ...read.problems,
    ];
    if (problems.some(blocks)) {
      throw new Refused(problems);
    }
    const stored = await this.store(tx, actor, submission, { ...read, problems }, { before, setting });
    const view = withPast
      ? await this.reader.read(tx, actor, submission, { version: stored.head.version, contents: true })
      : null;
    const alone = { heads: [stored.head], head: stored.head, hasDraft: false };
    return { return: view ?? viewOf(setting, alone, { ...read, problems, acknowledgements: [] }), warnings: problems };
  }

  /** @param count how many versions there are */
  private async before(
    tx: EntityManager,
    submission: Submission,
    setting: ReturnSetting,
    count: number,
  ): Promise<Before> {
    const versions = count === 0 ? [] : await this.lifecycle.versions(tx, submission);
    const standing = standingOf(versions.map(({ life }) => life));
    const version = versions.find(({ life }) => life === standing.standing) ?? null;
    const contents = version === null ? null : (await this.reading.contents(tx, [version.id])).get(version.id);
    const stands = version === null ? null : { version: version.life.version, figures: contents?.figures ?? [] };
    return { standing, version, context: contextOf(setting, stands) };
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
    const view = viewOf(setting, { heads: [first], head: first, hasDraft: false }, contents);
    return { return: view, warnings: contents.problems };
  }

  private async store(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    read: ReadReturn,
    { before, setting }: { before: Before; setting: ReturnSetting },
  ): Promise<Stored> {
    const at = await this.operations.moveDataVersionOn(tx, submission.phase);
    await this.overtake(tx, actor, submission, { before, at });
    const added = versionOf(actor, submission, read, before.standing.versions + 1);
    const stored = await this.returns.add(tx, added, setting.measures, at);
    // The phase is locked now: if it was closed meanwhile, that came first.
    const { problems: late } = admissionOf(setting, stored);
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
    return stored;
  }

  /** Questions about the version before are no longer open. */
  private async overtake(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    { before, at }: { before: Before; at: Date },
  ): Promise<void> {
    const { version } = before;
    if (version === null || version.life.openQuestions === 0) {
      return;
    }
    await this.lifecycle.addStep(tx, submission, version, { step: 'OVERTAKE', person: actor.id, at, reason: null });
    const by = { ending: 'OVERTAKEN', answer: null, person: actor.id, at } as const;
    await this.lifecycle.endQuestions(tx, version.id, null, by);
  }
}

function versionOf(actor: Actor, submission: Submission, read: ReadReturn, version: number): NewVersion {
  const { phase, force, asAt, note, reason, window, onBehalf } = submission;
  return {
    ...{ phase, force, version, asAt, note, reason, submittedBy: actor.id },
    ...{ windowFrom: window?.from ?? null, windowTo: window?.to ?? null },
    onBehalf: actor.force === null,
    ...{ receivedFrom: onBehalf?.from ?? null, receivedAt: onBehalf?.at ?? null, receivedBy: onBehalf?.by ?? null },
    ...{ figures: read.figures, results: read.results, problems: [...read.problems] },
  };
}

function contextOf({ details, measures, wholes }: ReturnSetting, standing: ReturnContext['standing']): ReturnContext {
  const { phase, asks } = details;
  return {
    ...{ measures, wholes, standing },
    asked: asks.map(({ measure }) => measure),
    phase: { from: phase.startsOn, to: phase.endsOn },
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
