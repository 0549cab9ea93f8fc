import { ERROR_TABLE, type ErrorCode } from '../../common/errors.js';

/** An error of PostgreSQL, or of the connection to it, as a caller sees it. */
export interface StorageTrouble {
  readonly code: Extract<ErrorCode, 'BAD_USER_INPUT' | 'SERVICE_UNAVAILABLE'>;
  readonly message: string;
}

const UNSTORABLE: StorageTrouble = {
  code: 'BAD_USER_INPUT',
  message:
    'The text contains a character that cannot be stored (such as NUL, U+0000). Remove it and send the request again.',
};

const AWAY: StorageTrouble = {
  code: 'SERVICE_UNAVAILABLE',
  message: `The service cannot do this now. ${ERROR_TABLE.SERVICE_UNAVAILABLE.meaning}.`,
};

/** SQLSTATE: text not valid in the encoding (22021), `\u0000` in JSON (22P05). */
const TEXT_NOT_STORABLE = new Set(['22021', '22P05']);

/**
 * SQLSTATEs of a database that cannot serve now: connection exceptions (08), no resources (53), stopped by the operator
 * (57P), timeouts (57014, 25P03, 25P04), a lock that was not available (55P03), and conflicts after all retries (40001,
 * 40P01).
 */
const AWAY_STATE = /^(08...|53...|57P..|57014|25P03|25P04|55P03|40001|40P01)$/;

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Messages of pg, pg-pool and TypeORM about a lost or missing connection; these errors have no code. */
const AWAY_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end|Driver not Connected|Cannot execute operation on "[^"]*" connection because|Query runner already released|Database connection provided by a query runner was already released)/;

/** How many wrapped errors are looked at (TypeORM's `driverError`, `cause`). */
const MAX_WRAPPINGS = 4;

/** The storage trouble behind an error; null if it is about something else. */
export function storageTrouble(error: unknown): StorageTrouble | null {
  let current = error;
  for (let wrapping = 0; wrapping <= MAX_WRAPPINGS && current instanceof Error; wrapping += 1) {
    const trouble = troubleOf(current);
    if (trouble !== null) return trouble;
    current = 'driverError' in current ? current.driverError : current.cause;
  }
  return null;
}

function troubleOf(error: Error): StorageTrouble | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (TEXT_NOT_STORABLE.has(code)) return UNSTORABLE;
  const away = AWAY_STATE.test(code) || NETWORK_CODES.has(code) || AWAY_MESSAGE.test(error.message);
  return away ? AWAY : null;
}
