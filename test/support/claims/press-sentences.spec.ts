import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { readDictionaryData } from '../../../src/dictionary/reference-data.js';
import { type ClaimQualifier, type Figure, PRESS_SENTENCES, type PressSentence } from './press-sentences.js';
import { boundsOfClaim, boundsOfRange, type OracleBounds, stepOf, type Wording } from './verdict-oracle.js';

const { measures, breakdowns, forces } = readDictionaryData();
const figures = PRESS_SENTENCES.flatMap((sentence) => sentence.read);
const cases = PRESS_SENTENCES.map((sentence): [string, PressSentence] => [sentence.text, sentence]);
const byAmount = figures.map((figure): [string, Figure] => [`${figure.amount} ${figure.measure}`, figure]);

/** Words for numbers, whole. Articles and ordinals are left out. */
const NUMBER_WORDS =
  /\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|(twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|dozens?|half|double|twice|third|quarter)\b/giu;

/** The wording that an amount starts or ends with; the rest of the amount is its number. */
const WORDINGS: readonly (readonly [RegExp, Wording])[] = [
  [/^(more than|over) /i, 'MORE_THAN'],
  [/^at least | or more$/i, 'AT_LEAST'],
  [/^(up to|no more than) /i, 'UP_TO'],
  [/^(fewer than|less than|under) /i, 'FEWER_THAN'],
  [/^(almost|nearly) /i, 'ALMOST'],
  [/^(about|around|approximately|roughly|some|c\.) |^~/i, 'ABOUT'],
];

const QUALIFIERS: Readonly<Record<Wording, ClaimQualifier>> = {
  NONE: 'EXACT',
  MORE_THAN: 'AT_LEAST',
  AT_LEAST: 'AT_LEAST',
  UP_TO: 'AT_MOST',
  FEWER_THAN: 'AT_MOST',
  ALMOST: 'ALMOST',
  ABOUT: 'APPROXIMATE',
};

/** "so far" and "to date" stand after the noun, so an amount without a wording of its own may be a lower bound. */
function wordingOf(figure: Figure): Wording {
  const stated = WORDINGS.find(([words]) => words.test(figure.amount))?.[1];
  return stated ?? (figure.qualifier === 'AT_LEAST' ? 'AT_LEAST' : 'NONE');
}

const unitOf = (code: string): string => measures.find((measure) => measure.code === code)?.unit ?? 'none';

const plain = ({ lower, upper }: OracleBounds): unknown => ({
  lower: lower.toFixed(),
  upper: upper === null ? null : upper.toFixed(),
});

const ONES = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const TEENS = 'thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

const smallNumber = (word: string): number => {
  if (ONES.includes(word)) return ONES.indexOf(word);
  if (TEENS.includes(word)) return TEENS.indexOf(word) + 13;
  if (TENS.includes(word)) return (TENS.indexOf(word) + 2) * 10;
  throw new Error(`"${word}" is not a number.`);
};

/** The value of a number in words, as far as the corpus has them. */
function valueOfWords(words: string): Decimal {
  if (/^half a dozen$/.test(words)) return new Decimal(6);
  const parts = words.split(/[ -]/).filter((word) => word !== 'and');
  const last = parts.at(-1);
  if (last === 'dozen') return new Decimal(parts[0] === 'a' ? 12 : smallNumber(parts[0]!) * 12);
  const at = parts.indexOf('hundred');
  const hundreds = at === -1 ? 0 : parts[0] === 'a' ? 1 : smallNumber(parts[0]!);
  return new Decimal(parts.slice(at + 1).reduce((sum, word) => sum + smallNumber(word), hundreds * 100));
}

const FACTORS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, million: 1e6, kg: 1e3, kilos: 1e3, kilograms: 1e3 };

/** The value of a number without its qualifier, in the measure's unit. */
function valueOfNumber(number: string): Decimal {
  const digits = /^£?([\d,]+(?:\.\d+)?)\s*(k|m|million|kg|kilos|kilograms|g|grams)?$/u.exec(number);
  if (digits === null) return valueOfWords(number.toLowerCase());
  return new Decimal(digits[1]!.replaceAll(',', '')).times(FACTORS[digits[2] ?? ''] ?? 1);
}

const numberOf = (figure: Figure): string =>
  WORDINGS.reduce((amount, [words]) => amount.replace(words, ''), figure.amount);

/** The two ends of a range; a unit that stands only after the second one belongs to both. */
function endsOf(amount: string): [Decimal, Decimal] {
  const [from = '', to = ''] = amount.replace(/^between /i, '').split(/ and | to |[-–]/);
  const unit = /[a-z]+$/.exec(to)?.[0] ?? '';
  return [valueOfNumber(/[a-z]$/.test(from) ? from : from + unit), valueOfNumber(to)];
}

