import type { Overview } from '../../totals/index.js';
import { GLOSSARY } from '../glossary/glossary.js';
import { phasesView, type PhasesView } from './phases.presenter.js';
import { totalsView, type TotalsView } from './totals.presenter.js';

/** The figures on the page. */
interface HomeFigures extends Overview {
  /** The page of the list of phases, from 1. */
  readonly page: number;
}

export interface HomeView {
  readonly title: string;
  /** Null outside the demo, where figures are not public. */
  readonly figures: {
    readonly phases: PhasesView;
    readonly totals: TotalsView | null;
    /** The name of the phase that was asked for, if its totals are held back; else null. */
    readonly heldBack: string | null;
  } | null;
  readonly glossary: typeof GLOSSARY;
}

/** The view of the home page: what the service is and, in the demo, the phases and one phase's totals. */
export function homeView(figures: HomeFigures | null): HomeView {
  if (figures === null) return { title: 'Returns and regional totals', figures: null, glossary: GLOSSARY };
  const { listed, totals, heldBack, page } = figures;
  return {
    title: totals === null ? 'Returns and regional totals' : `${totals.phase.name}: regional totals`,
    figures: {
      phases: phasesView(listed, page, totals?.phase.code ?? heldBack?.code ?? null),
      totals: totals === null ? null : totalsView(totals),
      heldBack: heldBack?.name ?? null,
    },
    glossary: GLOSSARY,
  };
}
