import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { entriesOf } from '../support/database/audit-record.js';
import { appoint, clearDeputies, dayFromToday, end, moveDays, addDeputy } from '../support/api/deputies-api.js';
import { mustSubmit, codesOf, readReturn, submit } from '../support/api/returns-api.js';
import { startTestService, type GraphqlAnswer, type TestService } from '../support/service/test-service.js';

/*
 * What deputies can do: act in their own name, in the fitting role, and with no more rights than the person whom they
 * replace.
 */

const COORDINATOR = 'demo-coordinator';
const ANALYST = 'demo-analyst-dorset';
const WILTSHIRE = 'demo-approver-wiltshire';

const STEPS = {
  signOff: 'signOffReturn(phase: $phase, force: $force, version: 1)',
  accept: 'acceptReturn(phase: $phase, force: $force, version: 1)',
  acceptUnsigned: 'acceptReturn(phase: $phase, force: $force, version: 1, withoutSignOff: "Nobody is there.")',
  query: 'queryReturn(phase: $phase, force: $force, version: 1, question: "All of it?")',
} as const;

interface ReturnAnswer {
  readonly status: string;
  readonly steps: readonly {
    readonly step: string;
    readonly asDeputy: boolean;
    readonly person: { readonly id: string };
  }[];
}
interface Outcome {
  readonly return?: ReturnAnswer;
  readonly problems?: readonly { readonly code: string }[];
}

let service: TestService;
let phases = 0;
/** A phase without returns, and one of its forces. */
let key: { phase: string; force: string };

beforeAll(async () => {
  service = await startTestService();
});

beforeEach(async () => {
  await clearDeputies(service.database);
  phases += 1;
  key = { phase: `scorpion-${phases}`, force: 'dorset' };
});

afterAll(async () => {
  await service.stop();
});

const send = (token: string = ANALYST) =>
  mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 7 }] }, token);

/** Takes a step; returns its outcome: the status, the problems' codes, or the error's code. */
async function step(token: string, name: keyof typeof STEPS): Promise<string | string[]> {
  const { data, errors } = await service.ask<{ outcome: Outcome } | null>(
    token,
    `mutation ($phase: ID!, $force: ID!) { outcome: ${STEPS[name]} {
      ... on ReturnChanged { return { status } } ... on Rejection { problems { code } } } }`,
    key,
  );
  const outcome = data?.outcome;
  return outcome?.return?.status ?? (outcome ? codesOf(outcome.problems ?? []) : errors[0]!.extensions.code);
}

const READ = `query ($phase: ID!, $force: ID!) { return(phase: $phase, force: $force) {
  status may { submit signOff query answer accept acceptWithoutSignOff correct } mayNot { action code }
  draft { revision } steps { step asDeputy person { id } }
  versions(first: 50) { version problems { code } changes { measure { code } } } } }`;

interface Read extends ReturnAnswer {
  readonly may: Readonly<Record<string, boolean>>;
  readonly draft: { readonly revision: number } | null;
  readonly versions: readonly { readonly changes: readonly unknown[] }[];
}

async function read(token: string): Promise<Read | null> {
  const { data, errors } = await service.ask<{ return: Read | null }>(token, READ, key);
  expect(errors).toEqual([]);
  return data.return;
}

const view = (answer: GraphqlAnswer<unknown>): unknown => answer.errors[0]?.extensions.code ?? answer.data;

