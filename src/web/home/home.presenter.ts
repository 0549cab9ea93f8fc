import type { PhaseCoveragePage } from '../../totals/index.js';
import { phaseListView, type PhaseListView } from '../phases/phases.presenter.js';

export interface HomeView {
  readonly title: string;
  /** The newest phases; null outside the demo, where figures are not public. */
  readonly phases: PhaseListView | null;
}

/** The view of the home page: what the service is and, in the demo, the newest phases. */
export function homeView(listed: PhaseCoveragePage | null): HomeView {
  return { title: 'Returns and regional totals', phases: listed === null ? null : phaseListView(listed, 1) };
}
