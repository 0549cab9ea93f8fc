import { Decimal } from '../../common/decimal.js';
import { NUMBER_WORDS, valueOfWords } from './number-words.js';

/** What the number is of, if its own signs say so: pounds, grams, or hundredths. */
export type NumberSign = 'GBP' | 'GRAM' | 'PERCENT';

/** A number in a text. */
export interface NumberInText {
  /** Offsets in UTF-16 code units, `end` excluded, with its currency sign, scale and unit. */
  readonly start: number;
  readonly end: number;
  /** In pounds or grams if `sign` says so; null if it cannot be a number of things: a date, a time, an ordinal. */
  readonly value: Decimal | null;
  /** Null: none. */
  readonly sign: NumberSign | null;
  /** How many grams its unit of weight has; 1 for any other number. */
  readonly factor: Decimal;
}

/** More digits than any figure has. */
const MOST_DIGITS = 15;

const SCALES: Readonly<Record<string, string>> = {
  k: '1e3',
  thousand: '1e3',
  m: '1e6',
  mn: '1e6',
  million: '1e6',
  bn: '1e9',
  billion: '1e9',
  hundred: '1e2',
  dozen: '12',
};

const WEIGHTS: readonly (readonly [RegExp, string])[] = [
  [/^k(g|gs|ilo|ilos|ilogram|ilograms|ilogramme|ilogrammes)$/i, '1e3'],
  [/^t(onne|onnes)$/i, '1e6'],
  [/^mgs?$/i, '1e-3'],
  [/^g(s|m|ms|ram|rams|ramme|rammes)?$/i, '1'],
];

const DIGITS = String.raw`(?<sign>£\s?|GBP\s)?(?<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?<fraction>\.\d+)?(?:\s?(?<scale>k|mn?|bn)(?![\p{L}\d])|\s(?<scaleWord>hundred|thousand|million|billion|dozen)(?![\p{L}\d]))?`;
const UNIT = String.raw`(?:\s?(?<percent>%|per\s?cent(?!\p{L}))|\s?(?<weight>k(?:gs?|ilos?|ilogram(?:me)?s?)|mgs?|tonnes?|g(?:ms?|s|ram(?:me)?s?)?)(?![\p{L}\d]))?`;
const NUMBER = new RegExp(
  String.raw`(?<![\p{L}\p{N}_])(?:${DIGITS}${UNIT}|(?<words>${NUMBER_WORDS})(?:\s(?<weightWord>kilos?|kilogram(?:me)?s?|grams?|tonnes?)(?!\p{L})|\s(?<percentWord>per\s?cent)(?!\p{L})|\s(?<pounds>pounds)(?!\p{L}))?)`,
  'giu',
);

