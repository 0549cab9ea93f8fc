import { createHash } from 'node:crypto';
import { Inject, Injectable, type RawBodyRequest } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Counter } from 'prom-client';
import { Authentication, capacitiesOf, type Caller, type CallerRequest } from '../../access/index.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { DataChanges } from '../../database/index.js';
import { OperationsService } from '../../operations/index.js';
import { CachedResponses, GRAPHQL_MEDIA_TYPES, Metrics, requestScope, withAbort } from '../../platform/index.js';
import { AnswerStore, type StoredAnswer } from './answer-store.js';

/** A request while it is being answered. */
interface Question {
  /** Different for requests that could have different answers. */
  readonly digest: string;
  /** Its number in the sequence of all requests. */
  readonly askedAs: number;
  /** The phase whose totals the answer includes, and its data stamp then; undefined: none so far. */
  restsOn?: { readonly phase: string; readonly stamp: string };
  /** Tells requests that wait for this answer that it is stored, or will not be. */
  done?: () => void;
}

/**
 * A cache of answers. It repeats a stored answer byte for byte, as long as the data behind it has not changed.
 *
 * A caller notices no difference but speed. For every request, the caller and the data stamp of the phase are looked up
 * after the request arrived, so an answer includes every write acknowledged before, whichever process made it. An
 * answer is stored for callers who see the same: row-level security and policies depend on the roles and forces that a
 * caller may act as, and on nothing else.
 */
@Injectable()
export class ResponseCache extends CachedResponses {
  private readonly store: AnswerStore | null;
  private readonly questions = new WeakMap<Request, Question>();
  /**
   * The answers being worked out. The same request is worked out once at a time, and others wait for that answer; but
   * its phase is known only once it has been answered, so until then every caller's request is worked out.
   */
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
      // An error in the look-up happens again when the request is answered, and is reported there.
      () => {
        next();
      },
    );
  };

  /** Records that an answer includes the totals of a phase, as of a data stamp. */
  restsOn(request: Request, phase: string, stamp: string): void {
    const question = this.questions.get(request);
    if (question !== undefined) question.restsOn = { phase, stamp };
  }

  /** Deletes the answers about a phase; '': all answers. */
  private forget(phase: string): void {
    if (phase === '') this.store?.forgetAll();
    else this.store?.forget(phase);
  }

  /** Sends a stored answer. False: there is no valid one, and this request must work it out. */
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
      if (answer !== undefined && isUpToDate(answer, stamp, question)) {
        this.answered.inc({ outcome: 'hit' });
        send(response, answer);
        return true;
      }
      const other = this.underWay.get(`${question.digest} ${viewer}`);
      if (other === undefined) {
        this.workOut(`${question.digest} ${viewer}`, question, response);
        return false;
      }
      await withAbort(requestScope.getStore()?.time.abandoned ?? null, other);
    }
  }

  /**
   * Marks an answer as being worked out until it is stored or abandoned. Does not wait for a slow reader to receive it.
   */
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
   * Stores the answer when it is sent, if it depends on one phase's totals only: that is, if the totals were read in
   * the only transaction of the request.
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

/** The same for requests that ask for the same thing in the same form; undefined: no body was read. */
function digestOf(request: RawBodyRequest<Request>): string | undefined {
  const { rawBody, headers } = request;
  if (rawBody === undefined) return undefined;
  const form = JSON.stringify([request.accepts(GRAPHQL_MEDIA_TYPES), headers['content-type']]);
  return createHash('sha256').update(form).update(rawBody).digest('base64');
}

/** Everything that decides what a caller sees of the totals. */
const viewerOf = (caller: Caller): string =>
  capacitiesOf(caller)
    .map(({ role, force }) => `${role} ${force ?? ''}`)
    .join();

/** Whether an answer is valid: nothing has changed since, or work on it began after this request arrived. */
function isUpToDate(answer: StoredAnswer, stamp: string | null, question: Question): boolean {
  return answer.stamp === stamp || answer.beganAs > question.askedAs;
}

/** Whether an answer has data and no errors. Apollo puts errors first. */
function isWhole(response: Response, body: unknown): body is string {
  return response.statusCode === 200 && typeof body === 'string' && body.startsWith('{"data":{');
}

function send(response: Response, { body, contentType }: StoredAnswer): void {
  response.setHeader('Content-Type', contentType);
  response.end(body);
}
