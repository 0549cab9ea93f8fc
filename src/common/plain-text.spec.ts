import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nameKey, plainName, plainText } from './plain-text.js';

describe('a name', () => {
  it.each([
    ['with a combining accent', 'Ope\u0301ration Nord'],
    ['with a space at its end', 'Op\u00E9ration Nord '],
    ['with a line end at its end', 'Op\u00E9ration Nord\r\n'],
    ['with a no-break space', 'Op\u00E9ration\u00A0Nord'],
    ['with a narrow space', 'Op\u00E9ration\u202FNord'],
    ['with two spaces', '\u2003Op\u00E9ration \t Nord'],
  ])('%s gets the plain form', (_, name) => {
    expect(plainName(name)).toBe('Op\u00E9ration Nord');
  });

  it('keeps a line end in the middle, which is then refused', () => {
    expect(plainName('North \n South')).toBe('North \n South');
  });

  it('has one plain form, and keeps its letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const plain = plainName(name);
        expect(plainName(plain)).toBe(plain);
        expect(plain.replace(/\s/gu, '')).toBe(name.normalize('NFC').replace(/\s/gu, ''));
      }),
      { seed: 15 },
    );
  });

  it('has the same key with invisible characters, with other spaces, and in capitals', () => {
    expect(nameKey('CASH\u200B \u00A0found')).toBe(nameKey('Cash found'));
    expect(nameKey('Cash found')).not.toBe(nameKey('Cashfound'));
  });
});

it.each(['\u0085', '\v', '\f', '\u0000', '\u200B'])('a text keeps %j at its ends', (character) => {
  expect([plainText(character), plainName(`${character}x${character}`)]).toEqual([
    character,
    `${character}x${character}`,
  ]);
});

it('a text keeps its lines and its own spaces, and loses those at its ends', () => {
  expect(plainText('\n Sia\u0302n:\u00A0\u00A35\u00A0000\n\ttwo  spaces \u3000')).toBe(
    'Si\u00E2n:\u00A0\u00A35\u00A0000\n\ttwo  spaces',
  );
});

it.each([
  ['spaces within it', `a${' '.repeat(1_000_000)}b`, 'a b'],
  ['line ends within it', `a${'\t\n'.repeat(500_000)}b`, `a${' \n'.repeat(500_000)}b`],
  ['spaces around it', `${' '.repeat(500_000)}a${' '.repeat(500_000)}`, 'a'],
])('a text of a megabyte of %s takes time that grows with its length alone', (_, text, plain) => {
  expect(plainName(text)).toBe(plain);
});

it('a letter with hundreds of thousands of marks, which would take minutes to order, stays as it is', () => {
  const text = `a${'\u0301\u0323'.repeat(250_000)}`;
  expect(plainText(` ${text} `)).toBe(text);
  const few = `a${'\u0301\u0323'.repeat(15)}`;
  expect(plainText(few)).toBe(few.normalize('NFC'));
});
