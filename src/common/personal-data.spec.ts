import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../test/support/returns/return-samples.js';
import { personalDataIn, personalDataProblems, type PersonalDataKind } from './personal-data.js';

const HELD: Readonly<Record<PersonalDataKind, readonly string[]>> = {
  DATE_OF_BIRTH: [
    'John Smith, 12/03/1998',
    'JOHN SMITH 12.3.1998',
    'Smith, John (1987-02-03)',
    '3rd March 2009 Jane O’Neil',
    'Zoë Brontë, 4-5-2003',
    'dob 01/02/19',
    'the girl was born on 3 March 2011',
    'D.O.B: 1999-12-31',
    'date of birth 4-5-2003',
  ],
  PHONE_NUMBER: [
    'call 07700 900123 at noon',
    'on 07911123456',
    '+44 7700 900123',
    '+44 (0)7700 900123',
    '(01632) 960123',
    '0117 496 0000',
    'tel 01632960123.',
    '07700-900-123 and 07700 900124',
    '0800 555 111',
    '+33 1 42 68 53 00',
  ],
  EMAIL_ADDRESS: ['write to a.b@example.co.uk', 'mail <jo@police.uk>.'],
  POSTCODE: ['at BS1 5TR', 'BA11AA', 'sw1a 1aa, a flat', '(TA1 3PY)'],
  VEHICLE_MARK: ['AB12 CDE', 'a white van, ab12cde', 'A123 BCD', 'Y999ABC', 'ABC 123D'],
  REFERENCE_NUMBER: [
    'see 54/12345/26',
    'custody number 01CU/1234/24',
    '54240012345',
    'crime no: 5425001234',
    'CR/012345/26',
    'Custody record ref: CX1234',
    'Crime reference AB/123',
    'occurrence number 123456',
  ],
  NATIONAL_INSURANCE_NUMBER: ['AB 12 34 56 C', 'JG103759A'],
};

/** Text that forces write about operations, and text that only resembles personal data. */
const NOT_HELD = [
  'seized 27.5 kg',
  '£8,000',
  '3 x AK47',
  'an AK47 2nd hand',
  'A303',
  'M5 J21',
  'M4 J17 to J18 BTP',
  'A30 1st June',
  'on the A303 BTP officers',
  '2026-11-14',
  '14/11/2026 10:30',
  '01.02.2024 10.30',
  '10-12-2025 to 12-12-2025',
  'Phase 12',
  'High Street, Taunton',
  'Wiltshire Times 04/03/2024',
  'Misuse of Drugs Act 1971',
  'Ref 2025/11',
  'crime number rose to 1200',
  'custody record shows 12 arrests',
  '£131,000, £130,000',
  '2022 2023 2024 2025 2026',
  '1,234,567,890',
  '0 1 2 3 4 5 6 7 8 9',
  '17 21 22 33 44 12',
  '0.1234567890',
  '10 000 000',
  'C4 5lb',
  '20 x 0.2 g',
  'Op SCORPION 13 BTP',
  'ROCU 12 arrests',
  '25 kg at 3 pm',
  'BS1 Constabulary 5TR',
  'a firm born in 1998',
  'me @ noon',
];

describe('personal data in a text', () => {
  it.each(Object.entries(HELD))('is found: %s', (kind, texts) => {
    for (const text of texts) expect([text, personalDataIn(text)]).toEqual([text, [kind]]);
  });

  it('is found in several kinds at once, in a fixed order', () => {
    expect(personalDataIn('BS1 5TR, 07700 900123, a@example.org')).toEqual([
      'PHONE_NUMBER',
      'EMAIL_ADDRESS',
      'POSTCODE',
    ]);
  });

  it('is not found in what forces write about operations', () => {
    const alarms = NOT_HELD.filter((text) => personalDataIn(text).length > 0);
    expect(alarms).toEqual([]);
  });

  it('is not found in the published record or in the dictionary', () => {
    const record = readFileSync(new URL('../demo/data/published.json', import.meta.url), 'utf8');
    const rows = JSON.parse(record) as readonly Record<string, unknown>[];
    const texts = rows.flatMap((row) => Object.values(row)).filter((text) => typeof text === 'string');
    const measures = readFileSync(new URL('../dictionary/data/measures.csv', import.meta.url), 'utf8');
    expect(rows.length).toBeGreaterThan(200);
    expect([...texts, ...measures.split('\n')].filter((text) => personalDataIn(text).length > 0)).toEqual([]);
  });

  it('is reported by kind and place, and never repeated', () => {
    const text = 'Asked John Smith, dob 12/03/1998, of BS1 5TR';
    const subject = { measure: 'arrests', breakdown: null };
    const problems = personalDataProblems([
      { where: 'The reason', text: null, subject: null },
      { where: "The note on 'arrests'", text, subject },
      { where: 'The note on the return', text: 'a@example.org', subject: null },
    ]);
    expect(problems).toEqual([
      {
        code: 'PERSONAL_DATA',
        severity: 'WARNING',
        ...subject,
        message:
          "The note on 'arrests' contains what looks like a date of birth and a postcode. Personal data is not allowed here. If it is personal data, submit the return again without it. If this return was not refused, the version is stored and cannot be deleted, so tell your data protection officer too.",
      },
      expect.objectContaining({ measure: null, message: expect.stringContaining('an e-mail address') }),
    ]);
    for (const word of ['Smith', '1998', '5TR', 'example']) expect(JSON.stringify(problems)).not.toContain(word);
  });

  it('is reported with what to do, even if nothing can be sent again', () => {
    const [found] = personalDataProblems([{ where: 'The reason', text: 'a@example.org', subject: null }], 'LASTING');
    expect(found?.message).toMatch(
      /If it is personal data, tell your data protection officer, because this text cannot be changed\.$/,
    );
  });
});

