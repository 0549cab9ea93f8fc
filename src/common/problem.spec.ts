import { describe, expect, it } from '@jest/globals';
import { oneTable } from './problems/problem-table.js';
import { blocks, problem, type ProblemCode } from './problem.js';

describe('a problem', () => {
  // The contract's table of codes, for submissions.
  it.each([
    'UNKNOWN_MEASURE',
    'UNKNOWN_BREAKDOWN',
    'VALUE_MISSING',
    'VALUE_NOT_ALLOWED',
    'NEGATIVE_VALUE',
    'FRACTIONAL_COUNT',
    'TOO_MANY_DECIMALS',
    'VALUE_TOO_LARGE',
    'SOFT_ZERO',
    'UNIT_MISMATCH',
    'DUPLICATE_FIGURE',
    'BREAKDOWN_EXCEEDS_TOTAL',
    'BREAKDOWN_DOES_NOT_ADD_UP',
    'NOTHING_REPORTED',
    'PHASE_NOT_OPEN',
    'FORCE_NOT_PARTICIPATING',
    'VERSION_CONFLICT',
    'IDEMPOTENCY_KEY_REUSED',
  ] as ProblemCode[])('with the code %s blocks a return', (code) => {
    expect(blocks(problem(code, 'Found this; expected that.'))).toBe(true);
  });

  it.each(['FIGURE_DROPPED', 'WINDOW_OUTSIDE_PHASE', 'PART_OUTSIDE_WHOLE'] as const)(
    'with the code %s is a warning, which never blocks a return',
    (code) => {
      const found = problem(code, 'Found this; expected that.');
      expect([found.severity, blocks(found)]).toEqual(['WARNING', false]);
    },
  );

  it('is about the return as a whole, a measure, or a part of one', () => {
    const about = (
      ...subject: Parameters<typeof problem> extends [unknown, unknown, ...infer S] ? S : never
    ): unknown => {
      const { measure, breakdown } = problem('DUPLICATE_FIGURE', 'Found this; expected that.', ...subject);
      return [measure, breakdown];
    };
    expect(about()).toEqual([null, null]);
    expect(about({ measure: 'arrests' })).toEqual(['arrests', null]);
    expect(about({ measure: 'drugs-weight', breakdown: 'heroin' })).toEqual(['drugs-weight', 'heroin']);
  });
});

it('cannot have one code in two tables, where it would be described with the words of one alone', () => {
  const TAKEN = { TAKEN: { severity: 'BLOCK', when: 'The code of a phase is in use.' } } as const;
  const AGAIN = { TAKEN: { severity: 'BLOCK', when: 'The code of a force is in use.' } } as const;
  const OTHER = { OTHER: { severity: 'WARNING', when: 'It is another.' } } as const;
  expect(Object.keys(oneTable(TAKEN, OTHER))).toEqual(['TAKEN', 'OTHER']);
  // @ts-expect-error It does not compile, as the type check shows.
  oneTable(TAKEN, OTHER, AGAIN);
});
