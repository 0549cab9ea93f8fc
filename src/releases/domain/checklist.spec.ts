import { describe, expect, it } from '@jest/globals';
import { checklistOf, reasonProblems, type ChecklistContext, type ForceState } from './checklist.js';
import type { FrozenBasis, FrozenPart, FrozenTotal } from './content.js';

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
function children(value: number | null): FrozenTotal {
  const measure = {
    ...named('people-safeguarded'),
    unit: 'COUNT',
    category: 'SAFEGUARDING',
    version: 1,
    definition: 'People.',
  } as const;
  const sum = { value: 9, qualifier: 'EXACT', lower: 9, upper: 9 } as const;
  const part: FrozenPart = { ...named('child'), value, qualifier: 'EXACT', lower: value ?? 0, upper: value };
  return {
    measure,
    ...sum,
    coverage: coverage(5),
    byForce: [],
    byBreakdown: [{ ...part, code: 'adult', value: 1 }, part],
  };
}

const coverage = (reported: number, expected = 5): FrozenTotal['coverage'] => ({
  expected,
  reported,
  complete: reported === expected,
  missing: [],
  notHeard: [],
});

/** A phase in which all five forces are accepted and signed off, with the given changes. */
function aContext(given: Partial<ChecklistContext> & Partial<ChecklistContext['content']> = {}): ChecklistContext {
  const { forces = NAMES.map((code) => force(code)), preElection = [], ...content } = given;
  const all = { coverage: coverage(5), totals: [], restsOn: NAMES.map((code) => basis(code)) };
  return { content: { ...all, ...content }, forces, preElection };
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

  it('says only that nothing is accepted if no return is', () => {
    expect(found({ coverage: coverage(0), restsOn: [] })).toEqual(['NOTHING_ACCEPTED BLOCK']);
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
    const problems = checklistOf(aContext({ totals: [children(value)] }));
    expect(problems).toHaveLength(warnings);
    expect(problems).toEqual(
      problems.map(() =>
        expect.objectContaining({ code: 'CHILD_CELL_BELOW_3', measure: 'people-safeguarded', breakdown: 'child' }),
      ),
    );
  });

  it('warns of each pre-election period in which the release would come out', () => {
    const preElection = ['Local', 'General'].map((name) => ({ name, from: '2027-03-22', until: '2027-05-06' }));
    expect(found({ preElection })).toEqual(['PRE_ELECTION_PERIOD WARNING', 'PRE_ELECTION_PERIOD WARNING']);
  });
});

describe('the reasons for warnings', () => {
  const preElection = ['Local', 'General'].map((name) => ({ name, from: '2027-03-22', until: '2027-05-06' }));
  const warnings = checklistOf(aContext({ preElection, totals: [children(2)] }));
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
