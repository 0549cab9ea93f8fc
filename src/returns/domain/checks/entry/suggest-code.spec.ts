import { describe, expect, it } from '@jest/globals';
import { codeMeant } from './suggest-code.js';

const KNOWN = [
  { code: 'arrests', names: ['Arrests', 'People arrested'] },
  { code: 'charges', names: ['Charges'] },
  { code: 'knife', names: [] },
];

describe('what was meant', () => {
  it.each([
    ['ARRESTS', 'arrests'],
    ['people arrested', 'arrests'],
    ['arests', 'arrests'],
    ['Pepole arrested', 'arrests'],
    ['chrages', 'charges'],
    ['knive', 'knife'],
  ])('by %s', (sent, code) => {
    expect(codeMeant(sent, KNOWN, true)).toBe(code);
  });

  it.each(['', 'a', 'kni', 'wife', 'searches', 'arrests'.repeat(100)])('by %j is nothing that is known', (sent) => {
    expect(codeMeant(sent, KNOWN, true)).toBeNull();
  });

  it('where nothing is known, is nothing', () => {
    expect(codeMeant('arrests', [], true)).toBeNull();
  });

  it('is an exact name alone, where slips are not looked for', () => {
    expect(['People Arrested', 'arests'].map((sent) => codeMeant(sent, KNOWN, false))).toEqual(['arrests', null]);
  });
});
