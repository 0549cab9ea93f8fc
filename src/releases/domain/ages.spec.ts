import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { AGE_GROUP_CODES, AGE_GROUPS } from './ages.js';

it('the codes of age groups are those of the dictionary, and of no other breakdown', () => {
  const file = readFileSync(new URL('../../dictionary/data/breakdowns.csv', import.meta.url));
  const parts = parse<{ breakdown: string; code: string }>(file, { columns: true });
  const ages = parts.filter(({ breakdown }) => breakdown === AGE_GROUPS).map(({ code }) => code);
  expect(new Set(ages)).toEqual(AGE_GROUP_CODES);
  expect(parts.filter(({ code }) => AGE_GROUP_CODES.has(code))).toHaveLength(ages.length);
});
