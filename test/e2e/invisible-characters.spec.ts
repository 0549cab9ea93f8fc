import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustSubmit, readReturn, submit } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const CREATE_PHASE = `mutation ($name: String!) { createPhase(input: {
  operation: "scorpion", name: $name, startsOn: "2027-03-01", endsOn: "2027-03-07" }) { __typename } }`;
const CREATE_OPERATION = `mutation ($name: String!) { createOperation(code: "viper-2", name: $name) { __typename } }`;
const DEFINE = `mutation ($name: String!) { defineMeasure(input: { code: "cash-found", name: $name, category: SEIZURES,
  unit: GBP, definition: "Cash." }) { __typename } }`;
const MERGE = `mutation ($name: String!) { mergeForces(from: ["dorset", "wiltshire"], on: "2030-01-01",
  into: { code: "wessex", name: $name, kind: TERRITORIAL_FORCE }) { __typename } }`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

describe('a name with a character that changes the direction of writing', () => {
  it.each([
    ['phase', 'demo-coordinator', CREATE_PHASE],
    ['operation', 'demo-coordinator', CREATE_OPERATION],
    ['measure', 'demo-admin', DEFINE],
    ['force', 'demo-coordinator', MERGE],
  ])('is rejected for a %s, with the character and its position', async (_, token, mutation) => {
    const { errors } = await service.ask(token, mutation, { name: 'Steel \u202Egnir' });
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/name must be text .*: remove U\+202E, which is character 7$/),
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
  });

  it('is rejected as the source of a return', async () => {
    const onBehalf = { from: 'Duty \u200Binspector', at: '2026-01-01T12:00:00Z', by: 'PHONE' };
    const sent = { phase: 'scorpion-9', force: 'dorset', nil: ['arrests'], onBehalf };
    const { errors } = await submit(service, sent, 'demo-coordinator');
    expect(errors[0]?.message).toContain('from must be text of 1 to 200 characters');
    expect(errors[0]?.message).toContain('remove U+200B, which is character 6');
  });

  it('remains readable if it was stored earlier', async () => {
    await service.database.asOwner(
      `UPDATE phases SET name = 'Steel ' || U&'\\202E' || 'gnir' WHERE code = 'scorpion-2'`,
    );
    const { data } = await service.ask('demo-press', '{ phase(code: "scorpion-2") { name } }');
    expect(data).toEqual({ phase: { name: 'Steel \u202Egnir' } });
  });
});

