import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signOff, signOffAndAccept, mustTakeStep, type VersionKey } from '../support/api/return-steps.js';
import { mustSubmit } from '../support/api/returns-api.js';
import { startTestService, type GraphqlAnswer, type TestService } from '../support/service/test-service.js';

const TOTALS = `query ($phase: ID!, $basis: Basis) { regionalTotals(phase: $phase, basis: $basis, measures: ["arrests"]) {
  basis restsOn { force { code } version status withoutSignOff } coverage { reported }
  totals { value coverage { reported } withoutSignOff { code } byForce { force { code } value withoutSignOff } } } }`;
const PARTS = `query ($phase: ID!, $basis: Basis) {
  regionalTotals(phase: $phase, basis: $basis, measures: ["drugs-weight"]) { totals {
    byBreakdown { value withoutSignOff { code } } byClass { value withoutSignOff { code } }
    byGroup { value withoutSignOff { code } } } } }`;
const FORCE_TOTALS = `query ($force: ID!, $basis: Basis, $from: Date = "2023-01-01") {
  forceTotals(force: $force, basis: $basis, from: $from, measures: ["arrests"], first: 100) {
    phase { code } version withoutSignOff cells { value } } }`;
const EVERYBODY_ELSE = ['demo-analyst-dorset', 'demo-approver-dorset', 'demo-pcc-dorset', 'demo-pcc-wiltshire'];

interface TotalsAnswer {
  readonly basis: string;
  readonly restsOn: readonly object[];
  readonly totals: readonly { readonly value: number | null; readonly byForce: readonly object[] }[];
}

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

type Answer = GraphqlAnswer<{ readonly regionalTotals: TotalsAnswer } | null>;
const ask = (token: string, phase: string, basis?: string): Promise<Answer> =>
  service.ask(token, TOTALS, { phase, basis });

async function valueAndVersions(
  phase: string,
  basis: string,
  token = 'demo-coordinator',
): Promise<TotalsAnswer | undefined> {
  const { data, errors } = await ask(token, phase, basis);
  expect(errors).toEqual([]);
  return data?.regionalTotals;
}

/** The regional value and the versions used for it. */
async function counted(phase: string, basis: string, token?: string): Promise<unknown> {
  const totals = await valueAndVersions(phase, basis, token);
  return [totals?.totals[0]?.value, totals?.restsOn];
}

const of = (phase: string, version = 1): VersionKey => ({ phase, force: 'dorset', version });

async function send(phase: string, value: number, reason: string | null = null): Promise<void> {
  await mustSubmit(service, { phase, force: 'dorset', figures: [{ measure: 'arrests', value }], reason });
}

const dorset = (version: number, status: string, withoutSignOff = false): object => ({
  force: { code: 'dorset' },
  version,
  status,
  withoutSignOff,
});

