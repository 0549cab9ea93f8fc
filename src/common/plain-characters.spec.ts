import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../test/support/returns/return-samples.js';
import { plainCharacters } from './plain-characters.js';

describe('plain characters', () => {
  it.each([
    ['a space that does not break', '5\u00A0kg', '5 kg'],
    ['a narrow one', '5\u202Fkg', '5 kg'],
    ['a thin one', '5\u2009kg', '5 kg'],
    ['one as wide as a digit', '5\u2007kg', '5 kg'],
    ['a wide one', '5\u3000kg', '5 kg'],
    ['hyphens and minus signs', 'a\u2010b\u2011c\u2212d\uFE63e\uFF0Df', 'a-b-c-d-e-f'],
    ['a dash as long as a digit', '1\u20122', '1–2'],
    ['long dashes', 'a\u2015b\uFE58c', 'a—b—c'],
    ['apostrophes', 'O\u2019Neil O\u2018Neil O\u02BCNeil O\uFF07Neil', "O'Neil O'Neil O'Neil O'Neil"],
    ['full-width characters', '\uFF11\uFF12\uFF0F\uFF21\uFF42 \uFFE15', '12/Ab £5'],
  ])('take the place of %s', (_, pasted, plain) => {
    expect(plainCharacters(pasted)).toBe(plain);
  });

  it.each(['–', '—', '“quotes”', 'Siân', '½', '\n\t', '👮🏽‍♀️', '\u200B'])('are not put in place of %j', (text) => {
    expect(plainCharacters(text)).toBe(text);
  });

  it('stand where the others stood, and stay as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const plain = plainCharacters(text);
        expect(plain).toHaveLength(text.length);
        expect(plainCharacters(plain)).toBe(plain);
      }),
      SEEDED,
    );
  });
});
