import { daysInWords } from '../../common/date-words.js';
import type { PhaseCoverage, PhaseCoveragePage } from '../../totals/index.js';
import { coverageInWords, forcesInWords } from '../figure-words.js';
import { PATHS } from '../paths.js';

/** How many phases a page of the list has. */
export const PHASES_A_PAGE = 25;

export interface PhaseRow {
  readonly name: string;
  readonly href: string;
  readonly days: string;
  readonly coverage: string;
  /** The expected forces without an accepted return. */
  readonly missing: string;
}

export interface PhaseListView {
  /** Newest first. */
  readonly rows: readonly PhaseRow[];
  /** Links to the other pages of the list; null if there is none. */
  readonly newer: string | null;
  readonly older: string | null;
}

/** The view of a page of the list; `page` from 1. */
export function phaseListView({ phases, more }: PhaseCoveragePage, page: number): PhaseListView {
  return {
    rows: phases.map(rowOf),
    newer: page > 1 ? PATHS.phases(page - 1) : null,
    older: more ? PATHS.phases(page + 1) : null,
  };
}

function rowOf({ phase, coverage }: PhaseCoverage): PhaseRow {
  return {
    name: phase.name,
    href: PATHS.phase(phase.code),
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

export interface PhasesView {
  readonly title: string;
  readonly phases: PhaseListView;
}

/** The view of the page that lists phases; `page` from 1. */
export function phasesView(listed: PhaseCoveragePage, page: number): PhasesView {
  return { title: page === 1 ? 'Phases' : `Phases, page ${page}`, phases: phaseListView(listed, page) };
}
