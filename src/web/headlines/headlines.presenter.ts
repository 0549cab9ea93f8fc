import { daysInWords, instantInWords } from '../../common/date-words.js';
import type { ReleaseView } from '../../releases/index.js';
import { coverageInWords, forcesInWords } from '../home/words.js';
import { PATHS, TOTALS_ANCHOR } from '../paths.js';

type Headline = ReleaseView['headlines'][number];

/** A headline, with what it rests on. */
interface SentenceView {
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
  /** Null: no release of the phase is published. */
  readonly release: {
    readonly facts: readonly { readonly name: string; readonly text: string }[];
    readonly groups: readonly { readonly name: string; readonly sentences: readonly SentenceView[] }[];
    readonly downloads: readonly { readonly name: string; readonly href: string }[];
  } | null;
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

const DOWNLOADS = [
  ['Press pack: headlines, notes, figures and cards (ZIP)', 'zip'],
  ['Figures as a spreadsheet (XLSX)', 'xlsx'],
  ['Figures as a spreadsheet (ODS)', 'ods'],
  ['Figures as a table (CSV)', 'csv'],
  ['The release as data (JSON)', 'json'],
] as const;

/** The view of the page: the sentences of the newest release that everybody may see, and its files. */
export function headlinesPageView(phase: PhaseOfPage, release: ReleaseView | null): HeadlinesPageView {
  return {
    title: `Headlines: ${phase.name}`,
    phase: phase.name,
    dates: daysInWords(phase),
    totals: PATHS.home({ phase: phase.code }, TOTALS_ANCHOR),
    check: PATHS.check(phase.code),
    release: release === null || release.status === 'WITHDRAWN' ? null : releaseView(phase.code, release),
  };
}

function releaseView(code: string, release: ReleaseView): NonNullable<HeadlinesPageView['release']> {
  const { version, publishedAt, asAt, coverage, mayChange, headlines } = release;
  const owners = [...new Set(headlines.map(({ force }) => force?.name ?? REGION))];
  return {
    facts: [
      { name: 'Release', text: `version ${version}, published at ${instantInWords(publishedAt)}` },
      { name: 'Figures as at', text: instantInWords(asAt) },
      { name: 'Forces included', text: coverageInWords(coverage) },
      { name: 'Missing', text: coverage.complete ? 'no force' : forcesInWords(coverage.missing) },
      { name: 'May change', text: mayChange ? 'yes: later data may still come' : 'only if there was an error' },
    ],
    groups: owners.map((name) => ({
      name,
      sentences: headlines
        .filter(({ force }) => (force?.name ?? REGION) === name)
        .map((one) => sentenceView(code, one)),
    })),
    downloads: DOWNLOADS.map(([name, type]) => ({ name, href: PATHS.releaseFile(code, `${code}.${type}`) })),
  };
}

const REGION = 'The region';

function sentenceView(
  code: string,
  { sentence, measure, breakdown, force, coverage, restsOn, status }: Headline,
): SentenceView {
  const card = (type: string): string =>
    PATHS.card(code, `${measure.code}.${type}`, { breakdown: breakdown?.code ?? null, force: force?.code ?? null });
  return {
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
