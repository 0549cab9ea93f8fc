import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../../../common/decimal.js';
import { changesBetween } from './change.js';
import type { WithholdableResult } from './result.js';

function weight(part: string | null, grams: number, settlesParts = false): WithholdableResult {
  const value = new Decimal(grams);
  return {
    measure: 'drugs-weight',
    part,
    state: grams === 0 ? 'NIL' : 'REPORTED',
    value,
    qualifier: 'EXACT',
    lower: value,
    upper: value,
    approximate: false,
    settlesParts,
    withheldUntil: null,
  };
}

const changesOf = (earlier: readonly WithholdableResult[], later: readonly WithholdableResult[]): unknown[] =>
  changesBetween(earlier, later).map(({ part, from, to }) => [part, from.state, to.state]);

describe('a part that only one of two versions has', () => {
  const settled = [weight(null, 450, true), weight('cocaine', 450)];
  const open = [weight(null, 450), weight('cocaine', 450)];
  const both = [weight(null, 570, true), weight('cocaine', 450), weight('heroin', 120)];

  it('changed to none if the result of the measure settles its parts', () => {
    expect(changesOf(both, settled)).toEqual([
      [null, 'REPORTED', 'REPORTED'],
      ['heroin', 'REPORTED', 'NIL'],
    ]);
    expect(changesOf(settled, both)).toContainEqual(['heroin', 'NIL', 'REPORTED']);
  });

  it('changed to not reported if it does not', () => {
    expect(changesOf(both, open)).toContainEqual(['heroin', 'REPORTED', 'NOT_REPORTED']);
  });

  it('changed to not applicable with the measure as a whole', () => {
    const none: WithholdableResult = {
      ...weight(null, 0, true),
      state: 'NOT_APPLICABLE',
      value: null,
      qualifier: null,
    };
    expect(changesOf(both, [none])).toContainEqual(['heroin', 'REPORTED', 'NOT_APPLICABLE']);
  });

  it('changed with the measure, if only the time until which that is withheld did', () => {
    const withheldUntil = new Date('2026-03-01T12:00:00Z');
    const withheld = settled.map((result) => ({ ...result, withheldUntil }));
    expect(changesOf(settled, withheld)).toEqual([
      [null, 'REPORTED', 'REPORTED'],
      ['cocaine', 'REPORTED', 'REPORTED'],
    ]);
    expect(changesOf(withheld, [...withheld])).toEqual([]);
    expect(changesBetween(withheld, settled)[0]).toMatchObject({
      from: { withheldUntil },
      to: { withheldUntil: null },
    });
  });

  it('did not change if it was none, whether stated or not', () => {
    expect(changesOf([...settled, weight('heroin', 0)], settled)).toEqual([]);
  });
});
