import { BadRequestException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../../../test/support/returns/return-samples.js';
import { ExactNumber, parseJson } from './parse-json.js';

const parse = (text: string): unknown => parseJson(text, 'The text');
const many = (item: (place: number) => string): string => Array.from({ length: 60_000 }, (_, n) => item(n)).join();

/** The same with numbers of JavaScript only. */
function rounded(value: unknown): unknown {
  if (value instanceof ExactNumber) return Number(value.toString());
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}

describe('parsed JSON', () => {
  it('is what JSON.parse makes of it, apart from numbers that keep their digits', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(rounded(parse(text))).toEqual(JSON.parse(text));
      }),
      SEEDED,
    );
  });

  it.each(['0', '-0', '7', '-12.5', '9007199254740991', '123456789012.345'])('has %s as a number', (digits) => {
    expect(parse(`[${digits}, 1e0]`)).toEqual([Number(digits), new ExactNumber('1e0')]);
  });

  it.each(['1.0', '1.50', '20.99999999999999999', '9007199254740993', '1e2', '1E+400', '-0.0', '1e-7'])(
    'has the digits of %s',
    (digits) => {
      expect(parse(`{"a":${digits}, "b": 1e0}`)).toEqual({ a: new ExactNumber(digits), b: new ExactNumber('1e0') });
    },
  );

  it('may have a key again in another object', () => {
    expect(parse('{"a":{"a":[{"a":1},{"a":1}]},"b":{"a":1}}')).toEqual({ a: { a: [{ a: 1 }, { a: 1 }] }, b: { a: 1 } });
  });

  it.each([
    ['with the same value', '{"a":1,"a":1}', 'a'],
    ['written in another way', String.raw`{"a":1,"\u0061":2}`, 'a'],
    ['in an object in a list', '[[{"b":1,"a":{},"b":[]}]]', 'b'],
    ['after an object with the same key', '{"a":{"b":1},"c":[{"b":1}],"a":1}', 'a'],
    ['that every object inherits', '{"__proto__":1,"__proto__":1}', '__proto__'],
    ['that is very long', `{"${'x'.repeat(1000)}":1,"${'x'.repeat(1000)}":1}`, `${'x'.repeat(80)}…`],
  ])('has no key twice: %s', (_, text, key) => {
    expect(() => parse(text)).toThrow(
      new BadRequestException(`The text has the key "${key}" twice in one object. Send each key once.`),
    );
  });

  it.each(['', '{', '{"a":1,}', "{'a':1}", '{"a":01}', '[1,]', '// a\n1', 'NaN', '"\t"'])('is never %j', (text) => {
    expect(() => parse(text)).toThrow(/^The text is not valid JSON: /);
  });

  it.each([
    ['in a text', String.raw`{"query":"{ a(b: \"c\" :1) \"d\":\n}","d":1}`],
    ['in a key', String.raw`{"\":":1,"a\" :":[":"]}`],
  ])('may have what looks like a key %s', (_, text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['a number that keeps its digits', '[1e0]'],
    ['a key twice', '{"a":1,"a":1}'],
  ])('has no end of lists or objects within one another beside %s', (_, text) => {
    const lists = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    const objects = `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`;
    for (const nested of [lists, objects])
      expect(() => parse(`[${nested},${text}]`)).toThrow(
        'The text has too many lists or objects within one another. Nest fewer.',
      );
  });

  it('may have very many keys, of any name', () => {
    const keys = parse(`{${many((place) => `"${place}":1.0`)},"__proto__":{"polluted":1}}`) as object;
    expect(Object.keys(keys)).toHaveLength(60_001);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(keys)).toBe(Object.prototype);
  });
});
