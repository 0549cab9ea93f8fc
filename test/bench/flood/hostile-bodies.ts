import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** A body that nobody sends in good faith, and what its head says of it. */
export interface HostileBody {
  readonly bytes: Buffer;
  /** Content-Encoding; null: none. */
  readonly encoding: string | null;
  /** The bytes of each piece in which it comes, without its length being said; null: it comes whole, with its length. */
  readonly chunk: number | null;
}

/** The largest body that the service takes by default. */
const SIZE = 1_000_000;

/** So many of them, after each other, as fill a body. */
function filled(item: (place: number) => string, between = ','): string {
  const items: string[] = [];
  for (let length = 0; length < SIZE; length += (items.at(-1)?.length ?? 0) + between.length)
    items.push(item(items.length));
  return items.join(between);
}

const repeated = (text: string): string => text.repeat(Math.ceil(SIZE / text.length));
const name = (place: number): string => place.toString(36);

const anItem = fc.oneof(
  fc.constantFrom(
    '{}',
    '[]',
    '""',
    '0',
    '-0',
    '0.5',
    '1e9',
    'null',
    'true',
    '{"a":1}',
    '[{}]',
    '[[]]',
    '"\\u0041"',
    '{"__proto__":{}}',
  ),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);

/** Lists and objects that fill a body, or would if they were closed. */
const aStructure = fc.oneof(
  anItem.map((item) => `[${filled(() => item)}]`),
  anItem.map((item) => `{${filled((place) => `"${name(place)}":${item}`)}}`),
  anItem.map((item) => `{${filled(() => `"a":${item}`)}}`),
  anItem.map((item) => `{${filled((place) => `"${place * 7919}":${item}`)}}`),
  fc.integer({ min: 1, max: 4 }).map((names) => {
    const fields = (place: number): string =>
      Array.from({ length: names }, (_, field) => `"${name(place * names + field)}":1`).join();
    return `[${filled((place) => `{${fields(place)}}`)}]`;
  }),
  fc.constantFrom('[', '{"a":', '[{"a":', '[[],', '[0,').map(repeated),
);

const aText = fc
  .constantFrom('x', ' ', 'é', '🦂', '\\u0000', '\\ud83e\\udd82', '\\"', '\\n', '{', '[,', '#')
  .map((text) => `"${repeated(text)}"`);

/** What is long or deep as GraphQL. */
const aQuery = fc
  .constantFrom('a ', 'a{', 'a(a:[', '...a ', '#\\n', '\\"\\"\\"', '$', 'fragment a on A{a}', 'a:a ', '@a ', '{}')
  .map((text) => `"{${repeated(text)}"`);

const aJson = fc.oneof(
  aStructure,
  fc.oneof(aStructure, aText).map((value) => `{"query":"{__typename}","variables":{"v":${value}}}`),
  fc.oneof(aText, aQuery).map((query) => `{"query":${query}}`),
  aStructure.map((value) => `{"query":"{__typename}","extensions":${value}}`),
);

const compressed = {
  gzip: gzipSync,
  deflate: deflateSync,
  // Its best takes seconds.
  br: (text: string) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
};

const aChunk = fc.constantFrom(null, null, SIZE, 10_000, 7);

/** Small on the line; some of them inflate to far more than a body may have. */
const aCompressed = fc
  .record({
    text: fc.oneof(aJson, fc.constant(' '.repeat(32 * SIZE))),
    encoding: fc.constantFrom('gzip', 'deflate', 'br'),
    chunk: aChunk,
  })
  .map(({ text, encoding, chunk }) => ({ bytes: compressed[encoding](text), encoding, chunk }));

const aPlain = fc
  .record({ text: aJson, cut: fc.constantFrom(SIZE, SIZE, SIZE / 2), chunk: aChunk })
  .map(({ text, cut, chunk }) => ({ bytes: Buffer.from(text).subarray(0, cut), encoding: null, chunk }));

const aHostileBody: fc.Arbitrary<HostileBody> = fc.oneof(
  { weight: 5, arbitrary: aPlain },
  { weight: 1, arbitrary: aCompressed },
);

/** So many of them, the same ones for the same seed. */
export const someHostileBodies = (count: number, seed: number): HostileBody[] =>
  fc.sample(aHostileBody, { numRuns: count, seed });
