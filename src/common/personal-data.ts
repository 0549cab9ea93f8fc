import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import numberingPlans from 'libphonenumber-js/min/metadata';
import { isValid as isPostcode } from 'postcode';
import { DASHES, INVISIBLE } from './characters.js';
import { composed } from './composed.js';
import { plainCharacters } from './plain-characters.js';
import { problem, type Problem, type Subject } from './problem.js';

/** The kinds of personal data that are looked for in a text. */
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

/** A free text. */
export interface FreeText {
  /** The name of the text as the subject of a sentence: "The note on arrests". */
  readonly where: string;
  /** Null if there is no text. */
  readonly text: string | null;
  /** The figure that it belongs to; null if it belongs to none. */
  readonly subject: Subject | null;
}

/**
 * What a person can do about personal data in a text. SENT: the text belongs to a return, and a version that was stored
 * stays, whatever is submitted later. CHANGEABLE: the text can be changed. LASTING: the text was given with a step,
 * which is never changed.
 */
const REMEDIES = {
  SENT: 'submit the return again without it. If this return was not refused, the version is stored and cannot be deleted, so tell your data protection officer too',
  CHANGEABLE: 'remove it from the text',
  LASTING: 'tell your data protection officer, because this text cannot be changed',
} as const;

/**
 * The warning PERSONAL_DATA for every text that seems to contain personal data. It names the kinds and the text, but
 * never repeats what was found, because the warning is stored and shown in places where the text is not.
 */
export function personalDataProblems(texts: readonly FreeText[], remedy: keyof typeof REMEDIES = 'SENT'): Problem[] {
  return texts.flatMap(({ where, text, subject }) => {
    const kinds = text === null ? [] : personalDataIn(text);
    if (kinds.length === 0) {
      return [];
    }
    const found = LIST.format(kinds.map((kind) => WORDS[kind]));
    const message = `${where} contains what looks like ${found}. Personal data is not allowed here. If it is personal data, ${REMEDIES[remedy]}.`;
    return [problem('PERSONAL_DATA', message, subject ?? undefined)];
  });
}

/** A free text that belongs to no figure. */
export function written(where: string, text: string | null): FreeText {
  return { where, text, subject: null };
}

const LIST = new Intl.ListFormat('en-GB');

/**
 * The kinds of personal data that a text seems to contain, in a fixed order; empty if none was found. It is designed
 * for few false alarms in what forces write about an operation (roads, weights, sums, dates, titles of publications),
 * so it does not find everything. Its running time is linear in the length of the text.
 *
 * @internal exported for its tests
 */
export function personalDataIn(text: string): PersonalDataKind[] {
  const plain = asTyped(text);
  return KINDS.filter((kind) => FINDERS[kind](plain));
}

const INVISIBLE_CHARACTERS = new RegExp(`[${INVISIBLE}]+`, 'gu');
const EVERY_DASH = new RegExp(`[${DASHES}]`, 'gu');
/** The slashes of fractions and of divisions. */
const SLASHES = /[\u2044\u2215\u29F8]/g;

