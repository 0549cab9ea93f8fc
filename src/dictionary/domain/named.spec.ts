import { describe, expect, it } from '@jest/globals';
import { CodeSuggestions } from '../../common/suggest-codes.js';
import { readDictionaryData } from '../reference-data.js';
import { namedPart } from './named.js';

const PARTS = new CodeSuggestions(readDictionaryData().breakdowns.map(namedPart));

describe('a part', () => {
  it.each([
    ['Children', 'child'],
    ['children (under 18)', 'child'],
    ['Ecstasy', 'ecstasy'],
    ['MDMA', 'ecstasy'],
    ['Crack Cocaine', 'crack-cocaine'],
    ['knives', 'knife'],
    ['E Bike', 'e-bike'],
  ])('is known as %s', (name, code) => {
    expect(PARTS.for(name)).toEqual([code]);
  });
});
