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
import { AnswerStore, type StoredAnswer, type Subject, type Validators } from './answer-store.js';

/** What an answer depends on. */
export interface Basis extends Subject {
  readonly stamp: string;
}

/** A request while it is being answered. */
interface Question {
  /** Different for requests that could have different answers. */
  readonly digest: string;
  /** Its number in the sequence of all requests. */
  readonly askedAs: number;
  /** What an earlier answer was about, with the present data stamp of its phase; undefined: there is none. */
  readonly known?: { readonly isPersonal: boolean; readonly stamp: Promise<string | null> };
  /** The phase that the answer is about, and its data stamp then; undefined: not known so far. */
  restsOn?: Basis;
  /** Tells requests that wait for this answer that it is stored, or will not be. */
  done?: () => void;
}

/**
 * A cache of answers. It repeats a stored answer byte for byte, as long as the data behind it has not changed.
 *
 * A caller notices no difference but speed. For every request, the caller and the data stamp of the phase are looked up
 * after the request arrived, so an answer includes every write acknowledged before, whichever process made it. An
 * answer is stored for callers who see the same: row-level security and policies depend on the roles and forces that a
 * caller may act as. Those of releases depend on the person too, who may be named, so an answer about a release is stored
 * for one person.
 */
@Injectable()
export class ResponseCache extends CachedResponses {
  private readonly store: AnswerStore | null;
  private readonly questions = new WeakMap<Request, Question>();
  /** GET requests whose data stamp is looked up already. */
  private readonly asking = new WeakMap<Request, Question>();
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

  /**
   * Looks up the data stamp for a GET request that was answered before, while its caller is looked up. A body would have
   * to be read first.
   */
  readonly prepare = (request: Request, _: Response, next: NextFunction): void => {
    if (this.store !== null && READING_METHODS.includes(request.method)) {
      this.asked += 1;
      const question = { digest: digestOfUrl(request), askedAs: this.asked };
      this.asking.set(request, this.lookUp(this.store, question));
    }
    next();
  };

  readonly handle = (request: RawBodyRequest<Request>, response: Response, next: NextFunction): void => {
    const question = this.questionOf(request);
    if (this.store === null || question === null) {
      next();
      return;
    }
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

  /** Records what an answer depends on. The answer is then stored, if nothing else was read for it. */
  restsOn(request: Request, basis: Basis): void {
    const question = this.questions.get(request);
    if (question !== undefined) question.restsOn = basis;
  }

  /** Null: the answer is not stored, because no body was read. */
  private questionOf(request: Request): Question | null {
    const asked = this.asking.get(request);
    const digest = asked === undefined ? digestOf(request) : undefined;
    if (this.store === null || digest === undefined) return asked ?? null;
    this.asked += 1;
    return this.lookUp(this.store, { digest, askedAs: this.asked });
  }

  /** Begins to look up the data stamp of the phase that the answer is about, if that is known. */
  private lookUp(store: AnswerStore, question: Question): Question {
    const subject = store.subjectOf(question.digest);
    if (subject === undefined) return question;
    const { phase, isPersonal } = subject;
    const stamp = this.operations.dataStamp(phase);
    // Prevents an unhandled rejection if authentication fails before the stamp is awaited.
    stamp.catch(() => undefined);
    return { ...question, known: { isPersonal, stamp } };
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
    const { known } = question;
    if (known === undefined) return false;
    const [caller, stamp] = await Promise.all([this.authentication.callerOf(request), known.stamp]);
    const viewer = viewerOf(caller, known.isPersonal);
    for (;;) {
      const answer = store.find(question.digest, viewer);
      if (answer !== undefined && isUpToDate(answer, stamp, question)) {
        this.answered.inc({ outcome: 'hit' });
        send(request, response, answer);
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
      const { caller } = request;
      if (restsOn !== undefined && caller !== undefined && scope?.transactions === 1 && isWhole(response, body)) {
        const { phase, stamp, isPersonal } = restsOn;
        const bytes = Buffer.from(body);
        const headers = describingHeadersOf(response);
        const validators = setValidators(request, response, bytes);
        store?.keep(question.digest, viewerOf(caller, isPersonal), isPersonal, {
          phase,
          stamp,
          body: bytes,
          headers,
          validators,
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
  return digest(JSON.stringify([request.accepts(GRAPHQL_MEDIA_TYPES), headers['content-type']]), rawBody);
}

/** The same for GET and HEAD. */
function digestOfUrl({ originalUrl, headers }: Request): string {
  return digest(JSON.stringify([headers.accept, originalUrl]));
}

const READING_METHODS: readonly string[] = ['GET', 'HEAD'];

function digest(form: string, body: Buffer = Buffer.alloc(0)): string {
  return createHash('sha256').update(form).update(body).digest('base64');
}

/** Everything that decides what a caller sees. */
function viewerOf(caller: Caller, isPersonal: boolean): string {
  const capacities = capacitiesOf(caller).map(({ role, force }) => `${role} ${force ?? ''}`);
  return (isPersonal ? [caller.id, ...capacities] : capacities).join();
}

/** Whether an answer is valid: nothing has changed since, or work on it began after this request arrived. */
function isUpToDate(answer: StoredAnswer, stamp: string | null, question: Question): boolean {
  return answer.stamp === stamp || answer.beganAs > question.askedAs;
}

/** Whether an answer is a file, or has data and no errors. Apollo puts errors first. */
function isWhole(response: Response, body: unknown): body is string | Buffer {
  const isAnswer = Buffer.isBuffer(body) || (typeof body === 'string' && body.startsWith('{"data":{'));
  return response.statusCode === 200 && isAnswer;
}

/** The headers that say what a body is: its type, and what describes it. */
const DESCRIBING_HEADERS = ['Content-Type', 'Link'];

function describingHeadersOf(response: Response): Record<string, string> {
  const given = DESCRIBING_HEADERS.filter((name) => response.hasHeader(name));
  return Object.fromEntries(given.map((name) => [name, String(response.getHeader(name))]));
}

function send(request: Request, response: Response, { body, headers, validators }: StoredAnswer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (validators !== null && READING_METHODS.includes(request.method)) {
    apply(response, validators);
    if (request.fresh) {
      response.removeHeader('Content-Type');
      response.status(304).end();
      return;
    }
    response.setHeader('Content-Length', body.length);
  }
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * Gives the answer to a GET request its entity tag, and says how it may be stored: by its caller alone, and checked
 * before each use, unless the handler has said otherwise. Express then answers 304 to a caller who has it.
 *
 * @returns null for any other method
 */
function setValidators(request: Request, response: Response, body: Buffer): Validators | null {
  if (!READING_METHODS.includes(request.method)) return null;
  const given = response.getHeader('Cache-Control');
  const etag = response.getHeader('ETag') ?? `"${createHash('sha256').update(body).digest('hex')}"`;
  const cacheControl = given === undefined || given === 'no-store' ? 'private, no-cache' : String(given);
  const validators = { etag: String(etag), cacheControl };
  apply(response, validators);
  return validators;
}

function apply(response: Response, { etag, cacheControl }: Validators): void {
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', cacheControl);
  response.vary('Authorization');
}
