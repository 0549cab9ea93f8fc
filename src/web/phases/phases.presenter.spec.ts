import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../common/dates.js';
import type { PhaseCoverage } from '../../totals/index.js';
import { phaseListView, phasesView } from './phases.presenter.js';

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
    expect(phaseListView(listed, 1).rows.map(({ coverage, missing }) => [coverage, missing])).toEqual([
      ['0 of 3 forces', 'all of them'],
      ['1 of 3 forces', 'Avon and Somerset, Dorset'],
      ['3 of 3 forces', 'no force'],
      ['0 of 1 force', 'Dorset'],
    ]);
  });

  it('says that the totals of a phase are held back, and never that no return of it is accepted', () => {
    const held = phase('a', NAMES);
    const phases = [{ ...held, phase: { ...held.phase, totalsHeldBack: true } }];
    expect(phaseListView({ phases, more: false }, 1).rows).toMatchObject([
      { coverage: 'held back', missing: 'not shown until the totals are released' },
    ]);
  });

  it('links to the page of each phase', () => {
    const [first] = phaseListView(listed, 2).rows;
    expect(first).toMatchObject({ name: 'A', days: '4 to 10 March 2024', href: '/phases/a' });
  });

  it('links to the pages before and after, if there are any', () => {
    expect(phaseListView(listed, 1)).toMatchObject({ newer: null, older: '/phases?page=2' });
    expect(phaseListView(listed, 2)).toMatchObject({ newer: '/phases', older: '/phases?page=3' });
    expect(phaseListView({ ...listed, more: false }, 3)).toMatchObject({ newer: '/phases?page=2', older: null });
  });

  it('links to a phase whatever its code contains', () => {
    const phases = [phase('a/b?"<b>', [])];
    expect(phaseListView({ phases, more: false }, 1).rows[0]!.href).toBe('/phases/a%2Fb%3F%22%3Cb%3E');
  });

  it('says in its title which page of it is shown', () => {
    expect([phasesView(listed, 1).title, phasesView(listed, 2).title]).toEqual(['Phases', 'Phases, page 2']);
  });
});
