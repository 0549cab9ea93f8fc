import { DateTime } from 'luxon';
import type { CalendarDate } from '../../common/dates.js';
import { Decimal } from '../../common/decimal.js';
import { escaped } from './lexicon.js';
import { NUMBER_WORDS, valueOfWords } from './number-words.js';

/** The phase whose figures a text is about. */
export interface PhaseOfText {
  readonly name: string;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** What sentences say of the phase that they are about. */
export interface PhaseInText {
  /** The sentence with spaces in place of the phase's own number and days. */
  readonly withoutOwn: (sentence: string) => string;
  /** Whether the sentence, without these, is about another phase or other days. */
  readonly isOther: (sentence: string) => boolean;
}

type Groups = Readonly<Record<string, string | undefined>>;

const ORDINAL =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|\\d{1,3}(?:st|nd|rd|th)';
const NUMBER = `\\d+|${NUMBER_WORDS}|${ORDINAL}`;
const MONTHS = 'January|February|March|April|June|July|August|September|October|November|December';
/** Every month; "may" is one only beside a day, a year or a preposition. Case counts. */
const MONTH = new RegExp(
  `(?<!\\p{L})(?:${MONTHS}|(?:\\d(?:st|nd|rd|th)?|[Ii]n|[Ss]ince|[Bb]y|[Ee]arly|[Ll]ate|[Uu]ntil) May|May \\d)(?!\\p{L})`,
  'u',
);

/**
 * For a phase such as "Operation Scorpion 9": "Scorpion 4", "phase four", "the fourth phase", "Operation Viper" and "in
 * June" name something else. Its own first and last day may be named. If its name has no number, no number is another's.
 *
 * @param phase null: nothing is another
 */
export function phaseInText(phase: PhaseOfText | null): PhaseInText {
  if (phase === null) return { withoutOwn: (sentence) => sentence, isOther: () => false };
  const { word = '', number } = /(?<word>\p{L}+)(?: (?<number>\d+))?$/u.exec(phase.name)?.groups ?? {};
  const named = new RegExp(
    `(?<![\\p{L}\\d])(?:(?:${word === '' ? '' : `${escaped(word)}|`}phase)\\s(?<after>${NUMBER})|(?<before>${ORDINAL})\\s(?:phase|round|(?:week|operation)|operation\\s\\p{L}+))(?![\\p{L}\\d])`,
    'giu',
  );
  const operation = new RegExp(
    `(?<!\\p{L})Operation ${word === '' ? '' : `(?!${escaped(word)}(?!\\p{L}))`}\\p{Lu}`,
    'u',
  );
  const own = ownDays(phase);
  const isOtherNumber = ({ after, before = '' }: Groups = {}): boolean =>
    number !== undefined && !(valueOf(after ?? before)?.eq(number) ?? false);
  return {
    withoutOwn: (sentence) =>
      sentence
        .replace(own, spaces)
        .replace(named, (words, ...rest: unknown[]) =>
          number !== undefined && !isOtherNumber(rest.at(-1) as Groups) ? spaces(words) : words,
        ),
    isOther: (sentence) =>
      [...sentence.matchAll(named)].some(({ groups }) => isOtherNumber(groups)) ||
      operation.test(sentence) ||
      MONTH.test(sentence),
  };
}

const spaces = (words: string): string => ' '.repeat(words.length);

function valueOf(words: string): Decimal | null {
  const digits = /^\d+/.exec(words)?.[0];
  return digits === undefined ? valueOfWords(words) : new Decimal(digits);
}

/** The days of a phase as people write them: "4 to 10 March 2024", "from Monday 4th March until Sunday 10th March". */
function ownDays({ startsOn, endsOn }: PhaseOfText): RegExp {
  const [first, last] = [startsOn, endsOn].map((day) => DateTime.fromISO(day).setLocale('en-GB'));
  const day = (date: DateTime | undefined): string =>
    `(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?${date?.day ?? ''}(?:st|nd|rd|th)?(?: (?:of )?${date?.monthLong ?? ''})?(?:,? ${date?.year ?? ''})?`;
  return new RegExp(`(?:(?:between|from|on) )?${day(first)} ?(?:to|and|until|-|–) ?${day(last)}(?![\\p{L}\\d])`, 'giu');
}
