import { daysInWords, instantInWords } from '../../common/date-words.js';
import type { Embargo, ReleaseView } from '../../releases/index.js';
import { coverageInWords, forcesInWords } from '../figure-words.js';
import { downloadsOf, type Download } from '../downloads.js';
import { embargoView, type EmbargoView } from '../embargo-view.js';
import { PATHS } from '../paths.js';

type Headline = ReleaseView['headlines'][number];

/** A headline, with what it rests on. */
interface SentenceView {
  /** The id of its element. */
  readonly id: string;
  readonly sentence: string;
  /** The returns behind it: "Dorset (version 2)". */
  readonly restsOn: string;
  /** Who is missing; empty if nobody is. */
  readonly missing: string;
  /** Whether it may be used: "May be used", or why not. */
  readonly status: string;
  readonly cards: readonly { readonly name: string; readonly href: string }[];
}

export interface HeadlinesPageView {
  readonly title: string;
  readonly phase: string;
  readonly dates: string;
  readonly totals: string;
  readonly check: string;
  /** Null: the release is not under embargo. */
  readonly embargo: EmbargoView | null;
  /** What is said if there is no release to show. */
  readonly absence: string;
  /** Null: no release of the phase is published, or it was withdrawn. */
  readonly release: {
    readonly facts: readonly { readonly name: string; readonly text: string }[];
    readonly groups: readonly { readonly name: string; readonly sentences: readonly SentenceView[] }[];
    readonly downloads: readonly Download[];
  } | null;
  /** As whom the page can be read. */
  readonly readers: readonly { readonly name: string; readonly href: string; readonly current: boolean }[];
}

/** What the page says of the phase itself. */
export interface PhaseOfPage {
  readonly code: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly datesKnownTo: string;
}

const STATUSES: Readonly<Record<Headline['status'], string>> = {
  CURRENT: 'May be used',
  HELD: 'Under embargo: must not be used yet',
  SUPERSEDED: 'Replaced by a later version: use the newest one',
  WITHDRAWN: 'Withdrawn: must not be used',
};

/** Identities of the demo whose reading differs from that of its visitor while a release is under embargo. */
const READERS = [
  { as: null, name: 'A visitor, who sees what is published' },
  { as: 'demo-press', name: 'The press officer, who also sees releases under embargo for which they are named' },
  { as: 'demo-coordinator', name: 'The regional coordinator, who also sees every release under embargo' },
] as const;

/** Those identities, and the present reader if it is another. */
function readersFor(as: string | null): readonly { readonly as: string | null; readonly name: string }[] {
  return as === null || READERS.some((reader) => reader.as === as) ? READERS : [...READERS, { as, name: as }];
}

/** What the page is made from. */
interface HeadlinesPage {
  readonly phase: PhaseOfPage;
  /** The newest release that the reader may see; null: none. */
  readonly release: ReleaseView | null;
  /** The embargo that it is under; null: none. */
  readonly embargo: Embargo | null;
  readonly isRecorded: boolean;
  /** The id of the demo identity that reads; null: the visitor. */
  readonly as: string | null;
}

/** The view of the page: the sentences of the newest release that the reader may see, and its files. */
export function headlinesPageView({ phase, release, embargo, isRecorded, as }: HeadlinesPage): HeadlinesPageView {
  const isWithdrawn = release?.status === 'WITHDRAWN';
  return {
    title: `Headlines: ${phase.name}`,
    phase: phase.name,
    dates: daysInWords(phase),
    totals: PATHS.phase(phase.code),
    check: PATHS.check(phase.code, as),
    embargo: embargoView(embargo, isRecorded),
    absence: isWithdrawn
      ? `Release ${release.version} was withdrawn: do not use any of its figures.`
      : 'No release of this phase is published.',
    release: release === null || isWithdrawn ? null : releaseView(phase, release, as),
    readers: readersFor(as).map((reader) => ({
      name: reader.name,
      href: PATHS.headlines(phase.code, reader.as),
      current: reader.as === as,
    })),
  };
}

function releaseView(
  phase: PhaseOfPage,
  release: ReleaseView,
  as: string | null,
): NonNullable<HeadlinesPageView['release']> {
  const { code } = phase;
  const { version, status, embargoUntil, publishedAt, asAt, coverage, mayChange, headlines } = release;
  const published =
    status === 'HELD' ? 'not published yet' : `published at ${instantInWords(embargoUntil ?? publishedAt)}`;
  const owners = new Map(headlines.map(({ force }) => [force?.code ?? null, force?.name ?? REGION]));
  return {
    facts: [
      { name: 'When', text: daysInWords(phase) },
      { name: 'Release', text: `version ${version}, ${published}` },
      { name: 'Figures as at', text: instantInWords(asAt) },
      { name: 'Forces reported', text: coverageInWords(coverage) },
      { name: 'Missing', text: coverage.complete ? 'no force' : forcesInWords(coverage.missing) },
      { name: 'May change', text: mayChange ? 'yes: later data may still come' : 'only if there was an error' },
    ],
    groups: [...owners].map(([owner, name]) => ({
      name,
      sentences: headlines
        .filter(({ force }) => (force?.code ?? null) === owner)
        .map((one) => sentenceView(code, one, as)),
    })),
    downloads: downloadsOf(code, as),
  };
}

const REGION = 'The region';

function sentenceView(
  code: string,
  { sentence, measure, breakdown, force, coverage, restsOn, status }: Headline,
  as: string | null,
): SentenceView {
  const of = { breakdown: breakdown?.code ?? null, force: force?.code ?? null };
  const card = (type: string): string => PATHS.card(code, `${measure.code}.${type}`, { ...of, as });
  return {
    id: ['sentence', measure.code, of.breakdown ?? '', of.force ?? ''].join('_'),
    sentence,
    restsOn: restsOn.map((basis) => `${basis.force.name} (version ${basis.version})`).join(', '),
    missing: forcesInWords(coverage.missing),
    status: STATUSES[status],
    cards: [
      { name: 'picture (PNG)', href: card('png') },
      { name: 'picture (SVG)', href: card('svg') },
      { name: 'words for the picture', href: card('txt') },
    ],
  };
}
