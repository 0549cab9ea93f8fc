/**
 * Every code that an answer can carry, with its HTTP status and what it means. The status is the answer's own on plain
 * HTTP paths, and of a GraphQL request that was not executed; once it was, the answer is 200 and the error stands in
 * `errors`.
 */
export const ERROR_TABLE = {
  UNAUTHENTICATED: { status: 401, meaning: 'No token, or one that is unknown or has expired' },
  FORBIDDEN: { status: 403, meaning: 'The caller may not do this' },
  NOT_FOUND: { status: 404, meaning: 'What was asked for does not exist, or the caller may not know of it' },
  BAD_USER_INPUT: { status: 400, meaning: 'The request, an argument or a variable is not what it should be' },
  GRAPHQL_PARSE_FAILED: { status: 400, meaning: 'The query is not GraphQL' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, meaning: 'The query does not fit the schema' },
  QUERY_TOO_COMPLEX: { status: 400, meaning: 'The query is too long, too deep, too wide or too costly' },
  TOO_MANY_REQUESTS: { status: 429, meaning: 'Too many writes in the last minute; the message says how long to wait' },
  SERVICE_UNAVAILABLE: { status: 503, meaning: 'The database is away or overloaded; try again shortly' },
  INTERNAL_ERROR: { status: 500, meaning: 'A fault of the service; quote the errorId, under which it is logged' },
} as const satisfies Record<string, { status: number; meaning: string }>;

/** A code of an answer. Codes are never renamed or reused. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/**
 * An error that the caller is told of as it is. The message says what was found and what to do, and holds nothing that
 * the caller may not know; `details` likewise (it is sent along). A fault of the service has no code: it is a plain
 * Error, and reaches the caller masked.
 */
export class CodedError extends Error {
  override readonly name = 'CodedError';

  constructor(
    readonly code: Exclude<ErrorCode, 'INTERNAL_ERROR'>,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** Why a program cannot go on. The message is for the person at its console, who needs no stack, and says what to do. */
export class ProgramRefused extends Error {}

/** NOT_FOUND for one thing asked for by its code: `notFound('phase', 'scorpion-99')`. */
export function notFound(kind: string, code: string): CodedError {
  return new CodedError('NOT_FOUND', `There is no ${kind} "${cut(code)}". Check the code.`);
}

/** What a caller sent, short enough to be repeated to them: at most `length` UTF-16 units, then "…". */
export function cut(text: string, length = 80): string {
  return text.length <= length ? text : `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
