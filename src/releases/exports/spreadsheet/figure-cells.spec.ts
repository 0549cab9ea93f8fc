import { describe, expect, it } from '@jest/globals';
import type { FrozenCell, FrozenForcePart, FrozenState, FrozenSum, FrozenTotal } from '../../domain/index.js';
import { boundCells, figureCells, forcePartCells, numberCell, regionCells, type FigureCells } from './figure-cells.js';
import { isNumber, textOf, type Cell } from './sheet.js';

const EXACTLY_5: FrozenState = { state: 'REPORTED', value: 5, qualifier: 'EXACT', lower: 5, upper: 5 };
const AT_LEAST_4: FrozenState = { state: 'REPORTED', value: 4, qualifier: 'AT_LEAST', lower: 4, upper: null };
const NIL: FrozenState = { state: 'NIL', value: 0, qualifier: 'EXACT', lower: 0, upper: 0 };
const SILENT: FrozenState = { state: 'NOT_REPORTED', value: null, qualifier: null, lower: 0, upper: null };
const NOT_APPLICABLE: FrozenState = { ...SILENT, state: 'NOT_APPLICABLE', upper: 0 };
const SOME: FrozenState = { ...SILENT, state: 'UNQUANTIFIED', qualifier: 'UNQUANTIFIED' };

/** A force's figure with the parts that it gave; `parts` null: a release that was made before these were kept. */
function cell(figure: FrozenState, parts: readonly FrozenForcePart[] | null = []): FrozenCell {
  const force = { code: 'dorset', name: 'Dorset' };
  return { force, ...figure, withoutSignOff: false, ...(parts !== null && { byBreakdown: parts }) };
}

const part = (code: string, figure: FrozenState): FrozenForcePart => ({ code, name: code, ...figure });

const shown = (one: Cell): string | number => (isNumber(one) ? one.number : textOf(one));
const read = ({ figure, exactness }: FigureCells) => [shown(figure), exactness];

describe('a figure', () => {
  it.each([
    [NIL, 0, 'exact'],
    [SILENT, '[x]', 'not reported'],
    [SOME, '[x]', 'some, no number given'],
    [NOT_APPLICABLE, '[z]', 'not applicable'],
    [EXACTLY_5, 5, 'exact'],
    [AT_LEAST_4, 4, 'at least'],
    [{ ...EXACTLY_5, qualifier: 'AT_MOST' }, 5, 'up to'],
    [{ ...EXACTLY_5, qualifier: 'ALMOST' }, 5, 'almost'],
    [{ ...EXACTLY_5, qualifier: 'APPROXIMATE' }, 5, 'about'],
  ] as const)('has a number or shorthand, and words beside it: %j', (figure, cellShown, words) => {
    expect(read(figureCells(figure, 'COUNT'))).toEqual([cellShown, words]);
  });

  it.each([
    [1234, 'COUNT', { number: 1234, decimals: 0 }],
    [12.125, 'GRAM', { number: 12.125, decimals: 3 }],
    [12.5, 'GRAM', { number: 12.5, decimals: 1 }],
    [0.001, 'GRAM', { number: 0.001, decimals: 3 }],
    [12.5, 'GBP', { number: 12.5, decimals: 2 }],
    [12, 'GBP', { number: 12, decimals: 0 }],
    ['4999999999999.995', 'GRAM', '4999999999999.995'],
  ] as const)('is a number with all its decimals, or text if a number would not be exact: %j %s', (value, unit, to) => {
    expect(numberCell(value, unit)).toEqual(to);
  });
});

describe('the region’s total', () => {
  /** Its figure, how exact it is, and its lowest and highest possible value. */
  const region = (sum: FrozenSum, ...figures: FrozenState[]) => {
    const cells = regionCells(
      sum,
      figures.map((figure) => cell(figure)),
      'COUNT',
    );
    return [...read(cells), ...boundCells(sum, cells.figure, 'COUNT').map(shown)];
  };

  it('has its range, without a highest value if there is no limit', () => {
    expect(region({ value: 350, qualifier: 'APPROXIMATE', lower: 342, upper: 358 })).toEqual([350, 'about', 342, 358]);
    expect(region(AT_LEAST_4, AT_LEAST_4)).toEqual([4, 'at least', 4, '[z]']);
    expect(region(SOME, SOME)).toEqual(['[x]', 'some, no number given', 0, '[z]']);
  });

  it('is not available if nothing was reported, and not applicable if no force can have it', () => {
    expect(region(SILENT, SILENT)).toEqual(['[x]', 'not reported', '[x]', '[x]']);
    expect(region(NOT_APPLICABLE, NOT_APPLICABLE)).toEqual(['[z]', 'not applicable', '[z]', '[z]']);
    // An expected force may still have it, though another cannot.
    expect(region(SILENT, NOT_APPLICABLE, SILENT)).toEqual(['[x]', 'not reported', '[x]', '[x]']);
    // No force was expected, and none has reported.
    expect(region({ ...SILENT, upper: 0 }, SILENT)).toEqual(['[x]', 'not reported', '[x]', '[x]']);
  });
});

describe('a part of one force', () => {
  const ofForce = (code: string, one: FrozenCell) => {
    const measure = { code: 'm', name: 'M', unit: 'COUNT', category: 'SEIZURES', version: 1, definition: '' } as const;
    const coverage = { expected: 1, reported: 1, complete: true, missing: [], notHeard: [] };
    const total: FrozenTotal = {
      measure,
      ...EXACTLY_5,
      coverage,
      byForce: [one],
      byBreakdown: [part(code, EXACTLY_5)],
    };
    return read(forcePartCells(one, part(code, EXACTLY_5), total));
  };

  it('is what the force gave', () => {
    const parts = [part('axe', NIL), part('knife', AT_LEAST_4)];
    expect(ofForce('knife', cell(EXACTLY_5, parts))).toEqual([4, 'at least']);
    expect(ofForce('axe', cell(EXACTLY_5, parts))).toEqual([0, 'exact']);
  });

  it('is not available if the force did not give it, and none if its whole figure is', () => {
    expect(ofForce('knife', cell(EXACTLY_5, [part('axe', NIL)]))).toEqual(['[x]', 'part not given']);
    expect(ofForce('knife', cell(NIL))).toEqual([0, 'exact']);
    expect(ofForce('knife', cell(SILENT))).toEqual(['[x]', 'not reported']);
    expect(ofForce('knife', cell(NOT_APPLICABLE))).toEqual(['[z]', 'not applicable']);
  });

  it('is not available in a release that was made before parts of forces were kept', () => {
    expect(ofForce('knife', cell(EXACTLY_5, null))).toEqual(['[x]', 'not stored in this release']);
  });

  it('is confidential if it counts people by age group, even where a release holds it', () => {
    for (const one of [cell(EXACTLY_5), cell(NIL), cell(EXACTLY_5, null), cell(EXACTLY_5, [part('child', NIL)])]) {
      expect(ofForce('child', one)).toEqual(['[c]', 'confidential']);
      expect(ofForce('adult', one)).toEqual(['[c]', 'confidential']);
    }
  });
});
