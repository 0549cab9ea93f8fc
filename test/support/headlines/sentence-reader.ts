import { Decimal } from '../../../src/common/decimal.js';
import { DECIMAL_PLACES, type MeasureUnit } from '../../../src/dictionary/domain/index.js';
import type { Bounds } from '../../../src/returns/domain/index.js';

/*
 * Reads a headline as its reader does: which true values do the words allow? It follows the rules for claims and knows
 * nothing of the code that writes headlines, so that it can find mistakes there. It is strict: it throws rather than
 * leave out a word or a number that may change the meaning.
 */

/** What a sentence says: the true values that its amount allows, and how many forces it is from; null: not said. */
export interface SentenceReading {
  readonly claim: Bounds;
  readonly coverage: { readonly reported: number; readonly expected: number } | null;
}

const NUMBER_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const WORD = `(?:${NUMBER_WORDS.join('|')})`;
const DIGITS = '(?:0|[1-9]\\d{0,2}(?:,\\d{3})*)';
const STARTS = '(?<![\\w£.,+−–-])';
const ENDS = '(?![\\w%+]|[.,/:]\\d|[-–]\\w)';
const MULTIPLIED = '(?:\\.\\d+)?(?: million|m|k)';
const EXPONENTS: Readonly<Record<string, number>> = { '': 0, g: 0, k: 3, kg: 3, m: 6, million: 6 };

const WHOLE_THINGS = `${STARTS}(?:${DIGITS}(?:${MULTIPLIED})?|${WORD})${ENDS}`;
const POUNDS = `${STARTS}£${DIGITS}(?:${MULTIPLIED}|\\.\\d{2})?${ENDS}`;
const WEIGHT = `${STARTS}${DIGITS}(?:\\.\\d+)? ?(?:kg|g)${ENDS}`;

const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b)';
const WHOLE_NUMBER_ENDS = '(?![\\w%]|[.,]\\d)';
/** Numbers that are no amounts: in the name of a phase, in a date or a time. A year has no comma, an amount has one. */
const NOT_AMOUNTS = [
  `\\bOperation(?: [A-Z][\\w-]*)+ \\d+${WHOLE_NUMBER_ENDS}`,
  `\\b[Pp]hase (?:\\d+|${WORD})${WHOLE_NUMBER_ENDS}`,
  '\\b\\d{4}-\\d{2}-\\d{2}\\b',
  `${STARTS}(?:\\d{1,2}(?: ${MONTH}(?: \\d{4})?)? (?:to|and) )?\\d{1,2} ${MONTH}(?: \\d{4})?\\b`,
  `${STARTS}(?:19|20)\\d{2}${WHOLE_NUMBER_ENDS}`,
  `${STARTS}\\d{1,2}:\\d{2}(?:am|pm)?\\b`,
].map((pattern) => new RegExp(pattern, 'g'));

const FORCE_COUNT = `(${WORD}|[1-9]\\d{0,2})`;
const FORCES = `(?:all(?: of)?(?: the)? ${FORCE_COUNT}|${FORCE_COUNT} (?:out )?of(?: the)? ${FORCE_COUNT}) (?:(?:South West|police|territorial) )*forces?\\b`;
/** "with four of the five forces reporting", "in five of five forces", "(4 of 5 forces)"; never "with one of the five missing". */
const COVERAGE = new RegExp(
  [
    `(?:^|[.,;:(] ?|\\bwith (?:only )?)${FORCES}(?: have| having| that have| that)? report(?:ed|ing)\\b(?: so far| to date)?`,
    `\\b(?:in|from|by|across) (?:only )?${FORCES}(?! (?:that|which|who|not|still|yet)\\b)`,
    `\\(${FORCES}\\)`,
  ].join('|'),
  'gi',
);

/** In a sentence from which everything that was read is taken out, with § for it and # for the amount. */
const UNREAD = [
  // Numbers, and signs that could belong to the amount.
  /[\p{N}\p{Sc}\p{Sm}\p{Cf}%]/u,
  new RegExp(`\\b(?:${WORD}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)\\b`, 'i'),
  /\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|bn)\b/i,
  /\b(?:dozens?|zero|none|nil|half|double|twice|per|percent|pounds?|pence|[km]?g|kilos?|(?:kilo)?grams?|tonnes?)\b/i,
  // Words that make it more, less, or untrue.
  /\b(?:least|at (?:\w+ )*most|up ?to|almost|nearly|approximately|approx|roughly|circa|ca?\.|between(?! §)|plus)/i,
  /(?<!other )\bthan\b|\bor (?:more|less|fewer|so|over|under|above|below)\b|\b(?:so far|to date|counting)\b/i,
  /\b(?:exceed\w*|minimum|maximum|all but|no|not|never|without|except|excluding)\b|\bby #/i,
  /\b(?:over|under|above|below|beyond|around|about|some|close to|near|than)(?: [a-z]+){0,2} #/i,
];

/**
 * Reads a sentence with one amount: "N", "at least N", "more than N", "up to N", "about N", "almost N" or "between L and
 * U".
 *
 * @param unit the unit of the measure that the sentence is about, and of the bounds; weights in grams
 * @param names what the sentence names (a phase, a measure, a part), whose words and numbers say nothing of the amount
 * @returns bounds that the unit can take. No value is within them if no possible one satisfies the words ("almost 1")
 * @throws Error if there is no amount in this unit, more than one, or anything beside it that may change its meaning
 */
