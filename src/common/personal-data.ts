import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import numberingPlans from 'libphonenumber-js/min/metadata';
import { isValid as isPostcode } from 'postcode';
import { problem, type Problem, type Subject } from './problem.js';

/** What of a person may stand in a text. */
const KINDS = [
  'DATE_OF_BIRTH',
  'PHONE_NUMBER',
  'EMAIL_ADDRESS',
  'POSTCODE',
  'VEHICLE_MARK',
  'REFERENCE_NUMBER',
  'NATIONAL_INSURANCE_NUMBER',
] as const;
export type PersonalDataKind = (typeof KINDS)[number];

const WORDS: Readonly<Record<PersonalDataKind, string>> = {
  DATE_OF_BIRTH: 'a date of birth',
  PHONE_NUMBER: 'a phone number',
  EMAIL_ADDRESS: 'an e-mail address',
  POSTCODE: 'a postcode',
  VEHICLE_MARK: 'a vehicle registration mark',
  REFERENCE_NUMBER: 'a custody or crime reference number',
  NATIONAL_INSURANCE_NUMBER: 'a national insurance number',
};

/** A text that somebody wrote. */
export interface FreeText {
  /** What it is, as the subject of a sentence: "The note on arrests". */
  readonly where: string;
  /** Null: nothing was written. */
  readonly text: string | null;
  /** The figure that it belongs to; null: none. */
  readonly subject: Subject | null;
}

/**
 * What a person can do about a text, as the end of a sentence. SENT: it belongs to a return; a version that was taken stays,
 * whatever is sent after it. CHANGEABLE: it can be said otherwise. LASTING: it was written with a step, and these are never
 * changed.
 */
const REMEDIES = {
  SENT: 'send it again without, and if this version was taken tell your data protection officer, since it stays',
  CHANGEABLE: 'change it',
  LASTING: 'tell your data protection officer, since what was written with a step stays with it',
} as const;

/**
 * PERSONAL_DATA for every text that holds what looks like personal data: which kinds and where, never what was found, since
 * the warning is stored and shown where the text is not. It blocks nothing: a person decides.
 */
export function personalDataProblems(texts: readonly FreeText[], remedy: keyof typeof REMEDIES = 'SENT'): Problem[] {
  return texts.flatMap(({ where, text, subject }) => {
    const kinds = text === null ? [] : personalDataIn(text);
    if (kinds.length === 0) {
      return [];
    }
    const found = LIST.format(kinds.map((kind) => WORDS[kind]));
    const message = `${where} holds what looks like ${found}; expected no personal data. If it is any, ${REMEDIES[remedy]}.`;
    return [problem('PERSONAL_DATA', message, subject ?? undefined)];
  });
}

/** A text that belongs to no figure. */
export function written(where: string, text: string | null): FreeText {
  return { where, text, subject: null };
}

const LIST = new Intl.ListFormat('en-GB');

/**
 * The kinds of personal data that a text seems to hold, in a fixed order; none: none was found. Made for few false alarms in
 * what forces write of an operation (roads, weights, sums, dates, titles of publications), so it does not find everything.
 * Its time grows with the text's length only, whatever the text.
 *
 * @internal exported for its tests
 */
export function personalDataIn(text: string): PersonalDataKind[] {
  return KINDS.filter((kind) => FINDERS[kind](text));
}

const FINDERS: Readonly<Record<PersonalDataKind, (text: string) => boolean>> = {
  DATE_OF_BIRTH: hasDateOfBirth,
  PHONE_NUMBER: hasPhoneNumber,
  EMAIL_ADDRESS: (text) => EMAIL_ADDRESS.test(text),
  POSTCODE: hasPostcode,
  VEHICLE_MARK: (text) => VEHICLE_MARKS.some((mark) => mark.test(text)),
  REFERENCE_NUMBER: (text) => REFERENCE_NUMBERS.some((reference) => reference.test(text)),
  NATIONAL_INSURANCE_NUMBER: (text) => NATIONAL_INSURANCE_NUMBER.test(text),
};

