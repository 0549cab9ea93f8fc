import { conflictOf, resultOf, type BreakdownDefinition, type MeasureEntry } from '../../arithmetic/breakdown.js';
import {
  MeasureSuggestions,
  namedPart,
  whichPlace,
  type MeantPlace,
  type MeasureInForce,
} from '../../../../dictionary/domain/index.js';
import type { FigureEntry, EntryContext, ReturnEntry } from './entry.js';
import { checkFigure } from './figure-check.js';
import { nilFigure, notApplicableFigure, type Figure } from '../../arithmetic/figure.js';
import { blocks, isEvaluated, problem, type Problem } from '../../../../common/problem.js';
import { CodeSuggestions } from '../../../../common/suggest-codes.js';
import { addSums, asSum, EMPTY_SUM, type Result, type WithholdableResult } from '../../arithmetic/result.js';
import { nameOf, quote, describeBounds, describeFigure } from '../wording.js';
import { warningsOf } from '../warnings.js';
import { latest, withheldProblems } from './withholding.js';

/** A whole return after its checks. If `problems` has a blocking problem, nothing of the return may be stored. */
export interface ReadReturn {
  /** In the order sent: figures, then nil measures (from `nil`, then `othersNil`), then notApplicable. */
  readonly figures: readonly Figure[];
  readonly results: readonly WithholdableResult[];
  readonly problems: readonly Problem[];
  /** The checks that had too little data to run: all NOT_EVALUATED. They never block. */
  readonly notEvaluated: readonly Problem[];
}

/**
 * Checks a whole return. Gives every problem at once, the figures in the measures' units, and what each measure and
 * part comes to. It does not check permissions, the current version or whether the phase is open: the caller does.
 */
export function readReturn(entry: ReturnEntry, context: EntryContext): ReadReturn {
  const read = readFigures(entry, context);
  const nothing = read.figures.length === 0 && read.problems.length === 0;
  const problems = nothing
    ? [nothingReported(entry)]
    : unique([...read.problems, ...duplicates(entry), ...withheldProblems(entry, context.now)]);
  const broken = new Set(problems.filter(blocks).map(({ measure }) => measure));
  const sound = read.figures.filter(({ measure }) => !broken.has(measure));
  const conflicts = [...entriesOf(sound)].flatMap(([code, found]) =>
    conflictProblems(found, context.measures.get(code)),
  );
  const results = resultsOfFigures(sound, context.measures);
  const { meant } = read;
  const warnings = warningsOf(entry, { ...context, figures: read.figures, results, meant });
  return {
    figures: read.figures,
    results,
    problems: [...problems, ...conflicts, ...warnings.filter(isEvaluated)],
    notEvaluated: warnings.filter((warning) => !isEvaluated(warning)),
  };
}

/**
 * What each measure of a return comes to, and each part that was given: the results that are stored with the figures.
 *
 * @param measures the dictionary in force for the phase, by code
 */
export function resultsOfFigures(
  figures: readonly Figure[],
  measures: EntryContext['measures'],
): readonly WithholdableResult[] {
  return [...entriesOf(figures)].flatMap(([code, entry]) => resultsOf(entry, measures.get(code)));
}

function resultsOf(entry: MeasureEntry, measure: MeasureInForce | undefined): WithholdableResult[] {
  const first = entry.total ?? entry.parts[0];
  if (first === undefined) {
    return [];
  }
  const { result, settlesParts } = resultOf(entry, definitionOf(measure));
  const nil = result.state === 'NIL';
  const parts = entry.parts.map((part) => (nil ? nilFigure(part) : part));
  const { measure: code } = first;
  // A part that is not withheld would give one that is, by subtraction.
  const withheldUntil = latest([entry.total, ...entry.parts].map((figure) => figure?.withheldUntil ?? null));
  return [
    stored({ measure: code, part: null, settlesParts, withheldUntil }, result),
    ...parts.map((part) => stored({ measure: code, part: part.part, settlesParts: false, withheldUntil }, part)),
  ];
}

function stored(place: Omit<WithholdableResult, keyof Result>, result: Result): WithholdableResult {
  const { state, value, qualifier, lower, upper, approximate } = result;
  return { ...place, state, value, qualifier, lower, upper, approximate };
}

function definitionOf(measure: MeasureInForce | undefined): BreakdownDefinition | null {
  if (measure?.breakdownRule == null) {
    return null;
  }
  return {
    rule: measure.breakdownRule,
    exhaustive: measure.exhaustive,
    parts: measure.parts.map(({ code }) => code),
  };
}

/** A return with more entries than this was not typed by hand. */
const MOST_BY_HAND = 200;

/** The suggestions for the parts of each measure, made when they are first needed. */
function suggestionsOfParts(): (measure: MeasureInForce) => CodeSuggestions {
  const made = new Map<string, CodeSuggestions>();
  return ({ code, parts }) => {
    const suggestions = made.get(code) ?? new CodeSuggestions(parts.map(namedPart));
    made.set(code, suggestions);
    return suggestions;
  };
}

/** The figures that could be read, and the problems with the others. */
interface ReadFigures {
  readonly figures: readonly Figure[];
  readonly problems: readonly Problem[];
  /** The measures that unknown codes were probably meant for. */
  readonly meant: ReadonlySet<string>;
}

