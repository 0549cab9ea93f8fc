import { describe, expect, it } from '@jest/globals';
import { suggestCode } from './suggest-code.js';

const KNOWN = [
  { code: 'arrests', names: ['Arrests', 'People arrested'] },
  { code: 'charges', names: ['Charges'] },
  { code: 'knife', names: [] },
];

describe('the suggestion', () => {
  it.each([
    ['ARRESTS', 'arrests'],
    ['people arrested', 'arrests'],
    ['arests', 'arrests'],
    ['Pepole arrested', 'arrests'],
    ['chrages', 'charges'],
    ['knive', 'knife'],
  ])('for %s is the known code', (sent, code) => {
    expect(suggestCode(sent, KNOWN, true)).toBe(code);
  });

  it.each(['', 'a', 'kni', 'wife', 'searches', 'arrests'.repeat(100)])(
    'for %j is nothing, because no known code is close',
    (sent) => {
      expect(suggestCode(sent, KNOWN, true)).toBeNull();
    },
  );

  it('is nothing if no codes are known', () => {
    expect(suggestCode('arrests', [], true)).toBeNull();
  });

  it('is only an exact name if spelling mistakes are ignored', () => {
    expect(['People Arrested', 'arests'].map((sent) => suggestCode(sent, KNOWN, false))).toEqual(['arrests', null]);
  });
});
