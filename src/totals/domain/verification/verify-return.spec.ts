import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aContext, aReturn, sent, SEEDED, someFigure } from '../../../../test/support/returns/return-samples.js';
import { Decimal } from '../../../common/decimal.js';
import { readReturn } from '../../../returns/domain/index.js';
import { verifyVersion, type VersionContents } from './verify-return.js';

describe('a version', () => {
  const { measures } = aContext();
  const place = { force: 'dorset', version: 1 };
  const verified = (contents: VersionContents): unknown[] =>
    verifyVersion(contents, measures, place).differences.map(({ compared, measure, part, stored, recomputed }) => [
      compared,
      measure,
      part,
      stored,
      recomputed,
    ]);
  const asStored = (...figures: Parameters<typeof sent>[]): VersionContents => {
    const read = readReturn(aReturn({ figures: figures.map((one) => sent(...one)) }), aContext());
    return { figures: read.figures, results: read.results.map((result) => ({ ...result, measureVersion: 1 })) };
  };
  const weight = asStored(
    ['drugs-weight', '12.5', { breakdown: 'heroin', qualifier: 'APPROXIMATE' }],
    ['drugs-weight', 3, { breakdown: 'cocaine' }],
  );

  it('is correct as it was read', () => {
    expect(verified(weight)).toEqual([]);
    expect(verifyVersion(weight, measures, place).results).toHaveLength(3);
    fc.assert(
      fc.property(someFigure, (figure) => {
        const results = [{ ...figure, settlesParts: figure.state === 'NIL', measureVersion: 1 }];
        expect(verified({ figures: [figure], results })).toEqual([]);
      }),
      SEEDED,
    );
  });

  it('is wrong only in the figure if one of its bounds differs', () => {
    const [first, ...others] = weight.figures;
    const figures = [{ ...first!, upper: new Decimal('12.9') }, ...others];
    expect(verified({ ...weight, figures })).toEqual([
      [
        'FIGURE',
        'drugs-weight',
        'heroin',
        'REPORTED 12.5 APPROXIMATE, from 12.188 to 12.9',
        'REPORTED 12.5 APPROXIMATE, from 12.188 to 12.812',
      ],
    ]);
  });

  it('is wrong if a figure is withheld and its result, or that of the whole measure, is not', () => {
    const withheldUntil = new Date('2023-04-01T12:00:00Z');
    const stated = asStored(
      ['drugs-weight', 3, { breakdown: 'cocaine', withheldUntil }],
      ['drugs-weight', 4, { breakdown: 'heroin' }],
    );
    expect(verified(stated)).toEqual([]);
    const results = stated.results.map((result) => ({ ...result, withheldUntil: null }));
    const withheld = ', withheld until 2023-04-01T12:00:00.000Z, under definition 1';
    expect(verified({ ...stated, results })).toEqual(
      [null, 'cocaine', 'heroin'].map((part) => [
        'RESULT',
        'drugs-weight',
        part,
        expect.not.stringContaining('withheld'),
        expect.stringContaining(withheld),
      ]),
    );
  });

  it.each(['approximate', 'settlesParts', 'measureVersion'] as const)(
    'is wrong if a result has a different %s',
    (what) => {
      const [whole, ...parts] = weight.results;
      const other = { ...whole!, [what]: what === 'measureVersion' ? 2 : !whole![what] };
      const right =
        'REPORTED 15.5 APPROXIMATE, from 15.188 to 15.812, approximate, settles its parts, under definition 1';
      const wrong = {
        approximate: right.replace(', approximate', ''),
        settlesParts: right.replace(', settles its parts', ''),
        measureVersion: right.replace('definition 1', 'definition 2'),
      };
      expect(verified({ ...weight, results: [other, ...parts] })).toEqual([
        ['RESULT', 'drugs-weight', null, wrong[what], right],
      ]);
    },
  );

  it('is wrong if it has no figures, and so nothing stored matches', () => {
    expect(verified({ figures: [], results: [] })).toEqual([['FIGURE', null, null, null, 'at least one figure']]);
    expect(verified({ ...weight, figures: [] })).toHaveLength(4);
  });
});
