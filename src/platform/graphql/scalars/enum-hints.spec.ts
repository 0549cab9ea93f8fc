import { describe, expect, it } from '@jest/globals';
import { EnumHints } from './enum-hints.js';

const HINTS = new EnumHints(['GRAM', 'KILOGRAM', 'AT_LEAST', 'GBP'], {
  names: { GRAM: ['g'], KILOGRAM: ['kg'], GBP: ['£', 'pounds'] },
  advice: [
    { words: ['mg'], text: 'Divide by 1,000.' },
    { words: ['£k'], text: 'Multiply by 1,000.' },
  ],
});

describe('the hint for a value that an enum does not have', () => {
  it.each([
    ['kg', "Did you mean 'KILOGRAM'?"],
    ['Kg.', "Did you mean 'KILOGRAM'?"],
    ['gram', "Did you mean 'GRAM'?"],
    ['kilogramm', "Did you mean 'KILOGRAM'?"],
    ['at least', "Did you mean 'AT_LEAST'?"],
    ['£', "Did you mean 'GBP'?"],
    ['mg', 'Divide by 1,000.'],
    ['£k', 'Multiply by 1,000.'],
    ['ml', null],
    ['', null],
  ])('%j is %j', (sent, hint) => {
    expect(HINTS.for(sent)).toBe(hint);
  });
});
