import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lifecycleDiagram } from './lifecycle-diagram.js';
import { STEPS } from './life.js';
import { ACTIONS } from './lifecycle.js';
import { RETURN_STATES } from './state.js';

describe('the diagram of a version’s life', () => {
  it('is in src/README.md as generated from the rules (npm run docs:write)', () => {
    expect(readFileSync('src/README.md', 'utf8')).toContain(`\n${lifecycleDiagram()}\n`);
  });

  it('shows every state, every action and every step', () => {
    const words = new Set(lifecycleDiagram().match(/\w+/g));
    expect([...RETURN_STATES, ...ACTIONS, ...STEPS].filter((name) => !words.has(name))).toEqual([]);
  });
});
