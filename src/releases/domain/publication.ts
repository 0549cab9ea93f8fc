import { isBlank } from '../../common/blank.js';
import { formatInstant } from '../../operations/domain/index.js';
import { problem, type Problem } from '../../common/problem.js';
import type { PreElectionPeriod } from './pre-election.js';
import type { ReleaseEvent, ReleaseKind, ReleaseTimes } from './release.js';

/** The most versions of one phase's release: all of them are read together. */
export const MOST_VERSIONS = 200;

/** What is asked for when a release is published. */
export interface Publication {
  /** Null: published at once. */
  readonly embargoUntil: Date | null;
  readonly namedReaders: readonly string[];
  readonly note: string | null;
  readonly kind: ReleaseKind | null;
  /** The newest version that the caller expects; 0: none; null: not checked. */
  readonly expectedVersion: number | null;
}

/** What decides on it. */
export interface PublicationContext {
  readonly now: Date;
  readonly totalsHeldBack: boolean;
  /** The newest version, held and withdrawn ones too; 0: none. */
  readonly newestVersion: number;
  /** Releases that are under embargo now and were not withdrawn. */
  readonly underEmbargo: readonly Pick<ReleaseTimes, 'version' | 'opensAt'>[];
}

/** The problems with how a release is to be published; empty if it can be published like this. */
export function publicationProblems(asked: Publication, context: PublicationContext): Problem[] {
  return [...versionProblems(asked, context), ...wordsProblems(asked, context), ...embargoProblems(asked, context)];
}

function versionProblems({ expectedVersion }: Publication, { newestVersion }: PublicationContext): Problem[] {
  if (newestVersion >= MOST_VERSIONS) {
    const message = `The phase has ${MOST_VERSIONS} releases, which is the limit. No other can be published.`;
    return [problem('TOO_MANY_VERSIONS', message)];
  }
  if (expectedVersion === null || expectedVersion === newestVersion) return [];
  const expected = expectedVersion === 0 ? 'no release yet' : `release ${expectedVersion} to be the newest`;
  const found = newestVersion === 0 ? 'there is none' : `the newest is release ${newestVersion}`;
  return [
    problem(
      'VERSION_CONFLICT',
      `You expected ${expected}, but ${found}. Read the releases again, then publish if you still want to.`,
    ),
  ];
}

/** From version 2 on a release says why it exists. */
function wordsProblems({ note, kind }: Publication, { newestVersion }: PublicationContext): Problem[] {
  if (newestVersion === 0) return [];
  const version = newestVersion + 1;
  return [
    ...(note === null || isBlank(note)
      ? [
          problem(
            'REASON_REQUIRED',
            `Release ${version} needs a note that says what has changed since the one before. The note is published.`,
          ),
        ]
      : []),
    ...(kind === null
      ? [
          problem(
            'KIND_REQUIRED',
            `Release ${version} needs a kind: REVISION for more or later data, CORRECTION for an error in the one before.`,
          ),
        ]
      : []),
  ];
}

function embargoProblems({ embargoUntil, namedReaders }: Publication, context: PublicationContext): Problem[] {
  if (embargoUntil === null) {
    return namedReaders.length === 0
      ? []
      : [
          problem(
            'EMBARGO_NOT_POSSIBLE',
            "'namedReaders' were given without 'embargoUntil'. Everybody who reads releases sees one that is published at once. Leave the readers out, or give the end of the embargo.",
          ),
        ];
  }
  return [
    ...(embargoUntil <= context.now
      ? [
          problem(
            'UNTIL_PASSED',
            `The embargo would end at ${formatInstant(embargoUntil)}, which has passed. Give a time in the future, or leave 'embargoUntil' out to publish at once.`,
          ),
        ]
      : []),
    ...(context.totalsHeldBack
      ? []
      : [
          problem(
            'EMBARGO_NOT_POSSIBLE',
            "The totals of this phase can be read already, so an embargo would hide nothing. Set 'totalsHeldBack' with changePhase first, or publish at once.",
          ),
        ]),
    ...context.underEmbargo
      .filter(({ opensAt }) => opensAt < embargoUntil)
      .map(({ version, opensAt }) =>
        problem(
          'EMBARGO_NOT_POSSIBLE',
          `Release ${version} comes out at ${formatInstant(opensAt)}, before this one would. Give this embargo the same end or an earlier one, withdraw release ${version} first, or publish this one after release ${version} has come out.`,
        ),
      ),
  ];
}

/** The problems with ending an embargo now; empty if it can be ended. */
export function broughtForwardProblems(
  { version, opensAt }: ReleaseTimes,
  now: Date,
  { reason, preElection }: { readonly reason: string | null; readonly preElection: readonly PreElectionPeriod[] },
): Problem[] {
  if (opensAt <= now) {
    return [
      problem('NOT_POSSIBLE_NOW', `Release ${version} is not under embargo, so there is nothing to bring forward.`),
    ];
  }
  const [period] = preElection;
  if (period === undefined || (reason !== null && !isBlank(reason))) return [];
  return [
    problem(
      'REASON_REQUIRED',
      `Today is in the pre-election period "${period.name}" (${period.from} to ${period.until}), so bringing the release forward needs a reason. Give one in 'reason'.`,
    ),
  ];
}

/** The problems with recording that something happened to a release; empty if it can be recorded. */
export function eventProblems(
  { version, embargoUntil }: Pick<Publication, 'embargoUntil'> & Pick<ReleaseTimes, 'version'>,
  event: ReleaseEvent,
): Problem[] {
  if (event !== 'LEAK_DECLARED' || embargoUntil !== null) return [];
  const message = `Release ${version} was published without an embargo, so nothing of it can leak.`;
  return [problem('NOT_POSSIBLE_NOW', message)];
}
