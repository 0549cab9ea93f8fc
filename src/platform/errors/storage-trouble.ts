import { ERROR_TABLE, type ErrorCode } from '../../common/errors.js';

/** What a caller may be told when PostgreSQL, or the way to it, refused. */
export interface StorageTrouble {
  readonly code: Extract<ErrorCode, 'BAD_USER_INPUT' | 'SERVICE_UNAVAILABLE'>;
  readonly message: string;
}

const UNSTORABLE: StorageTrouble = {
  code: 'BAD_USER_INPUT',
  message: 'The text holds a character that cannot be stored (such as NUL, U+0000). Take it out and send it again.',
};

const AWAY: StorageTrouble = {
  code: 'SERVICE_UNAVAILABLE',
  message: `The service cannot do this just now. ${ERROR_TABLE.SERVICE_UNAVAILABLE.meaning}.`,
};

/** SQLSTATE: text not valid in the encoding (22021), `\u0000` in JSON (22P05). */
const TEXT_NOT_STORABLE = new Set(['22021', '22P05']);

/**
 * SQLSTATE: connection exceptions (08), no resources (53), the operator stopped it (57P), time ran out (57014, 25P03,
 * 25P04), a lock not to be had (55P03), and conflicts that outlasted their retries (40001, 40P01).
 */
const AWAY_STATE = /^(08...|53...|57P..|57014|25P03|25P04|55P03|40001|40P01)$/;

const NETWORK_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
]);

/** What pg, pg-pool and TypeORM say of a lost or missing connection; these errors carry no code. */
const AWAY_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end|Driver not Connected|Cannot execute operation on "[^"]*" connection because|Query runner already released|Database connection provided by a query runner was already released)/;

/** How far an error is followed into what it wraps (TypeORM's `driverError`, `cause`). */
const MAX_WRAPPINGS = 4;

/** What the error says of the storage, or null: it is about something else. */
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
