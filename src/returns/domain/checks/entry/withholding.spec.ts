import { describe, expect, it } from '@jest/globals';
import { aContext, aReturn, sent } from '../../../../../test/support/returns/return-samples.js';
import type { ReturnEntry } from './entry.js';
import { readReturn } from './whole-return.js';
import { latest, withheldProblems } from './withholding.js';

const NOW = new Date('2024-02-29T12:00:00.000Z');
const at = (instant: string): Date => new Date(instant);
const SOONER = at('2024-04-01T12:00:00Z');
const LATER = at('2024-05-01T12:00:00Z');

describe('the latest of several instants', () => {
  it.each([
    [[], null],
    [[null, null], null],
    [[null, SOONER, null], SOONER],
    [[SOONER, LATER, SOONER], LATER],
  ])('of %j is %j', (instants, expected) => {
    expect(latest(instants)).toEqual(expected);
  });
});

describe('a figure', () => {
  it.each([
    ['a millisecond ahead', '2024-02-29T12:00:00.001Z', 0],
    ['two years ahead', '2026-02-28T12:00:00.000Z', 0],
    ['now', '2024-02-29T12:00:00.000Z', 1],
    ['in the past', '2023-01-01T00:00:00.000Z', 1],
    ['a millisecond more than two years ahead', '2026-02-28T12:00:00.001Z', 1],
  ])('may be withheld until a time up to two years ahead, and so may the return: %s', (_, instant, count) => {
    const withheldUntil = at(instant);
    const figures = [sent('arrests', 1, { withheldUntil }), sent('drugs-weight', 1, { breakdown: 'heroin' })];
    const problems = withheldProblems(aReturn({ figures, withheldUntil }), NOW);
    expect(problems.map(({ code, measure, breakdown }) => [code, measure, breakdown])).toEqual(
      [
        ['WITHHELD_UNTIL_NOT_POSSIBLE', null, null],
        ['WITHHELD_UNTIL_NOT_POSSIBLE', 'arrests', null],
      ].filter(() => count > 0),
    );
  });
});

describe('what is stored of a return', () => {
  const read = (given: Partial<ReturnEntry>) => readReturn(aReturn(given), aContext({ now: NOW }));
  const times = (given: Partial<ReturnEntry>): unknown[] =>
    read(given).results.map(({ measure, part, withheldUntil }) => [measure, part, withheldUntil]);

  it('has a measure withheld with all its parts, until the latest time that one of its figures gives', () => {
    const figures = [
      sent('arrests', 3),
      sent('drugs-weight', 1, { breakdown: 'heroin', withheldUntil: SOONER }),
      sent('drugs-weight', 2, { breakdown: 'cocaine' }),
      sent('drugs-weight', 3, { withheldUntil: LATER }),
      sent('people-safeguarded', 0),
      sent('people-safeguarded', 0, { breakdown: 'child', withheldUntil: SOONER }),
    ];
    expect(times({ figures })).toEqual([
      ['arrests', null, null],
      ['drugs-weight', null, LATER],
      ['drugs-weight', 'heroin', LATER],
      ['drugs-weight', 'cocaine', LATER],
      ['people-safeguarded', null, SOONER],
      ['people-safeguarded', 'child', SOONER],
    ]);
    expect(read({ figures }).figures.map(({ withheldUntil }) => withheldUntil)).toEqual(
      figures.map(({ withheldUntil }) => withheldUntil),
    );
  });

  it('has every figure of a return withheld that is withheld as a whole, until the later time', () => {
    const figures = [
      sent('drugs-value', 3, { withheldUntil: LATER }),
      sent('weapons-seized', null, { qualifier: 'UNQUANTIFIED' }),
    ];
    const given = {
      figures,
      nil: ['cash-seized'],
      notApplicable: ['drugs-weight'],
      othersNil: true,
      withheldUntil: SOONER,
    };
    expect(times(given)).toEqual([
      ['drugs-value', null, LATER],
      ['weapons-seized', null, SOONER],
      ['cash-seized', null, SOONER],
      ['arrests', null, SOONER],
      ['drugs-weight', null, SOONER],
    ]);
    expect(read(given).figures.map(({ withheldUntil }) => withheldUntil)).toEqual([LATER, ...Array(4).fill(SOONER)]);
  });
});
