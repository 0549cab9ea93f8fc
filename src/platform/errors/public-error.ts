import { HttpException, HttpStatus } from '@nestjs/common';
import { CodedError, cut, ERROR_TABLE, type ErrorCode } from '../../common/errors.js';
import { storageTrouble } from './storage-trouble.js';

/** An error as the caller sees it, over GraphQL and plain HTTP. */
export interface PublicError {
  readonly code: ErrorCode;
  readonly message: string;
  /** The HTTP status of the answer, if the answer is only this error. */
  readonly status: number;
  readonly details?: Readonly<Record<string, unknown>>;
  /** For a masked error: the id under which it is logged. */
  readonly errorId?: string;
}

/** The longest message, in UTF-16 units, because messages of libraries repeat what was sent. */
const MAX_MESSAGE = 500;

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  [HttpStatus.UNAUTHORIZED]: 'UNAUTHENTICATED',
  [HttpStatus.FORBIDDEN]: 'FORBIDDEN',
  [HttpStatus.NOT_FOUND]: 'NOT_FOUND',
  [HttpStatus.TOO_MANY_REQUESTS]: 'TOO_MANY_REQUESTS',
  [HttpStatus.SERVICE_UNAVAILABLE]: 'SERVICE_UNAVAILABLE',
};

/** An error with this code, as the caller sees it; a long message is cut. */
export function publicError(
  code: ErrorCode,
  message: string,
  status: number = ERROR_TABLE[code].status,
  details?: Readonly<Record<string, unknown>>,
): PublicError {
  return { code, message: cut(message, MAX_MESSAGE), status, ...(details === undefined ? {} : { details }) };
}

/** The error as the caller may see it; null for a fault of the service, which must be masked. */
export function tellable(error: unknown): PublicError | null {
  if (error instanceof CodedError) return publicError(error.code, error.message, undefined, error.details);
  if (error instanceof HttpException) return ofHttpException(error);
  const trouble = storageTrouble(error);
  return trouble === null ? null : publicError(trouble.code, trouble.message);
}

/** Exceptions of Nest and, through its adapter, of Express. */
function ofHttpException(error: HttpException): PublicError | null {
  const status = error.getStatus();
  const known = CODE_OF_STATUS[status];
  if (known !== undefined) return publicError(known, messageOf(error), status);
  return status >= 400 && status < 500 ? publicError('BAD_USER_INPUT', messageOf(error), status) : null;
}

/**
 * The message of an exception. The ValidationPipe gives a list of messages, one for each constraint that was not met.
 */
function messageOf(error: HttpException): string {
  const response = error.getResponse();
  const messages = typeof response === 'object' && 'message' in response ? response.message : null;
  return Array.isArray(messages) ? messages.join('; ') : error.message;
}
