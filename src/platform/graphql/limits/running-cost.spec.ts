import { describe, expect, it } from '@jest/globals';
import { RunningCost } from './running-cost.js';

/** Reserves cost, and says whether the reservation has been granted. */
function asking(room: RunningCost, cost: number, stop: AbortSignal | null = null) {
  const asked = { isGiven: false, release: (): void => undefined, given: Promise.resolve() };
  asked.given = room.take(cost, stop).then((release) => {
    asked.isGiven = true;
    asked.release = release;
  });
  return asked;
}

/** Resolves after every pending callback. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the cost budget for running operations', () => {
  it('grants what fits, and queues the rest until enough is released', async () => {
    const room = new RunningCost(100);
    const [first, second, third] = [asking(room, 60), asking(room, 40), asking(room, 40)];
    await settled();
    expect([first.isGiven, second.isGiven, third.isGiven, room.used]).toEqual([true, true, false, 100]);
    second.release();
    second.release();
    await third.given;
    expect(room.used).toBe(100);
  });

  it('grants a cost above the whole budget once everything else has finished', async () => {
    const room = new RunningCost(100);
    const [small, large] = [asking(room, 30), asking(room, 1000)];
    await settled();
    expect([small.isGiven, large.isGiven]).toEqual([true, false]);
    small.release();
    await large.given;
    expect(room.used).toBe(75);
  });

  it('grants small operations before large ones in the queue', async () => {
    const room = new RunningCost(100);
    const [running, waiting, small] = [asking(room, 75), asking(room, 60), asking(room, 5)];
    await settled();
    expect([running.isGiven, waiting.isGiven, small.isGiven]).toEqual([true, false, true]);
  });

  it('grants a large operation its turn, however many small ones keep coming', async () => {
    const room = new RunningCost(100);
    const small = Array.from({ length: 20 }, () => asking(room, 5));
    const large = asking(room, 60);
    for (const one of small) {
      await one.given;
      asking(room, 5);
      one.release();
      await settled();
    }
    expect(large.isGiven).toBe(true);
  });

  it('limits the cost of operations, not their number', async () => {
    const room = new RunningCost(4_000_000);
    const tiny = Array.from({ length: 5000 }, () => asking(room, 1));
    await settled();
    expect([tiny.every(({ isGiven }) => isGiven), room.used]).toEqual([true, 5000]);
  });

  it('lets those behind a caller that has stopped waiting go ahead at once', async () => {
    const room = new RunningCost(1000);
    const stop = new AbortController();
    const [running, gone, behind] = [asking(room, 600), asking(room, 750, stop.signal), asking(room, 200)];
    const refused = expect(gone.given).rejects.toThrow('gone');
    await settled();
    expect([running.isGiven, behind.isGiven]).toEqual([true, false]);
    stop.abort(new Error('gone'));
    await refused;
    await behind.given;
    expect(room.used).toBe(800);
  });

  it('does not reserve for a caller that has stopped waiting', async () => {
    const room = new RunningCost(100);
    const running = asking(room, 75);
    await running.given;
    const stop = new AbortController();
    const waiting = asking(room, 60, stop.signal);
    const refused = expect(waiting.given).rejects.toThrow('gone');
    stop.abort(new Error('gone'));
    await refused;
    running.release();
    await settled();
    expect(room.used).toBe(0);
  });
});
