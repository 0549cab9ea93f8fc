import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aLongText, aMutatedText } from './mutations.js';
import { SCORPION_9, shippedVocabulary } from './vocabulary.js';
import { SEEDED } from '../returns/return-samples.js';
import { shortOrFull } from '../run/full-run.js';
import { MOST_CHARACTERS, textProblem } from '../../../src/releases/claims/text-limits.js';
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
            /^(Give the text|The text has characters that |The text has [\d,]+ (characters|numbers|numbers in words)\. The limit )/,
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

/** Pieces that once took seconds or minutes when repeated to the length of the longest text. */
const SLOW_PIECES = [
  `ca.${'é'.repeat(54)}5 1 `,
  '\u2028',
  'a',
  'ﬁ',
  '1',
  'A ',
  'BTP;',
  'BTP 1 arrest ',
  ' -',
  '(',
  ', which',
  '5-year-old ',
  'a\u200b',
  'ninth phase ',
  '4 to 8 November ',
  'Monday ',
  '26 arrests in Dorset and ',
];

it.each(SLOW_PIECES)(
  'a text of nothing but %j is read in good time',
  (piece) => {
    const text = `26 arrests were made. ${piece.repeat(MOST_CHARACTERS)}`.slice(0, MOST_CHARACTERS);
    const { figures, notRead } = reader.read(text, undefined, SCORPION_9);
    expect(figures.length + notRead.length).toBeGreaterThan(0);
  },
  10_000,
);
