import { describe, expect, test } from '@jest/globals';
import { paintFor } from './paint.js';

describe('colour', () => {
  test('is used on a terminal that has it', () => {
    expect(paintFor({ isTTY: true, hasColors: () => true })('bold', 'Ready')).toBe('\u001b[1mReady\u001b[22m');
  });

  test.each([
    ['a pipe', {}],
    ['a terminal without it', { isTTY: true, hasColors: () => false }],
    ['an output that is no terminal but claims to have it', { isTTY: false, hasColors: () => true }],
  ])('is not used for %s', (_, stream) => {
    expect(paintFor(stream)('bold', 'Ready')).toBe('Ready');
  });
});
