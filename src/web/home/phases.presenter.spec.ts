import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../common/dates.js';
import type { PhaseCoverage } from '../../totals/index.js';
import { phasesView } from './phases.presenter.js';

const DAYS = { startsOn: '2024-03-04' as CalendarDate, endsOn: '2024-03-10' as CalendarDate };
const NAMES = ['Avon and Somerset', 'Dorset', 'Wiltshire'];

const phase = (code: string, missing: readonly string[], expected = 3): PhaseCoverage => ({
  phase: { code, name: code.toUpperCase(), ...DAYS, datesKnownTo: 'DAY', totalsHeldBack: false },
  coverage: {
    expected,
    reported: expected - missing.length,
    complete: missing.length === 0,
    notHeard: [],
    missing: missing.map((name) => ({ code: name, name })),
  },
});

describe('the list of phases', () => {
  const listed = {
    phases: [phase('a', NAMES), phase('b', NAMES.slice(0, 2)), phase('c', []), phase('d', ['Dorset'], 1)],
    more: true,
  };

  it('names the forces that have not reported, unless none has', () => {
    expect(phasesView(listed, 1, 'b').rows.map(({ coverage, missing }) => [coverage, missing])).toEqual([
      ['0 of 3 forces', 'all of them'],
      ['1 of 3 forces', 'Avon and Somerset, Dorset'],
      ['3 of 3 forces', 'no force'],
      ['0 of 1 force', 'Dorset'],
    ]);
  });

  it('says that the totals of a phase are held back, and never that no return of it is accepted', () => {
    const held = phase('a', NAMES);
    const phases = [{ ...held, phase: { ...held.phase, totalsHeldBack: true } }];
    expect(phasesView({ phases, more: false }, 1, null).rows).toMatchObject([
      { coverage: 'held back', missing: 'not shown until the totals are released' },
    ]);
  });

  it('links to the totals of each phase, on the same page of the list, and marks the phase shown', () => {
    const { rows } = phasesView(listed, 2, 'b');
    expect(rows[0]).toMatchObject({ name: 'A', days: '4 to 10 March 2024', href: '/?phase=a&page=2#totals' });
    expect(rows.map(({ current }) => current)).toEqual([false, true, false, false]);
  });

  it('links to the pages before and after, if there are any, and keeps the phase shown', () => {
    expect(phasesView(listed, 1, 'b')).toMatchObject({ newer: null, older: '/?phase=b&page=2' });
    expect(phasesView({ ...listed, more: false }, 3, null)).toMatchObject({ newer: '/?page=2', older: null });
  });

  it('links to a phase whatever its code contains', () => {
    expect(phasesView({ ...listed, phases: [phase('a&page="<b>', [])] }, 1, null).rows[0]!.href).toBe(
      '/?phase=a%26page%3D%22%3Cb%3E#totals',
    );
  });
});
