import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shortOrFull } from '../support/run/full-run.js';
import {
  addUp,
  asNumber,
  NIL,
  resultsOf,
  type NaiveValue,
  type NaiveResult,
  type SentReturn,
} from '../support/returns/naive-figures.js';
import { anyReturn, asInput, FORCES, MEASURES } from '../support/returns/random-returns.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { startVerification } from '../support/database/verification.js';

/*
 * Sends random returns, version after version, over HTTP. The stored results, the totals added in SQL, and a plain
 * recalculation from the figures as sent must be the same. A return must be rejected exactly if the recalculation
 * finds no true values that fit it.
 */
const SEED = 20_221_107;
const ROUNDS = shortOrFull(6, 100);
/** The last two are not expected: their figures add, and their silence has no effect. */
const EXPECTED = FORCES.slice(0, 5);

const SUBMIT = `mutation ($input: SubmitReturnInput!) {
  submitReturn(input: $input) { __typename ... on Rejection { problems { code severity } } } }`;
const TOTALS = `query ($phase: ID!, $measures: [ID!]) { regionalTotals(phase: $phase, measures: $measures) {
  totals { measure { code } value qualifier lower upper
    byForce { force { code } state value qualifier lower upper }
    byBreakdown { code value qualifier lower upper } } } }`;

interface Amount {
  readonly value: number | null;
  readonly qualifier: string | null;
  readonly lower: number;
  readonly upper: number | null;
}
interface Totals {
  readonly regionalTotals: {
    readonly totals: readonly (Amount & {
      readonly measure: { code: string };
      readonly byForce: readonly (Amount & { force: { code: string }; state: string })[];
      readonly byBreakdown: readonly (Amount & { code: string })[];
    })[];
  };
}

let service: TestService;
let phases = 0;
let accepted = 0;
let refused = 0;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(async () => {
  await service.stop();
});

async function newPhase(): Promise<string> {
  phases += 1;
  const phase = `round-${phases}`;
  await service.database.asOwner(
    `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
     VALUES ($1, 'scorpion', $1, '2026-01-05', '2026-01-11', 'DAY', 'OPEN')`,
    [phase],
  );
  await service.database.asOwner(
    `INSERT INTO participations SELECT $1, f, CASE WHEN f = ANY ($3) THEN 'TAKING_PART' ELSE 'NOT_KNOWN' END
     FROM unnest($2::text[]) f`,
    [phase, FORCES, EXPECTED],
  );
  return phase;
}

/** Sends a force's returns one after another; returns the last one that was accepted. */
async function send(phase: string, returns: readonly SentReturn[]): Promise<Map<string, NaiveResult> | null> {
  let current: Map<string, NaiveResult> | null = null;
  for (const sent of returns) {
    const { data, errors } = await service.ask<{
      submitReturn: { __typename: string; problems?: { code: string; severity: string }[] };
    }>('demo-coordinator', SUBMIT, { input: asInput(phase, sent) });
    expect(errors).toEqual([]);
    const results = resultsOf(sent, MEASURES);
    const blocking = (data.submitReturn.problems ?? []).filter(({ severity }) => severity === 'BLOCK');
    const codes = blocking.map(({ code }) => code.replace(/^BREAKDOWN_.*/, 'BREAKDOWN'));
    expect(new Set(codes)).toEqual(new Set(results === null ? ['BREAKDOWN'] : []));
    if (results === null) refused += 1;
    else accepted += 1;
    current = results ?? current;
  }
  return current;
}

type Shown = Pick<NaiveValue, 'value' | 'qualifier' | 'lower' | 'upper'>;
const shown = ({ value, qualifier, lower, upper }: Shown): Amount => ({
  value: asNumber(value),
  qualifier,
  lower: asNumber(lower) ?? 0,
  upper: asNumber(upper),
});

