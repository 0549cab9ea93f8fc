import { describe, expect, test } from '@jest/globals';
import { CodedError, cut, notFound } from './errors.js';

describe('errors', () => {
  test('names what was not found', () => {
    const error = notFound('phase', 'scorpion-99');
    expect(error).toBeInstanceOf(CodedError);
    expect(error.code).toBe('NOT_FOUND');
    expect(error.message).toBe(`There is no phase "scorpion-99". The query 'phases' lists the codes.`);
  });

  test('repeats only the beginning of a long input', () => {
    expect(notFound('phase', 'x'.repeat(10_000)).message.length).toBeLessThan(150);
  });

  test('repeats a short text unchanged and never splits a character', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('abcd', 3)).toBe('abc…');
    expect(cut('ab😀d', 3)).toBe('ab…');
  });
});
