import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, print } from 'graphql';
import { ask, startTestService, type TestService } from '../support/service/test-service.js';

/*
 * Runs the contract's own documents and cases against the address in CONTRACT_URL (a demo with an empty record), or
 * against a service started by this suite.
 */
const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const SUBMIT = read('submit-return.graphql');
const TOTALS = read('regional-totals.graphql');

interface Input {
  readonly phase: string;
  readonly force: string;
}

interface Amount {
  readonly value: number | null;
  readonly qualifier: string | null;
  readonly lower: number;
  readonly upper: number | null;
}

interface Coverage {
  readonly expected: number;
  readonly reported: number;
  readonly complete: boolean;
  readonly missing: readonly { code: string }[];
}

interface Totals {
  readonly regionalTotals: {
    readonly coverage: Coverage;
    readonly restsOn: readonly { force: { code: string }; version: number; submittedAt: string }[];
    readonly totals: readonly (Amount & {
      readonly measure: { code: string };
      readonly coverage: Coverage;
      readonly byForce: readonly (Amount & { force: { code: string }; state: string })[];
      readonly byBreakdown: readonly (Amount & { code: string })[];
    })[];
  };
}

interface Expected extends Amount {
  readonly coverage: { expected: number; reported: number; missing: string[] };
  readonly byBreakdown: Readonly<Record<string, Amount>>;
}

const cases = JSON.parse(read('arithmetic-cases.json')) as {
  rounds: { phase: string; inputs: Omit<Input, 'phase'>[]; expect: Record<string, Expected> }[];
};
const worked = {
  inputs: JSON.parse(read('submit-return.variables.json')) as { token: string; input: Input }[],
  expected: JSON.parse(read('regional-totals.expected.json')) as {
    phase: string;
    coverage: { expected: number; reported: number; complete: boolean; missing: string[] };
    totals: Record<
      string,
      {
        value: number | null;
        qualifier: string | null;
        reported: number;
        byForce?: Record<string, [string, number | null, string | null]>;
        byBreakdown?: Record<string, [number, string]>;
      }
    >;
  },
};

const { CONTRACT_URL } = process.env;
let own: TestService | null = null;
let url = CONTRACT_URL ?? '';

beforeAll(async () => {
  if (CONTRACT_URL === undefined) {
    own = await startTestService();
    url = own.url;
  }
});

afterAll(async () => {
  await own?.stop();
});

async function submit(token: string, input: Input): Promise<void> {
  const answer = await ask<{ submitReturn: { __typename: string } }>(url, token, SUBMIT, { input });
  expect(answer).toMatchObject({ status: 200, data: { submitReturn: { __typename: 'SubmitReturnSuccess' } } });
}

async function totalsOf(phase: string, measures?: readonly string[]): Promise<Totals['regionalTotals']> {
  const answer = await ask<Totals>(url, 'demo-coordinator', TOTALS, { phase, ...(measures && { measures }) });
  expect(answer).toMatchObject({ status: 200, errors: [] });
  return answer.data.regionalTotals;
}

const codes = (forces: readonly { code: string }[]): string[] => forces.map(({ code }) => code);
const amount = ({ value, qualifier, lower, upper }: Amount): Amount => ({ value, qualifier, lower, upper });

describe('the worked example', () => {
  it('gives the published answer, with its coverage and every force and part', async () => {
    for (const { token, input } of worked.inputs) {
      await submit(token, input);
    }
    const { phase, coverage, totals } = worked.expected;
    const found = await totalsOf(phase);
    expect({ ...found.coverage, missing: codes(found.coverage.missing) }).toMatchObject(coverage);
    expect(found.restsOn.map(({ force, version }) => [force.code, version])).toEqual(
      worked.inputs.map(({ input }) => [input.force, 1]).sort(),
    );
    for (const [code, expected] of Object.entries(totals)) {
      const total = found.totals.find(({ measure }) => measure.code === code);
      expect({ code, value: total?.value, qualifier: total?.qualifier, reported: total?.coverage.reported }).toEqual({
        code,
        value: expected.value,
        qualifier: expected.qualifier,
        reported: expected.reported,
      });
      const forces = Object.fromEntries(
        total?.byForce.map((cell) => [cell.force.code, [cell.state, cell.value, cell.qualifier]]) ?? [],
      );
      expect(forces).toMatchObject(expected.byForce ?? {});
      const parts = Object.fromEntries(
        total?.byBreakdown.map((part) => [part.code, [part.value, part.qualifier]]) ?? [],
      );
      expect(parts).toMatchObject(expected.byBreakdown ?? {});
    }
  });
});

