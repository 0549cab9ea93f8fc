import { isLostConnection } from '../errors/storage-trouble.js';

const LOST = 'The connection was lost. Check that the database is running, and try again.';

/** What to do about an error of PostgreSQL, by the beginning of its SQLSTATE. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^53100/, 'The disk of the database is full. Free some space and try again.'],
  [/^53300/, 'The server has no connection left. End other clients, or raise its max_connections, and try again.'],
  [/^53/, 'The server lacks memory or other resources. Give it more and try again.'],
  [/^(08|57P)/, LOST],
  [/^25006/, 'The server takes no changes: it is a standby, or was set to read-only. Use the primary server.'],
  [/^(28|3D)/, 'Check the user, the password and the name of the database in the settings.'],
  [/^(57014|55P03|40)/, 'Something else is using the database. Try again.'],
  [/^58/, 'PostgreSQL could not read or write a file. Check its disk and its log, and try again.'],
  [
    /^XX00[12]/,
    'Files of the database are damaged. Restore a backup: docker/README.md says how. Keep the damaged files.',
  ],
];

/** What to do about an error of the system, by its code. */
const SYSTEM_ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'This user has no permission. Give it access, or run this as the owner.',
  EDQUOT: 'The disk quota of this user is used up. Free some space and try again.',
  EMFILE: 'This process may open no more files. Raise the limit (ulimit -n) and try again.',
  ENFILE: 'The machine can open no more files. End other programs and try again.',
  ENOSPC: 'The disk is full. Free some space and try again.',
  EROFS: 'The disk is read-only. Choose a folder on a disk that can be written.',
};

/**
 * An error of the database or of the system in words, for the person at the console.
 *
 * @returns null if it is a fault of this program
 */
export function failureInWords(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const system = SYSTEM_ADVICE[code];
  if (system !== undefined) return `${error.message}. ${system}`;
  const advice = ADVICE.find(([states]) => /^[0-9A-Z]{5}$/.test(code) && states.test(code))?.[1];
  if (advice !== undefined) return `The database answered: ${error.message} (SQLSTATE ${code}). ${advice}`;
  return isLostConnection(error) ? `${error.message}. ${LOST}` : null;
}
