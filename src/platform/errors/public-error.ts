import { HttpException, HttpStatus } from '@nestjs/common';
import { CodedError, cut, ERROR_TABLE, type ErrorCode } from '../../common/errors.js';
import { storageTrouble } from './storage-trouble.js';

/** What a caller is told of an error, over GraphQL and plain HTTP alike. */
export interface PublicError {
  readonly code: ErrorCode;
  readonly message: string;
  /** Of the answer, where the answer is nothing but this error. */
  readonly status: number;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Of a masked error: under this id, and once, it is logged. */
  readonly errorId?: string;
}

/** Messages of libraries repeat what was sent: no more of it than this, in UTF-16 units. */
const MAX_MESSAGE = 500;

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  [HttpStatus.UNAUTHORIZED]: 'UNAUTHENTICATED',
  [HttpStatus.FORBIDDEN]: 'FORBIDDEN',
  [HttpStatus.NOT_FOUND]: 'NOT_FOUND',
  [HttpStatus.TOO_MANY_REQUESTS]: 'TOO_MANY_REQUESTS',
  [HttpStatus.SERVICE_UNAVAILABLE]: 'SERVICE_UNAVAILABLE',
};

/** An error of this code; the message is cut to a length that can be answered. */
export function publicError(
  code: ErrorCode,
  message: string,
  status: number = ERROR_TABLE[code].status,
  details?: Readonly<Record<string, unknown>>,
): PublicError {
  return { code, message: cut(message, MAX_MESSAGE), status, ...(details === undefined ? {} : { details }) };
}

/** What may be told of the error, or null: it is a fault of the service, of which nothing may. */
export function tellable(error: unknown): PublicError | null {
  if (error instanceof CodedError) return publicError(error.code, error.message, undefined, error.details);
  if (error instanceof HttpException) return ofHttpException(error);
  const trouble = storageTrouble(error);
  return trouble === null ? null : publicError(trouble.code, trouble.message);
}

/** Nest's own exceptions, and through its adapter those of Express. */
function ofHttpException(error: HttpException): PublicError | null {
  const status = error.getStatus();
  const known = CODE_OF_STATUS[status];
  if (known !== undefined) return publicError(known, messageOf(error), status);
  return status >= 400 && status < 500 ? publicError('BAD_USER_INPUT', messageOf(error), status) : null;
}

/** The ValidationPipe gives a list of messages, one a constraint that was not met. */
function messageOf(error: HttpException): string {
  const response = error.getResponse();
  const messages = typeof response === 'object' && 'message' in response ? response.message : null;
  return Array.isArray(messages) ? messages.join('; ') : error.message;
}