function readFigures(entry: ReturnEntry, context: EntryContext): ReadFigures {
  const figures: Figure[] = [];
  const problems: Problem[] = [];
  const meant = new Set<string>();
  const slips = entry.figures.length + entry.nil.length + entry.notApplicable.length <= MOST_BY_HAND;
  let suggestions: MeasureSuggestions | null = null;
  const parts = { slips, of: suggestionsOfParts() };
  const known = (sent: { measure: string; breakdown?: string | null }): MeasureInForce | undefined => {
    const measure = context.measures.get(sent.measure);
    if (measure === undefined) {
      suggestions ??= new MeasureSuggestions([...context.measures.values()]);
      const places = suggestions.for(sent.measure, slips);
      problems.push(unknownMeasure(sent, places));
      for (const place of places) meant.add(place.measure);
    }
    return measure;
  };
  for (const sent of entry.figures) {
    const measure = known(sent);
    if (measure !== undefined) {
      const withheldUntil = latest([sent.withheldUntil, entry.withheldUntil]);
      const checked = checkFigure({ ...sent, withheldUntil }, measure, parts);
      if ('figure' in checked) figures.push(checked.figure);
      else problems.push(...checked.problems);
    }
  }
  for (const [codes, make] of [
    [[...entry.nil, ...othersOf(entry, context)], nilFigure],
    [entry.notApplicable, notApplicableFigure],
  ] as const) {
    for (const code of codes) {
      const place = { measure: code, part: null, note: null, withheldUntil: entry.withheldUntil };
      if (known({ measure: code }) !== undefined) figures.push(make(place));
    }
  }
  return { figures, problems, meant };
}

/** The CORE and ASKED measures that `othersNil` makes nil: those that the return does not name. */
function othersOf(entry: ReturnEntry, context: EntryContext): string[] {
  if (!entry.othersNil) {
    return [];
  }
  const named = new Set([...entry.figures.map(({ measure }) => measure), ...entry.nil, ...entry.notApplicable]);
  return context.asked.filter((code) => !named.has(code));
}

function unknownMeasure(sent: { measure: string; breakdown?: string | null }, places: readonly MeantPlace[]): Problem {
  const question = whichPlace(places, "'");
  const advice = places.some(({ part }) => part !== null) ? " A part goes in 'breakdown', beside its measure." : '';
  const hint = question === null ? "The query 'measures' lists the codes." : `${question}${advice}`;
  return problem('UNKNOWN_MEASURE', `${quote(sent.measure)} is not a measure in the dictionary. ${hint}`, sent);
}

function nothingReported({ othersNil }: ReturnEntry): Problem {
  const advice = othersNil
    ? "and 'othersNil' had no effect because the phase asks for no measures. List the nil measures in 'nil'."
    : "and 'nil' and 'notApplicable' are empty. Send what is known, or 'othersNil: true' if there truly was nothing.";
  return problem('NOTHING_REPORTED', `The return has no figures, ${advice}`);
}

function duplicates(entry: ReturnEntry): Problem[] {
  const figures = repeated(entry.figures, key).map((sent) =>
    problem(
      'DUPLICATE_FIGURE',
      `${quote(nameOf(sent.measure, sent.breakdown))} is in the return more than once. Send it once.`,
      sent,
    ),
  );
  const lists = [new Set(entry.figures.map(({ measure }) => measure)), entry.nil, entry.notApplicable];
  const across = repeated(
    lists.flatMap((list) => [...list]),
    (code) => code,
  ).map((code) => {
    const message = `${quote(code)} is named more than once in 'figures', 'nil' and 'notApplicable'. Name it once.`;
    return problem('DUPLICATE_FIGURE', message, { measure: code });
  });
  return [...figures, ...across];
}

const key = (sent: FigureEntry): string => JSON.stringify([sent.measure, sent.breakdown]);

/** The items that occur more than once; each is listed once. */
function repeated<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const counts = new Map<string, number>();
  return items.filter((item) => {
    const count = (counts.get(keyOf(item)) ?? 0) + 1;
    counts.set(keyOf(item), count);
    return count === 2;
  });
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((found) => [JSON.stringify(found), found])).values()];
}

function entriesOf(figures: readonly Figure[]): Map<string, MeasureEntry> {
  const entries = new Map<string, { total: Figure | null; parts: Figure[] }>();
  for (const figure of figures) {
    const entry = entries.get(figure.measure) ?? { total: null, parts: [] };
    if (figure.part === null) entry.total = figure;
    else entry.parts.push(figure);
    entries.set(figure.measure, entry);
  }
  return entries;
}

function conflictProblems(entry: MeasureEntry, measure: MeasureInForce | undefined): Problem[] {
  const conflict = conflictOf(entry, definitionOf(measure));
  if (conflict === null || entry.total === null || measure === undefined) {
    return [];
  }
  const overlap = measure.breakdownRule === 'OVERLAP';
  const sum = entry.parts.map(asSum).reduce(addSums, EMPTY_SUM);
  const parts = overlap
    ? entry.parts.map((part) => `${part.part ?? ''} ${describeFigure(part, measure.unit)}`).join(', ')
    : describeBounds(sum, measure.unit);
  const expected = overlap
    ? 'No part can be above the total'
    : conflict === 'BREAKDOWN_EXCEEDS_TOTAL'
      ? 'The parts are included in the total, so together they cannot be above it'
      : 'The parts must add up to the total';
  const soft = entry.total.qualifier === 'EXACT' ? '' : `, which means ${describeBounds(entry.total, measure.unit)}`;
  const total = `its total is ${describeFigure(entry.total, measure.unit)}${soft}`;
  const message = `The parts of ${measure.code} ${overlap ? 'are' : 'add up to'} ${parts}, but ${total}. ${expected}. Correct the total or the parts, or leave the total out.`;
  return [problem(conflict, message, { measure: measure.code })];
}
