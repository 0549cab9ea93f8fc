import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { DocumentStore } from './document-store.js';

/** A document of this many characters. */
const documentOf = (characters: number) => parse(`{${' '.repeat(characters - 3)}a}`);

async function keptOf(sizes: readonly number[]): Promise<number[]> {
  const store = new DocumentStore();
  for (const [place, size] of sizes.entries()) await store.set(String(place), documentOf(size));
  const kept = await Promise.all(sizes.map(async (_, place) => (await store.get(String(place))) !== undefined));
  return kept.flatMap((is, place) => (is ? [place] : []));
}

describe('the store of parsed documents', () => {
  it('returns a document that it has stored', async () => {
    const store = new DocumentStore();
    const document = documentOf(100);
    await store.set('a', document);
    expect(await store.get('a')).toBe(document);
    expect(await store.delete('a')).toBe(true);
    expect(await store.get('a')).toBeUndefined();
  });

  it('stores the latest 131,072 characters, whatever the number of documents', async () => {
    expect(await keptOf(Array.from({ length: 100 }, () => 13_000))).toEqual(
      Array.from({ length: 10 }, (_, i) => 90 + i),
    );
  });

  it('does not store a document longer than an eighth of that', async () => {
    expect(await keptOf([100, 16_385, 16_384])).toEqual([0, 2]);
  });
});
