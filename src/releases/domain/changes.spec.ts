import { describe, expect, it } from '@jest/globals';
import { changesBetween, stateOfTotal } from './changes.js';
import type { FrozenCell, FrozenPart, FrozenSum, FrozenTotal } from './content.js';

const exactly = (value: number): FrozenSum => ({ value, qualifier: 'EXACT', lower: value, upper: value });
const NONE: FrozenSum = { value: null, qualifier: null, lower: 0, upper: null };
const COVERAGE = { expected: 5, reported: 5, complete: true, missing: [], notHeard: [] };

const part = (code: string, value: number): FrozenPart => ({ code, name: code, ...exactly(value) });
const cell = (code: string, state: FrozenCell['state'], sum: FrozenSum): FrozenCell => ({
  force: { code, name: code },
  state,
  ...sum,
  withoutSignOff: false,
});

/** The region's total of a measure, with its cells and parts. */
function total(code: string, sum: FrozenSum, given: Partial<FrozenTotal> = {}): FrozenTotal {
  const measure = { code, name: code, unit: 'COUNT', category: 'ARRESTS', version: 1, definition: code } as const;
  return { measure, ...sum, coverage: COVERAGE, byForce: [], byBreakdown: [], ...given };
}

/** Changes in a line each: measure, force or "region", part, and the two sides. */
function lines(earlier: readonly FrozenTotal[], later: readonly FrozenTotal[]): string[] {
  return changesBetween(earlier, later).map(({ measure, force, breakdown, from, to }) => {
    const place = [measure.code, force?.code ?? 'region', ...(breakdown === null ? [] : [breakdown.code])].join(' ');
    return `${place}: ${from.state} ${String(from.value)} to ${to.state} ${String(to.value)}`;
  });
}

describe('the state of a total', () => {
  const [CANNOT, SILENT, SENT] = [
    { state: 'NOT_APPLICABLE' },
    { state: 'NOT_REPORTED' },
    { state: 'REPORTED' },
  ] as const;
  it.each([
    ['exactly 0 is NIL', { value: 0, qualifier: 'EXACT' }, [SENT], 'NIL'],
    ['at least 0 is not', { value: 0, qualifier: 'AT_LEAST' }, [SENT, SILENT], 'REPORTED'],
    ['an unknown amount is UNQUANTIFIED', { value: null, qualifier: 'UNQUANTIFIED' }, [SENT, CANNOT], 'UNQUANTIFIED'],
    ['what no force can have is NOT_APPLICABLE', { value: null, qualifier: null }, [CANNOT, CANNOT], 'NOT_APPLICABLE'],
    ['what a force could have is NOT_REPORTED', { value: null, qualifier: null }, [CANNOT, SILENT], 'NOT_REPORTED'],
    ['without a force it is NOT_REPORTED', { value: null, qualifier: null }, [], 'NOT_REPORTED'],
  ] as const)('%s', (_, sum, byForce, state) => {
    expect(stateOfTotal(sum, byForce)).toBe(state);
  });
});

describe('the changes between two versions', () => {
  it('are none if nothing differs', () => {
    const same = [total('arrests', exactly(5), { byForce: [cell('dorset', 'REPORTED', exactly(5))] })];
    expect(changesBetween(same, structuredClone(same))).toEqual([]);
    expect(changesBetween([], [])).toEqual([]);
  });

  it('are of the region, its parts and each force, and leave out what is the same', () => {
    const cells = [cell('dorset', 'REPORTED', exactly(5)), cell('wiltshire', 'NOT_REPORTED', NONE)];
    const later = [cell('dorset', 'REPORTED', exactly(5)), cell('wiltshire', 'NIL', exactly(0))];
    const parts = [part('knife', 3), part('axe', 2)];
    expect(
      lines(
        [
          total(
            'weapons',
            { ...exactly(5), qualifier: 'AT_LEAST', upper: null },
            { byForce: cells, byBreakdown: parts },
          ),
        ],
        [total('weapons', exactly(5), { byForce: later, byBreakdown: [part('knife', 4), part('axe', 2)] })],
      ),
    ).toEqual([
      'weapons region: REPORTED 5 to REPORTED 5',
      'weapons region knife: REPORTED 3 to REPORTED 4',
      'weapons wiltshire: NOT_REPORTED null to NIL 0',
    ]);
  });

  it('include what only one of the two versions has, the later version first', () => {
    expect(
      lines(
        [total('arrests', exactly(5), { byBreakdown: [part('adult', 5)] }), total('charges', exactly(1))],
        [total('arrests', exactly(5)), total('visits', exactly(2))],
      ),
    ).toEqual([
      'visits region: NOT_REPORTED null to REPORTED 2',
      'arrests region adult: REPORTED 5 to NOT_REPORTED null',
      'charges region: REPORTED 1 to NOT_REPORTED null',
    ]);
  });

  it('tell none from an unknown amount and from nothing reported', () => {
    const unknown: FrozenSum = { ...NONE, qualifier: 'UNQUANTIFIED' };
    const states = [exactly(0), unknown, NONE].map((sum) => lines([total('a', exactly(1))], [total('a', sum)])[0]);
    expect(states).toEqual([
      'a region: REPORTED 1 to NIL 0',
      'a region: REPORTED 1 to UNQUANTIFIED null',
      'a region: REPORTED 1 to NOT_REPORTED null',
    ]);
  });

  it('are the same backwards', () => {
    const [one, other] = [[total('a', exactly(1))], [total('a', exactly(2)), total('b', exactly(0))]];
    const back = changesBetween(other, one).map(({ from, to, ...place }) => ({ ...place, from: to, to: from }));
    expect(changesBetween(one, other)).toEqual(back);
  });
});