describe('the basis of totals', () => {
  it('is by default submitted returns for the coordinator, and accepted ones for everybody else', async () => {
    await send('scorpion-1', 3);
    const provisional = (await ask('demo-coordinator', 'scorpion-1')).data?.regionalTotals;
    expect(provisional).toMatchObject({
      basis: 'PROVISIONAL',
      restsOn: [dorset(1, 'SUBMITTED')],
      coverage: { reported: 1 },
      totals: [{ value: 3 }],
    });
    expect(provisional).toEqual(await valueAndVersions('scorpion-1', 'PROVISIONAL'));
    const accepted = await valueAndVersions('scorpion-1', 'ACCEPTED');
    expect(accepted).toMatchObject({
      basis: 'ACCEPTED',
      restsOn: [],
      coverage: { reported: 0 },
      totals: [{ value: null, coverage: { reported: 0 } }],
    });
    for (const token of EVERYBODY_ELSE) {
      expect((await ask(token, 'scorpion-1')).data?.regionalTotals).toEqual(accepted);
      expect(await valueAndVersions('scorpion-1', 'ACCEPTED', token)).toEqual(accepted);
    }
  });

  it.each(EVERYBODY_ELSE)('cannot be PROVISIONAL for %s; an unknown phase is reported first', async (token) => {
    const { data, errors } = await ask(token, 'scorpion-1', 'PROVISIONAL');
    expect([data?.regionalTotals, errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['FORBIDDEN']]);
    const unknown = await ask(token, 'scorpion-99', 'PROVISIONAL');
    expect(unknown.errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
  });

  it('keeps the accepted version in accepted totals while a correction waits, and then uses the correction', async () => {
    await send('scorpion-2', 3);
    await signOffAndAccept(service, of('scorpion-2'));
    await send('scorpion-2', 5, 'Two were counted late.');
    expect(await counted('scorpion-2', 'ACCEPTED')).toEqual([3, [dorset(1, 'ACCEPTED')]]);
    expect(await counted('scorpion-2', 'PROVISIONAL')).toEqual([5, [dorset(2, 'SUBMITTED')]]);
    await signOff(service, of('scorpion-2', 2));
    expect(await counted('scorpion-2', 'ACCEPTED', 'demo-pcc-wiltshire')).toEqual([3, [dorset(1, 'ACCEPTED')]]);
    await mustTakeStep(service, 'demo-coordinator', 'acceptReturn', of('scorpion-2', 2));
    for (const token of ['demo-coordinator', ...EVERYBODY_ELSE]) {
      expect(await counted('scorpion-2', 'ACCEPTED', token)).toEqual([5, [dorset(2, 'ACCEPTED')]]);
    }
  });

  it('uses the previously accepted version again for everybody once an acceptance is undone', async () => {
    const undone = { ...of('scorpion-2', 2), reason: 'Not so.' };
    await mustTakeStep(service, 'demo-coordinator', 'undoAcceptance', undone);
    for (const token of ['demo-coordinator', ...EVERYBODY_ELSE]) {
      expect(await counted('scorpion-2', 'ACCEPTED', token)).toEqual([3, [dorset(1, 'ACCEPTED')]]);
    }
    expect(await counted('scorpion-2', 'PROVISIONAL')).toEqual([5, [dorset(2, 'SIGNED_OFF')]]);
  });

  it('keeps an accepted version in accepted totals while a question is open', async () => {
    await send('scorpion-3', 4);
    await signOffAndAccept(service, of('scorpion-3'));
    await mustTakeStep(service, 'demo-coordinator', 'queryReturn', { ...of('scorpion-3'), question: 'All of them?' });
    expect(await counted('scorpion-3', 'ACCEPTED', 'demo-pcc-wiltshire')).toEqual([4, [dorset(1, 'ACCEPTED')]]);
    expect(await counted('scorpion-3', 'PROVISIONAL')).toEqual([4, [dorset(1, 'QUERIED')]]);
  });

  it('never includes withdrawn returns', async () => {
    const withdraw = (version: number): Promise<unknown> =>
      mustTakeStep(service, 'demo-analyst-dorset', 'withdrawReturn', {
        ...of('scorpion-4', version),
        reason: 'Wrong phase.',
      });
    await send('scorpion-4', 6);
    await send('scorpion-4', 7);
    await withdraw(2);
    expect(await counted('scorpion-4', 'PROVISIONAL')).toEqual([6, [dorset(1, 'SUBMITTED')]]);
    await withdraw(1);
    expect(await counted('scorpion-4', 'PROVISIONAL')).toEqual([null, []]);
    expect(await counted('scorpion-4', 'ACCEPTED')).toEqual([null, []]);
  });
});

it('what is accepted without sign-off is marked in the version, the line and every total, on either basis', async () => {
  const resin = { measure: 'drugs-weight', breakdown: 'cannabis-resin', value: 20 };
  await mustSubmit(service, {
    phase: 'scorpion-5',
    force: 'dorset',
    figures: [{ measure: 'arrests', value: 8 }, resin],
  });
  const withoutSignOff = 'The approver is away until Monday.';
  await mustTakeStep(service, 'demo-coordinator', 'acceptReturn', { ...of('scorpion-5'), withoutSignOff });
  await mustSubmit(service, { phase: 'scorpion-5', force: 'wiltshire', figures: [{ measure: 'arrests', value: 1 }] });
  await signOffAndAccept(service, { phase: 'scorpion-5', force: 'wiltshire', version: 1 });
  for (const basis of ['PROVISIONAL', 'ACCEPTED']) {
    const totals = await valueAndVersions('scorpion-5', basis);
    expect(totals?.restsOn).toEqual([
      dorset(1, 'ACCEPTED', true),
      { force: { code: 'wiltshire' }, version: 1, status: 'ACCEPTED', withoutSignOff: false },
    ]);
    expect(totals?.totals).toMatchObject([{ value: 9, withoutSignOff: [{ code: 'dorset' }] }]);
    const flagged = totals?.totals[0]?.byForce.filter((line) => 'withoutSignOff' in line && line.withoutSignOff);
    expect(flagged).toEqual([{ force: { code: 'dorset' }, value: 8, withoutSignOff: true }]);
    const parts = await service.ask('demo-coordinator', PARTS, { phase: 'scorpion-5', basis });
    const total = { value: 20, withoutSignOff: [{ code: 'dorset' }] };
    expect(parts.data).toEqual({
      regionalTotals: { totals: [{ byBreakdown: [total], byClass: [total], byGroup: [total] }] },
    });
  }
  const { data } = await service.ask('demo-pcc-wiltshire', FORCE_TOTALS, { force: 'dorset' });
  expect(data).toMatchObject({
    forceTotals: expect.arrayContaining([
      { phase: { code: 'scorpion-5' }, version: 1, withoutSignOff: true, cells: [{ value: 8 }] },
    ]),
  });
});

describe('a figure that changes after the figures of its phase are final', () => {
  const MARKS = `query ($phase: ID!, $basis: Basis, $asOf: DateTime) { regionalTotals(phase: $phase, basis: $basis, asOf: $asOf,
    measures: ["arrests", "charges", "drugs-weight"]) { asOf totals { measure { code } changedAfterFinal { code }
      byForce { force { code } changedAfterFinal } byClass { changedAfterFinal { code } }
      byBreakdown { changedAfterFinal { code } } } } }`;
  const FORCE_MARKS = `{ forceTotals(force: "dorset", from: "2023-01-01", basis: ACCEPTED, first: 100,
    measures: ["arrests", "charges", "drugs-weight"]) { phase { code } cells { measure { code } changedAfterFinal } } }`;
  const VERSIONS = `query ($phase: ID!) {
    return(phase: $phase, force: "dorset") { afterFinal versions(first: 10) { version afterFinal } }
    phase(code: $phase) { returns { force { code } afterFinal } } }`;

  interface Marks {
    readonly asOf: string;
    readonly totals: readonly {
      readonly measure: { readonly code: string };
      readonly changedAfterFinal: readonly { readonly code: string }[];
      readonly byForce: readonly { readonly force: { readonly code: string }; readonly changedAfterFinal: boolean }[];
      readonly byClass: readonly object[];
      readonly byBreakdown: readonly object[];
    }[];
  }
  interface ForceMarks {
    readonly phase: { readonly code: string };
    readonly cells: readonly { readonly measure: { readonly code: string }; readonly changedAfterFinal: boolean }[];
  }

  const marks = async (phase: string, more: object = {}, token = 'demo-pcc-wiltshire'): Promise<Marks> => {
    const variables = { phase, basis: 'ACCEPTED', ...more };
    const { data, errors } = await service.ask<{ regionalTotals: Marks }>(token, MARKS, variables);
    expect(errors).toEqual([]);
    return data.regionalTotals;
  };
  /** The measures whose totals are marked. Each cell of Dorset must be marked likewise. */
  const marked = async (phase: string, more: object = {}, token?: string): Promise<string[]> => {
    const { totals } = await marks(phase, more, token);
    for (const { byForce, changedAfterFinal } of totals) {
      const cells = byForce.filter((cell) => cell.changedAfterFinal).map(({ force }) => force);
      expect(cells).toEqual(changedAfterFinal);
    }
    return totals.filter(({ changedAfterFinal }) => changedAfterFinal.length > 0).map(({ measure }) => measure.code);
  };
  const markedLines = async (phase: string): Promise<string[]> => {
    const { data } = await service.ask<{ forceTotals: ForceMarks[] }>('demo-pcc-wiltshire', FORCE_MARKS);
    const cells = data.forceTotals.find((one) => one.phase.code === phase)?.cells ?? [];
    return cells.filter(({ changedAfterFinal }) => changedAfterFinal).map(({ measure }) => measure.code);
  };
  const figures = (arrests: number, cocaine: number) => [
    { measure: 'arrests', value: arrests },
    { measure: 'charges', value: 2 },
    { measure: 'drugs-weight', breakdown: 'cocaine', value: cocaine },
    { measure: 'drugs-weight', breakdown: 'heroin', value: 10 - cocaine },
  ];
  const accepted = async (phase: string, version: number, arrests: number, cocaine = 4): Promise<void> => {
    await mustSubmit(service, {
      phase,
      force: 'dorset',
      figures: figures(arrests, cocaine),
      reason: `Version ${version}.`,
    });
    await signOffAndAccept(service, of(phase, version));
  };
  const finalAt = (phase: string, when: string): Promise<unknown> =>
    service.database.asOwner(`UPDATE phases SET final_at = ${when} WHERE code = $1`, [phase]);

  it.each([
    ['before', "now() + interval '1 day'"],
    ['after', "now() - interval '1 day'"],
  ])(
    'shows nothing of a version that was withheld as a whole, accepted %s the figures were final',
    async (_, first) => {
      const phase = first.includes('+') ? 'scorpion-10' : 'scorpion-11';
      await finalAt(phase, first);
      const sent = { phase, force: 'dorset', figures: figures(7, 4), reason: 'As before.' };
      await mustSubmit(service, { ...sent, withheldUntil: new Date(Date.now() + 86_400_000).toISOString() });
      await signOffAndAccept(service, of(phase, 1));
      await finalAt(phase, first.includes('+') ? "date_trunc('milliseconds', clock_timestamp())" : first);
      await mustSubmit(service, sent);
      await signOffAndAccept(service, of(phase, 2));
      for (const token of ['demo-coordinator', ...EVERYBODY_ELSE])
        expect([token, await marked(phase, {}, token)]).toEqual([token, []]);
      expect(await markedLines(phase)).toEqual([]);
    },
  );

  it('is marked in every total, once it counts, and only where it differs', async () => {
    const phase = 'scorpion-8';
    await finalAt(phase, "now() + interval '1 day'");
    await accepted(phase, 1, 3);
    await accepted(phase, 2, 5);
    expect(await marked(phase)).toEqual([]);
    await finalAt(phase, "date_trunc('milliseconds', clock_timestamp())");
    const { asOf } = await marks(phase);
    expect([await marked(phase), await markedLines(phase)]).toEqual([[], []]);

    await mustSubmit(service, { phase, force: 'dorset', figures: figures(7, 4), reason: 'Two more.' });
    expect(await marked(phase)).toEqual([]);
    expect(await marked(phase, { basis: 'PROVISIONAL' }, 'demo-coordinator')).toEqual(['arrests']);
    await signOffAndAccept(service, of(phase, 3));
    for (const token of ['demo-coordinator', ...EVERYBODY_ELSE]) {
      expect(await marked(phase, {}, token)).toEqual(['arrests']);
      expect(await marked(phase, { asOf }, token)).toEqual([]);
    }
    expect(await markedLines(phase)).toEqual(['arrests']);
    const { data } = await service.ask('demo-coordinator', VERSIONS, { phase });
    expect(data).toMatchObject({
      return: {
        afterFinal: true,
        versions: expect.arrayContaining([
          { version: 3, afterFinal: true },
          { version: 2, afterFinal: false },
        ]),
      },
      phase: { returns: expect.arrayContaining([{ force: { code: 'dorset' }, afterFinal: true }]) },
    });

    // Only parts differ, and the first measure is again what it was.
    await accepted(phase, 4, 5, 6);
    expect([await marked(phase), await markedLines(phase)]).toEqual([['drugs-weight'], ['drugs-weight']]);
    const weight = (await marks(phase)).totals.find(({ measure }) => measure.code === 'drugs-weight');
    const mark = { changedAfterFinal: [{ code: 'dorset' }] };
    expect(weight).toMatchObject({ byClass: [mark], byBreakdown: [mark, mark] });
  });

  it('is marked if it was first accepted after that time and then corrected, and not before', async () => {
    const phase = 'scorpion-9';
    await accepted(phase, 1, 3);
    expect([await marked(phase), await markedLines(phase)]).toEqual([[], []]);
    await accepted(phase, 2, 4);
    expect([await marked(phase), await markedLines(phase)]).toEqual([['arrests'], ['arrests']]);
  });
});

describe("a force's lines", () => {
  const valueOf = async (token: string, force: string, basis?: string): Promise<unknown> => {
    const { data, errors } = await service.ask<{
      forceTotals: { phase: { code: string }; version: number | null; cells: { value: number | null }[] }[] | null;
    } | null>(token, FORCE_TOTALS, { force, basis });
    if (data?.forceTotals == null) return errors.map(({ extensions }) => extensions.code);
    const line = data.forceTotals.find(({ phase }) => phase.code === 'scorpion-7');
    return [line?.version, line?.cells[0]?.value];
  };

  it('are accepted ones except for the coordinator; a force sees its own provisional ones, and no others', async () => {
    await send('scorpion-7', 2);
    const own = ['demo-analyst-dorset', 'demo-approver-dorset', 'demo-pcc-dorset'];
    expect(await valueOf('demo-coordinator', 'dorset')).toEqual([1, 2]);
    expect(await valueOf('demo-coordinator', 'dorset', 'ACCEPTED')).toEqual([null, null]);
    for (const token of own) {
      expect(await valueOf(token, 'dorset')).toEqual([null, null]);
      expect(await valueOf(token, 'dorset', 'PROVISIONAL')).toEqual([1, 2]);
      expect(await valueOf(token, 'wiltshire', 'PROVISIONAL')).toEqual(['FORBIDDEN']);
    }
    expect(await valueOf('demo-pcc-wiltshire', 'dorset', 'PROVISIONAL')).toEqual(['FORBIDDEN']);
    await signOffAndAccept(service, of('scorpion-7'));
    for (const token of ['demo-coordinator', 'demo-pcc-wiltshire', ...own]) {
      expect(await valueOf(token, 'dorset', 'ACCEPTED')).toEqual([1, 2]);
    }
  });
});