describe('at a weekend', () => {
  it("Wiltshire's approver, appointed by the coordinator, signs off Dorset's return for two days and not a day longer", async () => {
    const [from, until] = [await dayFromToday(service.database, 2), await dayFromToday(service.database, 3)];
    const { deputy } = await appoint(service, COORDINATOR, {
      person: WILTSHIRE,
      role: 'FORCE_APPROVER',
      force: 'dorset',
      from,
      until,
      reason: 'The approver is away.',
    });
    await send();
    for (const [first, last] of [
      [from, until],
      ['2999-01-01', '2999-01-02'],
      ['2001-01-01', '2001-01-02'],
    ] as const) {
      await moveDays(service.database, deputy!.id, first, last);
      expect(await read(WILTSHIRE)).toBeNull();
      expect(await step(WILTSHIRE, 'signOff')).toBe('FORBIDDEN');
    }
    const days = [await dayFromToday(service.database, -1), await dayFromToday(service.database, 1)] as const;
    await moveDays(service.database, deputy!.id, ...days);
    expect(await read(WILTSHIRE)).toMatchObject({ status: 'SUBMITTED', may: { signOff: true, submit: false } });
    expect(await step(WILTSHIRE, 'signOff')).toBe('SIGNED_OFF');
    expect((await read(WILTSHIRE))?.steps).toEqual([
      { step: 'SUBMIT', asDeputy: false, person: { id: ANALYST } },
      { step: 'SIGN_OFF', asDeputy: true, person: { id: WILTSHIRE } },
    ]);
    expect((await entriesOf(service.database)).at(-1)).toMatchObject({
      actor: WILTSHIRE,
      actor_role: 'FORCE_APPROVER',
      actor_force: 'dorset',
      action: 'RETURN_SIGNED_OFF',
    });
  });

  it('a deputy whose appointment was ended is none at the next request', async () => {
    await send();
    const id = await addDeputy(service.database, { person: WILTSHIRE, role: 'FORCE_APPROVER', force: 'dorset' });
    expect(await read(WILTSHIRE)).not.toBeNull();
    await end(service, COORDINATOR, id);
    expect(await read(WILTSHIRE)).toBeNull();
    expect(await step(WILTSHIRE, 'signOff')).toBe('FORBIDDEN');
  });
});

describe('with deputies, three different people are still needed:', () => {
  it("an analyst who is a deputy approver signs off a colleague's return, never their own", async () => {
    await addDeputy(service.database, { person: ANALYST, role: 'FORCE_APPROVER', force: 'dorset' });
    await send();
    expect(await read(ANALYST)).toMatchObject({
      may: { signOff: false, submit: true },
      mayNot: expect.arrayContaining([{ action: 'SIGN_OFF', code: 'SAME_PERSON' }]),
    });
    expect(await step(ANALYST, 'signOff')).toEqual(['SAME_PERSON']);
    await mustSubmit(
      service,
      { ...key, figures: [{ measure: 'arrests', value: 8 }], reason: 'One more.' },
      COORDINATOR,
    );
    expect((await read(ANALYST))?.may).toMatchObject({ signOff: true });
  });

  it('a person who signed off as a deputy cannot accept, in any role', async () => {
    await addDeputy(service.database, { person: COORDINATOR, role: 'FORCE_APPROVER', force: 'dorset' });
    await send();
    expect((await read(COORDINATOR))?.may).toMatchObject({ signOff: true, acceptWithoutSignOff: true });
    expect(await step(COORDINATOR, 'signOff')).toBe('SIGNED_OFF');
    expect(await step(COORDINATOR, 'accept')).toEqual(['SAME_PERSON']);
    expect((await read(COORDINATOR))?.may).toMatchObject({ accept: false });
  });

  it('a person who asked a question cannot answer it, and sees so beforehand', async () => {
    await addDeputy(service.database, { person: COORDINATOR, role: 'FORCE_ANALYST', force: 'dorset' });
    await send();
    expect(await step(COORDINATOR, 'query')).toBe('QUERIED');
    const answer = expect.objectContaining({ action: 'ANSWER' });
    expect(await read(COORDINATOR)).toMatchObject({
      may: { answer: false },
      mayNot: expect.arrayContaining([{ action: 'ANSWER', code: 'SAME_PERSON' }]),
    });
    expect(await read(ANALYST)).toMatchObject({ may: { answer: true }, mayNot: expect.not.arrayContaining([answer]) });
  });

  it('a deputy coordinator accepts what the coordinator entered on behalf', async () => {
    await send(COORDINATOR);
    expect(await step(COORDINATOR, 'acceptUnsigned')).toEqual(['SAME_PERSON']);
    await addDeputy(service.database, { person: 'demo-analyst-btp', role: 'REGIONAL_COORDINATOR' });
    expect((await read('demo-analyst-btp'))?.may).toMatchObject({ acceptWithoutSignOff: true, signOff: false });
    expect(await step('demo-analyst-btp', 'acceptUnsigned')).toBe('ACCEPTED');
    expect((await read(COORDINATOR))?.steps.at(-1)).toEqual({
      step: 'ACCEPT',
      asDeputy: true,
      person: { id: 'demo-analyst-btp' },
    });
  });
});

