import type { FrozenHeadline } from './content.js';
import type { ReleaseStatus } from './release.js';

/** HELD: its release is not out. CURRENT: it may be used. SUPERSEDED, WITHDRAWN: it must no longer be used. */
export type HeadlineStatus = 'HELD' | 'CURRENT' | 'SUPERSEDED' | 'WITHDRAWN';

/** The newest release that is out, if that is a later one. */
export interface LaterRelease {
  readonly isWithdrawn: boolean;
  readonly headlines: readonly FrozenHeadline[];
}

/**
 * Whether a headline may still be used. A later release supersedes it if it says something else about the same figure,
 * or nothing; also if that release was withdrawn, because then no figures of the phase may be used.
 *
 * @param status of the release that has the headline
 * @param later null: no later release is out
 */
export function headlineStatus(
  headline: FrozenHeadline,
  status: ReleaseStatus,
  later: LaterRelease | null,
): HeadlineStatus {
  if (status === 'WITHDRAWN' || status === 'HELD') return status;
  if (later === null) return 'CURRENT';
  const inPlace = later.headlines.find((one) => isOfSameFigure(one, headline));
  return !later.isWithdrawn && inPlace !== undefined && saysTheSame(inPlace, headline) ? 'CURRENT' : 'SUPERSEDED';
}

/** The figure that a headline is of. */
export interface HeadlineKey {
  readonly measure: string;
  /** Null: the measure as a whole. */
  readonly breakdown: string | null;
  /** Null: the region's. */
  readonly force: string | null;
}

/** Whether a headline is of this figure. */
export function isOfFigure({ measure, breakdown, force }: FrozenHeadline, key: HeadlineKey): boolean {
  return (
    measure.code === key.measure && (breakdown?.code ?? null) === key.breakdown && (force?.code ?? null) === key.force
  );
}

function isOfSameFigure(one: FrozenHeadline, { measure, breakdown, force }: FrozenHeadline): boolean {
  return isOfFigure(one, {
    measure: measure.code,
    breakdown: breakdown?.code ?? null,
    force: force?.code ?? null,
  });
}

/** Whether the words and the figure behind them are the same, and that of the same forces. */
function saysTheSame(one: FrozenHeadline, other: FrozenHeadline): boolean {
  const whatItSays = ({
    sentence,
    short,
    alternatives,
    value,
    qualifier,
    lower,
    upper,
    ...rest
  }: FrozenHeadline): string =>
    JSON.stringify([
      [sentence, short, alternatives, value, qualifier, lower, upper],
      rest.force === null ? [rest.coverage.expected, rest.coverage.missing.map(({ code }) => code)] : null,
    ]);
  return whatItSays(one) === whatItSays(other);
}
