import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../../common/decimal.js';
import { checklistOf, reasonProblems, type ChecklistContext, type ForceState } from './checklist.js';
import type { FrozenBasis, FrozenChange, FrozenCoverage } from './content.js';

const NAMES = ['avon-and-somerset', 'devon-and-cornwall', 'dorset', 'gloucestershire', 'wiltshire'];
const named = (code: string): { code: string; name: string } => ({ code, name: code });

const force = (code: string, given: Partial<ForceState> = {}): ForceState => ({
  ...named(code),
  takesPart: true,
  hasAccepted: true,
  hasNewer: false,
  openQuestions: 0,
  ...given,
});

const basis = (code: string, withoutSignOff = false): FrozenBasis => ({
  force: named(code),
  version: 1,
  withoutSignOff,
});

/** People safeguarded, with this many children. */
const children = (value: number | null): ChecklistContext['children'] => [
  { measure: named('people-safeguarded'), part: named('child'), value: value === null ? null : new Decimal(value) },
];

const coverage = (reported: number, expected = 5): FrozenCoverage => ({
  expected,
  reported,
  complete: reported === expected,
  missing: [],
  notHeard: [],
});

/** A phase in which all five forces are accepted and signed off, with the given changes. */
function aContext(given: Partial<ChecklistContext> & Partial<ChecklistContext['content']> = {}): ChecklistContext {
  const { forces = NAMES.map((code) => force(code)), ...rest } = given;
  const { children: some = [], preElection = [], before = null, ...content } = rest;
  const all = { coverage: coverage(5), changes: [], restsOn: NAMES.map((code) => basis(code)) };
  return { content: { ...all, ...content }, before, children: some, forces, preElection };
}

const found = (given: Parameters<typeof aContext>[0]): string[] =>
  checklistOf(aContext(given)).map(({ code, severity }) => `${code} ${severity}`);

