import type { MeasureInForce, Part } from '../../../src/dictionary/index.js';
import fc from 'fast-check';
import type { CalendarDate } from '../../../src/common/dates.js';
import { Decimal } from '../../../src/common/decimal.js';
import type { Bounds, Figure, FigureEntry, EntryContext, ReturnEntry } from '../../../src/returns/index.js';
import { nilFigure, quantifiedFigure, unquantifiedFigure, type Qualifier } from '../../../src/returns/domain/index.js';

/** Every run tries the same samples. */
export const SEEDED = { seed: 20_260_101, numRuns: 300 } as const;

const NUMBERED = ['EXACT', 'AT_LEAST', 'AT_MOST', 'ALMOST', 'APPROXIMATE'] as const;

export const aNumberedQualifier = fc.constantFrom(...NUMBERED);

/** The largest amount that a return allows: 12 digits before the point and three after it. */
export const someGrams = fc.bigInt(1n, 999_999_999_999_999n).map((thousandths) => new Decimal(`${thousandths}e-3`));

/** Two decimals: pounds and pence. */
export const someMoney = fc.bigInt(1n, 99_999_999_999_999n).map((pence) => new Decimal(`${pence}e-2`));

/** A figure in grams as a force can state it, including NIL and UNQUANTIFIED. */
export const someFigure: fc.Arbitrary<Figure> = fc.oneof(
  fc.record({ qualifier: aNumberedQualifier, value: someGrams }).map(({ qualifier, value }) => grams(qualifier, value)),
  fc.constant(nilFigure({ measure: 'drugs-weight', part: null, note: null })),
  fc.constant(unquantifiedFigure({ measure: 'drugs-weight', part: null, note: null })),
);

/** A figure of drugs-weight. */
export function grams(
  qualifier: (typeof NUMBERED)[number],
  value: Decimal | number,
  part: string | null = null,
): Figure {
  return quantifiedFigure({ measure: 'drugs-weight', part, note: null }, qualifier, new Decimal(value), 'GRAM');
}

/** A figure of a measure that counts whole things; no value: UNQUANTIFIED. */
export function count(qualifier: Qualifier, value: number | null, part: string | null = null): Figure {
  const place = { measure: 'arrests', part, note: null };
  return qualifier === 'UNQUANTIFIED' || value === null
    ? unquantifiedFigure(place)
    : quantifiedFigure(place, qualifier, new Decimal(value), 'COUNT');
}

/** Bounds as text: `5..none`. */
export function boundsText({ lower, upper }: Bounds): string {
  return `${lower.toFixed()}..${upper?.toFixed() ?? 'none'}`;
}

/** Value and qualifier as text: `AT_LEAST 5`, `none` if there is no total. */
export function valueText({ value, qualifier }: { value: Decimal | null; qualifier: Qualifier | null }): string {
  return [qualifier, value?.toFixed()].filter((word) => word != null).join(' ') || 'none';
}

/** The measure arrests, with the given changes. */
export function aMeasure(given: Partial<MeasureInForce> = {}): MeasureInForce {
  // No other measure has its other name.
  const alsoKnownAs = (given.code ?? 'arrests') === 'arrests' ? ['people arrested'] : [];
  return {
    code: 'arrests',
    version: 1,
    position: 1,
    name: 'Arrests',
    alsoKnownAs,
    category: 'ARRESTS',
    unit: 'COUNT',
    breakdown: null,
    breakdownRule: null,
    exhaustive: false,
    parts: [],
    ask: 'CORE',
    acrossPhases: 'SUM',
    headline: 'TOTAL',
    preferredDirection: 'NONE',
    definition: 'People arrested.',
    validFrom: null,
    ...given,
  };
}

/** A part of a breakdown, without group or class, with the given changes. */
export function aPart(code: string, name = code, given: Partial<Part> = {}): Part {
  return { code, name, group: null, classes: [], ...given };
}

const DRUGS = {
  breakdown: 'drug',
  parts: [aPart('cocaine', 'Cocaine'), aPart('heroin', 'Heroin'), aPart('cannabis', 'Cannabis (herbal or not stated)')],
};
const AGES = {
  breakdown: 'age-group',
  parts: [aPart('adult', 'Adults'), aPart('child', 'Children (under 18)')],
};

/** One measure for each unit and rule that behaves differently. */
const MEASURES: readonly MeasureInForce[] = [
  aMeasure(),
  aMeasure({ code: 'drug-seizures', name: 'Drug seizures', breakdownRule: 'OVERLAP', ...DRUGS }),
  aMeasure({ code: 'drugs-weight', name: 'Weight of drugs', unit: 'GRAM', breakdownRule: 'PARTITION', ...DRUGS }),
  aMeasure({ code: 'drugs-value', name: 'Value of drugs', unit: 'GBP', breakdownRule: 'SUBSET', ...DRUGS }),
  aMeasure({ code: 'cash-seized', name: 'Cash seized', unit: 'GBP' }),
  aMeasure({ code: 'weapons-seized', name: 'Weapons seized' }),
  aMeasure({ code: 'firearms-seized', name: 'Firearms seized' }),
  aMeasure({
    code: 'people-safeguarded',
    name: 'People safeguarded',
    breakdownRule: 'SUBSET',
    exhaustive: true,
    ...AGES,
  }),
];

/** A context: an open phase that asks for arrests and cash, no current version, firearms among the weapons. */
export function aContext(given: Partial<EntryContext> = {}): EntryContext {
  return {
    measures: new Map(MEASURES.map((measure) => [measure.code, measure])),
    asked: ['arrests', 'cash-seized'],
    phase: { from: '2023-03-06' as CalendarDate, to: '2023-03-12' as CalendarDate },
    wholes: [{ part: 'firearms-seized', whole: 'weapons-seized' }],
    implications: [{ measure: 'drugs-weight', implied: 'drug-seizures' }],
    singleHauls: new Set(['drugs-weight']),
    current: null,
    today: '2023-03-20' as CalendarDate,
    now: new Date('2023-03-20T12:00:00Z'),
    history: { lastPhase: null, places: new Map() },
    peers: new Map(),
    ...given,
  };
}

/** A whole return, empty apart from the given fields. */
export function aReturn(given: Partial<ReturnEntry> = {}): ReturnEntry {
  const lists = { figures: [], nil: [], notApplicable: [], othersNil: false };
  return { ...lists, window: null, asAt: null, note: null, reason: null, withheldUntil: null, ...given };
}

/** A figure as it is sent: no part, the measure's own unit, exact, with the given changes. */
export function sent(
  measure: string,
  value: number | string | null,
  given: Partial<Omit<FigureEntry, 'measure' | 'value'>> = {},
): FigureEntry {
  const decimal = value === null ? null : new Decimal(value);
  const nothing = { breakdown: null, unit: null, qualifier: null, note: null, withheldUntil: null };
  return { measure, value: decimal, ...nothing, ...given };
}
