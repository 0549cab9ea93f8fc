import { createHash } from 'node:crypto';
import { Inject, Injectable, type RawBodyRequest } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Counter } from 'prom-client';
import { Authentication, capacitiesOf, type Caller, type CallerRequest } from '../../access/index.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { DataChanges } from '../../database/index.js';
import { OperationsService } from '../../operations/index.js';
import { AnswersAgain, GRAPHQL_MEDIA_TYPES, Metrics, requestScope, unless } from '../../platform/index.js';
import { AnswerStore, type StoredAnswer } from './answer-store.js';

/** What is known of a request while it is answered. */
interface Question {
  /** Tells it from every other that could be answered otherwise. */
  readonly digest: string;
  /** Its place among all questions. */
  readonly askedAs: number;
  /** The phase whose totals are in the answer, as they were at this stamp; undefined: none are, so far. */
  restsOn?: { readonly phase: string; readonly stamp: string };
  /** Tells those who wait for this very answer that it is there, or will not come. */
  done?: () => void;
}

/**
 * Answers that were given before, given again byte for byte as long as nothing that they rest on has changed.
 *
 * Nobody can tell but by the time it takes: who asks is looked up for every answer, and so is the stamp of the phase's
 * data, after the question came. So no answer is older than a write that was acknowledged before, by whatever process.
 * An answer is kept for those who see the same: row-level security and policies go by role and force, of all that
 * somebody may act as.
 */
@Injectable()
export class LiveAnswers extends AnswersAgain {
  private readonly store: AnswerStore | null;
  private readonly questions = new WeakMap<Request, Question>();
  /** A question that was answered before is worked out once at a time; others wait for that answer. */
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly answered: Counter<'outcome'>;
  private asked = 0;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly authentication: Authentication,
    private readonly operations: OperationsService,
    changes: DataChanges,
    metrics: Metrics,
  ) {
    super();
    this.answered = metrics.counter(
      'answer_cache_requests_total',
      'Requests that the answer cache could serve, by outcome.',
      ['outcome'],
    );
    metrics.gauge('answer_cache_bytes', 'Memory that the stored answers take up, in bytes.', [], (gauge) => {
      gauge.set(this.store?.bytes ?? 0);
    });
    metrics.gauge('answer_cache_answers', 'The number of stored answers.', [], (gauge) => {
      gauge.set(this.store?.size ?? 0);
    });
    changes.subscribe((phase) => {
      this.forget(phase);
    });
    this.store = config.limits.answerCacheBytes === 0 ? null : new AnswerStore(config.limits.answerCacheBytes);
  }

  readonly handle = (request: RawBodyRequest<Request>, response: Response, next: NextFunction): void => {
    const digest = digestOf(request);
    if (this.store === null || digest === undefined) {
      next();
      return;
    }
    this.asked += 1;
    const question: Question = { digest, askedAs: this.asked };
    this.answerAgain(this.store, question, request, response).then(
      (answered) => {
        if (answered) return;
        this.listen(this.store, question, request, response);
        next();
      },
      // What kept it from being looked up keeps it from being answered too, and is told there.
      () => {
        next();
      },
    );
  };

  /** Says that an answer holds the totals of this phase, as they were at this stamp. */
  restsOn(request: Request, phase: string, stamp: string): void {
    const question = this.questions.get(request);
    if (question !== undefined) question.restsOn = { phase, stamp };
  }

  /** Lets go of answers about a phase; '': of all. */
  private forget(phase: string): void {
    if (phase === '') this.store?.forgetAll();
    else this.store?.forget(phase);
  }

  /** False: there is no answer that still holds; this request is the one to work it out. */
  private async answerAgain(
    store: AnswerStore,
    question: Question,
    request: CallerRequest,
    response: Response,
  ): Promise<boolean> {
    const phase = store.phaseOf(question.digest);
    if (phase === undefined) return false;
    const [caller, stamp] = await Promise.all([
      this.authentication.callerOf(request),
      this.operations.dataStamp(phase),
    ]);
    const viewer = viewerOf(caller);
    for (;;) {
      const answer = store.find(question.digest, viewer);
      if (answer !== undefined && stillHolds(answer, stamp, question)) {
        this.answered.inc({ outcome: 'hit' });
        send(response, answer);
        return true;
      }
      const other = this.underWay.get(`${question.digest} ${viewer}`);
      if (other === undefined) {
        this.workOut(`${question.digest} ${viewer}`, question, response);
        return false;
      }
      await unless(requestScope.getStore()?.time.unwanted ?? null, other);
    }
  }

  /** Until the answer is there, or will not come: not until it has gone out, which is as slow as who reads it. */
  private workOut(key: string, question: Question, response: Response): void {
    const done = new Promise<void>((resolve) => {
      question.done = resolve;
      response.once('close', resolve);
    }).then(() => {
      this.underWay.delete(key);
    });
    this.underWay.set(key, done);
  }

  /**
   * Keeps what is going to be sent, if it turns out to rest on one phase's totals and on nothing else: if they were read
   * in the only transaction that the request has had.
   */
  private listen(store: AnswerStore | null, question: Question, request: CallerRequest, response: Response): void {
    const scope = requestScope.getStore();
    this.questions.set(request, question);
    this.asked += 1;
    const beganAs = this.asked;
    const sendOn = response.send.bind(response);
    response.send = (body: unknown) => {
      const { restsOn } = question;
      if (
        restsOn !== undefined &&
        request.caller !== undefined &&
        scope?.transactions === 1 &&
        isWhole(response, body)
      ) {
        store?.keep(question.digest, viewerOf(request.caller), {
          ...restsOn,
          body: Buffer.from(body),
          contentType: String(response.getHeader('Content-Type')),
          beganAs,
        });
        this.answered.inc({ outcome: 'miss' });
      }
      question.done?.();
      return sendOn(body);
    };
  }
}

/** Two requests with the same digest ask for the same, in the same form; undefined: no body was read. */
function digestOf(request: RawBodyRequest<Request>): string | undefined {
  const { rawBody, headers } = request;
  if (rawBody === undefined) return undefined;
  const form = JSON.stringify([request.accepts(GRAPHQL_MEDIA_TYPES), headers['content-type']]);
  return createHash('sha256').update(form).update(rawBody).digest('base64');
}

/** What decides what somebody sees of the totals. */
const viewerOf = (caller: Caller): string =>
  capacitiesOf(caller)
    .map(({ role, force }) => `${role} ${force ?? ''}`)
    .join();

/** Nothing has changed since; or it was worked out after this question came. */
function stillHolds(answer: StoredAnswer, stamp: string | null, question: Question): boolean {
  return answer.stamp === stamp || answer.beganAs > question.askedAs;
}

/** Data and no errors: Apollo puts errors first. */
function isWhole(response: Response, body: unknown): body is string {
  return response.statusCode === 200 && typeof body === 'string' && body.startsWith('{"data":{');
}

function send(response: Response, { body, contentType }: StoredAnswer): void {
  response.setHeader('Content-Type', contentType);
  response.end(body);
}
