import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columns, wrapped } from './text.js';

const words = fc.array(fc.stringMatching(/^[!-~]{1,12}$/), { minLength: 1 });

describe('wrapping', () => {
  test('keeps the words and their order, and every line within the width', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 40 }), (text, width) => {
        const lines = wrapped(text.join(' '), width);
        expect(lines.join(' ')).toBe(text.join(' '));
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('puts a word longer than the width on its own line', () => {
    expect(wrapped('in /var/lib/operation-scorpion now', 10)).toEqual(['in', '/var/lib/operation-scorpion', 'now']);
  });
});

describe('columns', () => {
  test('are aligned, and a long text is indented to the start of its column', () => {
    const text = 'word '.repeat(20).trim();
    expect(
      columns([
        ['a', text],
        ['longer', 'short'],
      ]).split('\n'),
    ).toEqual([`  a       ${'word '.repeat(18).trim()}`, '          word word', '  longer  short']);
  });
});