/** Around a number: what makes it a date, a time, an ordinal, a road or a version instead of a number of things. */
const IS_PART_OF_ANOTHER = /^(?:\p{L}|\p{M}|\p{N}|[<^×⁄*]|[/:.]\d|\s?(?:am|pm|a\.m|p\.m)(?!\p{L})|['’]s(?!\p{L}))/iu;
const FOLLOWS_ANOTHER = /(?:\d[/:.,]|[^\s(["'“‘–—:•*/~-]|(?:^|\D)-|#|No\.?\s?)$/u;

const ONE = new Decimal(1);
const NO_AMOUNT = { value: null, sign: null } as const;

/** Between two numbers that may be one: "1 021", "a hundred and 21". */
const ONE_OF_TWO = /^(?:[\s,;.'’·&+x×*^⁄-]|\p{Default_Ignorable_Code_Point}|\p{M})*(?:and[\s-]*)?$/iu;
/** A hyphen or "to" makes a range of two, and so does "and" after "between". */
const RANGE = /^\s*(?:-|to)\s*$/iu;

/** Every number in a text, in order. */
export function numbersIn(text: string): NumberInText[] {
  const numbers = [...text.matchAll(NUMBER)].map((match): NumberInText => {
    const start = match.index;
    const end = start + match[0].length;
    const isOther =
      FOLLOWS_ANOTHER.test(text.slice(Math.max(0, start - 4), start)) ||
      IS_PART_OF_ANOTHER.test(text.slice(end, end + 8));
    return { start, end, factor: ONE, ...(isOther ? NO_AMOUNT : amountOf(match.groups ?? {})) };
  });
  const split = new Set(numbers.flatMap((number, place) => splitAt(text, number, numbers[place + 1])));
  const whole = numbers.map((number) => (split.has(number) ? { ...number, ...NO_AMOUNT } : number));
  return [...whole, ...hiddenNumbersIn(text, numbers)].sort((one, other) => one.start - other.start);
}

/** Words with digits: "least999", "l48", and digits of other scripts. */
const WORD_WITH_DIGITS = /(?<![\p{L}\p{M}\p{N}_])[\p{L}\p{M}_]*\p{N}[\p{L}\p{M}\p{N}_]*/gu;
/** A road or a unit of the police: "A303", "M5", "CO19". */
const NAME_WITH_DIGITS = /^(?:[ABM]\d{1,4}|CO\d{1,2})$/u;

/** Words that may contain a number: after letters, or in digits of another script. They are listed as unread. */
function hiddenNumbersIn(text: string, numbers: readonly NumberInText[]): NumberInText[] {
  let next = 0;
  return [...text.matchAll(WORD_WITH_DIGITS)].flatMap((match): NumberInText[] => {
    const [start, end] = [match.index, match.index + match[0].length];
    // Both lists are in the order of the text.
    while ((numbers[next]?.end ?? Infinity) <= start) next += 1;
    const isRead = (numbers[next]?.start ?? Infinity) < end;
    return isRead || NAME_WITH_DIGITS.test(match[0]) ? [] : [{ start, end, factor: ONE, ...NO_AMOUNT }];
  });
}

/** Two numbers that may be one number, written in two pieces; empty: they are two, or a range. */
function splitAt(text: string, first: NumberInText, next: NumberInText | undefined): NumberInText[] {
  if (next === undefined) return [];
  const between = text.slice(first.end, next.start);
  const isRange =
    RANGE.test(between) ||
    (/and/iu.test(between) && /between\s*$/iu.test(text.slice(Math.max(0, first.start - 12), first.start)));
  // "£12,600 and 55.5 grams": two things.
  const areTwo = next.sign === 'GBP' || (first.sign !== null && (next.sign !== null || /and/iu.test(between)));
  return ONE_OF_TWO.test(between) && !isRange && !areTwo ? [first, next] : [];
}

type AmountOfNumber = Pick<NumberInText, 'value' | 'sign'> & Partial<Pick<NumberInText, 'factor'>>;
type Groups = Readonly<Record<string, string | undefined>>;

function amountOf(groups: Groups): AmountOfNumber {
  const number = plainNumberOf(groups);
  if (number === null) return NO_AMOUNT;
  const { scale = groups['scaleWord'] ?? '', weight = groups['weightWord'] } = groups;
  const value = number.times(SCALES[scale.toLowerCase()] ?? 1);
  if (has(groups, 'percent', 'percentWord')) return { value, sign: 'PERCENT' };
  if (has(groups, 'sign', 'pounds')) return { value, sign: 'GBP' };
  if (weight === undefined) return { value, sign: null };
  const factor = new Decimal(WEIGHTS.find(([form]) => form.test(weight))?.[1] ?? '1');
  return { value: value.times(factor), sign: 'GRAM', factor };
}

const has = (groups: Groups, ...names: readonly string[]): boolean => names.some((name) => groups[name] !== undefined);

function plainNumberOf({ words, digits = '', fraction = '' }: Groups): Decimal | null {
  if (words !== undefined) return valueOfWords(words);
  const plain = digits.replaceAll(',', '');
  return plain.length + fraction.length > MOST_DIGITS ? null : new Decimal(`${plain}${fraction}`);
}