export function readSentence(text: string, unit: MeasureUnit, names: readonly string[] = []): SentenceReading {
  try {
    const named = withoutNames(text.normalize('NFC').replace(/\s+/g, ' ').trim(), names);
    const coverages = [...named.matchAll(COVERAGE)];
    const rest = named.replace(COVERAGE, '§');
    const amounts = [...rest.matchAll(amountIn(unit))];
    if (amounts.length !== 1) throw new Error(`${amounts.length} amounts in ${unit}`);
    if (coverages.length > 1) throw new Error('more than one coverage');
    const unread = UNREAD.map((pattern) => pattern.exec(rest.replace(amountIn(unit), '#'))).find(Boolean);
    if (unread) throw new Error(`"${unread[0]}" has not been read`);
    return { claim: claimOf(amounts[0]!, unit), coverage: coverages[0] ? coverageOf(coverages[0]) : null };
  } catch (error) {
    throw new Error(`Cannot read "${text}"`, { cause: error });
  }
}

/** True if every value that may be true satisfies the claim: the claim is SUPPORTED. Both in the unit of the measure. */
export function isImplied(claim: Bounds, truth: Bounds): boolean {
  const isBelowUpper = claim.upper === null || truth.upper?.lessThanOrEqualTo(claim.upper) === true;
  return isBelowUpper && truth.lower.greaterThanOrEqualTo(claim.lower);
}

function withoutNames(text: string, names: readonly string[]): string {
  const given = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => new RegExp(`(?<!\\w)${name.replace(/[^\w\s]/g, '\\$&').replace(/\s+/g, ' ')}(?!\\w)`, 'gi'));
  return [...given, ...NOT_AMOUNTS].reduce((rest, pattern) => rest.replace(pattern, '§'), text);
}

function amountIn(unit: MeasureUnit): RegExp {
  const number = unit === 'GBP' ? POUNDS : unit === 'GRAM' ? WEIGHT : WHOLE_THINGS;
  return new RegExp(
    `\\bbetween (${number}) and (${number})|(?:\\b(at least|more than|up to|about|almost) )?(${number})`,
    'gi',
  );
}

function claimOf([, from, to, qualifier, number]: RegExpMatchArray, unit: MeasureUnit): Bounds {
  if (from === undefined || to === undefined) return boundsOf(qualifier?.toLowerCase(), valueOf(number!, unit), unit);
  const [lower, upper] = [valueOf(from, unit), valueOf(to, unit)];
  const isMultiplied = (amount: string): boolean => /[\d ](?:m|k|million)$/i.test(amount);
  if (lower.lessThan(1000) && isMultiplied(to) && !isMultiplied(from)) {
    throw new Error(`"${from}" may mean as many millions or thousands`);
  }
  if (lower.greaterThan(upper)) throw new Error('the bounds are the wrong way round');
  return { lower, upper };
}

/** The number in the unit of the measure. @throws Error if that cannot take it, such as a fraction of a penny */
function valueOf(number: string, unit: MeasureUnit): Decimal {
  const word = NUMBER_WORDS.indexOf(number.toLowerCase());
  if (word >= 0) return new Decimal(word + 1);
  const [, digits = '', suffix = ''] = /^£?([\d.,]+) ?(\w*)$/.exec(number) ?? [];
  const value = new Decimal(`${digits.replaceAll(',', '')}e${EXPONENTS[suffix.toLowerCase()]!}`);
  if (value.decimalPlaces() > DECIMAL_PLACES[unit]) throw new Error(`${number} is no possible value`);
  return value;
}

function boundsOf(qualifier: string | undefined, value: Decimal, unit: MeasureUnit): Bounds {
  const places = DECIMAL_PLACES[unit];
  const step = new Decimal(`1e-${places}`);
  const up = (bound: Decimal): Decimal => bound.toDecimalPlaces(places, Decimal.ROUND_CEIL);
  switch (qualifier) {
    case undefined:
      return { lower: value, upper: value };
    case 'at least':
      return { lower: value, upper: null };
    case 'more than':
      return { lower: value.plus(step), upper: null };
    case 'up to':
      return { lower: new Decimal(0), upper: value };
    case 'almost':
      if (value.isZero()) throw new Error('nothing is almost 0');
      return { lower: up(value.times('0.95')), upper: value.minus(step) };
    case 'about': {
      const tolerance = Decimal.max(value.times('0.025'), lastNonZeroPlace(value).div(2));
      const upper = value.plus(tolerance).toDecimalPlaces(places, Decimal.ROUND_FLOOR);
      return { lower: Decimal.max(0, up(value.minus(tolerance))), upper };
    }
    default:
      throw new Error(`"${qualifier}" is not known`);
  }
}

/** The place value of the last digit that is not 0: 10 for 350, 0.1 for 0.5. */
function lastNonZeroPlace(value: Decimal): Decimal {
  if (value.isZero()) throw new Error('0 has no digit that is not 0');
  const zeros = value.isInteger() ? /0*$/.exec(value.toFixed())![0].length : -value.decimalPlaces();
  return new Decimal(`1e${zeros}`);
}

function coverageOf(match: RegExpMatchArray): SentenceReading['coverage'] {
  const counts = match.slice(1).filter((count: string | undefined) => count !== undefined);
  const [reported = 0, expected = reported] = counts.map((count) => {
    const word = NUMBER_WORDS.indexOf(count.toLowerCase());
    return word >= 0 ? word + 1 : Number(count);
  });
  if (reported > expected) throw new Error('more forces have reported than were expected to');
  return { reported, expected };
}
