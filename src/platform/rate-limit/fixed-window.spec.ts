import { describe, expect, test } from '@jest/globals';
import { FixedWindow } from './fixed-window.js';

const MINUTE = 60_000;

describe('a fixed window', () => {
  test('accepts a key up to the limit and then returns how long to wait', () => {
    const window = new FixedWindow(2, MINUTE, 10);
    expect([window.take('a', 1000), window.take('a', 2000), window.take('a', 15_000)]).toEqual([0, 0, 45_000]);
  });

  test('counts each key separately', () => {
    const window = new FixedWindow(1, MINUTE, 10);
    expect([window.take('a', 0), window.take('b', 0), window.take('a', 0)]).toEqual([0, 0, MINUTE]);
  });

  test('starts from zero in the next window', () => {
    const window = new FixedWindow(1, MINUTE, 10);
    expect([window.take('a', MINUTE - 1), window.take('a', MINUTE)]).toEqual([0, 0]);
  });

  test('counts keys above its capacity together, and the earlier ones separately', () => {
    const window = new FixedWindow(2, MINUTE, 2);
    const taken = ['a', 'b', 'x', 'y', 'z', 'a', 'b'].map((key) => window.take(key, 0));
    expect(taken).toEqual([0, 0, 0, 0, MINUTE, 0, 0]);
  });
});
