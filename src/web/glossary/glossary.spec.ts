import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { glossaryOf, glossaryTable } from './glossary.js';

const SCHEMA = buildSchema(readFileSync('src/schema.graphql', 'utf8'));

describe('the glossary', () => {
  it('is in src/README.md word for word (npm run docs:write)', () => {
    expect(readFileSync('src/README.md', 'utf8')).toContain(`\n${glossaryTable(SCHEMA)}\n`);
  });

  it('explains each word once', () => {
    const words = glossaryOf(SCHEMA).map(({ word }) => word);
    expect(words).toEqual([...new Set(words)]);
  });

  it('explains the words of a total in the words of the schema', () => {
    const words = new Map(glossaryOf(SCHEMA).map(({ word, meaning }) => [word, meaning]));
    expect(words.get('nil')).toMatch(/^There truly was none\. /);
    for (const word of ['nil', 'at least', 'not reported', 'coverage', 'accepted', 'provisional']) {
      expect(words.get(word)).toMatch(/\.$/);
    }
  });

  it('refuses a word of which the schema says nothing', () => {
    expect(() => glossaryOf(buildSchema('type Query { force: Int }'))).toThrow("does not describe 'Force'");
  });
});
