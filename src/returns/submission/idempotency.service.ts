import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { problem, type Problem } from '../../common/problem.js';
import type { EndedQuestion } from '../domain/index.js';
import { LifecycleRepository } from '../lifecycle/lifecycle.repository.js';
import { ReadingRepository, type Contents, type HeadRow } from '../reading/reading.repository.js';
import { RejectedError } from '../shared/rejected-error.js';
import { ALL_CONTENTS } from '../reading/return-reader.js';
import type { ReturnContext } from '../shared/return-context.js';
import { viewOf, type ReturnView } from '../reading/return-view.js';
import { ReturnsRepository } from '../shared/returns.repository.js';
import type { Submission } from './submission.js';

/** The return and its contents as they were when the first answer was given. */
export interface EarlierAnswer {
  readonly return: ReturnView;
  readonly contents: Contents;
  /** The open questions that the version ended. */
  readonly ended: readonly EndedQuestion[];
}

/** Repeats the first answer for an idempotency key. */
@Injectable()
export class IdempotencyService {
  constructor(
    private readonly returns: ReturnsRepository,
    private readonly reading: ReadingRepository,
    private readonly lifecycle: LifecycleRepository,
  ) {}

  /**
   * The first answer for the key of a submission; null if the key is new, or there is none.
   *
   * @throws RejectedError if the key was used with a different return
   */
  async find(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    context: ReturnContext,
  ): Promise<EarlierAnswer | null> {
    const { idempotencyKey, phase, force } = submission;
    if (idempotencyKey === null) {
      return null;
    }
    const used = await this.returns.findKey(tx, { person: actor.id, phase, force, key: idempotencyKey });
    if (used === null) {
      return null;
    }
    const whenSent = { version: null, texts: true, steps: true, queries: true, whenSent: used.versionId };
    const { stamp: _, versions, ...read } = await this.reading.heads(tx, submission, whenSent);
    const sent = versions.find(({ id }) => id === used.versionId);
    if (sent === undefined) {
      throw new Error('The version that an idempotency key refers to does not exist.');
    }
    if (!isSame(submission, context, used.inputHash)) {
      const before = [null, sent.version - 1, 0].find((expectedVersion) =>
        isSame({ ...submission, expectedVersion }, context, used.inputHash),
      );
      throw new RejectedError([keyReused(before)]);
    }
    const contents = await this.reading.contents(tx, used.versionId, ALL_CONTENTS);
    const submittedAt = new Date(sent.steps[0]?.at ?? used.usedAt);
    const heads = versions.map((one) => asOf(one, submittedAt));
    const head = heads.find(({ id }) => id === sent.id) ?? null;
    const found = { ...read, versions: heads, head, hasDraft: false, exceptionUntil: null };
    const ended = await this.lifecycle.overtakenAt(tx, submission, submittedAt);
    return { return: viewOf(context, found, contents), contents, ended };
  }

  /** Stores the key of a submission, if it has one. */
  async keep(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    context: ReturnContext,
    made: { versionId: string; at: Date },
  ): Promise<void> {
    const { phase, force, idempotencyKey: key } = submission;
    if (key !== null) {
      const inputHash = hashOf(withoutDefaults(submission, context));
      const used = { phase, force, key, person: actor.id, inputHash };
      await this.returns.keep(tx, { ...used, versionId: made.versionId, usedAt: made.at });
    }
  }
}

/**
 * Whether a submission is the one with this hash. Earlier releases stored the hash with units and qualifiers that are the
 * defaults.
 */
function isSame(submission: Submission, context: ReturnContext, hash: Buffer): boolean {
  return [withoutDefaults(submission, context), submission].some((one) => hash.equals(hashOf(one)));
}

/**
 * IDEMPOTENCY_KEY_REUSED, with what differs if that is only the expected version.
 *
 * @param before the version that the first submission expected, null if it was left out; undefined if more differs
 */
function keyReused(before: number | null | undefined): Problem {
  const found = 'This idempotency key was sent before with a different return for this phase and force';
  const advice =
    before === undefined
      ? '. Every argument counts, also the note, the reason and the expected version. Send each new return with a new key.'
      : `: only 'expectedVersion' differs, which ${before === null ? 'was left out' : `was ${before}`} then. To get the first answer again, send it as it was then. To send another version, use a new key.`;
  return problem('IDEMPOTENCY_KEY_REUSED', `${found}${advice}`);
}

/** A version as it was at an instant: without any later step. */
function asOf(head: HeadRow, at: Date): HeadRow {
  const isBefore = (instant: string): boolean => new Date(instant) <= at;
  const steps = head.steps.filter((step) => isBefore(step.at));
  return {
    ...head,
    steps,
    stepCount: steps.length,
    questions: head.questions
      .filter(({ askedAt }) => isBefore(askedAt))
      .map((question) =>
        question.endedAt === null || isBefore(question.endedAt)
          ? question
          : { ...question, ending: null, answer: null, endedAt: null, endedBy: null },
      ),
  };
}

/** The submission without units and qualifiers that are the defaults. */
function withoutDefaults(submission: Submission, { measures }: ReturnContext): Submission {
  const figures = submission.figures.map((figure) => ({
    ...figure,
    unit: figure.unit === measures.get(figure.measure)?.unit ? null : figure.unit,
    qualifier: figure.qualifier === 'EXACT' ? null : figure.qualifier,
  }));
  return { ...submission, figures };
}

/**
 * The hash of a submission without its key; the same for two submissions that are the same. The fields of a submission
 * are always in the same order. Empty fields are left out, so that a field added in a later release changes no stored
 * hash.
 */
function hashOf({ idempotencyKey: _, ...submission }: Submission): Buffer {
  const saying = (__: string, value: unknown): unknown =>
    value === null || value === false || (Array.isArray(value) && value.length === 0) ? undefined : value;
  return createHash('sha256').update(JSON.stringify(submission, saying)).digest();
}