/** The text as somebody would type it, in which the patterns below are looked for. */
function asTyped(text: string): string {
  const visible = composed(text).replace(INVISIBLE_CHARACTERS, '');
  return plainCharacters(visible).replace(EVERY_DASH, '-').replace(SLASHES, '/');
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

/** A day from 1900 to 2015, which may be a date of birth; later dates are probably those of the operation itself. */
const DAY_OF_BIRTH = new RegExp(
  `(?<!\\d)(?:${DAY_MONTH}(?:19\\d\\d|200\\d|201[0-5])|(?:19\\d\\d|200\\d|201[0-5])-\\d\\d-\\d\\d)(?!\\d)`,
  'gi',
);

/** Any day that the text calls a date of birth. */
const SAID_BIRTH = new RegExp(
  `(?<![a-z])(?:d\\.?o\\.?b\\.?|born|date of birth)(?: on)?[ :-]{0,3}(?:${DAY_MONTH}\\d{2}|\\d{4}-\\d\\d-\\d\\d)`,
  'i',
);

/** Two words that begin as names do: "John Smith", "JOHN SMITH", "Smith, John". */
const NAME = /(?<!\p{L})\p{Lu}[\p{L}'-]{1,30},? {1,2}\p{Lu}[\p{L}'-]{1,30}/u;

/** The most characters between a name and a date of birth. */
const NEAR = 60;

/** Whether a text has a day that it calls a date of birth, or a possible date of birth near a name. */
function hasDateOfBirth(text: string): boolean {
  if (SAID_BIRTH.test(text)) {
    return true;
  }
  return [...text.matchAll(DAY_OF_BIRTH)].some(({ 0: { length }, index }) =>
    // The date itself is left out, because the name of its month begins with a capital too.
    NAME.test(`${text.slice(Math.max(0, index - NEAR), index)}\n${text.slice(index + length, index + length + NEAR)}`),
  );
}

/**
 * Candidates for phone numbers, which the library then checks; over whole texts the library would be slow on digits.
 */
const NATIONAL_NUMBER = /(?<![\d.,£/-])(?!\d\d[.-]\d\d[.-]\d{4}|0\.)\(?0(?:[ ().-]{0,2}\d){9,10}(?!\d|[,./]\d)/g;
const INTERNATIONAL_NUMBER = /(?<![\d.,£/])\+(?:[ ().-]{0,3}\d){8,14}(?!\d)/g;
/** Rows of small figures look like a number written digit by digit, which nobody does. */
const MOST_GROUPS = 6;
/** The most candidates that are checked in one text. */
const MOST_TRIES = 20;

function hasPhoneNumber(text: string): boolean {
  return [...text.matchAll(NATIONAL_NUMBER), ...text.matchAll(INTERNATIONAL_NUMBER)]
    .map(([candidate]) => candidate)
    .filter((candidate) => candidate.split(/[ ().-]+/).length <= MOST_GROUPS)
    .slice(0, MOST_TRIES)
    .some(isPhoneNumber);
}

/** A British number of ten digits with a possible area or mobile code. The library rejects the ranges for drama use. */
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
 * Narrows what the library accepts as a postcode. It excludes a one-letter area that does not exist ("C4 5lb"), an end
 * with one of C, I, K, M, O and V, which no postcode has ("M5 5kg"), and ordinals such as "2nd" after a weapon or a
 * road.
 */
const POSTCODE = /^(?:[BEGLMNSW]|[A-Z]{2})\d.*\d[ABD-HJLNP-UW-Z]{2}$/i;
const ORDINAL = /(?:1st|2nd|3rd|\dth)$/;

function hasPostcode(text: string): boolean {
  // Checks words and pairs of words, because the library would find a postcode within a longer word.
  const words = text.split(/[^\p{L}\d]+/u);
  return words.some((word, place) =>
    [word, `${word} ${words[place + 1] ?? ''}`].some(
      (found) => isPostcode(found) && POSTCODE.test(found) && !ORDINAL.test(found),
    ),
  );
}

/**
 * Vehicle registration marks: the current style in upper or lower case, "AB12 CDE"; the older ones in capitals, "A123
 * BCD" and "ABC 123D". A road ("on the A303 BTP") and a junction ("J18 BTP") are not marks.
 */
const VEHICLE_MARKS = [
  /(?<![\p{L}\d])[a-hj-pr-y]{2}(?:0[1-9]|[1-9]\d) ?[a-hj-pr-z]{3}(?![\p{L}\d])/iu,
  /(?<![\p{L}\d])[A-HJ-NPR-TV-Y]\d{1,3}[A-HJ-PR-TV-Y]{3}(?![\p{L}\d])/u,
  /(?<![\p{L}\d]|(?:the|on|off|via) )[A-HJ-NPR-TV-Y]\d{3} [A-HJ-PR-TV-Y]{3}(?![\p{L}\d])/u,
  /(?<![\p{L}\d])[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y](?![\p{L}\d])/u,
];

/**
 * Reference numbers: a number that the text calls one of a crime or custody record; a number in the style of forces
 * (54/12345/26, 01CU/1234/26); and the five forces' own, eleven digits that begin with the force's number (50, 52 to
 * 55) and the year.
 */
const REFERENCE_NUMBERS = [
  /(?<![a-z])(?:crime|custody|occurrence|niche|incident|log)(?: (?:record|log))?(?: (?:no\.?|nos\.?|number|num|ref\.?|reference|record))[ :#]{0,3}(?=[a-z/-]{0,8}\d)[a-z\d][a-z\d/-]{3,24}/i,
  /(?<![a-z\d/])(?:[a-z]{2}|\d{2}[a-z]{0,3})\/\d{3,7}\/\d{2}(?:\d{2})?(?![\d/])/i,
  /(?<![\d.,£])5[02345]2\d{7,8}(?![\d,]|\.\d)/,
];

const NATIONAL_INSURANCE_NUMBER =
  /(?<![\p{L}\d])[a-ceghj-prstw-z][a-ceghj-nprstw-z] ?\d\d ?\d\d ?\d\d ?[a-d](?![\p{L}\d])/iu;
