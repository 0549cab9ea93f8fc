/**
 * Every error code of an answer, with its HTTP status and its meaning. The answer has this status on plain HTTP paths
 * and for a GraphQL request that was not executed. A GraphQL request that was executed is answered with 200, and the
 * error is in `errors`.
 */
export const ERROR_TABLE = {
  UNAUTHENTICATED: { status: 401, meaning: 'There is no token, or it is unknown or has expired' },
  FORBIDDEN: { status: 403, meaning: 'The caller may not do this' },
  NOT_FOUND: { status: 404, meaning: 'What was asked for does not exist, or the caller may not see it' },
  BAD_USER_INPUT: { status: 400, meaning: 'The request, an argument or a variable is not valid' },
  GRAPHQL_PARSE_FAILED: { status: 400, meaning: 'The query is not valid GraphQL syntax' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, meaning: 'The query does not match the schema' },
  QUERY_TOO_COMPLEX: { status: 400, meaning: 'The query is too long, too deep, too wide or too costly' },
  TOO_MANY_REQUESTS: { status: 429, meaning: 'Too many writes in the last minute; the message says how long to wait' },
  SERVICE_UNAVAILABLE: { status: 503, meaning: 'The database cannot be reached or is overloaded; try again shortly' },
  INTERNAL_ERROR: { status: 500, meaning: 'A fault of the service; quote the errorId, under which it is logged' },
} as const satisfies Record<string, { status: number; meaning: string }>;

/** A code of an answer. Codes are never renamed or reused. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/**
 * An error that is sent to the caller as it is. The message says what was found and what to do. The message and the
 * `details` (which are sent too) must contain nothing that the caller may not see. A fault of the service is a plain
 * Error without a code, and the caller gets a masked message.
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

/** The reason why a program cannot go on. The message is shown at the console without a stack, and says what to do. */
export class ProgramRefused extends Error {}

/** What identifies each kind of thing, if that is not a code. */
const IDENTIFIED_BY: Readonly<Record<string, string>> = {
  page: 'number',
  file: 'name',
  question: 'id',
  deputy: 'id',
  person: 'id',
};

/** The query that lists the codes of each kind of thing. */
const LISTED_BY: Readonly<Record<string, string>> = {
  phase: 'phases',
  operation: 'operations',
  force: 'forces',
  measure: 'measures',
};

/**
 * The error NOT_FOUND for something asked for by its code: `notFound('phase', 'scorpion-99')`.
 *
 * @param question asks what was probably meant: see Suggestions; null if nothing is close
 */
export function notFound(kind: string, code: string, question: string | null = null): CodedError {
  const listedBy = LISTED_BY[kind];
  const advice =
    listedBy === undefined ? `Check the ${IDENTIFIED_BY[kind] ?? 'code'}.` : `The query '${listedBy}' lists the codes.`;
  return new CodedError('NOT_FOUND', `There is no ${kind} "${cut(code)}". ${question ?? advice}`);
}

/**
 * The error BAD_USER_INPUT for a page that is to begin after an unknown code.
 *
 * @param what `a phase`
 * @param question asks what was probably meant; null if nothing is close
 */
export function noSuchCursor(what: string, after: string, question: string | null): CodedError {
  const found = `'after' must be the code of ${what}, not '${cut(after)}'.`;
  return new CodedError('BAD_USER_INPUT', question === null ? found : `${found} ${question}`);
}

/** A text of the caller, shortened to be repeated in a message: at most `length` UTF-16 units, then "…". */
export function cut(text: string, length = 80): string {
  return text.length <= length ? text : `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