describe('the checklist of a release', () => {
  it('is empty if every expected force is accepted and signed off', () => {
    expect(found({})).toEqual([]);
  });

  it.each<[string, number, number, string[]]>([
    ['three of five', 3, 5, []],
    ['two of five', 2, 5, ['COVERAGE_BELOW_FLOOR BLOCK']],
    ['none of five, with a force that was not expected', 0, 5, ['COVERAGE_BELOW_FLOOR BLOCK']],
    ['two of three', 2, 3, []],
  ])('asks for 3 of 5 forces: %s', (_, reported, expected, codes) => {
    expect(found({ coverage: coverage(reported, expected), restsOn: [basis('dorset')] })).toEqual(codes);
  });

  it('says that nothing is accepted if no return is', () => {
    const forces = NAMES.map((code) => force(code, { hasAccepted: false }));
    expect(found({ coverage: coverage(0), restsOn: [], forces })).toEqual([
      'NOTHING_ACCEPTED BLOCK',
      'NOT_ALL_ACCEPTED WARNING',
    ]);
  });

  it('says which forces withhold what is accepted, if there is too little left', () => {
    const restsOn = [basis('wiltshire'), basis('gloucestershire')];
    const [problem] = checklistOf(aContext({ coverage: coverage(2), restsOn }));
    expect([problem?.code, problem?.message]).toEqual([
      'COVERAGE_BELOW_FLOOR',
      '2 of 5 expected forces have an accepted return that can be published; at least 3 are needed. avon-and-somerset, devon-and-cornwall and dorset withhold their accepted returns. Accept more returns, or wait until these are no longer withheld.',
    ]);
  });

  it('warns once for each code, with the forces that it is about', () => {
    const forces = [
      force('dorset', { hasAccepted: false }),
      force('wiltshire', { hasAccepted: false }),
      force('gloucestershire', { hasNewer: true, openQuestions: 2 }),
      force('btp', { takesPart: false, hasAccepted: false }),
    ];
    const restsOn = [basis('gloucestershire', true), basis('avon-and-somerset')];
    const problems = checklistOf(aContext({ forces, restsOn }));
    expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'NOT_ALL_ACCEPTED WARNING',
      'OPEN_QUESTION WARNING',
      'NOT_SIGNED_OFF WARNING',
    ]);
    const [accepted, asked, signed] = problems.map(({ message }) => message);
    expect(accepted).toContain('No return is accepted from dorset and wiltshire.');
    expect(accepted).toContain('A newer version from gloucestershire is not accepted yet.');
    expect(problems.map(({ message }) => message).join()).not.toContain('btp');
    expect([asked, signed].every((message) => message?.includes('gloucestershire'))).toBe(true);
  });

  it.each<[number | null, number]>([
    [null, 0],
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 0],
  ])('of %s children has %d warnings', (value, warnings) => {
    const problems = checklistOf(aContext({ children: children(value) }));
    expect(problems).toHaveLength(warnings);
    expect(problems).toEqual(
      problems.map(() =>
        expect.objectContaining({ code: 'CHILD_CELL_BELOW_3', measure: 'people-safeguarded', breakdown: 'child' }),
      ),
    );
  });

  describe('of people by age', () => {
    const change = (force: string | null, breakdown: string | null): FrozenChange => {
      const sum = (value: number): FrozenChange['from'] => ({
        state: 'REPORTED',
        value,
        qualifier: 'EXACT',
        lower: value,
        upper: value,
      });
      const measure = { ...named('people-safeguarded'), version: 1, definition: 'People.' };
      return {
        measure: { ...measure, unit: 'COUNT', category: 'SAFEGUARDING' },
        force: force === null ? null : named(force),
        breakdown: breakdown === null ? null : named(breakdown),
        from: sum(10),
        to: sum(20),
      };
    };
    const before = { version: 1, restsOn: NAMES.slice(0, 4).map((code) => basis(code)) };
    const correction = (code: string): FrozenBasis => ({ ...basis(code), version: 2 });
    const INFORMED = ['AGE_GROUPS_OF_ONE_FORCE INFORMATION'];

    it.each<[string, Partial<ChecklistContext['content']>, string[]]>([
      ['one force was added', { restsOn: NAMES.map((code) => basis(code)) }, INFORMED],
      ['one force is gone', { restsOn: before.restsOn.slice(1) }, INFORMED],
      [
        'one force was corrected',
        { restsOn: [correction('dorset'), ...before.restsOn.filter(({ force: { code } }) => code !== 'dorset')] },
        INFORMED,
      ],
      [
        'two forces were corrected, and neither has another figure',
        { restsOn: [correction('dorset'), correction('devon-and-cornwall'), ...before.restsOn.slice(3)] },
        [],
      ],
      ['no force was corrected', { restsOn: before.restsOn }, []],
    ])('informs if %s, and their numbers changed', (_, content, codes) => {
      const changes = [change(null, 'child'), change(null, 'adult')];
      expect(found({ before, changes, ...content })).toEqual(codes);
      expect(found({ before, changes: [change(null, null)], ...content })).toEqual([]);
    });

    it('informs of a figure that one force no longer withholds, and not if two have another figure', () => {
      const changes = [change(null, 'child'), change('dorset', null)];
      expect(found({ before, restsOn: before.restsOn, changes })).toEqual(INFORMED);
      const besides = { restsOn: [correction('wiltshire'), ...before.restsOn] };
      expect(found({ before, changes, ...besides })).toEqual(INFORMED);
      const ofTwo = [...changes, change('wiltshire', null)];
      expect(found({ before, restsOn: before.restsOn, changes: ofTwo })).toEqual([]);
    });
  });

  it.each([
    [10, 11, 1],
    [11, 9, 1],
    [null, 2, 1],
    [10, 13, 0],
  ])('of %s children before and %s now has %d warnings', (before, now, warnings) => {
    const sum = (value: number | null): FrozenChange['from'] => ({
      state: 'REPORTED',
      value,
      qualifier: 'EXACT',
      lower: value ?? 0,
      upper: value,
    });
    const measure = { ...named('people-safeguarded'), version: 1, definition: 'People.' };
    const change: FrozenChange = {
      measure: { ...measure, unit: 'COUNT', category: 'SAFEGUARDING' },
      force: null,
      breakdown: named('child'),
      from: sum(before),
      to: sum(now),
    };
    const adults = { ...change, breakdown: named('adult') };
    expect(found({ changes: [change, adults, { ...change, force: named('dorset') }] })).toEqual(
      Array.from({ length: warnings }, () => 'CHILD_CELL_BELOW_3 WARNING'),
    );
  });

  it('warns of each pre-election period in which the release would come out', () => {
    const preElection = ['Local', 'General'].map((name) => ({ name, from: '2027-03-22', until: '2027-05-06' }));
    expect(found({ preElection })).toEqual(['PRE_ELECTION_PERIOD WARNING', 'PRE_ELECTION_PERIOD WARNING']);
  });
});

describe('the reasons for warnings', () => {
  const preElection = ['Local', 'General'].map((name) => ({ name, from: '2027-03-22', until: '2027-05-06' }));
  const warnings = checklistOf(aContext({ preElection, children: children(2) }));
  const CHILD = { code: 'CHILD_CELL_BELOW_3', reason: 'The forces agree.' } as const;
  const ELECTION = { code: 'PRE_ELECTION_PERIOD', reason: 'It is routine.' } as const;
  const codes = (...given: Parameters<typeof reasonProblems>[1]): string[] =>
    reasonProblems(warnings, given).map(({ code }) => code);

  it('are complete with one for each code', () => {
    expect(codes(CHILD, ELECTION)).toEqual([]);
  });

  it('are missing once for each code', () => {
    expect(codes()).toEqual(['REASON_REQUIRED', 'REASON_REQUIRED']);
    expect(codes(CHILD, { ...ELECTION, reason: '\u200b ' })).toEqual(['REASON_REQUIRED']);
  });

  it('are refused for a code without a warning', () => {
    expect(codes(CHILD, ELECTION, { code: 'NOT_SIGNED_OFF', reason: 'None.' })).toEqual([
      'ACKNOWLEDGEMENT_NOT_EXPECTED',
    ]);
  });

  it('are never asked for what blocks', () => {
    const blocked = checklistOf(aContext({ coverage: coverage(2) }));
    expect(reasonProblems(blocked, [])).toEqual([]);
  });
});