describe.each([
  ['in the order given', (inputs: Omit<Input, 'phase'>[]) => inputs],
  ['in the opposite order', (inputs: Omit<Input, 'phase'>[]) => [...inputs].reverse()],
])('the arithmetic cases, sent %s', (_, ordered) => {
  // Every force of a phase sends again the second time, and the newest version counts.
  it.each(cases.rounds)(
    'give exactly the expected totals for $phase',
    async ({ phase, inputs, expect: expectations }) => {
      for (const input of ordered(inputs)) {
        await submit(`demo-analyst-${input.force}`, { ...input, phase });
      }
      const measures = Object.keys(expectations);
      const { totals } = await totalsOf(phase, measures);
      const found = Object.fromEntries(
        totals.map((total) => [
          total.measure.code,
          {
            ...amount(total),
            coverage: {
              expected: total.coverage.expected,
              reported: total.coverage.reported,
              missing: codes(total.coverage.missing),
            },
            byBreakdown: Object.fromEntries(total.byBreakdown.map((part) => [part.code, amount(part)])),
          },
        ]),
      );
      expect(found).toEqual(expectations);
    },
  );
});

describe('a release', () => {
  const phase = 'scorpion-13';
  const coordinator = 'demo-coordinator';
  const operations = parse(read('releases.graphql')).definitions.map((definition) => print(definition));
  const operation = (name: string): string => operations.find((text) => text.includes(` ${name}(`)) ?? '';

  it('is published, read, told in headlines and withdrawn by the documents as written', async () => {
    for (const force of ['avon-and-somerset', 'dorset', 'wiltshire']) {
      const input = { phase, force, figures: [{ measure: 'arrests', value: 26 }] };
      await submit(`demo-analyst-${force}`, input);
      const accept = `mutation { acceptReturn(phase: "${phase}", force: "${force}", version: 1, withoutSignOff: "r") { __typename } }`;
      await ask(url, coordinator, accept);
    }
    const acknowledgements = ['NOT_ALL_ACCEPTED', 'NOT_SIGNED_OFF'].map((code) => ({ code, reason: 'r' }));
    const published = await ask<object>(url, coordinator, operation('Publish'), { input: { phase, acknowledgements } });
    expect(published).toMatchObject({
      status: 200,
      data: { publishRelease: { __typename: 'ReleasePublished', release: { version: 1, status: 'PUBLISHED' } } },
    });
    const again = await ask<object>(url, coordinator, operation('Publish'), { input: { phase, acknowledgements } });
    expect(again).toMatchObject({ status: 200, data: { publishRelease: { __typename: 'ReleaseRejected' } } });
    const released = await ask<object>(url, 'demo-press', operation('Release'), { phase });
    expect(released).toMatchObject({
      status: 200,
      errors: [],
      data: { release: { version: 1, coverage: { expected: 5, reported: 3, complete: false } } },
    });
    const headlines = await ask<object>(url, 'demo-press', operation('Headlines'), { phase });
    expect(headlines).toMatchObject({
      status: 200,
      errors: [],
      data: {
        headlines: { version: 1, sentences: [{ value: 78, qualifier: 'AT_LEAST', status: 'CURRENT' }, {}, {}, {}] },
      },
    });
    const text = 'More than 70 people were arrested across the region. Dorset made 27 arrests. Arrests are up 14%.';
    expect(await ask<object>(url, 'demo-press', operation('CheckText'), { phase, text })).toMatchObject({
      status: 200,
      errors: [],
      data: {
        checkText: {
          claims: [
            {
              measure: { code: 'arrests' },
              force: null,
              lower: 71,
              upper: null,
              verdict: 'SUPPORTED',
              suggestion: null,
            },
            { force: { code: 'dorset' }, value: 27, verdict: 'CONTRADICTED', total: { value: 26 } },
          ],
          notRead: [{ words: '14%' }],
        },
      },
    });
    const withdraw = { phase, version: 1, reason: 'Wrong phase.' };
    expect(await ask<object>(url, coordinator, operation('Withdraw'), withdraw)).toMatchObject({
      status: 200,
      data: { withdrawRelease: { __typename: 'ReleaseWithdrawn', release: { version: 1, status: 'WITHDRAWN' } } },
    });
  });
});
