import { describe, expect, test } from '@jest/globals';
import { CodedError, cut, notFound } from './errors.js';

describe('errors', () => {
  test('names what was not found', () => {
    const error = notFound('phase', 'scorpion-99');
    expect(error).toBeInstanceOf(CodedError);
    expect(error.code).toBe('NOT_FOUND');
    expect(error.message).toBe('There is no phase "scorpion-99". Check the code.');
  });

  test('repeats no more than the beginning of a long input', () => {
    expect(notFound('phase', 'x'.repeat(10_000)).message.length).toBeLessThan(150);
  });

  test('leaves a short text as it is and never cuts a character in two', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('abc…');
    expect(cut('ab😀d', 3)).toBe('ab…');
  });
});
