import { isWithin } from '../../common/dates.js';
import { exceeds } from './bounds.js';
import type { ReturnContext, ReturnEntry } from './entry.js';
import type { Figure } from './figure.js';
import { problem, type Problem } from './problem.js';
import { sayBounds, sayFigure } from './say.js';
import type { StoredResult } from './result.js';

interface Read extends ReturnContext {
  readonly figures: readonly Figure[];
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

/** Figures that stood in the version before and are left out of this one, each with its old value. */
function droppedFigures(entry: ReturnEntry, read: Read): Problem[] {
  const standing = read.standing;
  if (standing === null) {
    return [];
  }
  const sent = new Set(entry.figures.map(({ measure, breakdown }) => JSON.stringify([measure, breakdown])));
  const settled = new Set(
    read.figures
      .filter(({ state }) => state === 'NIL' || state === 'NOT_APPLICABLE')
      .map(({ measure, part }) => JSON.stringify([measure, part])),
  );
  return standing.figures
    .filter(({ measure, part }) => {
      const whole = JSON.stringify([measure, null]);
      const own = JSON.stringify([measure, part]);
      return (
        !sent.has(own) &&
        !settled.has(own) &&
        !settled.has(whole) &&
        !entry.nil.includes(measure) &&
        !entry.notApplicable.includes(measure)
      );
    })
    .map((figure) => {
      const unit = read.measures.get(figure.measure)?.unit ?? 'COUNT';
      const name = figure.part === null ? figure.measure : `${figure.measure} ${figure.part}`;
      const message = `${name} was ${sayFigure(figure, unit)} in version ${standing.version} and is left out now, so it counts as not reported; send it again if it still stands.`;
      return problem('FIGURE_DROPPED', message, { measure: figure.measure, breakdown: figure.part });
    });
}

function partsOutsideWholes(read: Read): Problem[] {
  const totals = new Map(read.results.filter(({ part }) => part === null).map((result) => [result.measure, result]));
  return read.wholes.flatMap(({ part, whole }) => {
    const [inner, outer] = [totals.get(part), totals.get(whole)];
    const unit = read.measures.get(whole)?.unit;
    if (
      inner === undefined ||
      outer === undefined ||
      unit === undefined ||
      outer.state === 'NOT_APPLICABLE' ||
      !exceeds(inner, outer)
    ) {
      return [];
    }
    const message = `${part} is ${sayBounds(inner, unit)}, but ${whole}, which includes it, is ${sayBounds(outer, unit)}; check both.`;
    return [problem('PART_OUTSIDE_WHOLE', message, { measure: part })];
  });
}
