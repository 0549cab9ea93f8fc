import { describe, expect, it } from '@jest/globals';
import { CLASS_A, CLASS_B, GROUP, MEMBERS, forcePartsOf } from '../../../test/support/returns/grouping-samples.js';
import { count, boundsText, valueText } from '../../../test/support/returns/return-samples.js';
import type { BreakdownRule } from '../../dictionary/domain/index.js';
import { notApplicableFigure, read } from '../../returns/domain/index.js';
import { classesOf, groupsOf, lineOf, sumOfLines, type PartGrouping } from './part-grouping.js';

/** One force's result for a class or group from these parts, each `[part, value]` and exact, and this exact total. */
function line(
  kind: PartGrouping,
  rule: BreakdownRule,
  parts: readonly (readonly [string, number])[],
  total?: number,
): string {
  const figures = parts.map(([part, value]) => count('EXACT', value, part));
  const stated = total === undefined ? null : count('EXACT', total);
  const { sum, hasReported } = lineOf(forcePartsOf({ rule, total: stated, parts: figures }), kind, rule);
  return `${boundsText(sum)} ${valueText(read(sum))}${hasReported ? '' : ' silent'}`;
}

describe('the classes and groups', () => {
  it('of a breakdown are ordered: class A before B, then the groups', () => {
    expect(classesOf([...MEMBERS].reverse()).map(({ key, parts }) => [key, [...parts].sort()])).toEqual([
      ['A', ['a1', 'a2']],
      ['B', ['b1']],
    ]);
    expect(groupsOf(MEMBERS).map(({ key, parts }) => [key, [...parts]])).toEqual([['g', ['a2', 'b1']]]);
    expect([...CLASS_A.doubtful, ...CLASS_B.doubtful]).toEqual(['mixed', 'mixed']);
    expect([...GROUP.doubtful]).toEqual([]);
  });

  it('are empty if no part has a class or group', () => {
    const knife = { part: 'knife', drugClass: null, group: null };
    expect([classesOf([knife]), groupsOf([knife])]).toEqual([[], []]);
  });
});

