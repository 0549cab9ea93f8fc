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
import { letContinue } from '../expect-continue.js';
import { hasBody } from '../unread-body.js';
import { Metrics } from '../../metrics/index.js';
import { countValues, memoryOf } from './json-memory.js';
import { MemoryBudget, type MemoryClaim } from './memory-budget.js';
import { readBody } from './read-body.js';

/** A request whose caller is known, and whose body comes to be. */
type BodyRequest = Request & { readonly caller?: { readonly id: string }; rawBody?: Buffer };

/** As many as the largest body has in pieces of a hundred bytes. Each costs time, however small it is. */
const MOST_PIECES = 10_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads JSON bodies within bounds: of bytes and of values for each, and of the memory that all of them take together,
 * from the first byte to the answer. What is over a bound is refused as soon as it is, without being read any further,
 * and nothing is parsed before it was counted.
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
    metrics.gauge('request_body_memory_bytes', 'Memory set aside for bodies of requests under way.', [], (gauge) => {
      gauge.set(this.budget.used);
    });
    this.refused = metrics.counter('request_bodies_refused_total', 'Bodies that were not read to their end.', [
      'reason',
    ]);
  }

  /**
   * Puts the parsed body into `body` and its bytes into `rawBody`, by which one question is told from another. Of what
   * is not JSON nothing is read.
   *
   * @throws HttpException 413, 415 or 400; CodedError SERVICE_UNAVAILABLE when the memory for all is used up
   */
  readonly read = async (request: BodyRequest, response: Response, next: () => void): Promise<void> => {
    if (hasBody(request) && isJson(request)) {
      const claim = this.budget.claim(request.caller?.id ?? '');
      const release = (): void => claim.release();
      // Once the answer is made nothing needs the body, however slowly the answer is fetched.
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
    // What is announced sets nothing aside: whoever announces much and sends nothing would keep others out.
    this.assertFits(announced, 0);
    letContinue(request, response);
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
        `The body has more than ${this.maxBytes} bytes, which is the most that is taken. Send less at once.`,
      );
    }
    if (values > this.maxValues) {
      this.refused.inc({ reason: 'values' });
      throw new PayloadTooLargeException(
        `The body has more than ${this.maxValues} values (objects, lists, fields and items), which is the most that is taken. Send fewer at once.`,
      );
    }
  }

  private assertInFewPieces(pieces: number): void {
    if (pieces <= MOST_PIECES) return;
    this.refused.inc({ reason: 'pieces' });
    throw new PayloadTooLargeException(
      `The body comes in more than ${MOST_PIECES} pieces, which is the most that is taken. Send it in larger ones.`,
    );
  }

  private grow(claim: MemoryClaim, response: Response, by: { bytes: number; values: number }): void {
    if (claim.grow(memoryOf(by))) return;
    this.refused.inc({ reason: 'memory' });
    response.set('Retry-After', '1');
    throw new ExpectedError('Too much is being sent to the service at once. Try again in a second.');
  }
}

function lengthOf({ headers }: Request): number {
  return Number(headers['content-length'] ?? 0);
}

/** @throws HttpException 415 for JSON in another charset than UTF-8 */
function isJson(request: Request): boolean {
  if (request.is('application/json') === false) return false;
  const charset = new MIMEType(request.headers['content-type'] ?? '').params.get('charset');
  if (charset !== null && !/^utf-?8$/i.test(charset))
    throw new UnsupportedMediaTypeException('The body is read as UTF-8. Encode it so, and say so or nothing.');
  return true;
}

/** @throws HttpException 400 where it is none, or not encoded as it says */
function parsed(bytes: Buffer): object {
  const value = parseJson(decoded(bytes));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new BadRequestException('The body is JSON, but no object { query, variables }.');
}

/**
 * A body that says it is UTF-8 and is not is refused: with U+FFFD in the place of what cannot be read, a note would be
 * stored otherwise than it was sent.
 */
function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new BadRequestException('The body is not UTF-8. Encode it as UTF-8 and send it again.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadRequestException(`The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
