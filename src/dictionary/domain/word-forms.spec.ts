import { describe, expect, it } from '@jest/globals';
import { bareWord, formsOf, saysLittle } from './word-forms.js';

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
    ['e-bikes', 'e-bike'],
    ['e-bike', 'e-bikes'],
    ['kids', 'child'],
    ['blades', 'knife'],
    ['spice', 'synthetic cannabinoids'],
  ])('%s have %s among them', (word, form) => {
    expect(formsOf(word)).toEqual(expect.arrayContaining([word, form]));
  });

  it.each(['', 'gas', 'positive-', '18', '%', "o'clock"])('are only itself for %j', (word) => {
    expect(formsOf(word)).toEqual([word]);
  });

  it('are found for long words too', () => {
    const words = Array.from({ length: 20 }, (_, number) => 'knives'.repeat(number + 1));
    expect(words.map(formsOf).every((forms) => forms.length > 0)).toBe(true);
  });
});

describe('a word', () => {
  it.each([
    ['\u201Cknives\u201D', 'knives'],
    ["'knives'.", 'knives'],
    ['(knives),', 'knives'],
    ['children\u2019s', 'children'],
    ['positive-', 'positive-'],
    ['%', '%'],
    ['"', ''],
  ])('%s without what is around it is %s', (word, bare) => {
    expect(bareWord(word)).toBe(bare);
  });

  it.each(['five', 'twenty', '5', '1,200', 'some', 'of', 'and'])('%s says little', (word) => {
    expect(saysLittle(word)).toBe(true);
  });

  it.each(['knives', 'kids', 'warrants', 'constructor', '5g', ''])('%j says something', (word) => {
    expect(saysLittle(word)).toBe(false);
  });
});
