/*
 * The arithmetic of the totals a second time, as simply as possible, from the figures as they are sent. It shares no
 * code with src: amounts are whole millionths in a bigint.
 */
const UNIT = 1_000_000n;

export interface NaiveMeasure {
  readonly code: string;
  /** In millionths: 1,000,000 for whole things, 10,000 for pence, 1,000 for thousandths of a gram. */
  readonly step: bigint;
  readonly rule: 'NONE' | 'PARTITION' | 'SUBSET' | 'OVERLAP';
  /** Every part of an exhaustive measure; of another one those that the test sends. */
  readonly parts: readonly string[];
  readonly exhaustive: boolean;
}

/** A figure as it is sent. `value` in thousandths of `unit`, null: UNQUANTIFIED. */
export interface SentFigure {
  readonly measure: string;
  readonly part: string | null;
  readonly value: number | null;
  readonly kilograms: boolean;
  readonly qualifier: 'EXACT' | 'AT_LEAST' | 'AT_MOST' | 'ALMOST' | 'APPROXIMATE';
}

export interface SentReturn {
  readonly force: number;
  readonly figures: readonly SentFigure[];
  readonly nil: readonly string[];
  readonly notApplicable: readonly string[];
}

/** The value of a figure, a measure of one return, or a total. */
export interface NaiveValue {
  readonly state: 'REPORTED' | 'NIL' | 'UNQUANTIFIED' | 'NOT_APPLICABLE';
  readonly value: bigint | null;
  readonly qualifier: string | null;
  readonly lower: bigint;
  readonly upper: bigint | null;
  /** It includes an APPROXIMATE figure. */
  readonly approximate: boolean;
}

export const NIL: NaiveValue = {
  state: 'NIL',
  value: 0n,
  qualifier: 'EXACT',
  lower: 0n,
  upper: 0n,
  approximate: false,
};
const NOT_APPLICABLE: NaiveValue = { ...NIL, state: 'NOT_APPLICABLE', value: null, qualifier: null };
const SOME: NaiveValue = {
  state: 'UNQUANTIFIED',
  value: null,
  qualifier: 'UNQUANTIFIED',
  lower: 0n,
  upper: null,
  approximate: false,
};

/** The value of one sent figure. */
function valueOf(figure: SentFigure, step: bigint): NaiveValue {
  if (figure.value === null) return SOME;
  const value = BigInt(figure.value) * 1000n * (figure.kilograms ? 1000n : 1n);
  if (value === 0n) return NIL;
  const { qualifier } = figure;
  const stated = { state: 'REPORTED', value, qualifier, approximate: qualifier === 'APPROXIMATE' } as const;
  const up = (bound: bigint): bigint => ((bound + step - 1n) / step) * step;
  switch (qualifier) {
    case 'EXACT':
      return { ...stated, lower: value, upper: value };
    case 'AT_LEAST':
      return { ...stated, lower: value, upper: null };
    case 'AT_MOST':
      return { ...stated, lower: 0n, upper: value };
    case 'ALMOST':
      return { ...stated, lower: up((value * 9n) / 10n), upper: value };
    case 'APPROXIMATE': {
      let place = 1n;
      while (value % (place * 10n) === 0n) place *= 10n;
      const share = value / 40n;
      const spread = share > place / 2n ? share : place / 2n;
      const lower = value - spread;
      return { ...stated, lower: lower < 0n ? 0n : up(lower), upper: ((value + spread) / step) * step };
    }
  }
}

