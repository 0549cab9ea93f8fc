import { setTimeout as delay } from 'node:timers/promises';

/** Long enough to leave the processor to the process that the test waits for. */
const LOOK_EVERY_MS = 10;

/** Resolves once `condition` is true; rejects with a message if that takes longer than `limitMs` milliseconds. */
export async function until(what: string, limitMs: number, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      throw new Error(`Not within ${limitMs / 1000} s: ${what}`);
    }
    await delay(LOOK_EVERY_MS);
  }
}
