import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aContext, aReturn, sent, SEEDED, someFigure } from '../../../test/support/return-samples.js';
import { Decimal } from '../../common/decimal.js';
import { readReturn } from '../../returns/domain/index.js';
import {
  countingVersion,
  differencesOfHead,
  differencesOfPhase,
  verifyVersion,
  type ReturnHead,
  type VersionContents,
} from './verify-return.js';

const at = (day: number): Date => new Date(`2026-01-${String(day).padStart(2, '0')}T12:00:00Z`);
const submitted = (version: number, day: number): ReturnHead['versions'][number] => ({
  ...{ id: String(version), version, states: [{ state: 'SUBMITTED', beganAt: at(day) }] },
});
const head = (count: number, ...versions: ReturnHead['versions']): ReturnHead => ({ force: 'dorset', count, versions });

describe('the versions of a return', () => {
  it.each([
    ['none', head(0), []],
    ['two, one after the other', head(2, submitted(1, 5), submitted(2, 6)), []],
    ['two in one moment', head(2, submitted(1, 5), submitted(2, 5)), []],
    ['fewer than it says', head(2, submitted(1, 5)), [['VERSIONS', '2 versions', '1 versions']]],
    ['a gap', head(2, submitted(1, 5), submitted(3, 6)), [['VERSIONS', '2 versions', '2 versions: 1, 3']]],
    [
      'the second before the first',
      head(2, submitted(1, 6), submitted(2, 5)),
      [['STATES', 'SUBMITTED 2026-01-05T12:00:00.000Z', expect.any(String)]],
    ],
    [
      'one in no state',
      head(1, { id: '1', version: 1, states: [] }),
      [['STATES', null, expect.stringContaining('SUBMITTED first')]],
    ],
    [
      'one that was never submitted',
      head(1, { id: '1', version: 1, states: [{ state: 'ACCEPTED', beganAt: at(5) }] }),
      [['STATES', 'ACCEPTED 2026-01-05T12:00:00.000Z', expect.any(String)]],
    ],
  ])('%s', (_, of, expected) => {
    expect(differencesOfHead(of).map((one) => [one.compared, one.stored, one.recomputed])).toEqual(expected);
  });

  it('count by the newest that was submitted', () => {
    const draft = { id: '3', version: 3, states: [] };
    expect(countingVersion(head(3, submitted(1, 5), submitted(2, 6), draft))).toMatchObject({
      ...{ version: 2, submittedAt: at(6) },
    });
    expect(countingVersion(head(1, { ...draft, version: 1 }))).toBeNull();
    expect(countingVersion(head(0))).toBeNull();
  });

  it.each([
    [2n, 6, []],
    [3n, 7, []],
    [1n, 6, ['DATA_VERSION']],
    [2n, 5, ['DATA_CHANGED_AT']],
  ])('of a phase changed %d times, on day %d at last', (dataVersion, day, expected) => {
    const returns = [head(1, submitted(1, 5)), head(1, submitted(1, 6))];
    const found = differencesOfPhase({ dataVersion, dataChangedAt: at(day) }, returns);
    expect(found.map(({ compared }) => compared)).toEqual(expected);
  });
});

describe('a version', () => {
  const { measures } = aContext();
  const place = { force: 'dorset', version: 1 };
  const verified = (contents: VersionContents): unknown[] =>
    verifyVersion(contents, measures, place).differences.map(({ compared, measure, part, stored, recomputed }) => [
      ...[compared, measure, part, stored, recomputed],
    ]);
  const asStored = (...figures: Parameters<typeof sent>[]): VersionContents => {
    const read = readReturn(aReturn({ figures: figures.map((one) => sent(...one)) }), aContext());
    return { figures: read.figures, results: read.results.map((result) => ({ ...result, measureVersion: 1 })) };
  };
  const weight = asStored(
    ['drugs-weight', '12.5', { breakdown: 'heroin', qualifier: 'APPROXIMATE' }],
    ['drugs-weight', 3, { breakdown: 'cocaine' }],
  );

  it('is right as it was read', () => {
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

  it('is wrong in the figure alone where a bound of it is another one', () => {
    const [first, ...others] = weight.figures;
    const figures = [{ ...first!, upper: new Decimal('12.9') }, ...others];
    expect(verified({ ...weight, figures })).toEqual([
      [
        ...['FIGURE', 'drugs-weight', 'heroin'],
        'REPORTED 12.5 APPROXIMATE, from 12.188 to 12.9',
        'REPORTED 12.5 APPROXIMATE, from 12.188 to 12.812',
      ],
    ]);
  });

  it.each(['approximate', 'settlesParts', 'measureVersion'] as const)(
    'is wrong where a result has other %s',
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

  it('is wrong where it states nothing, with all that is stored of it', () => {
    expect(verified({ figures: [], results: [] })).toEqual([['FIGURE', null, null, null, 'at least one figure']]);
    expect(verified({ ...weight, figures: [] })).toHaveLength(4);
  });
});