describe('the corpus of press releases', () => {
  it('has at least 60 passages and 150 figures, and no passage twice', () => {
    expect(PRESS_SENTENCES.length).toBeGreaterThanOrEqual(60);
    expect(figures.length).toBeGreaterThanOrEqual(150);
    expect(new Set(PRESS_SENTENCES.map((sentence) => sentence.text)).size).toBe(PRESS_SENTENCES.length);
  });

  it.each(cases)('has each number of "%s" in one list, in order', (text, { read, notRead, ignorable, places }) => {
    const spans = [
      ...read.map(({ amount, start }) => ({ words: amount, start })),
      ...places.notRead,
      ...places.ignorable,
    ];
    for (const { words, start } of spans) {
      expect(text.slice(start, start + words.length)).toBe(words);
      // A number is never a piece of a longer one or of a word.
      expect(text.slice(0, start)).not.toMatch(/[\p{L}\p{Nd}.,]$/u);
      expect(text.slice(start + words.length)).not.toMatch(/^([\p{L}\p{Nd}]|[.,]\d)/u);
    }
    for (const list of [read, places.notRead, places.ignorable]) {
      const starts = list.map(({ start }) => start);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }
    expect(places.notRead.map(({ words }) => words)).toEqual(notRead);
    expect(places.ignorable.map(({ words }) => words)).toEqual(ignorable);
    const rest = spans.reduce((left, { words, start }) => {
      expect(left.slice(start, start + words.length)).toBe(words);
      return left.slice(0, start) + '_'.repeat(words.length) + left.slice(start + words.length);
    }, text);
    expect(rest.match(/\p{Nd}|[£%]/gu) ?? []).toEqual([]);
    expect(rest.match(NUMBER_WORDS) ?? []).toEqual([]);
  });

  it('is text without spaces before a full stop, doubled spaces or spaces at its ends', () => {
    for (const { text } of PRESS_SENTENCES) {
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/ {2}| [.,;:]|\( | \)| \n/);
    }
  });

  it.each(byAmount)('names measures, parts and forces of the dictionary: %s', (_, figure) => {
    const measure = measures.find(({ code }) => code === figure.measure);
    expect(measure).toBeDefined();
    if (figure.breakdown !== null) {
      const parts = breakdowns.filter(({ breakdown }) => breakdown === measure?.breakdown).map(({ code }) => code);
      expect(parts).toContain(figure.breakdown);
    }
    const known = forces.map(({ code }) => code);
    for (const force of figure.forces) expect(known).toContain(force);
    expect(new Set(figure.forces).size).toBe(figure.forces.length);
  });

  it.each(byAmount)('gives the bounds that the words have by the rules: %s', (_, figure) => {
    const { qualifier, value, lower, upper, amount } = figure;
    const unit = unitOf(figure.measure);
    if (qualifier === null) {
      expect(value).toBeNull();
      expect({ lower, upper }).toEqual(plain(boundsOfRange(...endsOf(amount))));
    } else {
      const wording = wordingOf(figure);
      expect(qualifier).toBe(QUALIFIERS[wording]);
      expect(value).toBe(valueOfNumber(numberOf(figure)).toFixed());
      expect({ lower, upper }).toEqual(plain(boundsOfClaim(wording, value!, unit)));
    }
    for (const bound of [value, lower, upper]) {
      expect(new Decimal(bound ?? 0).modulo(stepOf(unit)).isZero()).toBe(true);
    }
    const isMoney = amount.includes('£');
    const isWeight = /\d\s*(kg|g|kilos|kilograms|grams)$/u.test(amount);
    expect({ isMoney, isWeight }).toEqual({ isMoney: unit === 'GBP', isWeight: unit === 'GRAM' });
  });

  it('has every qualifier, a range, every unit, every force but the partner, and lists of forces', () => {
    const missing = (wanted: readonly unknown[], had: readonly unknown[]): unknown[] =>
      wanted.filter((one) => !had.includes(one));
    expect(
      missing(
        [null, ...Object.values(QUALIFIERS)],
        figures.map(({ qualifier }) => qualifier),
      ),
    ).toEqual([]);
    expect(missing(Object.keys(QUALIFIERS), figures.map(wordingOf))).toEqual([]);
    const units = new Set(measures.map(({ unit }) => unit));
    expect(
      missing(
        [...units],
        figures.map(({ measure }) => unitOf(measure)),
      ),
    ).toEqual([]);
    const contributors = forces.filter(({ kind }) => kind !== 'PARTNER').map(({ code }) => code);
    expect(
      missing(
        contributors,
        figures.flatMap((figure) => figure.forces),
      ),
    ).toEqual([]);
    expect(figures.some((figure) => figure.forces.length > 2)).toBe(true);
  });
});