describe('a class in one force’s figures', () => {
  it.each<[string, BreakdownRule, [string, number][], number | undefined, string]>([
    ['the sum of its parts, where others are nil', 'PARTITION', [['a1', 3]], undefined, '3..3 EXACT 3'],
    ['nil, where only others were given', 'PARTITION', [['b1', 3]], undefined, '0..0 EXACT 0'],
    ['open, where only a total was given', 'PARTITION', [], 9, '0..none none silent'],
    ['nil, where the measure is', 'PARTITION', [], 0, '0..0 EXACT 0'],
    [
      'open above, beside a mixed part',
      'PARTITION',
      [
        ['a1', 3],
        ['mixed', 2],
      ],
      undefined,
      '3..none AT_LEAST 3',
    ],
    [
      'closed, beside a mixed part of 0',
      'PARTITION',
      [
        ['a1', 3],
        ['mixed', 0],
      ],
      undefined,
      '3..3 EXACT 3',
    ],
    ['open, where only a mixed part was given', 'PARTITION', [['mixed', 2]], undefined, '0..none none silent'],
    [
      'open above, where a part may be missing',
      'SUBSET',
      [
        ['a1', 3],
        ['mixed', 0],
      ],
      9,
      '3..none AT_LEAST 3',
    ],
    [
      'open above, where a mixed part may be missing',
      'SUBSET',
      [
        ['a1', 3],
        ['a2', 1],
      ],
      9,
      '4..none AT_LEAST 4',
    ],
    [
      'the sum, where all was given',
      'SUBSET',
      [
        ['a1', 3],
        ['a2', 1],
        ['mixed', 0],
      ],
      9,
      '4..4 EXACT 4',
    ],
    [
      'the largest and more, of parts that overlap',
      'OVERLAP',
      [
        ['a1', 3],
        ['a2', 2],
      ],
      4,
      '3..none AT_LEAST 3',
    ],
    [
      'between the largest and the sum',
      'OVERLAP',
      [
        ['a1', 3],
        ['a2', 2],
        ['mixed', 0],
      ],
      9,
      '3..5 AT_MOST 5',
    ],
    [
      'never above the total',
      'OVERLAP',
      [
        ['a1', 3],
        ['a2', 2],
        ['mixed', 0],
      ],
      4,
      '3..4 AT_MOST 4',
    ],
    [
      'the only part there is',
      'OVERLAP',
      [
        ['a1', 3],
        ['a2', 0],
        ['mixed', 0],
      ],
      4,
      '3..3 EXACT 3',
    ],
  ])('is %s (%s)', (_, rule, parts, total, expected) => {
    expect(line(CLASS_A, rule, parts, total)).toBe(expected);
  });

  it('has no upper bound if an expected force is silent', () => {
    const { sum, hasReported } = lineOf(null, CLASS_A, 'PARTITION');
    expect([boundsText(sum), valueText(read(sum)), hasReported]).toEqual(['0..none', 'none', false]);
  });

  it('is reported and adds nothing if the force cannot have the measure', () => {
    const total = notApplicableFigure({ measure: 'arrests', part: null, note: null });
    const { sum, hasReported } = lineOf(forcePartsOf({ rule: 'SUBSET', total, parts: [] }), CLASS_A, 'SUBSET');
    expect([boundsText(sum), valueText(read(sum)), hasReported]).toEqual(['0..0', 'none', true]);
  });

  it('is "up to" if a total limits approximate figures whose plain sum is above it', () => {
    const parts = ['a1', 'a2'].map((part) => count('APPROXIMATE', 20, part));
    const force = forcePartsOf({ rule: 'PARTITION', total: count('EXACT', 35), parts });
    expect(valueText(read(lineOf(force, CLASS_A, 'PARTITION').sum))).toBe('AT_MOST 35');
    const other = forcePartsOf({ rule: 'PARTITION', total: null, parts: [count('APPROXIMATE', 20, 'a1')] });
    const both = sumOfLines([force, other].map((one) => lineOf(one, CLASS_A, 'PARTITION')));
    expect([boundsText(both), valueText(read(both))]).toEqual(['45..60', 'APPROXIMATE 55']);
    const uncut = forcePartsOf({ rule: 'PARTITION', total: count('APPROXIMATE', 100), parts });
    expect(valueText(read(lineOf(uncut, CLASS_A, 'PARTITION').sum))).toBe('APPROXIMATE 40');
  });

  it('is UNQUANTIFIED if all its parts are', () => {
    const parts = [count('UNQUANTIFIED', null, 'a1'), count('EXACT', 3, 'b1')];
    const force = forcePartsOf({ rule: 'PARTITION', total: null, parts });
    expect(valueText(read(lineOf(force, CLASS_A, 'PARTITION').sum))).toBe('UNQUANTIFIED');
    expect(valueText(read(lineOf(force, CLASS_B, 'PARTITION').sum))).toBe('EXACT 3');
  });
});

describe('a group in one force’s figures', () => {
  it.each<[string, BreakdownRule, [string, number][], number | undefined, string]>([
    [
      'its parts and no more, even beside a mixed part',
      'PARTITION',
      [
        ['a2', 3],
        ['mixed', 2],
      ],
      undefined,
      '3..3 EXACT 3',
    ],
    ['open above, where one of its parts may be missing', 'SUBSET', [['a2', 3]], 9, '3..none AT_LEAST 3'],
    [
      'the sum, where all of them were given',
      'SUBSET',
      [
        ['a2', 3],
        ['b1', 1],
      ],
      undefined,
      '4..4 EXACT 4',
    ],
    [
      'once for what is several of them',
      'OVERLAP',
      [
        ['a2', 3],
        ['b1', 1],
      ],
      3,
      '3..3 EXACT 3',
    ],
  ])('is %s (%s)', (_, rule, parts, total, expected) => {
    expect(line(GROUP, rule, parts, total)).toBe(expected);
  });
});