describe('a deputy for another force', () => {
  const BTP = 'demo-analyst-btp';

  it('answers a question about its return, reads its history and saves its draft', async () => {
    await send();
    expect(await step(COORDINATOR, 'query')).toBe('QUERIED');
    const { data } = await service.ask<{ return: { queries: { id: string }[] } }>(
      ANALYST,
      'query ($phase: ID!, $force: ID!) { return(phase: $phase, force: $force) { queries { id } } }',
      key,
    );
    const answer = (): Promise<GraphqlAnswer<unknown>> =>
      service.ask(BTP, 'mutation ($id: ID!) { answerQuery(id: $id, answer: "Yes.") { __typename } }', {
        id: data.return.queries[0]!.id,
      });
    expect(view(await answer())).toBe('NOT_FOUND');
    await addDeputy(service.database, { person: BTP, role: 'FORCE_ANALYST', force: 'dorset' });
    expect(view(await answer())).toEqual({ answerQuery: { __typename: 'ReturnChanged' } });
    const second = { ...key, figures: [{ measure: 'arrests', value: 8 }], reason: 'One more.' };
    expect((await mustSubmit(service, second, BTP)).return.version).toBe(2);
    const save = 'mutation ($input: SubmitReturnInput!) { saveDraft(input: $input) { __typename } }';
    expect(view(await service.ask(BTP, save, { input: key }))).toEqual({ saveDraft: { __typename: 'DraftSaved' } });
    const found = await read(BTP);
    expect(found?.draft).toEqual({ revision: 1 });
    expect(found?.versions.map(({ changes }) => changes.length)).toEqual([0, 1]);
    expect(found).toEqual(await read(ANALYST));
    expect((await read(ANALYST))?.steps).toEqual([{ step: 'SUBMIT', asDeputy: true, person: { id: BTP } }]);
  });

  it('reads no more than both roles allow, and loses no rights of their own', async () => {
    await send();
    const own = { phase: key.phase, force: 'btp' };
    await mustSubmit(service, { ...own, figures: [{ measure: 'arrests', value: 1 }] });
    const other = { phase: key.phase, force: 'wiltshire' };
    await mustSubmit(service, { ...other, figures: [{ measure: 'arrests', value: 2 }] });
    await addDeputy(service.database, { person: BTP, role: 'FORCE_APPROVER', force: 'dorset' });
    expect(await readReturn(service, own, BTP)).not.toBeNull();
    expect(await readReturn(service, key, BTP)).not.toBeNull();
    expect(await readReturn(service, other, BTP)).toBeNull();
    expect((await read(BTP))?.may).toMatchObject({ submit: false, correct: false, signOff: true, accept: false });
    const { data } = await submit(service, { ...key, nil: ['arrests'] }, BTP);
    expect(data).toEqual({ submitReturn: null });
    const board = 'query ($phase: ID!) { phase(code: $phase) { returns { force { code } version } } }';
    const seats = await service.ask<{ phase: { returns: { force: { code: string }; version: number | null }[] } }>(
      ...([BTP, board, { phase: key.phase }] as const),
    );
    const known = seats.data.phase.returns.filter(({ version }) => version !== null);
    expect(known.map(({ force }) => force.code)).toEqual(['btp', 'dorset']);
    const totals = 'query ($phase: ID!) { regionalTotals(phase: $phase, basis: PROVISIONAL) { basis } }';
    expect(view(await service.ask(BTP, totals, key))).toBe('FORBIDDEN');
  });
});

describe('the board of a deputy coordinator', () => {
  it('shows all that the coordinator sees, and the draft of their own force', async () => {
    await send();
    const own = { phase: key.phase, force: 'wiltshire' };
    const analyst = 'demo-analyst-wiltshire';
    const save = 'mutation ($input: SubmitReturnInput!) { saveDraft(input: $input) { __typename } }';
    await service.ask(analyst, save, { input: own });
    await addDeputy(service.database, { person: analyst, role: 'REGIONAL_COORDINATOR' });
    const board = 'query ($phase: ID!) { phase(code: $phase) { returns { force { code } status version } } }';
    const { data } = await service.ask<{ phase: { returns: readonly object[] } }>(analyst, board, key);
    expect(data.phase.returns).toEqual(
      expect.arrayContaining([
        { force: { code: 'dorset' }, status: 'SUBMITTED', version: 1 },
        { force: { code: 'wiltshire' }, status: 'DRAFT', version: null },
      ]),
    );
  });
});