const MONTH = '(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?';
const DAY_MONTH = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-]|\\d{1,2}(?:st|nd|rd|th)? ${MONTH},? )`;

/** A day in a year in which somebody of the operation's time was born; later years are of the operation itself. */
const DAY_OF_BIRTH = new RegExp(
  `(?<!\\d)(?:${DAY_MONTH}(?:19\\d\\d|200\\d|201[0-5])|(?:19\\d\\d|200\\d|201[0-5])-\\d\\d-\\d\\d)(?!\\d)`,
  'gi',
);

/** Any day, where the text says that it is one of birth. */
const SAID_BIRTH = new RegExp(
  `(?<![a-z])(?:d\\.?o\\.?b\\.?|born|date of birth)(?: on)?[ :-]{0,3}(?:${DAY_MONTH}\\d{2}|\\d{4}-\\d\\d-\\d\\d)`,
  'i',
);

/** Two words that begin as names do: "John Smith", "JOHN SMITH", "Smith, John". */
const NAME = /(?<!\p{L})\p{Lu}[\p{L}'’-]{1,30},? {1,2}\p{Lu}[\p{L}'’-]{1,30}/u;

/** How near a name stands to a date of birth. */
const NEAR = 60;

/** One that is said to be one, or a day in such a year near a name. */
function hasDateOfBirth(text: string): boolean {
  if (SAID_BIRTH.test(text)) {
    return true;
  }
  return [...text.matchAll(DAY_OF_BIRTH)].some(({ 0: { length }, index }) =>
    // The date is left out: its own words begin with capitals too.
    NAME.test(`${text.slice(Math.max(0, index - NEAR), index)}\n${text.slice(index + length, index + length + NEAR)}`),
  );
}

/** Where a phone number may stand. Whether it is one, the library knows; over whole texts it would be slow on digits. */
const NATIONAL_NUMBER = /(?<![\d.,£/-])(?!\d\d[.-]\d\d[.-]\d{4}|0\.)\(?0(?:[ ().-]{0,2}\d){9,10}(?!\d|[,./]\d)/g;
const INTERNATIONAL_NUMBER = /(?<![\d.,£/])\+(?:[ ().-]{0,3}\d){8,14}(?!\d)/g;
/** Nobody writes a number digit by digit, but rows of small figures look like that. */
const MOST_GROUPS = 6;
/** Who writes more of what is no number after all is not writing a note. */
const MOST_TRIES = 20;

function hasPhoneNumber(text: string): boolean {
  return [...text.matchAll(NATIONAL_NUMBER), ...text.matchAll(INTERNATIONAL_NUMBER)]
    .map(([candidate]) => candidate)
    .filter((candidate) => candidate.split(/[ ().-]+/).length <= MOST_GROUPS)
    .slice(0, MOST_TRIES)
    .some(isPhoneNumber);
}

/** A British number of ten digits where an area or mobile can be: the ranges kept for drama are not valid. */
const LOOKS_BRITISH = /^[12378]\d{9}$/;

function isPhoneNumber(candidate: string): boolean {
  const number = parsePhoneNumberFromString(candidate, 'GB', numberingPlans);
  if (number === undefined) {
    return false;
  }
  return number.isValid() || (number.countryCallingCode === '44' && LOOKS_BRITISH.test(number.nationalNumber));
}

const EMAIL_ADDRESS = /(?<![\w.+-])[\w.+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,5}/i;

/**
 * What the library takes for a postcode and is none: an area of one letter that there is not ("C4 5lb"), an end with one of
 * C, I, K, M, O and V, which none has ("M5 5kg"), and "2nd" after a weapon or a road.
 */
const POSTCODE = /^(?:[BEGLMNSW]|[A-Z]{2})\d.*\d[ABD-HJLNP-UW-Z]{2}$/i;
const ORDINAL = /(?:1st|2nd|3rd|\dth)$/;

function hasPostcode(text: string): boolean {
  // In words, since the library would find one within a longer word: "BA1" "1AA" and "BA11AA".
  const words = text.split(/[^\p{L}\d]+/u);
  return words.some((word, place) =>
    [word, `${word} ${words[place + 1] ?? ''}`].some(
      (found) => isPostcode(found) && POSTCODE.test(found) && !ORDINAL.test(found),
    ),
  );
}

/**
 * The current style in any letters, "AB12 CDE"; the older ones in capitals: "A123 BCD", but neither a road ("on the A303
 * BTP") nor a junction ("J18 BTP"), and "ABC 123D".
 */
const VEHICLE_MARKS = [
  /(?<![\p{L}\d])[a-hj-pr-y]{2}(?:0[1-9]|[1-9]\d) ?[a-hj-pr-z]{3}(?![\p{L}\d])/iu,
  /(?<![\p{L}\d])[A-HJ-NPR-TV-Y]\d{1,3}[A-HJ-PR-TV-Y]{3}(?![\p{L}\d])/u,
  /(?<![\p{L}\d]|(?:the|on|off|via) )[A-HJ-NPR-TV-Y]\d{3} [A-HJ-PR-TV-Y]{3}(?![\p{L}\d])/u,
  /(?<![\p{L}\d])[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y](?![\p{L}\d])/u,
];

/**
 * A number that is called one of a crime or custody record; one in the shape that forces use (54/12345/26, 01CU/1234/26);
 * and the eleven digits of the five forces, whose own number (50, 52 to 55) and year come first.
 */
const REFERENCE_NUMBERS = [
  /(?<![a-z])(?:crime|custody|occurrence|niche|incident|log)(?: (?:record|log))?(?: (?:no\.?|nos\.?|number|num|ref\.?|reference|record))[ :#]{0,3}(?=[a-z/-]{0,8}\d)[a-z\d][a-z\d/-]{3,24}/i,
  /(?<![a-z\d/])(?:[a-z]{2}|\d{2}[a-z]{0,3})\/\d{3,7}\/\d{2}(?:\d{2})?(?![\d/])/i,
  /(?<![\d.,£])5[02345]2\d{7,8}(?![\d,]|\.\d)/,
];

const NATIONAL_INSURANCE_NUMBER =
  /(?<![\p{L}\d])[a-ceghj-prstw-z][a-ceghj-nprstw-z] ?\d\d ?\d\d ?\d\d ?[a-d](?![\p{L}\d])/iu;
