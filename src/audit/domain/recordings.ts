/**
 * The migrations that record rows as they stand, in order. With the first one recording began. Whoever adds one also tells
 * `recordRows` its name.
 */
const RECORDING_MIGRATIONS: readonly string[] = ['recorded-contents', 'drug-classes'];

/** An entry with the action CONTENTS_RECORDED. */
export interface Recording {
  readonly id: number;
  /** The migration that it says made it; null if none. */
  readonly migration: string | null;
}

/**
 * The entries that migrations made: of each migration the first that names it. That of the first migration is also the
 * first entry with digests. Any other was added by somebody.
 *
 * @param recordings in the order of the record
 * @param firstWithDigests the number of the first entry with digests; null if there is none
 */
export function madeByMigrations(
  recordings: readonly Recording[],
  firstWithDigests: number | null,
  migrations: readonly string[] = RECORDING_MIGRATIONS,
): number[] {
  return migrations.flatMap((name, place) => {
    const made = recordings.find(({ migration }) => migration === name);
    const isPossible = made !== undefined && (place > 0 || made.id === firstWithDigests);
    return isPossible ? [made.id] : [];
  });
}