it('the reason why a force takes no part is shown to its deputies and to deputy coordinators', async () => {
  const phase = 'scorpion-1';
  const set = `mutation ($phase: ID!) { setParticipation(phase: $phase, force: "swrocu", participation: NOT_TAKING_PART,
    reason: "Flooding.") { __typename } }`;
  expect(view(await service.ask(COORDINATOR, set, { phase }))).toEqual({
    setParticipation: { __typename: 'PhaseChanged' },
  });
  const reasons = async (token: string): Promise<unknown> => {
    const one = 'query ($phase: ID!) { phase(code: $phase) { note participants { force { code } reason } } }';
    interface PhaseAnswer {
      phase: { participants: readonly { reason: string | null }[] };
    }
    const { data } = await service.ask<PhaseAnswer>(token, one, { phase });
    return data.phase.participants.flatMap(({ reason }) => reason ?? []);
  };
  expect(await reasons('demo-analyst-btp')).toEqual([]);
  await addDeputy(service.database, { person: 'demo-analyst-btp', role: 'FORCE_ANALYST', force: 'swrocu' });
  await addDeputy(service.database, { person: 'demo-approver-wiltshire', role: 'REGIONAL_COORDINATOR' });
  for (const token of ['demo-analyst-btp', 'demo-approver-wiltshire', 'demo-analyst-swrocu']) {
    expect([token, await reasons(token)]).toEqual([token, ['Flooding.']]);
  }
});

describe('an exception of a phase', () => {
  it('can be granted by a deputy coordinator, and is visible to deputies of its force and of no other', async () => {
    const analyst = 'demo-analyst-avon-and-somerset';
    const read = 'query ($phase: ID!) { phase(code: $phase) { name exceptions { force { code } } } }';
    const seen = async (token: string): Promise<unknown> => {
      const { data } = await service.ask<{ phase: { exceptions: { force: { code: string } }[] } }>(token, read, key);
      return data.phase.exceptions.map(({ force }) => force.code);
    };
    await addDeputy(service.database, { person: analyst, role: 'REGIONAL_COORDINATOR' });
    await addDeputy(service.database, { person: 'demo-approver-btp', role: 'FORCE_APPROVER', force: 'dorset' });
    const grant = `mutation ($phase: ID!, $force: ID!) {
      grantException(phase: $phase, force: $force, until: "2099-01-01T00:00:00Z", reason: "A long weekend.") {
        __typename } }`;
    expect(view(await service.ask(analyst, grant, key))).toEqual({ grantException: { __typename: 'PhaseChanged' } });
    const found = [];
    for (const token of [analyst, 'demo-approver-btp', ANALYST, COORDINATOR, 'demo-analyst-btp']) {
      found.push(await seen(token));
    }
    expect(found).toEqual([['dorset'], ['dorset'], ['dorset'], ['dorset'], []]);
  });
});

describe('the totals of a deputy coordinator', () => {
  it('are visible only while they are deputy, even if the same query was sent before or after', async () => {
    await send();
    const person = 'demo-analyst-gloucestershire';
    const read = (basis: string): Promise<unknown> =>
      service
        .ask(
          person,
          `query ($phase: ID!) { regionalTotals(phase: $phase${basis}, measures: ["arrests"]) { basis totals { value } } }`,
          key,
        )
        .then(view);
    const accepted = { regionalTotals: { basis: 'ACCEPTED', totals: [{ value: null }] } };
    const provisional = { regionalTotals: { basis: 'PROVISIONAL', totals: [{ value: 7 }] } };
    const both = async (): Promise<unknown[]> => [await read(''), await read(', basis: PROVISIONAL')];
    for (let time = 0; time < 2; time += 1) expect(await both()).toEqual([accepted, 'FORBIDDEN']);
    const id = await addDeputy(service.database, { person, role: 'REGIONAL_COORDINATOR' });
    for (let time = 0; time < 2; time += 1) expect(await both()).toEqual([accepted, provisional]);
    await end(service, COORDINATOR, id);
    for (let time = 0; time < 2; time += 1) expect(await both()).toEqual([accepted, 'FORBIDDEN']);
  });
});
