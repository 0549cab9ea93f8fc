import { isWithin } from '../../../common/dates.js';
import { personalDataProblems, written, type FreeText } from '../../../common/personal-data.js';
import { acrossMeasures } from './across-measures.js';
import { sameBounds } from '../arithmetic/bounds.js';
import type { EntryContext, ReturnEntry } from './entry/entry.js';
import { nilFigure, type Figure } from '../arithmetic/figure.js';
import { sameAsLast } from './outliers/same-as-last.js';
import { problem, type Problem } from '../../../common/problem.js';
import { nameOf, quote, describeFigure, describeResult } from './wording.js';
import type { Result, StoredResult } from '../arithmetic/result.js';
import { unusualValues } from './outliers/unusual-value.js';

interface Read extends EntryContext {
  readonly figures: readonly Figure[];
  readonly results: readonly StoredResult[];
  /** The measures that unknown codes of the return were probably meant for. */
  readonly meant: ReadonlySet<string>;
}

/**
 * Warnings about a return beyond the form of each figure: its dates and texts, comparison with earlier phases and other
 * forces, pairs of measures, and the version before. FIGURE_DROPPED comes last: there may be many of them, among which
 * other warnings would be overlooked.
 */
export function warningsOf(entry: ReturnEntry, read: Read): Problem[] {
  return [
    ...beginningProblems(read),
    ...windowProblems(entry, read),
    ...asAtProblems(entry, read),
    ...personalDataProblems(textsOf(entry)),
    ...unusualValues(entry, read),
    ...sameAsLast(read.figures, read),
    ...acrossMeasures(read),
    ...droppedFigures(entry, read),
  ];
}

function beginningProblems({ today, phase }: Read): Problem[] {
  if (phase.from <= today) {
    return [];
  }
  const message = `The phase has not begun: it begins on ${phase.from}, and today is ${today}. Check that this is the right phase.`;
  return [problem('PHASE_NOT_BEGUN', message)];
}

function windowProblems({ window }: ReturnEntry, { phase }: Read): Problem[] {
  if (window === null) {
    return [];
  }
  if (window.from > window.to) {
    const message = `The force's own dates ('window') begin on ${window.from} but end earlier, on ${window.to}. Expected 'from' on or before 'to'; correct the dates.`;
    return [problem('WINDOW_REVERSED', message)];
  }
  if (isWithin(window.from, phase.from, phase.to) && isWithin(window.to, phase.from, phase.to)) {
    return [];
  }
  const message = `The force's own dates ('window'), ${window.from} to ${window.to}, are partly or wholly outside the phase, ${phase.from} to ${phase.to}. Check the dates and the phase.`;
  return [problem('WINDOW_OUTSIDE_PHASE', message)];
}

function asAtProblems({ asAt }: ReturnEntry, { today, phase }: Read): Problem[] {
  if (asAt === null || isWithin(asAt, phase.from, today)) {
    return [];
  }
  const why = asAt > today ? `is in the future: today is ${today}` : `is before the phase began on ${phase.from}`;
  return [problem('AS_AT_UNLIKELY', `The figures are as at ${asAt}, which ${why}. Check the day.`)];
}

function textsOf({ figures, note, reason }: ReturnEntry): FreeText[] {
  return [
    written('The note on the return', note),
    written('The reason', reason),
    ...figures.map(({ measure, breakdown, note: text }) => {
      const where = `The note on ${quote(nameOf(measure, breakdown))}`;
      return { where, text, subject: { measure, breakdown } };
    }),
  ];
}

/**
 * Figures of the version before that this one leaves out, each with its old value and what it counts as now. Those that
 * count as not reported come first, because nothing in the return accounts for them.
 */
function droppedFigures(entry: ReturnEntry, read: Read): Problem[] {
  const current = read.current;
  if (current === null) {
    return [];
  }
  const sent = new Set(entry.figures.map(({ measure, breakdown }) => nameOf(measure, breakdown)));
  const dropped = current.figures
    .filter(({ measure, part }) => !sent.has(nameOf(measure, part)))
    .flatMap((figure) => {
      const now = countsNow(figure, entry, read);
      const isReported = now !== 'UNDECIDED' && (now === 'NOT_REPORTED' || !isSameFigure(now, figure));
      return isReported ? [{ figure, now }] : [];
    });
  return [
    ...dropped.filter(({ now }) => now === 'NOT_REPORTED'),
    ...dropped.filter(({ now }) => now !== 'NOT_REPORTED'),
  ].map(({ figure, now }) => droppedFigure(figure, now, current.version, read));
}

function droppedFigure(figure: Figure, now: Result | 'NOT_REPORTED', version: number, read: Read): Problem {
  const unit = read.measures.get(figure.measure)?.unit ?? 'COUNT';
  const name = nameOf(figure.measure, figure.part);
  const counts = now === 'NOT_REPORTED' ? 'not reported' : describeResult(now, unit);
  const message = `${name} was ${describeFigure(figure, unit)} in version ${version} and is left out of this version, so it counts as ${counts}. Send it again if it is still correct.`;
  return problem('FIGURE_DROPPED', message, { measure: figure.measure, breakdown: figure.part });
}

/**
 * What a figure that was left out counts as. UNDECIDED, without a warning, if the return states that the whole measure
 * is nil or not applicable, or if the measure has a problem that must be corrected first: an unknown code may be meant
 * for it. A measure that is nil only through othersNil, or because its parts are all 0, does get a warning: the figure may
 * have been forgotten.
 */
function countsNow(
  { measure, part }: Figure,
  entry: ReturnEntry,
  { results, meant }: Read,
): Result | 'UNDECIDED' | 'NOT_REPORTED' {
  const whole = results.find((result) => result.measure === measure && result.part === null);
  if (whole === undefined) {
    const isUndecided = meant.has(measure) || entry.figures.some((figure) => figure.measure === measure);
    return isUndecided ? 'UNDECIDED' : 'NOT_REPORTED';
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

function isSameFigure(now: Result, before: Result): boolean {
  return now.state === before.state && sameBounds(now, before);
}
