import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columns, wrapped } from './text.js';

const words = fc.array(fc.stringMatching(/^[!-~]{1,12}$/), { minLength: 1 });

describe('a line that is broken', () => {
  test('has the same words in the same order, and no line that is longer than it may be', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 40 }), (text, width) => {
        const lines = wrapped(text.join(' '), width);
        expect(lines.join(' ')).toBe(text.join(' '));
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('gives a word that is too long a line of its own', () => {
    expect(wrapped('in /var/lib/operation-scorpion now', 10)).toEqual(['in', '/var/lib/operation-scorpion', 'now']);
  });
});

describe('columns', () => {
  test('stand one below the other, each long text below its own beginning', () => {
    const text = 'word '.repeat(20).trim();
    expect(
      columns([
        ['a', text],
        ['longer', 'short'],
      ]).split('\n'),
    ).toEqual([`  a       ${'word '.repeat(18).trim()}`, '          word word', '  longer  short']);
  });
});