/** The totals of the plain recalculation. */
function expectedTotals(current: ReadonlyMap<string, Map<string, NaiveResult>>): object[] {
  return MEASURES.map(({ code, parts }) => {
    const results = FORCES.flatMap((force) => {
      const one = current.get(force)?.get(code);
      return one === undefined ? [] : [{ force, ...one }];
    });
    const silent = EXPECTED.filter((force) => !results.some((one) => one.force === force));
    const byForce = [
      ...results.map(({ force, total }) => ({ force: { code: force }, state: total.state, ...shown(total) })),
      ...silent.map((code_) => ({
        force: { code: code_ },
        state: 'NOT_REPORTED',
        value: null,
        qualifier: null,
        lower: 0,
        upper: null,
      })),
    ].sort((a, b) => (a.force.code < b.force.code ? -1 : 1));
    const given = parts.filter((part) => results.some((one) => one.parts.has(part)));
    const byBreakdown = given.map((part) => {
      const stated = results.flatMap((one) => one.parts.get(part) ?? []);
      const rest = results.filter((one) => !one.parts.has(part));
      const open = rest.some((one) => !one.restNil) || silent.length > 0;
      const nil = rest.some((one) => one.restNil && one.total.state !== 'NOT_APPLICABLE');
      return { code: part, ...shown(addUp(nil ? [...stated, NIL] : stated, open)) };
    });
    return {
      measure: { code },
      ...shown(
        addUp(
          results.map(({ total }) => total),
          silent.length > 0,
        ),
      ),
      byForce,
      byBreakdown,
    };
  });
}

/** The results of the versions that count, in the form of the plain recalculation. */
async function expectStored(phase: string, current: ReadonlyMap<string, Map<string, NaiveResult>>): Promise<void> {
  const rows = await service.database.asOwner<{ row: unknown[] }>(
    `SELECT json_build_array(r.force, r.measure, r.part, r.state, r.value, r.qualifier, r.lower, r.upper) AS row
     FROM returns t JOIN return_versions v ON v.phase = t.phase AND v.force = t.force AND v.version = t.versions
     JOIN results r ON r.version_id = v.id WHERE t.phase = $1`,
    [phase],
  );
  const expected = [...current].flatMap(([force, measures]) =>
    [...measures].flatMap(([code, { total, parts }]) =>
      [[null, total] as const, ...parts].map(([part, results]) => {
        const { value, qualifier, lower, upper } = shown(results);
        return [force, code, part, results.state, value, qualifier, lower, upper];
      }),
    ),
  );
  const sorted = (all: unknown[][]): string[] => all.map((row) => JSON.stringify(row)).sort();
  expect(sorted(rows.map(({ row }) => row))).toEqual(sorted(expected));
}

it('gives the same totals as a plain recalculation from the figures as sent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyReturn, { minLength: 1, maxLength: 45, size: 'max' }), async (returns) => {
      const phase = await newPhase();
      const current = new Map<string, Map<string, NaiveResult>>();
      await Promise.all(
        FORCES.map(async (code, force) => {
          const results = await send(
            phase,
            returns.filter((sent) => sent.force === force),
          );
          if (results !== null) current.set(code, results);
        }),
      );
      await expectStored(phase, current);
      const variables = { phase, measures: MEASURES.map(({ code }) => code) };
      const { data, errors } = await service.ask<Totals>('demo-coordinator', TOTALS, variables);
      expect(errors).toEqual([]);
      const byCode = (one: { code: string }, other: { code: string }): number => (one.code < other.code ? -1 : 1);
      const totals = data.regionalTotals.totals.map((total) => ({
        ...total,
        byBreakdown: [...total.byBreakdown].sort(byCode),
      }));
      const inOrder = new Map(totals.map((total) => [total.measure.code, total]));
      expect(MEASURES.map(({ code }) => inOrder.get(code))).toEqual(expectedTotals(current));
    }),
    { seed: SEED, numRuns: ROUNDS, interruptAfterTimeLimit: 560_000, markInterruptAsFailure: true },
  );
  expect(accepted + refused).toBeGreaterThanOrEqual(shortOrFull(50, 2_000));
  expect(accepted).toBeGreaterThan(shortOrFull(25, 1_000));
  expect(refused).toBeGreaterThan(shortOrFull(1, 100));
}, 600_000);

it('passes the command that verifies the record', async () => {
  const verification = await startVerification(service.database);
  const findings = await verification.findings();
  await verification.stop();
  expect(findings).toEqual([]);
}, 600_000);
