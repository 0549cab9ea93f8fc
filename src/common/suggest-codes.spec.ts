import { describe, expect, it } from '@jest/globals';
import { CodeSuggestions, didYouMean } from './suggest-codes.js';

const MEASURES = new CodeSuggestions([
  { code: 'arrests', names: ['Arrests', 'People arrested'] },
  { code: 'charges', names: ['Charges'] },
  { code: 'knife', names: [] },
]);

const PHASES = new CodeSuggestions(
  ['1', '2', '12', '13', '2-3'].map((number) => ({
    code: `scorpion-${number}`,
    names: [`Operation Scorpion ${number}`],
  })),
);

const FORCES = new CodeSuggestions([
  { code: 'avon-and-somerset', names: ['Avon and Somerset', 'A&S', 'Avon and Somerset Constabulary', 'E23000036'] },
  { code: 'dyfed-powys', names: ['Heddlu Dyfed-Powys', 'Heddlu Ynys Môn'] },
]);

describe('the suggestions', () => {
  it.each([
    ['ARRESTS', 'arrests'],
    ['people arrested', 'arrests'],
    ['arests', 'arrests'],
    ['Pepole arrested', 'arrests'],
    ['chrages', 'charges'],
    ['knive', 'knife'],
  ])('for %s are the known code', (sent, code) => {
    expect(MEASURES.for(sent)).toEqual([code]);
  });

  it.each(['', ' ', 'a', 'kni', 'wife', 'searches', 'arrests'.repeat(8), 'arrests'.repeat(100_000)])(
    'for %.20j are none, because no known code is close',
    (sent) => {
      expect(MEASURES.for(sent)).toEqual([]);
    },
  );

  it.each([
    'Operation Scorpion 13',
    'operation  scorpion-13',
    'Scorpion 13',
    'scorpion13',
    'SCORPION_13',
    'scorpion\u201113',
    'scorpion\u201313',
    'Scorpion\u00A013',
    'Scorpion\u200B 13',
    'Op Scorpion 13',
    'Op. Scorpion 13',
    'Operation Scorpoin 13',
    'ｓｃｏｒｐｉｏｎ－１３',
  ])('for the phase %j are its code', (sent) => {
    expect(PHASES.for(sent)).toEqual(['scorpion-13']);
  });

  it.each(['scorpion-3', 'scorpion-14', 'scorpion-99', 'scorpion-1-3', 'scorpion-23', 'scorpion'])(
    'for %s are none, because another number is another phase',
    (sent) => {
      expect(PHASES.for(sent)).toEqual([]);
    },
  );

  it.each([
    ['avon & somerset', 'avon-and-somerset'],
    ['a & s', 'avon-and-somerset'],
    ['AVON AND SOMERSET CONSTABULARY', 'avon-and-somerset'],
    ['e23000036', 'avon-and-somerset'],
    ['Heddlu Ynys Mon', 'dyfed-powys'],
    ['Heddlu Ynys Mo\u0302n', 'dyfed-powys'],
  ])('for the force %s are its code', (sent, code) => {
    expect(FORCES.for(sent)).toEqual([code]);
  });

  it('are all codes that are equally close, in the order given, three at most', () => {
    const known = ['guns', 'buns', 'runs', 'nuns'].map((code) => ({ code, names: ['Things'] }));
    expect(new CodeSuggestions(known).for('things')).toEqual(['guns', 'buns', 'runs']);
    expect(new CodeSuggestions(known).for('puns')).toEqual(['guns', 'buns', 'runs']);
    expect(new CodeSuggestions(known.slice(0, 2)).for('Guns')).toEqual(['guns']);
  });

  it('are none if no codes are known', () => {
    expect(new CodeSuggestions([]).for('arrests')).toEqual([]);
  });

  it('are only exact names if spelling mistakes are ignored', () => {
    expect(['People Arrested', 'arests'].map((sent) => MEASURES.for(sent, false))).toEqual([['arrests'], []]);
  });
});

describe('the question', () => {
  it.each([
    [[], null],
    [['a'], 'Did you mean "a"?'],
    [['a', 'b'], 'Did you mean "a" or "b"?'],
    [['a', 'b', 'c'], 'Did you mean "a", "b" or "c"?'],
  ])('for %j is %s', (codes, question) => {
    expect(didYouMean(codes)).toBe(question);
  });

  it('has the quotation marks of its message', () => {
    expect(didYouMean(['a'], "'")).toBe("Did you mean 'a'?");
  });
});
