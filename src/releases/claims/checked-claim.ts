import { Decimal } from '../../common/decimal.js';
import type { MeasureUnit } from '../../dictionary/index.js';
import { addSums, EMPTY_SUM, read, type Bounds, type Qualifier, type Reading, type Sum } from '../../returns/index.js';
import type { FrozenCell, FrozenCoverage, FrozenSum, FrozenTotal, ReleaseContent } from '../domain/index.js';
import { amountInWords, claimOf } from '../headlines/index.js';
import type { ReadFigure } from './read-figure.js';
import type { Preference } from './subject.js';
import { isLoose, verdictOf, type Caution, type Verdict } from './verdict.js';

/** The total that a claim was compared with. */
export interface ClaimedTotal extends Bounds, Reading {}

/** A figure in somebody's words, with what is true. */
export interface CheckedClaim extends ReadFigure {
  readonly verdict: Verdict;
  readonly caution: Caution | null;
  /** Null: NOT_RELEASED. */
  readonly total: ClaimedTotal | null;
  /** Which forces the region's total includes; null for figures of forces, and if NOT_RELEASED. */
  readonly coverage: FrozenCoverage | null;
  /** Words that would be true; null if SUPPORTED, or if there are none. */
  readonly suggestion: string | null;
}

type Content = Pick<ReleaseContent, 'totals' | 'headlines'>;

/** Compares a figure with a release; null: there is no release. */
export function checked(figure: ReadFigure, content: Content | null): CheckedClaim {
  const total = content?.totals.find(({ measure }) => measure.code === figure.measure);
  const sum = total === undefined ? null : totalOf(total, figure);
  if (content === null || total === undefined || sum === null) {
    return { ...figure, verdict: 'NOT_RELEASED', caution: null, total: null, coverage: null, suggestion: null };
  }
  const verdict = verdictOf(figure, sum);
  const isRegional = figure.forces.length === 0;
  return {
    ...figure,
    verdict,
    caution: verdict === 'SUPPORTED' && isLoose(figure, sum) ? 'LOOSE' : null,
    total: sum,
    coverage: isRegional ? total.coverage : null,
    suggestion: verdict === 'SUPPORTED' ? null : suggestionFor(figure, sum, total.measure.unit, content),
  };
}

/** Which of two measures with the same words is meant: the one that is in the release. */
export function preferring(content: Content | null): Preference {
  return ({ measure: { code }, part }) => {
    const total = content?.totals.find(({ measure }) => measure.code === code);
    return total !== undefined && (part === null || total.byBreakdown.some((one) => one.code === part));
  };
}

function totalOf(
  total: FrozenTotal,
  { breakdown, forces }: Pick<ReadFigure, 'breakdown' | 'forces'>,
): ClaimedTotal | null {
  if (forces.length === 0) {
    const sum = breakdown === null ? total : total.byBreakdown.find(({ code }) => code === breakdown);
    return sum === undefined ? null : decimals(sum);
  }
  if (breakdown !== null) return null;
  const cells = forces.map((code) => total.byForce.find(({ force }) => force.code === code));
  const known = cells.filter((cell) => cell !== undefined);
  const [first] = known;
  if (first === undefined || known.length < forces.length) return null;
  return known.length === 1 ? decimals(first) : summed(known);
}

/** The sum of several forces' figures, as totals add them. */
function summed(cells: readonly FrozenCell[]): ClaimedTotal {
  const { lower, upper, ...sum } = cells.map(sumOf).reduce(addSums, EMPTY_SUM);
  return { lower, upper, ...read({ lower, upper, ...sum }) };
}

function sumOf(cell: FrozenCell): Sum {
  const { value, qualifier, ...bounds } = decimals(cell);
  return {
    ...bounds,
    plain: value ?? new Decimal(0),
    approximate: qualifier === 'APPROXIMATE',
    quantified: cell.state === 'REPORTED' || cell.state === 'NIL',
    unquantified: cell.state === 'UNQUANTIFIED',
  };
}

function decimals({ value, qualifier, lower, upper }: FrozenSum): ClaimedTotal {
  return {
    value: value === null ? null : new Decimal(value),
    qualifier: qualifier satisfies Qualifier | null,
    lower: new Decimal(lower),
    upper: upper === null ? null : new Decimal(upper),
  };
}

/** The headline of the same figure, or the amount in words for several forces. */
function suggestionFor(
  figure: ReadFigure,
  sum: ClaimedTotal,
  unit: MeasureUnit,
  { headlines }: Content,
): string | null {
  const [force = null, ...others] = figure.forces;
  if (others.length > 0) {
    const claim = claimOf(sum, unit);
    return claim === null ? null : amountInWords(claim, unit, 'SENTENCE');
  }
  const headline = headlines.find(
    (one) =>
      one.measure.code === figure.measure &&
      (one.breakdown?.code ?? null) === figure.breakdown &&
      (one.force?.code ?? null) === force,
  );
  return headline?.sentence ?? null;
}
