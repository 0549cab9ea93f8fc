import { describe, expect, it } from '@jest/globals';
import { periodProblems } from './pre-election.js';

const LOCAL = { name: 'Local elections 2027', from: '2027-03-22', until: '2027-05-06' };

const codes = (...periods: Parameters<typeof periodProblems>[0]): string[] =>
  periodProblems(periods).map(({ code }) => code);

describe('a list of pre-election periods', () => {
  it('can be empty, can overlap, and can have a period of one day', () => {
    expect(codes()).toEqual([]);
    expect(codes(LOCAL, { ...LOCAL, name: 'Commissioners 2027' })).toEqual([]);
    expect(codes({ ...LOCAL, until: LOCAL.from })).toEqual([]);
  });

  it('needs names that differ in more than spaces around them', () => {
    expect(codes({ ...LOCAL, name: ' ' })).toEqual(['NAME_MISSING']);
    expect(codes(LOCAL, { ...LOCAL, name: ` ${LOCAL.name} ` })).toEqual(['PERIOD_NAME_TAKEN']);
  });

  it('needs a last day on or after the first', () => {
    expect(codes({ ...LOCAL, from: '2027-05-07' })).toEqual(['DAYS_REVERSED']);
  });
});
