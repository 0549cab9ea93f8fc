/** What to do about an error of PostgreSQL, by the beginning of its SQLSTATE. Others are faults of this program. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^53100/, 'The disk of the database is full. Free some space and try again.'],
  [/^53300/, 'The server has no connection left. End other clients, or raise its max_connections, and try again.'],
  [/^53/, 'The server lacks memory or other resources. Give it more and try again.'],
  [/^(08|57P)/, 'The connection was lost. Check that the database is running, and try again.'],
  [/^25006/, 'The server takes no changes: it is a standby, or was set to read-only. Use the primary server.'],
  [/^(28|3D)/, 'Check the user, the password and the name of the database in the settings.'],
  [/^(57014|55P03|40)/, 'Something else is using the database. Try again.'],
  [
    /^(58|XX00[12])/,
    'Files of the database are damaged or cannot be read. Restore a backup: docker/README.md says how. Keep the damaged files.',
  ],
];

/** What to do about an error of the system, by its code. */
const SYSTEM_ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'This user has no permission.',
  EDQUOT: 'The disk quota of this user is used up. Free some space and try again.',
  EMFILE: 'This process may open no more files. Raise the limit (ulimit -n) and try again.',
  ENFILE: 'The machine can open no more files. End other programs and try again.',
  ENOSPC: 'The disk is full. Free some space and try again.',
  EROFS: 'The disk is read-only.',
};

/**
 * An error of the database or of the system in words, for the person at the console.
 *
 * @returns null if it is a fault of this program
 */
export function failureInWords(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const { code, message } = error;
  const system = SYSTEM_ADVICE[code];
  if (system !== undefined) return `${message}. ${system}`;
  const advice = ADVICE.find(([states]) => /^[0-9A-Z]{5}$/.test(code) && states.test(code))?.[1];
  return advice === undefined ? null : `The database answered: ${message} (SQLSTATE ${code}). ${advice}`;
}
