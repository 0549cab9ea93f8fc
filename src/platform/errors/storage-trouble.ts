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

/** SQLSTATEs of a connection that was lost or refused by the server: exceptions (08), and stopped by the operator (57P). */
const LOST_STATE = /^(08...|57P..)$/;

/**
 * SQLSTATEs with which every request fails until somebody repairs the database: no access (28, 3D000), only reads are
 * possible (25006), the disk is full (53100), and errors of the disk (58030).
 */
const OUTAGE_STATE = /^(25006|28...|3D000|53100|58030)$/;

/**
 * SQLSTATEs with which perhaps only this request fails: no resources (53), and other errors of the system (58).
 */
const REFUSED_STATE = /^(53[023]00|58...)$/;

/**
 * SQLSTATEs of a statement that may succeed if it is sent again: timeouts (57014, 25P03, 25P04), a lock that was not
 * available (55P03), a limit of the server (53400), and conflicts after all retries (40001, 40P01).
 */
const BUSY_STATE = /^(25P03|25P04|40001|40P01|53400|55P03|57014)$/;

const NETWORK_CODES = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETDOWN',
  'ENETUNREACH',
  'ENFILE',
  'ENOBUFS',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The message of pg-pool if every connection is in use for too long. */
const BUSY_MESSAGE = 'timeout exceeded when trying to connect';

/** Messages of pg, pg-pool and TypeORM about a lost or missing connection; these errors have no code. */
const LOST_MESSAGE =
  /^(Connection terminated|timeout expired|Query read timeout|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end|Driver not Connected|Cannot execute operation on "[^"]*" connection because|Query runner already released|Database connection provided by a query runner was already released)/;

/** How many wrapped errors are looked at. */
const MAX_WRAPPINGS = 4;

/** The storage trouble behind an error; null if it is about something else. */
export function storageTrouble(error: unknown): StorageTrouble | null {
  const layers = layersOf(error);
  if (layers.some(({ code }) => TEXT_NOT_STORABLE.has(code))) return UNSTORABLE;
  const isBusy = layers.some(({ code, message }) => BUSY_STATE.test(code) || message.startsWith(BUSY_MESSAGE));
  return isBusy || isLostConnection(error) || isRefusal(error) || isOutage(error) ? AWAY : null;
}

/** Whether a connection was lost or could not be opened. The database may be away, or have ended only this one. */
export function isLostConnection(error: unknown): boolean {
  return layersOf(error).some(
    ({ code, message, syscall }) =>
      LOST_STATE.test(code) || NETWORK_CODES.has(code) || syscall === 'connect' || LOST_MESSAGE.test(message),
  );
}

/** Whether the database answers, but every request will fail. */
export function isOutage(error: unknown): boolean {
  return layersOf(error).some(
    ({ code, query }) =>
      OUTAGE_STATE.test(code) ||
      // A standby refuses to begin a transaction that writes.
      (code === '0A000' && query === 'START TRANSACTION'),
  );
}

/** Whether the database refused a request. A check must show whether others fail too. */
export function isRefusal(error: unknown): boolean {
  return layersOf(error).some(
    ({ code, routine }) =>
      REFUSED_STATE.test(code) ||
      // A privilege is lacking. Row-level security, which refuses with the same code, has another routine.
      (code === '42501' && routine === 'aclcheck_error'),
  );
}

/** What errors of the network, of PostgreSQL and of TypeORM may have beside a message. */
interface DescribedError extends Error {
  readonly code?: unknown;
  /** Of an error of the network. */
  readonly syscall?: unknown;
  /** Of an error of PostgreSQL: the routine of its source code. */
  readonly routine?: unknown;
  /** Of TypeORM's error: the statement. */
  readonly query?: unknown;
  readonly driverError?: unknown;
}

type Layer = Pick<DescribedError, 'message' | 'syscall' | 'routine' | 'query'> & { readonly code: string };

/** An error and those that it wraps (TypeORM's `driverError`, `cause`). */
function layersOf(error: unknown): Layer[] {
  const layers: Layer[] = [];
  let current: unknown = error;
  while (current instanceof Error && layers.length <= MAX_WRAPPINGS) {
    const { code, syscall, routine, query, driverError, cause } = current as DescribedError;
    layers.push({ code: typeof code === 'string' ? code : '', message: current.message, syscall, routine, query });
    current = driverError ?? cause;
  }
  return layers;
}
