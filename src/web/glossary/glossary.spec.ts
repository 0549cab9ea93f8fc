import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { GLOSSARY, glossaryTable } from './glossary.js';

describe('the glossary', () => {
  it('is in src/README.md word for word (npm run docs:write)', () => {
    expect(readFileSync('src/README.md', 'utf8')).toContain(`\n${glossaryTable()}\n`);
  });

  it('explains each word once', () => {
    const words = GLOSSARY.map(({ word }) => word);
    expect(words).toEqual([...new Set(words)]);
  });
});
