import type { RegionalTotals, Total } from '../../totals/index.js';
import { frozenDecimal } from '../frozen-decimal.js';
import { headlinesOf, type Headline, type HeadlineTotal } from '../headlines/index.js';
import {
  AGE_GROUPS,
  CHILDREN,
  changesBetween,
  mayPublishAgeGroups,
  STATEMENT,
  type ChildFigure,
  type FrozenBasis,
  type FrozenCoverage,
  type FrozenHeadline,
  type FrozenMeasure,
  type FrozenSum,
  type FrozenTotal,
  type Named,
  type ReleaseContent,
  type ReleaseKind,
} from '../domain/index.js';

type Amount = Pick<Total, 'value' | 'qualifier' | 'lower' | 'upper'>;

/** What a release says of itself, beside its figures. */
export interface ReleaseHead {
  readonly version: number;
  readonly kind: ReleaseKind | null;
  readonly note: string | null;
  readonly at: Date;
}

/** What a release depends on beside its totals. */
export interface ReleaseContext {
  readonly before: Pick<ReleaseContent, 'version' | 'totals'> | null;
  readonly withoutHeadline: ReadonlySet<string>;
}

/**
 * The content of a release of these totals.
 *
 * @param context `before`: the content of the version that it is compared with; null: there is none.
 *   `withoutHeadline`: the codes of forces that get no headline of their own
 */
export function contentOf(
  { phase, coverage, restsOn, totals }: RegionalTotals,
  { version, kind, note, at }: ReleaseHead,
  { before, withoutHeadline }: ReleaseContext,
): ReleaseContent {
  const published = totals.map(withoutSmallAgeGroups);
  const frozen = published.map(totalOf);
  const { code, operation, name, startsOn, endsOn, datesKnownTo } = phase;
  const basis = restsOn.map((one): FrozenBasis => ({
    force: named(one.force),
    version: one.version,
    withoutSignOff: one.withoutSignOff,
  }));
  return {
    phase: { code, operation, name, startsOn, endsOn, datesKnownTo },
    version,
    kind,
    note,
    publishedAt: at.toISOString(),
    asAt: at.toISOString(),
    statement: STATEMENT,
    coverage: coverageOf(coverage),
    restsOn: basis,
    totals: frozen,
    changesSince: before?.version ?? null,
    changes: before === null ? [] : changesBetween(before.totals, frozen),
    headlines: headlinesOf({ totals: headlineTotals(published), questioned: withoutHeadline }).map((headline) =>
      frozenHeadline(headline, published, basis),
    ),
  };
}

/** The bytes of a release, which are stored, hashed and answered. */
export function bytesOf(content: ReleaseContent): Buffer {
  return Buffer.from(JSON.stringify(content));
}

/** The region's numbers of children, as reported: also those that the release leaves out. */
export function childFiguresOf(totals: readonly Total[]): ChildFigure[] {
  return totals.flatMap(({ measure, byBreakdown }) =>
    byBreakdown
      .filter(({ code }) => code === CHILDREN)
      .map((part) => ({ measure: named(measure), part: named(part), value: part.value })),
  );
}

/** A total without people by age group of one force, and without those of the region if one of them may not be published. */
function withoutSmallAgeGroups(total: Total): Total {
  if (total.measure.breakdown !== AGE_GROUPS) return total;
  const byForce = total.byForce.map((cell) => ({ ...cell, byBreakdown: [] }));
  return { ...total, byForce, byBreakdown: mayPublishAgeGroups(total.byBreakdown) ? total.byBreakdown : [] };
}

function totalOf(total: Total): FrozenTotal {
  return {
    measure: measureOf(total),
    ...sumOf(total),
    coverage: coverageOf(total.coverage),
    changedAfterFinal: total.changedAfterFinal.map(named),
    byForce: total.byForce.map((cell) => ({
      force: named(cell.force),
      state: cell.state,
      ...sumOf(cell),
      withoutSignOff: cell.withoutSignOff,
      ...(cell.changedAfterFinal && { changedAfterFinal: true }),
      byBreakdown: cell.byBreakdown.map((part) => ({ ...named(part), state: part.state, ...sumOf(part) })),
    })),
    byBreakdown: total.byBreakdown.map((part) => ({ ...named(part), ...sumOf(part) })),
  };
}

/** Every total that may have a headline: of each measure the region's, its parts, and each force's. */
function headlineTotals(totals: readonly Total[]): HeadlineTotal[] {
  return totals.flatMap((total) => {
    const { measure, coverage } = total;
    const whole = { measure, coverage, part: null, force: null, partGivenBy: null };
    return [
      { ...whole, ...amountOf(total) },
      ...total.byBreakdown.map((part) => ({
        ...whole,
        ...amountOf(part),
        part: named(part),
        coverage: part.coverage ?? coverage,
        partGivenBy: part.givenBy,
      })),
      ...total.byForce.map(({ force, ...cell }) => ({ ...whole, ...amountOf(cell), force })),
    ];
  });
}

function amountOf({ value, qualifier, lower, upper }: Amount): Amount {
  return { value, qualifier, lower, upper };
}

function frozenHeadline(
  { measure: { code }, part, force, sentence, short, alternatives, ...amount }: Headline,
  totals: readonly Total[],
  basis: readonly FrozenBasis[],
): FrozenHeadline {
  const total = totals.find(({ measure }) => measure.code === code);
  if (total === undefined) throw new Error('A headline is of a measure without a total.');
  const ofPart = total.byBreakdown.find((one) => one.code === part?.code);
  const coverage = ofPart?.coverage ?? total.coverage;
  const silent = new Set([...coverage.missing, ...coverage.notHeard].map((one) => one.code));
  return {
    measure: measureOf(total),
    breakdown: part,
    force: force === null ? null : named(force),
    sentence,
    short,
    alternatives,
    ...sumOf(amount),
    coverage: force === null ? coverageOf(coverage) : OF_ONE_FORCE,
    restsOn: basis.filter((one) => (force === null ? !silent.has(one.force.code) : one.force.code === force.code)),
  };
}

/** The coverage of a force's own headline. */
const OF_ONE_FORCE: FrozenCoverage = { expected: 1, reported: 1, complete: true, missing: [], notHeard: [] };

function measureOf({ measure: { code, name, unit, category, version, definition } }: Total): FrozenMeasure {
  return { code, name, unit, category, version, definition };
}

function coverageOf({ expected, reported, complete, missing, notHeard }: Total['coverage']): FrozenCoverage {
  return { expected, reported, complete, missing: missing.map(named), notHeard: notHeard.map(named) };
}

function sumOf({ value, qualifier, lower, upper }: Amount): FrozenSum {
  return {
    value: value === null ? null : frozenDecimal(value),
    qualifier,
    lower: frozenDecimal(lower),
    upper: upper === null ? null : frozenDecimal(upper),
  };
}

const named = ({ code, name }: Named): Named => ({ code, name });
