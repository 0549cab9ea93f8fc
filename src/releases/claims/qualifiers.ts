import { Decimal } from '../../common/decimal.js';
import { DECIMAL_PLACES, type MeasureUnit } from '../../dictionary/index.js';
import { boundsOf, type Bounds, type Qualifier } from '../../returns/index.js';

/** What the words around a number say of it. MORE_THAN: above it. LESS_THAN: below it. */
export type ClaimKind = 'EXACT' | 'AT_LEAST' | 'MORE_THAN' | 'AT_MOST' | 'LESS_THAN' | 'ALMOST' | 'APPROXIMATE';

/** A form of words at the end of a text, whatever spaces are between them. */
const ending = (words: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}-])(?:${words})\s*$`.replaceAll(' ', String.raw`\s+`), 'iu');
const beginning = (words: string): RegExp => new RegExp(`^(?:${words})`.replaceAll(' ', String.raw`\s+`), 'iu');

/** Words before a number, by what they say; the first that fits counts. */
const BEFORE: readonly (readonly [ClaimKind, RegExp])[] = [
  ['AT_MOST', ending('up to|no more than|not more than|at most|a maximum of')],
  ['AT_LEAST', ending('at least|a minimum of|no fewer than|no less than|not less than|not fewer than')],
  ['MORE_THAN', ending('(?:well )?(?<!(?:just|slightly|a little) )(?:more than|over|in excess of|above|upwards of)')],
  ['ALMOST', ending('almost|nearly|just under')],
  ['LESS_THAN', ending('(?:well )?(?:fewer than|less than|under|below)')],
  ['APPROXIMATE', ending(String.raw`about|around|approximately|approx\.?|roughly|circa|some|c\.|~`)],
];

/** Words after a number that say something of it. */
const AFTER: readonly (readonly [ClaimKind, RegExp])[] = [
  ['AT_LEAST', beginning(String.raw`\+| or more(?!\p{L})`)],
  ['AT_MOST', beginning(String.raw` or (?:fewer|less)(?!\p{L})`)],
  ['APPROXIMATE', beginning(String.raw` or so(?!\p{L})`)],
];

/** Words that change nothing: "a total of 26 arrests". */
const NEUTRAL = ending('a (?:grand |combined )?total of|totall?ing|exactly|an estimated|estimated at|worth');

/**
 * Words before a number with which it is not the whole of something, or not certainly so: an addition, a comparison, a
 * share or a hedge. Such a number is not read.
 */
const OTHER_SENSE = ending(
  [
    'a further|another|an? additional|an? extra|further|additional|yet|more|double|twice|triple|half',
    '(?:a )?(?:third|quarter) of|out of|one in|all but|up from|down from|rose from|fell from',
    'compared (?:with|to)|against|than|from|by|versus|vs\\.?|minus|plus|nor|not|not quite|number|no\\.?',
    'operation [\\p{L}]+|phase|aged?|class|every|each|per|an? average of|average|the (?:first|last|next|past|other)',
    'close to|shy of|north of|south of|getting on for|approaching|towards|as many as|as few as|maybe|perhaps|possibly',
    'potentially|believed to be|thought to be|expected|target of|aim of',
  ].join('|'),
);

/** A qualifier that does not stand right before the number, so that what it says of the number is in doubt. */
const LOOSE_QUALIFIER = new RegExp(
  [
    String.raw`(?<!\p{L})(?:more[ -]than|less[ -]than|fewer[ -]than|at least|at most|no more|upto|just[ -](?:under|over|short)|nearly|almost|beyond|exceed\p{L}*|surpass\p{L}*|topp\p{L}*|barely|hardly|even|ca\.|nigh|projected|alleged|target|approximately|roughly|none|most|half|thirds?|quarters?|times)[^\p{L}\p{N}]+(?:\p{L}+[^\p{L}\p{N}]+){0,3}$`,
    String.raw`(?<!\p{L})(?:over|under|about|around|above|below|some|up to)(?:[^\p{L}\p{N}]+(?:the|a|an)[^\p{L}\p{N}]+(?:\p{L}+[^\p{L}\p{N}]+)?|[^\p{L}\d\s]+\s*|\s{3,})$`,
  ].join('|'),
  'iu',
);

/** Words after a number that leave it in doubt. */
const IN_DOUBT = /^(?:-|\s)?(?:odd|ish|plus|minimum|maximum|max|min|or thereabouts|at most|at least)(?!\p{L})/iu;

/** What the words around a number say. */
export interface QualifiedNumber {
  /** Null: its sense is another one, or in doubt. */
  readonly kind: ClaimKind | null;
  /** Offsets of the number with these words. */
  readonly start: number;
  readonly end: number;
}

/** What the words right before and after a number say of it. */
export function qualified(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): QualifiedNumber {
  const before = text.slice(Math.max(0, start - REACH), start);
  const [said, sayingBefore] = firstOf(BEFORE, before);
  const [added, sayingAfter] = firstOf(AFTER, text.slice(end, end + REACH));
  const whole = { start: start - sayingBefore, end: end + sayingAfter };
  const rest = before.slice(0, before.length - sayingBefore).replace(NEUTRAL, '');
  const isDoubtful =
    OTHER_SENSE.test(rest) ||
    LOOSE_QUALIFIER.test(rest) ||
    IN_DOUBT.test(text.slice(whole.end, whole.end + REACH)) ||
    (said !== null && added !== null);
  return { kind: isDoubtful ? null : (said ?? added ?? 'EXACT'), ...whole };
}

/** How many characters before and after a number are looked at. */
const REACH = 60;

/** The first that fits, and the length of its words. */
function firstOf(forms: readonly (readonly [ClaimKind, RegExp])[], text: string): [ClaimKind | null, number] {
  for (const [kind, form] of forms) {
    const found = form.exec(text);
    if (found !== null) return [kind, found[0].length];
  }
  return [null, 0];
}

/** The bounds of what a claim says, and the qualifier that says so in the words of figures. */
export interface Claimed extends Bounds {
  readonly qualifier: Exclude<Qualifier, 'UNQUANTIFIED'>;
}

/** "Almost 48,000" is from this share of 48,000 on, and below it. */
const ALMOST_SHARE = new Decimal('0.95');

/**
 * What "more than 110" claims, and so on. As for figures, but "more than" begins at the next value that the unit can take,
 * and "almost" and "fewer than" end at the one before: below 0 for "fewer than 0", which nothing is.
 *
 * @param value without more decimals than the unit has
 */
export function claimedBounds(kind: ClaimKind, value: Decimal, unit: MeasureUnit): Claimed {
  const places = DECIMAL_PLACES[unit];
  const step = new Decimal(10).pow(-places);
  switch (kind) {
    case 'MORE_THAN':
      return { qualifier: 'AT_LEAST', lower: value.plus(step), upper: null };
    case 'LESS_THAN':
      return { qualifier: 'AT_MOST', lower: new Decimal(0), upper: value.minus(step) };
    case 'ALMOST': {
      const lower = value.times(ALMOST_SHARE).toDecimalPlaces(places, Decimal.ROUND_CEIL);
      return { qualifier: 'ALMOST', lower, upper: value.minus(step) };
    }
    default:
      return { qualifier: kind, ...boundsOf(kind, value, unit) };
  }
}
