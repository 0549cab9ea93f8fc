import { describe, expect, it } from '@jest/globals';
import { isBlank } from './blank.js';

describe('a text', () => {
  it.each([
    '',
    ' ',
    '\t\n',
    '\u00A0',
    '\uFEFF',
    '\u200B',
    '\u00AD',
    '\u2800',
    '\u3164',
    '\u034F',
    '\u{E0041}',
    '\u0301',
    '\uFFF9',
    '\uFFFC',
    '\uE000',
    '\u{1D159}',
    '\u2029 \u3000',
  ])('is blank if nothing of it can be seen: %j', (text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(['.', 'x', ' \u200Bx', '£', 'ש', '👮🏽‍♀️', '0'])('is not blank with a visible character: %j', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});
