import { describe, expect, it } from '@jest/globals';
import { formsOf } from './word-forms.js';

describe('the forms of a word', () => {
  it.each([
    ['knives', 'knife'],
    ['knife', 'knives'],
    ['children', 'child'],
    ['child', 'children'],
    ['people', 'person'],
    ['axes', 'axe'],
    ['bodies', 'body'],
    ['heroin', 'heroin'],
  ])('%s have %s among them', (word, form) => {
    expect(formsOf(word)).toEqual(expect.arrayContaining([word, form]));
  });

  it.each(['', 'gas', 'e-bike', '18', '%', "o'clock"])('are only itself for %j', (word) => {
    expect(formsOf(word)).toEqual([word]);
  });

  it('are found for long words too', () => {
    const words = Array.from({ length: 20 }, (_, number) => 'knives'.repeat(number + 1));
    expect(words.map(formsOf).every((forms) => forms.length > 0)).toBe(true);
  });
});