/** The sum of figures; `silent`: an expected force has not reported. */
export function addUp(all: readonly NaiveValue[], silent = false, alsoNil = false): Omit<NaiveValue, 'state'> {
  let lower = 0n;
  let upper: bigint | null = silent ? null : 0n;
  for (const one of all) {
    lower += one.lower;
    upper = upper === null || one.upper === null ? null : upper + one.upper;
  }
  const approximate = all.some((one) => one.approximate);
  const bounds = { lower, upper, approximate };
  if (!alsoNil && !all.some(({ state }) => state === 'REPORTED' || state === 'NIL')) {
    const some = all.some(({ state }) => state === 'UNQUANTIFIED');
    return { ...bounds, value: null, qualifier: some ? 'UNQUANTIFIED' : null };
  }
  if (upper === lower) return { ...bounds, value: upper, qualifier: 'EXACT' };
  if (upper === null) return { ...bounds, value: lower, qualifier: 'AT_LEAST' };
  const plain = all.reduce((sum, { value }) => sum + (value ?? 0n), 0n);
  return approximate
    ? { ...bounds, value: plain, qualifier: 'APPROXIMATE' }
    : { ...bounds, value: upper, qualifier: 'AT_MOST' };
}

/** One measure of one return: its total, and its stated parts. */
export interface NaiveResult {
  readonly total: NaiveValue;
  readonly parts: ReadonlyMap<string, NaiveValue>;
  /** Parts that were not given are nil. */
  readonly restNil: boolean;
}

/** The value of each measure that a return names; null: no true values fit, so it is rejected. */
export function resultsOf(sent: SentReturn, measures: readonly NaiveMeasure[]): Map<string, NaiveResult> | null {
  const results = new Map<string, NaiveResult>();
  for (const measure of measures) {
    const figures = sent.figures.filter((figure) => figure.measure === measure.code);
    const stated = figures.find(({ part }) => part === null);
    const parts = new Map<string, NaiveValue>();
    for (const figure of figures) if (figure.part !== null) parts.set(figure.part, valueOf(figure, measure.step));
    if (sent.nil.includes(measure.code)) results.set(measure.code, { total: NIL, parts, restNil: true });
    else if (sent.notApplicable.includes(measure.code))
      results.set(measure.code, { total: NOT_APPLICABLE, parts, restNil: true });
    else if (figures.length > 0) {
      const total = stated === undefined ? fromParts(parts, measure) : valueOf(stated, measure.step);
      if (stated !== undefined && !fits(total, parts, measure)) return null;
      const nil = total.state === 'NIL';
      results.set(measure.code, {
        total,
        parts: nil ? new Map([...parts.keys()].map((part) => [part, NIL])) : parts,
        restNil: nil || (measure.rule === 'PARTITION' && parts.size > 0),
      });
    }
  }
  return results;
}

function fromParts(parts: ReadonlyMap<string, NaiveValue>, measure: NaiveMeasure): NaiveValue {
  const sum = addUp([...parts.values()]);
  if (sum.value === null) return SOME;
  const open = (lower: bigint): NaiveValue => ({
    state: 'REPORTED',
    value: lower,
    qualifier: 'AT_LEAST',
    lower,
    upper: null,
    approximate: sum.approximate,
  });
  if (measure.rule === 'OVERLAP') {
    return open([...parts.values()].reduce((most, { lower }) => (lower > most ? lower : most), 0n));
  }
  const whole = measure.exhaustive && measure.parts.every((part) => parts.has(part));
  if (measure.rule === 'SUBSET' && !whole) return open(sum.lower);
  return { ...sum, state: sum.upper === 0n ? 'NIL' : 'REPORTED' };
}

function fits(total: NaiveValue, parts: ReadonlyMap<string, NaiveValue>, measure: NaiveMeasure): boolean {
  if (parts.size === 0) return true;
  const sum = addUp([...parts.values()]);
  const below = (low: bigint, high: bigint | null): boolean => high === null || low <= high;
  const whole = measure.exhaustive && measure.parts.every((part) => parts.has(part));
  if (measure.rule === 'OVERLAP') return [...parts.values()].every((part) => below(part.lower, total.upper));
  return below(sum.lower, total.upper) && (!(measure.rule === 'PARTITION' || whole) || below(total.lower, sum.upper));
}

/** An amount as a number of JSON: the nearest double. */
export function asNumber(amount: bigint | null): number | null {
  if (amount === null) return null;
  return Number(`${amount / UNIT}.${String(amount % UNIT).padStart(6, '0')}`);
}
