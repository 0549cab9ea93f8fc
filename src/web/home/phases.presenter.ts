import { daysInWords } from '../../common/date-words.js';
import type { PhaseCoverage, PhaseCoveragePage } from '../../totals/index.js';
import { PATHS, TOTALS_ANCHOR } from '../paths.js';
import { coverageInWords, forcesInWords } from './words.js';

export interface PhaseRow {
  readonly name: string;
  readonly href: string;
  /** Whether its totals are shown on this page. */
  readonly current: boolean;
  readonly days: string;
  readonly coverage: string;
  /** The expected forces without an accepted return. */
  readonly missing: string;
}

export interface PhasesView {
  readonly rows: readonly PhaseRow[];
  /** Links to the other pages of the list; null if there is none. */
  readonly newer: string | null;
  readonly older: string | null;
}

/** The list of phases, newest first. */
export function phasesView(listed: PhaseCoveragePage, page: number, shown: string | null): PhasesView {
  return {
    rows: listed.phases.map((one) => rowOf(one, page, shown)),
    newer: page > 1 ? PATHS.home({ phase: shown ?? undefined, page: page - 1 }) : null,
    older: listed.more ? PATHS.home({ phase: shown ?? undefined, page: page + 1 }) : null,
  };
}

function rowOf({ phase, coverage }: PhaseCoverage, page: number, shown: string | null): PhaseRow {
  return {
    name: phase.name,
    href: PATHS.home({ phase: phase.code, page }, TOTALS_ANCHOR),
    current: phase.code === shown,
    days: daysInWords(phase),
    // The visitor may not see what is accepted, so the counts would be 0.
    coverage: phase.totalsHeldBack ? 'held back' : coverageInWords(coverage),
    missing: phase.totalsHeldBack ? 'not shown until the totals are released' : missingInWords(coverage),
  };
}

function missingInWords({ expected, reported, missing }: PhaseCoverage['coverage']): string {
  if (missing.length === 0) return 'no force';
  return reported === 0 && expected > 1 ? 'all of them' : forcesInWords(missing);
}
