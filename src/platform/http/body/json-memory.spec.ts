import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { describe, expect, test } from '@jest/globals';
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
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const ITEMS = 60_000;
  const many = (item: (place: number) => string, items = ITEMS): string =>
    Array.from({ length: items }, (_, place) => item(place)).join();
  const name = (place: number): string => place.toString(36);

  test.each([
    ['empty objects', `[${many(() => '{}')}]`],
    ['empty lists', `[${many(() => '[]')}]`],
    ['an object of many names', `{${many((place) => `"${name(place)}":1`)}}`],
    ['objects of one name each', `[${many((place) => `{"${name(place)}":1}`)}]`],
    ['objects of two names each', `[${many((place) => `{"${name(2 * place)}":1,"${name(2 * place + 1)}":1}`)}]`],
    ['lists in one another', '['.repeat(ITEMS) + ']'.repeat(ITEMS)],
    ['objects in one another', `${'{"a":'.repeat(ITEMS)}1${'}'.repeat(ITEMS)}`],
    ['fractions and texts', `[${many((place) => (place % 2 === 0 ? '0.5' : `"${name(place)}"`))}]`],
    ['one long text', `"${'x'.repeat(1_000_000)}"`],
  ])('is at least what the text uses: %s', (_, text) => {
    const bytes = Buffer.from(text);
    collect();
    const before = process.memoryUsage().heapUsed;
    const value: unknown = JSON.parse(bytes.toString());
    collect();
    const taken = process.memoryUsage().heapUsed - before;
    expect(value).toBeDefined();
    expect(taken).toBeLessThanOrEqual(memoryOf({ bytes: bytes.length, values: countValues(bytes) }));
  });
});
