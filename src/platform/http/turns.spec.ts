import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Turns } from './turns.js';

/** Who has continued after each turn, if this many callers come at once. */
async function turnsOf(turns: Turns, comers: number): Promise<number[][]> {
  const gone: number[] = [];
  const seen: number[][] = [];
  const done = Promise.all(
    Array.from({ length: comers }, async (_, comer) => {
      await turns.take();
      gone.push(comer);
    }),
  );
  while (seen.flat().length < comers) {
    // Everything due in this turn is done by the next tick.
    await new Promise((resolve) => {
      process.nextTick(resolve);
    });
    seen.push(gone.splice(0));
    await setImmediate();
  }
  await done;
  return seen.filter((turn) => turn.length > 0);
}

test('a few callers continue in each turn of the event loop, in the order in which they came', async () => {
  const turns = new Turns(2);
  expect(await turnsOf(turns, 5)).toEqual([[0, 1], [2, 3], [4]]);
  expect(await turnsOf(turns, 1)).toEqual([[0]]);
  expect(await turnsOf(turns, 3)).toEqual([[0, 1], [2]]);
});
