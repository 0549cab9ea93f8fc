import { z } from 'zod';
import { readCsv } from '../../dictionary/index.js';

/*
 * Words that may stand in the clause of a figure and change nothing of it. With any other word the figure is in doubt,
 * because nobody can list all the words that would change it: "outside", "myth", "daily", a name.
 */

const wordRow = z.object({ word: z.string() });
const KNOWN = new Set(readCsv(new URL('./data/known-words.csv', import.meta.url), wordRow).map(({ word }) => word));

const WORD = /\p{L}[\p{L}'-]*/gu;

/** Whether every word of a clause is known to be harmless. */
export function hasOnlyKnownWords(clause: string): boolean {
  return (clause.match(WORD) ?? []).every((word) => KNOWN.has(word.toLowerCase()));
}
