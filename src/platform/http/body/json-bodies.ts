import { MIMEType } from 'node:util';
import {
  BadRequestException,
  Inject,
  Injectable,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Counter } from 'prom-client';
import type { Config } from '../../../config/config.js';
import { CONFIG } from '../../../config/config.module.js';
import { ExpectedError } from '../../errors/expected-error.js';
import { sendContinue } from '../expect-continue.js';
import { hasBody } from '../unread-body.js';
import { Metrics } from '../../metrics/index.js';
import { countValues, memoryOf } from './json-memory.js';
import { MemoryBudget, type MemoryClaim } from './memory-budget.js';
import { parseJson } from './parse-json.js';
import { readBody } from './read-body.js';

/** A request of a known caller whose body is read here. */
type BodyRequest = Request & { readonly caller?: { readonly id: string }; rawBody?: Buffer };

/** Each piece costs time, however small it is. The largest body has as many pieces of a hundred bytes. */
const MOST_PIECES = 10_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads JSON bodies within limits: on the bytes and values of each body, and on the memory of all bodies together, from
 * the first byte to the answer. A body is refused as soon as it exceeds a limit, without reading further, and nothing
 * is parsed before it is counted.
 */
@Injectable()
export class JsonBodies {
  private readonly budget: MemoryBudget;
  private readonly maxBytes: number;
  private readonly maxValues: number;
  private readonly refused: Counter<'reason'>;

  constructor(@Inject(CONFIG) { limits }: Config, metrics: Metrics) {
    this.maxBytes = limits.maxBodyBytes;
    this.maxValues = limits.maxBodyValues;
    this.budget = new MemoryBudget(limits.bodyMemoryBytes);
    metrics.gauge(
      'request_body_memory_bytes',
      'Memory reserved for the bodies of requests under way, in bytes.',
      [],
      (gauge) => {
        gauge.set(this.budget.used);
      },
    );
    this.refused = metrics.counter(
      'request_bodies_refused_total',
      'Request bodies that were refused before they were read completely.',
      ['reason'],
    );
  }

  /**
   * Puts the parsed body into `body` and its bytes into `rawBody`, which the answer cache compares. A body that is not
   * JSON is not read.
   *
   * @throws HttpException 413, 415 or 400; CodedError SERVICE_UNAVAILABLE if the memory for all bodies is used up
   */
  readonly read = async (request: BodyRequest, response: Response, next: () => void): Promise<void> => {
    if (hasBody(request) && isJson(request)) {
      const claim = this.budget.claim(request.caller?.id ?? '');
      const release = (): void => claim.release();
      // The body is not needed once the answer is ready, however slowly the caller fetches it.
      response.once('prefinish', release).once('close', release);
      const bytes = await this.readWithin(claim, request, response);
      request.rawBody = bytes;
      request.body = parsed(bytes);
    }
    next();
  };

  private async readWithin(claim: MemoryClaim, request: Request, response: Response): Promise<Buffer> {
    const announced = request.headers['content-encoding'] === undefined ? lengthOf(request) : 0;
    let bytes = 0;
    let values = 0;
    let pieces = 0;
    // No memory is reserved for the announced length: a caller could announce much, send nothing and keep others out.
    this.assertFits(announced, 0);
    sendContinue(request, response);
    return readBody(request, (piece) => {
      const added = countValues(piece);
      bytes += piece.length;
      values += added;
      pieces += 1;
      this.assertFits(bytes, values);
      this.assertInFewPieces(pieces);
      this.grow(claim, response, { bytes: piece.length, values: added });
    });
  }

  private assertFits(bytes: number, values: number): void {
    if (bytes > this.maxBytes) {
      this.refused.inc({ reason: 'bytes' });
      throw new PayloadTooLargeException(
        `The body has more than ${this.maxBytes} bytes, which is the limit. Send less in each request.`,
      );
    }
    if (values > this.maxValues) {
      this.refused.inc({ reason: 'values' });
      throw new PayloadTooLargeException(
        `The body has more than ${this.maxValues} values (objects, lists, fields and items), which is the limit. Send fewer in each request.`,
      );
    }
  }

  private assertInFewPieces(pieces: number): void {
    if (pieces <= MOST_PIECES) return;
    this.refused.inc({ reason: 'pieces' });
    throw new PayloadTooLargeException(
      `The body arrived in more than ${MOST_PIECES} pieces, which is the limit. Send it in larger pieces.`,
    );
  }

  private grow(claim: MemoryClaim, response: Response, by: { bytes: number; values: number }): void {
    if (claim.grow(memoryOf(by))) return;
    this.refused.inc({ reason: 'memory' });
    response.set('Retry-After', '1');
    throw new ExpectedError('The service is receiving too much data at the same time. Try again in a second.');
  }
}

function lengthOf({ headers }: Request): number {
  return Number(headers['content-length'] ?? 0);
}

/** Whether the body is JSON. @throws HttpException 415 for JSON in another charset than UTF-8 */
function isJson(request: Request): boolean {
  if (request.is('application/json') === false) return false;
  const charset = new MIMEType(request.headers['content-type'] ?? '').params.get('charset');
  if (charset !== null && !/^utf-?8$/i.test(charset))
    throw new UnsupportedMediaTypeException(
      'The Content-Type names another charset than UTF-8. Encode the body as UTF-8, with charset=utf-8 or no charset.',
    );
  return true;
}

/** The object in the body. @throws HttpException 400 if it is not valid UTF-8 or not an object; see parseJson */
function parsed(bytes: Buffer): object {
  const value = parseJson(decoded(bytes), 'The body');
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new BadRequestException('The body is JSON but not an object. Send an object { query, variables }.');
}

/**
 * The body as text. Invalid UTF-8 is refused, because replacing it by U+FFFD would store a note that differs from what
 * was sent.
 */
function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new BadRequestException('The body is not UTF-8. Encode it as UTF-8 and send it again.');
  }
}