/** The characters of Unicode that match. */
const charactersOf = (kind: RegExp): string[] =>
  Array.from({ length: 0x11_0000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => kind.test(character));

const FULL_WIDTH = 0xfee0;
const widened = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCodePoint(character.codePointAt(0)! + FULL_WIDTH));

/** How programs write a text that somebody typed: each with its name. */
const PASTED: readonly (readonly [string, (text: string) => string])[] = [
  ...charactersOf(/\p{Zs}/u).map(
    (space) => [`the space ${named(space)}`, (text: string) => text.replaceAll(' ', space)] as const,
  ),
  ...[...charactersOf(/\p{Pd}/u), '\u2212', '\u2043'].map(
    (dash) => [`the dash ${named(dash)}`, (text: string) => text.replaceAll('-', dash)] as const,
  ),
  ...['\u2044', '\u2215', '\u29F8', '\uFF0F'].map(
    (slash) => [`the slash ${named(slash)}`, (text: string) => text.replaceAll('/', slash)] as const,
  ),
  ...['\u2018', '\u2019', '\u02BC', "'"].map(
    (mark) => [`the apostrophe ${named(mark)}`, (text: string) => text.replaceAll('’', mark)] as const,
  ),
  ...['\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF'].map(
    (invisible) =>
      [`${named(invisible)} in all words`, (text: string) => text.replaceAll(/(?<=\S)(?=\S)/gu, invisible)] as const,
  ),
  ['full-width characters', widened],
  ['full-width characters and spaces', (text) => widened(text).replaceAll(' ', '\u3000')],
  ['decomposed letters', (text) => text.normalize('NFD')],
];

function named(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

describe('personal data in a text that was pasted', () => {
  it.each(PASTED)('is found as in plain characters: with %s', (_, paste) => {
    for (const [kind, texts] of Object.entries(HELD))
      for (const text of texts) expect([text, personalDataIn(paste(text))]).toEqual([text, [kind]]);
  });

  it.each(PASTED)('is found nowhere else: with %s', (_, paste) => {
    expect(NOT_HELD.filter((text) => personalDataIn(paste(text)).length > 0)).toEqual([]);
  });

  it.each([
    'call 07700\u00A0900123',
    'DOB 12–03–1998',
    'dob\u00A012\u201103\u20111998',
    '0\u00AD7700900123',
    'BS1\u00A05TR',
    'AB12\u202FCDE',
  ])('is found in %j', (text) => {
    expect(personalDataIn(text)).toHaveLength(1);
  });
});

describe('the search for personal data', () => {
  const tokens = [
    '0',
    '07',
    '+44',
    '1 ',
    '(',
    ') ',
    '-',
    '.',
    '/',
    'A',
    'a1',
    ' ',
    '£',
    '@',
    'a@',
    'Ab ',
    '19',
    'dob ',
    '\n',
    '\u00A0',
    '\u2011',
    '\u200B',
    '\uFF10',
    'e\u0301',
  ];
  const hostile = fc.array(fc.constantFrom(...tokens), { maxLength: 400 }).map((parts) => parts.join(''));

  it('accepts any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), hostile), (text) => {
        expect(Array.isArray(personalDataIn(text))).toBe(true);
      }),
      SEEDED,
    );
  });

  it('finds personal data whatever text surrounds it, apart from a full stop', () => {
    const found = Object.entries(HELD).flatMap(([kind, texts]) => texts.map((text) => ({ kind, text })));
    const around = fc.constantFrom('Seized. ', 'A quiet phase. ', 'No more. ', '\n', '- ');
    fc.assert(
      fc.property(fc.constantFrom(...found), around, around, ({ kind, text }, before, after) => {
        expect(personalDataIn(`${before}${text}. ${after}`)).toContain(kind);
      }),
      SEEDED,
    );
  });
});
