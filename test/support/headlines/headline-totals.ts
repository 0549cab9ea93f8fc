import fc from 'fast-check';
import { z } from 'zod';
import { Decimal } from '../../../src/common/decimal.js';
import { DECIMAL_PLACES, HEADLINES, MEASURE_UNITS, optional, readCsv } from '../../../src/dictionary/index.js';
import type { HeadlineTotal } from '../../../src/releases/headlines/index.js';
import { boundsOf, type Bounds, type Qualifier } from '../../../src/returns/domain/index.js';

/* Totals at random of every measure and part that comes with the service, and of two that somebody defined later. */

type Subject = Pick<HeadlineTotal, 'measure' | 'part'>;
type MeasureUnit = HeadlineTotal['measure']['unit'];

/** What one expected force gave. */
type Given =
  | { readonly kind: 'NUMBER'; readonly qualifier: (typeof NUMBERED)[number]; readonly value: Decimal }
  | { readonly kind: 'NIL' | 'UNQUANTIFIED' | 'NOTHING' };

const NUMBERED = ['EXACT', 'AT_LEAST', 'AT_MOST', 'ALMOST', 'APPROXIMATE'] as const;
const EXPECTED = ['Avon and Somerset', 'Devon and Cornwall', 'Dorset', 'Gloucestershire', 'Wiltshire'];

const measureRow = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.enum(MEASURE_UNITS),
  breakdown: optional,
  headline: z.enum(HEADLINES),
});
const partRow = z.object({ breakdown: z.string(), code: z.string(), name: z.string() });

const file = (name: string): URL => new URL(`../../../src/dictionary/data/${name}.csv`, import.meta.url);
const LATER = { unit: 'COUNT', breakdown: null, headline: 'TOTAL' } as const;

const MEASURES = [
  ...readCsv(file('measures'), measureRow),
  { code: 'drones-seized', name: 'Drones seized', ...LATER },
  { code: 'knives-over-7', name: 'Up to 7-inch knives, more than nine £5 notes', ...LATER },
];
const PARTS = readCsv(file('breakdowns'), partRow);

/** Every measure, and every part of it. */
export const SUBJECTS: readonly Subject[] = MEASURES.flatMap(({ code, name, unit, breakdown, headline }) => {
  const measure = { code, version: 1, name, unit, breakdown, headline };
  const parts = PARTS.filter((part) => part.breakdown === breakdown);
  return [null, ...parts].map((part) => ({ measure, part: part && { code: part.code, name: part.name } }));
});

const FORCES = [
  null,
  { code: 'dorset', name: 'Dorset', kind: 'TERRITORIAL_FORCE' },
  { code: 'swrocu', name: 'South West Regional Organised Crime Unit', kind: 'REGIONAL_UNIT' },
  { code: 'btp', name: 'British Transport Police', kind: 'NATIONAL_FORCE' },
] as const satisfies readonly HeadlineTotal['force'][];

/** Small numbers, where words change, and any others that the unit can take. */
function someValue(unit: MeasureUnit): fc.Arbitrary<Decimal> {
  const small = fc.integer({ min: 1, max: 30 }).map((value) => new Decimal(value));
  const any = fc
    .tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.integer({ min: -DECIMAL_PLACES[unit], max: 4 }))
    .map(([digits, exponent]) => new Decimal(`${digits}e${exponent}`));
  return fc.oneof(small, any);
}

function someGiven(unit: MeasureUnit): fc.Arbitrary<Given> {
  const exact = someValue(unit).map((value): Given => ({ kind: 'NUMBER', qualifier: 'EXACT', value }));
  const number = fc
    .tuple(fc.constantFrom(...NUMBERED), someValue(unit))
    .map(([qualifier, value]): Given => ({ kind: 'NUMBER', qualifier, value }));
  const other = fc.constantFrom('NIL', 'UNQUANTIFIED', 'NOTHING' as const).map((kind): Given => ({ kind }));
  return fc.oneof({ weight: 5, arbitrary: exact }, { weight: 2, arbitrary: number }, { weight: 2, arbitrary: other });
}

/** A total as the rules of arithmetic make it from what each force gave. */
export const someTotal: fc.Arbitrary<HeadlineTotal> = fc
  .tuple(fc.constantFrom(...SUBJECTS), fc.constantFrom(...FORCES), fc.constantFrom(1, 3, 5))
  .chain(([subject, force, expected]) => {
    const given = someGiven(subject.measure.unit);
    return fc.tuple(fc.array(given, { minLength: expected, maxLength: expected }), given).map(([all, own]) => ({
      ...subject,
      force,
      ...amountOf(force === null ? all : [own], subject.measure.unit),
      coverage: coverageOf(all),
      partGivenBy: subject.part && force === null ? all.filter(({ kind }) => kind !== 'NOTHING').length : null,
    }));
  });

function coverageOf(all: readonly Given[]): HeadlineTotal['coverage'] {
  const missing = all.flatMap(({ kind }, place) =>
    kind === 'NOTHING' ? [{ code: String(place), name: EXPECTED[place]! }] : [],
  );
  const reported = all.length - missing.length;
  return { expected: all.length, reported, complete: missing.length === 0, missing };
}

function amountOf(all: readonly Given[], unit: MeasureUnit): Bounds & Pick<HeadlineTotal, 'value' | 'qualifier'> {
  const lower = all.reduce((sum, one) => sum.plus(oneBounds(one, unit).lower), new Decimal(0));
  const upper = all.reduce<Decimal | null>((sum, one) => {
    const { upper: bound } = oneBounds(one, unit);
    return sum === null || bound === null ? null : sum.plus(bound);
  }, new Decimal(0));
  const said = (kind: Given['kind']): boolean => all.some((one) => one.kind === kind);
  if (!said('NUMBER') && !said('NIL')) {
    return { lower, upper, value: null, qualifier: said('UNQUANTIFIED') ? 'UNQUANTIFIED' : null };
  }
  const read = (qualifier: Qualifier, value: Decimal): ReturnType<typeof amountOf> => ({
    lower,
    upper,
    value,
    qualifier,
  });
  if (upper === null) return read('AT_LEAST', lower);
  if (lower.equals(upper)) return read('EXACT', lower);
  const numbers = all.flatMap((one) => (one.kind === 'NUMBER' ? [one] : []));
  const plain = numbers.reduce((sum, { value }) => sum.plus(value), new Decimal(0));
  return numbers.some(({ qualifier }) => qualifier === 'APPROXIMATE')
    ? read('APPROXIMATE', plain)
    : read('AT_MOST', upper);
}

function oneBounds(one: Given, unit: MeasureUnit): Bounds {
  if (one.kind === 'NUMBER') return boundsOf(one.qualifier, one.value, unit);
  return { lower: new Decimal(0), upper: one.kind === 'NIL' ? new Decimal(0) : null };
}