describe('a code or an id on its own', () => {
  it.each([
    ['phase(code: $it) { code }', 'code', 'demo-press'],
    ['operation(code: $it) { code }', 'code', 'demo-press'],
    ['force(code: $it) { code }', 'code', 'demo-press'],
  ])('is rejected with an invisible character, as in a list of arguments: %s', async (field, argument, token) => {
    const { errors } = await service.ask(token, `query ($it: ID!) { ${field} }`, { it: 'scorpion\u200B-1' });
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(`^${argument} must be text .*: remove U\\+200B, which is character 9$`),
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it.each([
    ['takeBackQuery', 'demo-coordinator'],
    ['endDeputy', 'demo-coordinator'],
  ])('is rejected in the mutation %s', async (mutation, token) => {
    const { errors } = await service.ask(token, `mutation ($it: ID!) { ${mutation}(id: $it) { __typename } }`, {
      it: '1\u200B',
    });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('remove U+200B'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});

describe('a name that looks like another', () => {
  const LOOKALIKES = [
    'Op\u00E9ration Nord',
    'Ope\u0301ration Nord',
    'Op\u00E9ration\u00A0Nord ',
    '\tOp\u00E9ration  Nord\r\n',
  ];
  const asked = async (token: string, query: string, name: string) => (await service.ask(token, query, { name })).data;

  it('is the same phase', async () => {
    const CREATE = `mutation ($name: String!) { createPhase(input: { operation: "scorpion", name: $name,
      startsOn: "2027-04-05", endsOn: "2027-04-11" }) { ... on PhaseChanged { phase { code name } } } }`;
    const [first, ...others] = await Promise.all(LOOKALIKES.map((name) => asked('demo-coordinator', CREATE, name)));
    expect(first).toMatchObject({ createPhase: { phase: { name: 'Op\u00E9ration Nord' } } });
    expect(others).toEqual([first, first, first]);
    const SEARCH = 'query ($name: String!) { phases(search: $name) { name } }';
    for (const name of LOOKALIKES)
      expect(await asked('demo-press', SEARCH, name)).toEqual({ phases: [{ name: 'Op\u00E9ration Nord' }] });
  });

  it('is taken by a measure, whose name is found in each form', async () => {
    const ADD = `mutation ($name: String!) { defineMeasure(input: { code: "cash-found", name: $name, category: SEIZURES,
      unit: GBP, definition: "Cash." }) { ... on MeasureDefined { measure { name } } ... on Rejection { problems { code } } } }`;
    const SECOND = ADD.replace('cash-found', 'cash-found-2');
    const [first = '', ...others] = LOOKALIKES;
    expect(await asked('demo-admin', ADD, others[0] ?? '')).toEqual({ defineMeasure: { measure: { name: first } } });
    for (const name of LOOKALIKES) {
      const taken = { defineMeasure: { problems: [{ code: 'NAME_TAKEN' }] } };
      expect(await asked('demo-admin', SECOND, name.toUpperCase())).toEqual(taken);
      const SEARCH = 'query ($name: String!) { measures(search: $name) { code } }';
      expect(await asked('demo-press', SEARCH, name)).toEqual({ measures: [{ code: 'cash-found' }] });
    }
  });

  it('is found if it was stored in the other form earlier', async () => {
    await service.database.asOwner(
      `UPDATE phases SET name = U&'Ope\\0301ration  E\\0301toile' WHERE code = 'scorpion-3'`,
    );
    const SEARCH = 'query ($name: String!) { phases(search: $name) { code } }';
    expect(await asked('demo-press', SEARCH, 'op\u00E9ration \u00C9TOILE')).toEqual({
      phases: [{ code: 'scorpion-3' }],
    });
  });

  it('may be written in a code with space around it', async () => {
    expect(
      await asked('demo-press', 'query ($name: ID!) { phase(code: $name) { code } }', ' scorpion-4\u00A0'),
    ).toEqual({
      phase: { code: 'scorpion-4' },
    });
  });
});

it.each(['', ' \u00A0', '\u200B', '\u2060 \uFE0F'])('a reason for a step is none if it is blank: %j', async (blank) => {
  const sent = await mustSubmit(service, { phase: 'scorpion-9', force: 'dorset', nil: ['arrests'] });
  const { data } = await service.ask(
    'demo-coordinator',
    `mutation ($version: Int!, $reason: String!) {
       acceptReturn(phase: "scorpion-9", force: "dorset", version: $version, withoutSignOff: $reason) {
         ... on Rejection { problems { code } } } }`,
    { version: sent.return.version, reason: blank },
  );
  expect(data).toEqual({ acceptReturn: { problems: [{ code: 'REASON_REQUIRED' }] } });
});

describe('a note', () => {
  const key = { phase: 'scorpion-9', force: 'wiltshire' };

  it('loses the space around it, and its accents are letters', async () => {
    await mustSubmit(service, { ...key, nil: ['arrests'], note: '\n Sia\u0302n\u00A0G. \u2003' });
    expect((await readReturn(service, key))?.note).toBe('Si\u00E2n\u00A0G.');
  });

  it.each(['', ' \u00A0', '\u200B'])('is none if it is blank: %j', async (blank) => {
    const figures = [{ measure: 'arrests', value: 21, note: blank }];
    const { return: sent } = await mustSubmit(service, { ...key, figures, note: blank });
    expect([sent.note, sent.figures[0]?.note]).toEqual([null, null]);
  });

  it('is otherwise stored as it was pasted', async () => {
    const note = 'Seen by “PC Siân Gŵyl” – £5\u00A0000,\n👮🏽‍♀️ at Łódź Street';
    await mustSubmit(service, { ...key, nil: ['arrests'], note });
    expect((await readReturn(service, key))?.note).toBe(note);
  });

  it('is rejected if it changes the direction of writing', async () => {
    const { errors } = await submit(service, { ...key, nil: ['arrests'], note: 'arrests: \u202E72' });
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('remove U+202E, which is character 10'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});
