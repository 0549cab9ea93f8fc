import { daysInWords, instantInWords } from '../../common/date-words.js';
import type { ReleaseSummary } from '../../releases/index.js';
import type { PhaseTotals } from '../../totals/index.js';
import { downloadsOf, type Download } from '../downloads.js';
import { PATHS } from '../paths.js';
import { phaseQuery, type PhaseQuery } from './phase-query.js';
import { totalsView, type TotalsView } from './totals.presenter.js';

export interface PhaseView {
  readonly title: string;
  readonly phase: string;
  readonly days: string;
  /** Null: they are held back. */
  readonly totals: TotalsView | null;
  /** The query that gives these totals; null while they are held back. */
  readonly query: PhaseQuery | null;
  /** The files of the release in force; null: there is none. */
  readonly release: { readonly name: string; readonly downloads: readonly Download[] } | null;
  readonly headlines: string;
  readonly check: string;
}

/** What the page of a phase is made from. */
interface PhasePage extends PhaseTotals {
  /** All releases that the visitor may see, the newest first. */
  readonly releases: readonly ReleaseSummary[];
  /** The scheme, host and port of the service, as the visitor reached it. */
  readonly origin: string;
}

/** The view of a phase's page: its totals, the files of its release and the query that gives the totals. */
export function phaseView({ phase, totals, releases, origin }: PhasePage): PhaseView {
  const release = releases.find(({ status }) => status === 'PUBLISHED');
  return {
    title: `${phase.name}: totals by force`,
    phase: phase.name,
    days: daysInWords(phase),
    totals: totals === null ? null : totalsView(totals),
    query: totals === null ? null : phaseQuery(phase.code, origin),
    release:
      release === undefined
        ? null
        : {
            name: `version ${release.version}, published at ${instantInWords(release.embargoUntil ?? release.publishedAt)}`,
            downloads: downloadsOf(phase.code, null),
          },
    headlines: PATHS.headlines(phase.code),
    check: PATHS.check(phase.code),
  };
}
