import { describe, expect, it } from '@jest/globals';
import { boundsText, valueText } from '../../../../test/support/returns/return-samples.js';
import { Decimal } from '../../../common/decimal.js';
import { nilFigure, notApplicableFigure, quantifiedFigure, unquantifiedFigure } from './figure.js';

const place = { measure: 'arrests', part: null, note: 'from the custody record' };

describe('a figure', () => {
  it.each(['EXACT', 'AT_MOST'] as const)('of %s 0 is NIL', (qualifier) => {
    expect(quantifiedFigure(place, qualifier, new Decimal(0), 'COUNT')).toEqual(nilFigure(place));
  });

  it.each([
    ['NIL', nilFigure(place), 'EXACT 0', '0..0'],
    ['NOT_APPLICABLE', notApplicableFigure(place), 'none', '0..0'],
    ['UNQUANTIFIED', unquantifiedFigure(place), 'UNQUANTIFIED', '0..none'],
    ['REPORTED', quantifiedFigure(place, 'AT_LEAST', new Decimal(5), 'COUNT'), 'AT_LEAST 5', '5..none'],
    ['REPORTED', quantifiedFigure(place, 'APPROXIMATE', new Decimal(350), 'COUNT'), 'APPROXIMATE 350', '342..358'],
  ] as const)('that is %s has its value, bounds and position', (state, figure, reading, bounds) => {
    expect([figure.state, valueText(figure), boundsText(figure)]).toEqual([state, reading, bounds]);
    expect(figure).toMatchObject(place);
  });

  it('is approximate only if it was stated as APPROXIMATE', () => {
    const stated = (qualifier: 'EXACT' | 'APPROXIMATE' | 'ALMOST'): boolean =>
      quantifiedFigure(place, qualifier, new Decimal(350), 'COUNT').approximate;
    expect([stated('EXACT'), stated('ALMOST'), stated('APPROXIMATE')]).toEqual([false, false, true]);
  });
});
