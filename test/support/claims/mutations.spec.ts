import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aLongText, aMutatedText, LONGEST_RUNS, MOST_BYTES, ODD_PIECES } from './mutations.js';

const SEED = 20251124;

describe('mutated texts', () => {
  it('are the same in each run, within their bytes, and have all there is to stumble over', () => {
    const sample = fc.sample(aMutatedText, { seed: SEED, numRuns: 2_000 });
    expect(fc.sample(aMutatedText, { seed: SEED, numRuns: 2_000 })).toEqual(sample);
    for (const text of sample) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
    const all = sample.join('');
    expect(ODD_PIECES.filter((piece) => !all.includes(piece))).toEqual([]);
    expect(sample.some((text) => !text.isWellFormed())).toBe(true);
    expect(sample.some((text) => text === '')).toBe(true);
  });

  it('are up to 100 kB long', () => {
    const lengths = fc.sample(aLongText, { seed: SEED, numRuns: 60 }).map((text) => Buffer.byteLength(text));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MOST_BYTES);
    expect(lengths.filter((length) => length > MOST_BYTES / 2).length).toBeGreaterThan(10);
    for (const text of LONGEST_RUNS) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
      expect(Buffer.byteLength(text)).toBeGreaterThan(MOST_BYTES - 4);
    }
  });
});
