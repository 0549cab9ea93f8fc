import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aLongText, aMutatedText } from './mutations.js';
import { shippedVocabulary } from './vocabulary.js';
import { SEEDED } from '../returns/return-samples.js';
import { shortOrFull } from '../run/full-run.js';
import { textProblem } from '../../../src/releases/claims/claims.service.js';
import { TextReader } from '../../../src/releases/claims/reader.js';

const reader = new TextReader(shippedVocabulary());

describe('a mutated text', () => {
  it.each([
    ['cut, doubled, and with odd characters', aMutatedText, shortOrFull(300, 10_000)],
    ['of up to 100 kB', aLongText, shortOrFull(20, 300)],
  ])('%s is refused with a reason, or read without a fault', (_, texts, numRuns) => {
    fc.assert(
      fc.property(texts, (text) => {
        const problem = textProblem(text);
        if (problem !== null) {
          expect(problem).toMatch(
            /^(Paste a text|The text has characters that |The text has [\d,]+ (characters|numbers|numbers in words); at most )/,
          );
          return;
        }
        const { figures, notRead } = reader.read(text);
        const all = [...figures, ...notRead].sort((one, other) => one.start - other.start);
        for (const [place, { words, start, length }] of all.entries()) {
          expect(text.slice(start, start + length)).toBe(words);
          const next = all[place + 1];
          if (next !== undefined) expect(start + length).toBeLessThanOrEqual(next.start);
        }
      }),
      { ...SEEDED, numRuns },
    );
  });
});
