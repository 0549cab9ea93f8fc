import { isWithin } from '../../common/dates.js';
import { exceeds, sameBounds } from './bounds.js';
import type { ReturnContext, ReturnEntry } from './entry.js';
import { nilFigure, type Figure } from './figure.js';
import { problem, type Problem } from '../../common/problem.js';
import { nameOf, sayBounds, sayFigure, sayResult } from './say.js';
import type { Result, StoredResult } from './result.js';

interface Read extends ReturnContext {
  readonly results: readonly StoredResult[];
}

/** What about a return looks wrong beyond its own figures: its window, the version before, and other measures. */
export function warningsOf(entry: ReturnEntry, read: Read): Problem[] {
  return [...windowProblems(entry, read), ...droppedFigures(entry, read), ...partsOutsideWholes(read)];
}

function windowProblems({ window }: ReturnEntry, { phase }: Read): Problem[] {
  if (window === null) {
    return [];
  }
  if (window.from > window.to) {
    const message = `The force's window begins on ${window.from} and ends before it, on ${window.to}; expected 'from' on or before 'to'.`;
    return [problem('WINDOW_REVERSED', message)];
  }
  if (isWithin(window.from, phase.from, phase.to) && isWithin(window.to, phase.from, phase.to)) {
    return [];
  }
  const message = `The force's window, ${window.from} to ${window.to}, lies partly or wholly outside the phase, ${phase.from} to ${phase.to}; check the dates and the phase.`;
  return [problem('WINDOW_OUTSIDE_PHASE', message)];
}

/** Figures that stood in the version before and are left out of this one, each with its old value and what counts now. */
function droppedFigures(entry: ReturnEntry, read: Read): Problem[] {
  const standing = read.standing;
  if (standing === null) {
    return [];
  }
  const sent = new Set(entry.figures.map(({ measure, breakdown }) => nameOf(measure, breakdown)));
  return standing.figures
    .filter(({ measure, part }) => !sent.has(nameOf(measure, part)))
    .flatMap((figure) => {
      const now = countsNow(figure, entry, read);
      if (now === 'UNDECIDED' || (now !== 'NOT_REPORTED' && saysTheSame(now, figure))) {
        return [];
      }
      const unit = read.measures.get(figure.measure)?.unit ?? 'COUNT';
      const name = nameOf(figure.measure, figure.part);
      const counts = now === 'NOT_REPORTED' ? 'not reported' : sayResult(now, unit);
      const message = `${name} was ${sayFigure(figure, unit)} in version ${standing.version} and is left out now, so it counts as ${counts}; send it again if it still stands.`;
      return [problem('FIGURE_DROPPED', message, { measure: figure.measure, breakdown: figure.part })];
    });
}

/**
 * What a figure that was left out counts as. UNDECIDED: its whole measure is stated to be nil or not applicable now, or
 * something else of it has to be put right first. What othersNil makes nil, or parts that are all 0, nobody stated of the
 * figure: somebody may have forgotten it.
 */
function countsNow(
  { measure, part }: Figure,
  entry: ReturnEntry,
  { results }: Read,
): Result | 'UNDECIDED' | 'NOT_REPORTED' {
  const whole = results.find((result) => result.measure === measure && result.part === null);
  if (whole === undefined) {
    return entry.figures.some((figure) => figure.measure === measure) ? 'UNDECIDED' : 'NOT_REPORTED';
  }
  if (isStatedWhole(measure, entry) && (whole.state === 'NIL' || whole.state === 'NOT_APPLICABLE')) {
    return 'UNDECIDED';
  }
  if (part !== null && !whole.settlesParts) {
    return 'NOT_REPORTED';
  }
  return part === null ? whole : nilFigure({ measure, part, note: null });
}

function isStatedWhole(measure: string, { figures, nil, notApplicable }: ReturnEntry): boolean {
  const hasTotal = figures.some((figure) => figure.measure === measure && figure.breakdown === null);
  return hasTotal || nil.includes(measure) || notApplicable.includes(measure);
}

function saysTheSame(now: Result, before: Result): boolean {
  return now.state === before.state && sameBounds(now, before);
}

function partsOutsideWholes(read: Read): Problem[] {
  const totals = new Map(read.results.filter(({ part }) => part === null).map((result) => [result.measure, result]));
  return read.wholes.flatMap(({ part, whole }) => {
    const [inner, outer] = [totals.get(part), totals.get(whole)];
    const unit = read.measures.get(whole)?.unit;
    if (inner === undefined || outer === undefined || unit === undefined || !exceeds(inner, outer)) {
      return [];
    }
    const said = outer.state === 'NOT_APPLICABLE' ? 'not applicable' : sayBounds(outer, unit);
    const message = `${part} is ${sayBounds(inner, unit)}, but ${whole}, which includes it, is ${said}; check both.`;
    return [problem('PART_OUTSIDE_WHOLE', message, { measure: part })];
  });
}
