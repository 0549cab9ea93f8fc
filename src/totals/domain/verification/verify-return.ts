import type { MeasureInForce } from '../../../dictionary/domain/index.js';
import {
  nilFigure,
  notApplicableFigure,
  quantifiedFigure,
  resultsOfFigures,
  unquantifiedFigure,
  type Figure,
  type Result,
  type StoredResult,
  type WithholdableResult,
} from '../../../returns/domain/index.js';
import { difference, differencesBetween, exactText, statement, type Difference, type Statement } from './difference.js';

/** A result with the version of the definition that it was worked out with. */
export interface DatedResult extends WithholdableResult {
  readonly measureVersion: number;
}

/** The stored figures and results of a version. */
export interface VersionContents {
  readonly figures: readonly Figure[];
  readonly results: readonly DatedResult[];
}

/**
 * Recomputes the bounds and results of a version from its stated figures, and gives the differences from those stored.
 */
export function verifyVersion(
  contents: VersionContents,
  measures: ReadonlyMap<string, MeasureInForce>,
  place: { readonly force: string; readonly version: number },
): { readonly results: readonly StoredResult[]; readonly differences: readonly Difference[] } {
  const figures = contents.figures.map((figure) => statedAnew(figure, measures));
  const results = resultsOfFigures(figures, measures);
  const ofFigure = (figure: Figure): Statement => {
    const { measure, part } = figure;
    return statement('FIGURE', `${describeResult(figure)}${describeWithheld(figure)}`, { ...place, measure, part });
  };
  const ofResult = (result: DatedResult): Statement => {
    const { measure, part } = result;
    const more = [result.approximate ? ', approximate' : '', result.settlesParts ? ', settles its parts' : ''];
    const text = `${describeResult(result)}${more.join('')}${describeWithheld(result)}, under definition ${result.measureVersion}`;
    return statement('RESULT', text, { ...place, measure, part });
  };
  const dated = results.map((result) => ({ ...result, measureVersion: measures.get(result.measure)?.version ?? 0 }));
  const empty = contents.figures.length > 0 ? [] : [difference('FIGURE', null, 'at least one figure', place)];
  return {
    results,
    differences: [
      ...empty,
      ...differencesBetween(contents.figures.map(ofFigure), figures.map(ofFigure)),
      ...differencesBetween(contents.results.map(ofResult), dated.map(ofResult)),
    ],
  };
}

/** A figure with bounds recomputed from its state, qualifier and value. */
function statedAnew(figure: Figure, measures: ReadonlyMap<string, MeasureInForce>): Figure {
  const { measure, part, note, withheldUntil, state, value, qualifier } = figure;
  const place = { measure, part, note, withheldUntil };
  const unit = measures.get(measure)?.unit;
  switch (state) {
    case 'NIL':
      return nilFigure(place);
    case 'NOT_APPLICABLE':
      return notApplicableFigure(place);
    case 'UNQUANTIFIED':
      return unquantifiedFigure(place);
    case 'REPORTED':
      return value === null || qualifier === null || qualifier === 'UNQUANTIFIED' || unit === undefined
        ? unquantifiedFigure(place)
        : quantifiedFigure(place, qualifier, value, unit);
  }
}

function describeWithheld({ withheldUntil }: Pick<WithholdableResult, 'withheldUntil'>): string {
  return withheldUntil === null ? '' : `, withheld until ${withheldUntil.toISOString()}`;
}

function describeResult(result: Result): string {
  return `${result.state} ${exactText(result)}`;
}
