/** REVISION: more or later data. CORRECTION: the version before had an error. */
export const RELEASE_KINDS = ['REVISION', 'CORRECTION'] as const;
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

/** HELD: under embargo. SUPERSEDED: a later version is out. WITHDRAWN: its figures must no longer be used. */
export const RELEASE_STATUSES = ['HELD', 'PUBLISHED', 'SUPERSEDED', 'WITHDRAWN'] as const;
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number];

/** What is recorded of a release after it was made. */
export const RELEASE_EVENTS = ['SENT_TO_MEDIA', 'LEAK_DECLARED'] as const;
export type ReleaseEvent = (typeof RELEASE_EVENTS)[number];

/** The sentence that every output of a release carries. */
export const STATEMENT =
  'Management information supplied by police forces, subject to change. Not official statistics.';

/** When a release opens, and whether it was withdrawn. */
export interface ReleaseTimes {
  readonly version: number;
  /** From then on everybody who reads releases sees it: the end of its embargo, or when it was published. */
  readonly opensAt: Date;
  /** Null: it was not withdrawn. */
  readonly withdrawnAt: Date | null;
}

/** Whether a release is out at an instant: its embargo is over, and it was not withdrawn before that. */
export function isOut({ opensAt, withdrawnAt }: ReleaseTimes, now: Date): boolean {
  return opensAt <= now && (withdrawnAt === null || opensAt <= withdrawnAt);
}

/**
 * The status of a release at an instant.
 *
 * @param all every release of the phase that the caller may see
 */
export function statusOf(release: ReleaseTimes, all: readonly ReleaseTimes[], now: Date): ReleaseStatus {
  if (release.withdrawnAt !== null) return 'WITHDRAWN';
  if (release.opensAt > now) return 'HELD';
  return supersededBy(release, all, now) === null ? 'PUBLISHED' : 'SUPERSEDED';
}

/**
 * The version that replaces a release at an instant: the newest later one that is out; null if there is none. A
 * withdrawn version still replaces the ones before it, because its withdrawal does not make them right again. It is
 * named only if no other later version is out.
 */
export function supersededBy(
  { version }: Pick<ReleaseTimes, 'version'>,
  all: readonly ReleaseTimes[],
  now: Date,
): number | null {
  const later = all.filter((one) => one.version > version && isOut(one, now));
  const current = later.filter(({ withdrawnAt }) => withdrawnAt === null);
  const versions = (current.length > 0 ? current : later).map((one) => one.version);
  return versions.length === 0 ? null : Math.max(...versions);
}
