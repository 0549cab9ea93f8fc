import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MemoryBudget } from './memory-budget.js';

const MOST = 1000;
const SHARE = MOST / 4;

describe('a budget of memory', () => {
  test('gives no caller more than a quarter, and others still theirs', () => {
    const budget = new MemoryBudget(MOST);
    expect([budget.claim('a').grow(200), budget.claim('a').grow(51), budget.claim('a').grow(50)]).toEqual([
      ...[true, false, true],
    ]);
    expect(['b', 'c'].map((caller) => budget.claim(caller).grow(SHARE))).toEqual([true, true]);
  });

  test('keeps a quarter for what is small, however much is asked for at once', () => {
    const budget = new MemoryBudget(MOST);
    expect(['a', 'b', 'c', 'd'].map((caller) => budget.claim(caller).grow(SHARE))).toEqual([true, true, true, false]);
    const small = Array.from({ length: 17 }, (_, place) => budget.claim(`small-${place}`).grow(15));
    expect(small).toEqual([...Array<boolean>(16).fill(true), false]);
  });

  test('has room for a single request, however large, of a caller who has no other', () => {
    const budget = new MemoryBudget(MOST);
    const claim = budget.claim('a');
    expect([claim.grow(SHARE), claim.grow(SHARE), budget.claim('a').grow(1)]).toEqual([true, true, false]);
    expect(new MemoryBudget(MOST).claim('a').grow(2 * MOST)).toBe(true);
  });

  test('has again all that was given back, once and no more', () => {
    const budget = new MemoryBudget(MOST);
    const claim = budget.claim('a');
    claim.grow(MOST);
    claim.release();
    claim.release();
    expect(budget.used).toBe(0);
    expect(budget.claim('b').grow(MOST)).toBe(true);
  });

  test('is the sum of what is claimed, and over its size only by one claim', () => {
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
