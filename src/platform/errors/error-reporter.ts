import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { PINO } from '../logging/index.js';
import { ExpectedError } from './expected-error.js';
import { publicError, tellable, type PublicError } from './public-error.js';

/** Decides what a caller sees of an error, and logs what the operator must know. */
@Injectable()
export class ErrorReporter {
  constructor(@Inject(PINO) private readonly logger: Logger) {}

  /**
   * The error as the caller sees it. An unknown error is masked: the caller sees only an id, under which the error is
   * logged here, once, with its stack. A database that cannot be reached is logged as a warning.
   */
  report(error: unknown): PublicError {
    const known = tellable(error);
    if (known === null) return this.mask(error);
    if (known.code === 'SERVICE_UNAVAILABLE' && !(error instanceof ExpectedError))
      this.logger.warn({ err: error }, 'service unavailable');
    return known;
  }

  private mask(error: unknown): PublicError {
    const errorId = randomUUID();
    // Anything can be thrown; only an Error has a stack to log.
    const err = error instanceof Error ? error : new Error(`A value that is not an Error was thrown: ${typeof error}`);
    this.logger.error({ err, errorId }, 'unexpected error');
    const message = 'Something went wrong in the service. Try again. If it happens again, report the errorId.';
    return { ...publicError('INTERNAL_ERROR', message), errorId };
  }
}
