import { describe, expect, it } from '@jest/globals';
import { problem } from '../../../common/problem.js';
import { acknowledgedWarnings, acknowledgementProblems, type Acknowledgement } from './acknowledgement.js';

const FOUND = [
  problem('UNUSUAL_VALUE', 'Arrests are far above.', { measure: 'arrests' }),
  problem('UNUSUAL_VALUE', 'Heroin is far above.', { measure: 'drugs-weight', breakdown: 'heroin' }),
  problem('UNUSUAL_VALUE', 'Too few phases.', { measure: 'charges' }, 'NOT_EVALUATED'),
  problem('PERSONAL_DATA', 'The note holds a telephone number.'),
  problem('PERSONAL_DATA', 'The note on arrests does, too.', { measure: 'arrests' }),
];

const because = (
  code: Acknowledgement['code'],
  measure: string | null = null,
  part: string | null = null,
  reason = 'It is so.',
): Acknowledgement => ({ code, measure, part, reason });

/** The code and subject of each problem. */
const problemsOf = (given: readonly Acknowledgement[]): unknown[] =>
  acknowledgementProblems(FOUND, given).map(({ code, measure, breakdown }) => [code, measure, breakdown]);

const EACH = [
  because('UNUSUAL_VALUE', 'arrests'),
  because('UNUSUAL_VALUE', 'drugs-weight', 'heroin'),
  because('PERSONAL_DATA'),
  because('PERSONAL_DATA', 'arrests'),
];

describe('reasons for the warnings of a version', () => {
  it('may name each warning, and are then stored unchanged', () => {
    expect(problemsOf(EACH)).toEqual([]);
    expect(acknowledgedWarnings(FOUND, EACH)).toEqual(EACH);
  });

  it('may cover every warning of a code, and are stored with each', () => {
    const given = [because('UNUSUAL_VALUE'), because('PERSONAL_DATA')];
    expect(problemsOf(given)).toEqual([]);
    expect(acknowledgedWarnings(FOUND, given)).toEqual(EACH);
  });

  it('cover every warning that no other reason names, in either order', () => {
    const own = because('UNUSUAL_VALUE', 'arrests', null, 'A large operation.');
    for (const given of [
      [own, because('UNUSUAL_VALUE'), because('PERSONAL_DATA')],
      [because('UNUSUAL_VALUE'), because('PERSONAL_DATA'), own],
    ]) {
      expect(problemsOf(given)).toEqual([]);
      const stored = acknowledgedWarnings(FOUND, given).filter(({ code }) => code === 'UNUSUAL_VALUE');
      expect(stored.map(({ measure, reason }) => [measure, reason]).toSorted()).toEqual([
        ['arrests', 'A large operation.'],
        ['drugs-weight', 'It is so.'],
      ]);
    }
  });

  it('are missing if a warning has none, or a blank one', () => {
    expect(problemsOf([because('PERSONAL_DATA')])).toEqual([
      ['REASON_REQUIRED', 'arrests', null],
      ['REASON_REQUIRED', 'drugs-weight', 'heroin'],
    ]);
    expect(problemsOf([because('UNUSUAL_VALUE', null, null, ' \n'), because('PERSONAL_DATA')])).toHaveLength(2);
  });

  it.each([
    ['of a code that was not found', because('FIGURE_DROPPED')],
    ['of a measure without that warning', because('UNUSUAL_VALUE', 'cash-seized')],
    ['of a check that was not evaluated', because('UNUSUAL_VALUE', 'charges')],
    ['of a part without its measure', because('UNUSUAL_VALUE', null, 'heroin')],
    ['of a code whose warnings are all named', because('UNUSUAL_VALUE')],
    ['a second time', because('PERSONAL_DATA', 'arrests')],
  ])('are rejected if no warning matches them: %s', (_, more) => {
    expect(problemsOf([...EACH, more])).toEqual([
      ['ACKNOWLEDGEMENT_NOT_EXPECTED', more.measure, more.measure && more.part],
    ]);
  });

  it('cover a code only once', () => {
    expect(problemsOf([because('UNUSUAL_VALUE'), because('UNUSUAL_VALUE'), because('PERSONAL_DATA')])).toEqual([
      ['ACKNOWLEDGEMENT_NOT_EXPECTED', null, null],
    ]);
  });
});
