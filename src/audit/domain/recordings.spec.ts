import { describe, expect, it } from '@jest/globals';
import { madeByMigrations, type Recording } from './recordings.js';

const MIGRATIONS = ['first', 'second'];
const one = (id: number, migration: string | null): Recording => ({ id, migration });

describe('an entry that recorded rows as they stood', () => {
  it.each<[string, readonly Recording[], number | null, readonly number[]]>([
    ['is made by the first migration, if recording began with it', [one(5, 'first')], 5, [5]],
    ['is not made by the first migration, if recording had begun before', [one(5, 'first')], 1, []],
    ['is made by a later migration, wherever it is', [one(5, 'first'), one(9, 'second')], 5, [5, 9]],
    [
      'is made by a migration only once',
      [one(5, 'first'), one(9, 'second'), one(10, 'second'), one(11, 'first')],
      5,
      [5, 9],
    ],
    [
      'is not made by a migration that this release does not know',
      [one(5, 'first'), one(6, 'other'), one(7, null)],
      5,
      [5],
    ],
    ['is missing in a database that began with digests', [], 1, []],
    ['is missing in an empty record', [], null, []],
  ])('%s', (_, recordings, firstWithDigests, made) => {
    expect(madeByMigrations(recordings, firstWithDigests, MIGRATIONS)).toEqual(made);
  });
});
