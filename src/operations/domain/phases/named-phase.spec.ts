import { describe, expect, it } from '@jest/globals';
import { CodeSuggestions } from '../../../common/suggest-codes.js';
import { namedPhase } from './named-phase.js';

const PHASES = new CodeSuggestions(
  [
    { code: 'scorpion-1', name: 'Operation Scorpion 1' },
    { code: 'scorpion-11', name: 'Operation Scorpion 11' },
    { code: 'viper-2024', name: 'Operation Viper 2024' },
    { code: 'viper-11', name: 'Operation Viper 11' },
    { code: 'pilot', name: 'Pilot' },
  ].map(namedPhase),
);

describe('the number of a phase', () => {
  it.each([
    ['1', ['scorpion-1']],
    ['2024', ['viper-2024']],
    ['phase 1', ['scorpion-1']],
    ['Phase-1', ['scorpion-1']],
    ['Scorpion 11', ['scorpion-11']],
    ['11', ['scorpion-11', 'viper-11']],
    ['phse 2024', ['viper-2024']],
    ['12', []],
    ['phase', []],
  ])('%j is enough to find %j', (sent, codes) => {
    expect(PHASES.for(sent)).toEqual(codes);
  });
});
