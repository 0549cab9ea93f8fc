import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { countValues, memoryOf } from './json-memory.js';

const count = (text: string): number => countValues(Buffer.from(text));

describe('the number of values in a JSON text', () => {
  test.each([
    ['', 0],
    ['5', 0],
    ['{}', 1],
    ['[{},{}]', 4],
    ['{"a":1,"b":[2,3]}', 6],
    ['["{[,:"]', 5],
  ])('of %j is at most %i, not counting the first', (text, values) => {
    expect(count(text)).toBe(values);
  });
});

describe('the memory estimated for a JSON text', () => {
  const ITEMS = 60_000;
  const many = (item: (place: number) => string): string => Array.from({ length: ITEMS }, (_, n) => item(n)).join();
  const name = (place: number): string => place.toString(36);

  const TEXTS: readonly (readonly [string, string])[] = [
    ['empty objects', `[${many(() => '{}')}]`],
    ['empty lists', `[${many(() => '[]')}]`],
    ['an object of many names', `{${many((place) => `"${name(place)}":1`)}}`],
    ['objects of one name each', `[${many((place) => `{"${name(place)}":1}`)}]`],
    ['objects of two names each', `[${many((place) => `{"${name(2 * place)}":1,"${name(2 * place + 1)}":1}`)}]`],
    ['lists in one another', '['.repeat(ITEMS) + ']'.repeat(ITEMS)],
    ['objects in one another', `${'{"a":'.repeat(ITEMS)}1${'}'.repeat(ITEMS)}`],
    ['fractions and texts', `[${many((place) => (place % 2 === 0 ? '0.5' : `"${name(place)}"`))}]`],
    ['one long text', `"${'x'.repeat(1_000_000)}"`],
  ];
  let used: readonly number[];

  beforeAll(async () => {
    used = await memoryUsedBy(TEXTS.map(([, text]) => text));
  });

  test.each(TEXTS.map(([what], place) => [what, place] as const))('is at least what the text uses: %s', (_, place) => {
    const bytes = Buffer.from(TEXTS[place]?.[1] ?? '');
    expect(used[place]).toBeGreaterThan(0);
    expect(used[place]).toBeLessThanOrEqual(memoryOf({ bytes: bytes.length, values: countValues(bytes) }));
  });
});

/** What each parsed text takes of the heap: measured in a thread, whose own small heap is soon collected. */
async function memoryUsedBy(texts: readonly string[]): Promise<readonly number[]> {
  const thread = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     require('node:v8').setFlagsFromString('--expose-gc');
     const collect = require('node:vm').runInNewContext('gc');
     const heap = () => { collect(); return process.memoryUsage().heapUsed; };
     parentPort.postMessage(workerData.map((bytes) => {
       const before = heap();
       const value = JSON.parse(Buffer.from(bytes).toString());
       const taken = heap() - before;
       return value === undefined ? 0 : taken;
     }));`,
    { eval: true, workerData: texts.map((text) => Buffer.from(text)) },
  );
  const [used] = (await once(thread, 'message')) as [readonly number[]];
  await thread.terminate();
  return used;
}
