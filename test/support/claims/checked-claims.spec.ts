import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shippedVocabulary } from './vocabulary.js';
import { verdictOf as oracle } from './verdict-oracle.js';
import { SUBJECTS, someTotal } from '../headlines/headline-totals.js';
import { SEEDED } from '../returns/return-samples.js';
import { shortOrFull } from '../run/full-run.js';
import { Decimal } from '../../../src/common/decimal.js';
import type { FrozenCoverage, FrozenSum, ReleaseContent } from '../../../src/releases/domain/index.js';
import { frozenDecimal } from '../../../src/releases/frozen-decimal.js';
import { headlinesOf, type HeadlineTotal } from '../../../src/releases/headlines/index.js';
import { checked, preferring, type CheckedClaim } from '../../../src/releases/claims/checked-claim.js';
import { TextReader } from '../../../src/releases/claims/reader.js';

const RUNS = { ...SEEDED, numRuns: shortOrFull(300, 10_000) };

const shipped = shippedVocabulary();
const named = ({ code, name }: { code: string; name: string }): { code: string; name: string } => ({ code, name });

/** The dictionary, with the measures and parts that only the samples have. */
const reader = new TextReader({
  ...shipped,
  measures: [
    ...shipped.measures,
    ...SUBJECTS.filter(({ measure }) => !shipped.measures.some(({ code }) => code === measure.code)).map(
      ({ measure, part }) => ({
        ...measure,
        alsoKnownAs: [],
        parts: part === null ? [] : [part],
      }),
    ),
  ],
});

const sumOf = ({ value, qualifier, lower, upper }: HeadlineTotal): FrozenSum => ({
  value: value === null ? null : frozenDecimal(value),
  qualifier,
  lower: frozenDecimal(lower),
  upper: upper === null ? null : frozenDecimal(upper),
});

/** A release that has this total and nothing else. */
function releaseOf(total: HeadlineTotal): Pick<ReleaseContent, 'totals' | 'headlines'> {
  const { measure, part, force, coverage } = total;
  const nothing = { value: null, qualifier: null, lower: 0, upper: null } as const;
  const frozenCoverage: FrozenCoverage = { ...coverage, notHeard: [] };
  return {
    headlines: [],
    totals: [
      {
        measure: { ...named(measure), unit: measure.unit, category: 'SEIZURES', version: 1, definition: '' },
        ...(part === null && force === null ? sumOf(total) : nothing),
        coverage: frozenCoverage,
        byForce:
          force === null ? [] : [{ force: named(force), state: 'REPORTED', ...sumOf(total), withoutSignOff: false }],
        byBreakdown: part === null ? [] : [{ ...named(part), ...sumOf(total) }],
      },
    ],
  };
}

/** What is said of a text against this total: of its figures of the measure. */
const claimsOf = (text: string, total: HeadlineTotal): CheckedClaim[] =>
  reader.read(text, preferring(releaseOf(total))).figures.map((figure) => checked(figure, releaseOf(total)));

/** A release has no parts of one force's figures. */
const someHeadline = someTotal
  .filter(({ part, force }) => part === null || force === null)
  .map((total) => ({ total, headline: headlinesOf({ totals: [total], questioned: new Set() })[0] }));

describe('the headline of any total', () => {
  it('is SUPPORTED by its release, in the sentence and in the short form', () => {
    fc.assert(
      fc.property(someHeadline, ({ total, headline }) => {
        if (headline === undefined) return;
        for (const text of [headline.sentence, `${headline.short}.`]) {
          const claims = claimsOf(text, total).map(({ measure, breakdown, forces, verdict }) => ({
            measure,
            breakdown,
            forces,
            verdict,
          }));
          expect([text, claims]).toEqual([
            text,
            [
              {
                measure: total.measure.code,
                breakdown: total.part?.code ?? null,
                forces: total.force === null ? [] : [total.force.code],
                verdict: 'SUPPORTED',
              },
            ],
          ]);
        }
      }),
      RUNS,
    );
  });

  it('is never SUPPORTED with a number beyond the bounds', () => {
    fc.assert(
      fc.property(someHeadline, fc.integer({ min: 1, max: 9 }), ({ total, headline }, more) => {
        if (headline === undefined || total.value === null) return;
        const beyond = (total.upper ?? total.lower)
          .plus(1)
          .times(more)
          .plus(total.upper ?? total.lower)
          .times(2);
        const raised = {
          ...total,
          value: beyond,
          lower: beyond,
          upper: total.upper === null ? null : beyond,
          qualifier: total.upper === null ? 'AT_LEAST' : 'EXACT',
        } as const;
        const [other] = headlinesOf({ totals: [raised], questioned: new Set() });
        for (const { verdict } of claimsOf(other?.sentence ?? '', total)) expect(verdict).not.toBe('SUPPORTED');
      }),
      RUNS,
    );
  });
});

describe('a verdict', () => {
  const bound = fc.integer({ min: 0, max: 12 });
  const someBounds = fc.tuple(bound, fc.option(bound)).map(([one, other]) => ({
    lower: new Decimal(Math.min(one, other ?? one)),
    upper: other === null ? null : new Decimal(Math.max(one, other)),
  }));

  it('is that of an oracle which counts the true values', () => {
    fc.assert(
      fc.property(someBounds, someBounds, (claim, total) => {
        const figure = {
          words: '',
          start: 0,
          length: 0,
          measure: 'arrests',
          breakdown: null,
          forces: [],
          value: null,
          qualifier: null,
          ...claim,
        };
        const content = releaseOf({ ...aTotal, ...total, value: total.lower, qualifier: 'AT_LEAST' });
        expect(checked(figure, content).verdict).toBe(oracle(claim, total));
      }),
      RUNS,
    );
  });
});

const aTotal: HeadlineTotal = {
  measure: { code: 'arrests', version: 1, name: 'Arrests', unit: 'COUNT', breakdown: null, headline: 'TOTAL' },
  part: null,
  force: null,
  value: new Decimal(1),
  qualifier: 'EXACT',
  lower: new Decimal(1),
  upper: new Decimal(1),
  coverage: { expected: 5, reported: 5, complete: true, missing: [] },
  partGivenBy: null,
};
