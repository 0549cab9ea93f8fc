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
export function isOut(release: ReleaseTimes, now: Date): boolean {
  return release.opensAt <= now && !neverCameOut(release);
}

/**
 * The newest of several releases, without those that were withdrawn under embargo: these replace nothing. If there is no
 * other, the newest of them.
 */
export function newestOf<Release extends ReleaseTimes>(releases: readonly Release[]): Release | undefined {
  const sorted = releases.toSorted((one, other) => other.version - one.version);
  return sorted.find((one) => !neverCameOut(one)) ?? sorted[0];
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
 * withdrawn version still replaces the ones before it, because its withdrawal does not make them right again.
 */
export function supersededBy(
  { version }: Pick<ReleaseTimes, 'version'>,
  all: readonly ReleaseTimes[],
  now: Date,
): number | null {
  const later = all.filter((one) => one.version > version && isOut(one, now));
  return later.length === 0 ? null : Math.max(...later.map((one) => one.version));
}

/**
 * The release that the next one is compared with: the newest that was not withdrawn and is out when the next one comes
 * out. A release under embargo is left out unless its embargo ends with the next one: it may still be withdrawn, and who
 * may read the next one before its embargo ends need not be named for it.
 *
 * @param atOnce whether the next one is published without an embargo, which ends all others
 */
export function comparedWith<Release extends ReleaseTimes>(
  releases: readonly Release[],
  now: Date,
  atOnce: boolean,
): Release | null {
  return (
    releases
      .filter((one) => one.withdrawnAt === null && (atOnce || isOut(one, now)))
      .toSorted((one, other) => other.version - one.version)[0] ?? null
  );
}

/** Whether a release was withdrawn before its embargo ended. */
function neverCameOut({ opensAt, withdrawnAt }: ReleaseTimes): boolean {
  return withdrawnAt !== null && withdrawnAt < opensAt;
}
