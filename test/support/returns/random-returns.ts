import fc from 'fast-check';
import type { NaiveMeasure, SentFigure, SentReturn } from './naive-figures.js';

/* Returns as nobody would write them: totals, parts, both, nil, not applicable, with every qualifier. */

const WHOLE = 1_000_000n;
const DRUGS = ['cannabis', 'cocaine', 'heroin', 'ketamine'];
/** Their measures: each rule of a breakdown, and each unit that behaves differently. */
export const MEASURES: readonly NaiveMeasure[] = [
  { code: 'arrests', step: WHOLE, rule: 'NONE', parts: [], exhaustive: false },
  { code: 'cash-seized', step: 10_000n, rule: 'NONE', parts: [], exhaustive: false },
  { code: 'cannabis-plants', step: WHOLE, rule: 'NONE', parts: [], exhaustive: false },
  { code: 'drug-seizures', step: WHOLE, rule: 'OVERLAP', parts: DRUGS, exhaustive: false },
  { code: 'drugs-value', step: 10_000n, rule: 'SUBSET', parts: DRUGS, exhaustive: false },
  { code: 'drugs-weight', step: 1_000n, rule: 'PARTITION', parts: DRUGS, exhaustive: false },
  { code: 'drugs-tablets', step: WHOLE, rule: 'PARTITION', parts: DRUGS, exhaustive: false },
  { code: 'lines-closed', step: WHOLE, rule: 'SUBSET', parts: ['line-holder-charged'], exhaustive: false },
  { code: 'people-safeguarded', step: WHOLE, rule: 'SUBSET', parts: ['adult', 'child'], exhaustive: true },
  { code: 'nrm-referrals', step: WHOLE, rule: 'SUBSET', parts: ['adult', 'child'], exhaustive: true },
];
/** Their forces: five that every phase of the record expects, and two that are NOT_KNOWN. */
export const FORCES = [
  'avon-and-somerset',
  'devon-and-cornwall',
  'dorset',
  'gloucestershire',
  'wiltshire',
  'btp',
  'swrocu',
];

/** A value in thousandths that the measure allows: often 0 or small, so that parts and totals match by chance. */
function anyValue(measure: NaiveMeasure): fc.Arbitrary<number> {
  const step = Number(measure.step / 1000n);
  const steps = fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 5_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(20_000, 350, 80_000, 100_000_000) },
  );
  return fc.tuple(steps, fc.constantFrom(step, 1000)).map(([count, size]) => count * size);
}

function anyFigure(measure: NaiveMeasure, part: string | null): fc.Arbitrary<SentFigure> {
  const qualifier = fc.constantFrom<SentFigure['qualifier']>('EXACT', 'AT_LEAST', 'AT_MOST', 'ALMOST', 'APPROXIMATE');
  return fc
    .record({
      value: fc.option(anyValue(measure), { freq: 8 }),
      kilograms: measure.code === 'drugs-weight' ? fc.boolean() : fc.constant(false),
      qualifier,
    })
    .map((figure) => ({
      ...figure,
      measure: measure.code,
      part,
      // A soft zero is always rejected.
      qualifier: figure.value === 0 && figure.qualifier !== 'AT_MOST' ? 'EXACT' : figure.qualifier,
    }));
}

/** A return's figures for one measure: a total, parts, both, nil, not applicable, or nothing. */
function anyMention(measure: NaiveMeasure): fc.Arbitrary<SentFigure[] | 'NIL' | 'NOT_APPLICABLE'> {
  const total = anyFigure(measure, null).map((figure) => [figure]);
  const parts = fc
    .subarray([...measure.parts])
    .chain((chosen) => fc.tuple(...chosen.map((part) => anyFigure(measure, part))));
  return fc.oneof(
    { weight: 3, arbitrary: total },
    { weight: measure.parts.length === 0 ? 0 : 5, arbitrary: parts },
    { weight: measure.parts.length === 0 ? 0 : 2, arbitrary: fc.tuple(total, parts).map((both) => both.flat()) },
    { weight: 1, arbitrary: fc.constantFrom('NIL' as const, 'NOT_APPLICABLE' as const) },
    { weight: 2, arbitrary: fc.constant<SentFigure[]>([]) },
  );
}

/** A random return; `force` is an index into FORCES. */
export const anyReturn: fc.Arbitrary<SentReturn> = fc
  .tuple(
    fc.nat(FORCES.length - 1),
    ...MEASURES.map((measure) => fc.tuple(fc.constant(measure.code), anyMention(measure))),
  )
  .map(([force, ...mentions]) => {
    const named = (what: string): string[] => mentions.filter(([, given]) => given === what).map(([code]) => code);
    const figures = mentions.flatMap(([, given]) => (typeof given === 'string' ? [] : given));
    return { force, figures, nil: named('NIL'), notApplicable: named('NOT_APPLICABLE') };
  })
  .filter(({ figures, nil, notApplicable }) => figures.length + nil.length + notApplicable.length > 0);

/** A return as it is sent for a phase. */
export function asInput(phase: string, { force, figures, nil, notApplicable }: SentReturn): object {
  return {
    phase,
    force: FORCES[force],
    nil,
    notApplicable,
    figures: figures.map(({ measure, part, value, kilograms, qualifier }) => ({
      measure,
      breakdown: part,
      ...(value === null
        ? { qualifier: 'UNQUANTIFIED' }
        : { value: value / 1000, qualifier, unit: kilograms ? 'KILOGRAM' : null }),
    })),
  };
}
