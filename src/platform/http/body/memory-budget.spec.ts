import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemoryBudget } from './memory-budget.js';

const MOST = 1000;
const SHARE = MOST / 4;

describe('a memory budget', () => {
  test('gives each caller at most a quarter, and leaves the rest to others', () => {
    const budget = new MemoryBudget(MOST);
    expect([budget.claim('a').grow(200), budget.claim('a').grow(51), budget.claim('a').grow(50)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(['b', 'c'].map((caller) => budget.claim(caller).grow(SHARE))).toEqual([true, true]);
  });

  test('reserves a quarter for small requests, whatever else is claimed', () => {
    const budget = new MemoryBudget(MOST);
    expect(['a', 'b', 'c', 'd'].map((caller) => budget.claim(caller).grow(SHARE))).toEqual([true, true, true, false]);
    const small = Array.from({ length: 17 }, (_, place) => budget.claim(`small-${place}`).grow(15));
    expect(small).toEqual([...Array<boolean>(16).fill(true), false]);
  });

  test('accepts one request of any size from a caller who has no other', () => {
    const budget = new MemoryBudget(MOST);
    const claim = budget.claim('a');
    expect([claim.grow(SHARE), claim.grow(SHARE), budget.claim('a').grow(1)]).toEqual([true, true, false]);
    expect(new MemoryBudget(MOST).claim('a').grow(2 * MOST)).toBe(true);
  });

  test('gets back what is released, and counts it once', () => {
    const budget = new MemoryBudget(MOST);
    const claim = budget.claim('a');
    claim.grow(MOST);
    claim.release();
    claim.release();
    expect(budget.used).toBe(0);
    expect(budget.claim('b').grow(MOST)).toBe(true);
  });

  test('is the sum of the claims, and exceeds its size by at most one claim', () => {
    const step = fc.record({
      caller: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      bytes: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const budget = new MemoryBudget(MOST);
        const claims = steps.map(({ caller, bytes }, place) => {
          const claim = budget.claim(caller);
          const got = claim.grow(bytes) ? bytes : 0;
          if (place % 3 === 2) claim.release();
          return { claim, has: place % 3 === 2 ? 0 : got };
        });
        expect(budget.used).toBe(claims.reduce((sum, { has }) => sum + has, 0));
        expect(budget.used).toBeLessThanOrEqual(MOST);
        for (const { claim } of claims) claim.release();
        expect(budget.used).toBe(0);
      }),
      { seed: 9 },
    );
  });
});
