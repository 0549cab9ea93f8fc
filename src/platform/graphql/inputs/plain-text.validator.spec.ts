import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { IsName, IsPlainText } from './plain-text.validator.js';

class Sent {
  @IsName({ most: 200 })
  name = 'Scorpion';

  @IsName({ each: true })
  codes: string[] = [];

  @IsPlainText({ most: 2000 })
  note = '';
}

const messagesOf = (sent: Partial<Sent>): string[] =>
  validateSync(plainToInstance(Sent, sent)).flatMap(({ constraints }) => Object.values(constraints ?? {}));

const WITHOUT_NAME =
  'without line ends, invisible characters, characters that change the direction of writing, or broken characters';
const WITHOUT_TEXT =
  'without control characters, characters that change the direction of writing, or broken characters';

describe('a name', () => {
  it.each([
    ['a change of direction', '\u202E', 'U+202E'],
    ['an isolate', '\u2066', 'U+2066'],
    ['a direction mark', '\u200F', 'U+200F'],
    ['a space without width', '\u200B', 'U+200B'],
    ['a joiner', '\u200D', 'U+200D'],
    ['a byte order mark', '\uFEFF', 'U+FEFF'],
    ['a soft hyphen', '\u00AD', 'U+00AD'],
    ['a variation selector', '\uFE0F', 'U+FE0F'],
    ['a filler', '\u3164', 'U+3164'],
    ['a grapheme joiner', '\u034F', 'U+034F'],
    ['a line end of Unicode', '\u2028', 'U+2028'],
    ['a line end', '\n', 'U+000A'],
    ['a tag', '\u{E0041}', 'U+E0041'],
    ['a character of nobody', '\u0378', 'U+0378'],
    ['a character of its own', '\uE000', 'U+E000'],
    ['half a character', '\uD800', 'U+D800'],
  ])('is rejected with %s, and the message names the character and its position', (_, character, called) => {
    expect(messagesOf({ name: `Op 😀${character}x` })).toEqual([
      `name must be text of at most 200 characters, ${WITHOUT_NAME}: remove ${called}, which is character 5`,
    ]);
    expect(messagesOf({ codes: ['scorpion-1', `x${character}y`] })).toEqual([
      `codes must be text ${WITHOUT_NAME}: remove ${called}, which is character 2`,
    ]);
  });

  it.each([
    'Operation Scorpion 14',
    'Ymgyrch Tân a Gŵyl',
    'Zażółć gęślą jaźń',
    'O’Brien – “north”',
    'A\u00A0B',
    'Ⅻ 中文',
  ])('may contain %s', (name) => {
    expect(messagesOf({ name })).toEqual([]);
  });

  it('that is only too long is rejected without naming a character', () => {
    expect(messagesOf({ name: 'x'.repeat(201) })).toEqual([
      `name must be text of at most 200 characters, ${WITHOUT_NAME}`,
    ]);
  });
});

describe('a text', () => {
  it.each([
    '\u202A',
    '\u202B',
    '\u202C',
    '\u202D',
    '\u202E',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
    '\u200E',
    '\u061C',
  ])('is rejected if it changes the direction of writing by %j', (character) => {
    const called = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    expect(messagesOf({ note: `27\n${character}arrests` })).toEqual([
      `note must be text of at most 2000 characters, ${WITHOUT_TEXT}: remove ${called}, which is character 4`,
    ]);
  });

  it.each(['\u0000', '\u0007', '\u009F', '\uDC00'])('is rejected with %j', (character) => {
    expect(messagesOf({ note: character })).toHaveLength(1);
  });

  it.each([
    'Two\nlines\tand a tab\r\n',
    'no\u00A0break, soft\u00ADhyphen, zero\u200Bwidth',
    '“quotes” – dashes — … £5 ½',
    'Tân, gŵyl, zażółć gęślą jaźń',
    '👩‍👩‍👧 👮🏽‍♀️ ❤️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿',
  ])('may contain what people paste: %j', (note) => {
    expect(messagesOf({ note })).toEqual([]);
  });
});
