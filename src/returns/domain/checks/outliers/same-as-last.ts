import { problem, type Problem } from '../../../../common/problem.js';
import type { EntryContext } from '../entry/entry.js';
import type { Figure } from '../../arithmetic/figure.js';
import { placeKey } from './history.js';
import { nameOf, describeFigure } from '../wording.js';

/** The smallest value that is compared: smaller figures are often the same by chance. */
const LEAST_VALUE = 10;

/**
 * SAME_AS_LAST_PHASE for every exact figure of 10 or more, in the measure's unit, that is the same as in the force's
 * last earlier phase: the sheet of the last phase may have been sent again unchanged.
 */
export function sameAsLast(
  figures: readonly Figure[],
  { history, measures }: Pick<EntryContext, 'history' | 'measures'>,
): Problem[] {
  const { lastPhase } = history;
  if (lastPhase === null) {
    return [];
  }
  return figures.flatMap((figure) => {
    const { measure, part, value, qualifier } = figure;
    const last = history.places.get(placeKey(measure, part))?.last;
    const unit = measures.get(measure)?.unit;
    if (last == null || value === null || qualifier !== 'EXACT' || value.lessThan(LEAST_VALUE) || unit === undefined) {
      return [];
    }
    if (!value.equals(last)) {
      return [];
    }
    const message = `${nameOf(measure, part)} is ${describeFigure(figure, unit)}, exactly as in ${lastPhase}. Check that it is this phase's figure. If it is, you need not change it.`;
    return [problem('SAME_AS_LAST_PHASE', message, { measure, breakdown: part })];
  });
}
