import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DOCUMENTS } from '../support/lifecycle/documents.js';
import { addOpenPhases, FORCE } from '../support/lifecycle/people.js';
import { addDeputy, clearDeputies } from '../support/api/deputies-api.js';
import { entriesOf } from '../support/database/audit-record.js';
import { mustSubmit, readReturn, type ReturnInput } from '../support/api/returns-api.js';
import { startTestService, type GraphqlAnswer, type TestService } from '../support/service/test-service.js';

/* The contract's own operations, each sent as it is written. */
const CONTRACT = readFileSync(new URL('../contract/return-lifecycle.graphql', import.meta.url), 'utf8');

const OPERATIONS = CONTRACT.split(/\n\n(?=mutation|query)/);

const ANALYST = `demo-analyst-${FORCE}`;
const APPROVER = `demo-approver-${FORCE}`;
const PCC = `demo-pcc-${FORCE}`;
const COORDINATOR = 'demo-coordinator';
const ARRESTS = { figures: [{ measure: 'arrests', value: 27 }] };
/** Figures with two warnings: a day outside the phase, and more firearms than weapons. */
const WARNED = {
  figures: [
    { measure: 'weapons-seized', value: 1 },
    { measure: 'firearms-seized', value: 5 },
  ],
  window: { from: '2020-01-01', to: '2020-01-02' },
};

interface Problem {
  readonly code: string;
  readonly message: string;
}

interface ReturnAnswer {
  readonly __typename: string;
  readonly return?: {
    readonly version: number;
    readonly status: string;
    readonly openQueries?: number;
    readonly queries?: readonly { readonly id: string; readonly question: string; readonly answer: string | null }[];
  };
  readonly draft?: { readonly revision: number };
  readonly problems?: readonly Problem[];
}

interface History {
  readonly status: string;
  readonly version: number;
  readonly may: Readonly<Record<string, boolean>>;
  readonly mayNot: readonly { readonly action: string; readonly code: string; readonly message: string }[];
  readonly versions: readonly Readonly<Record<string, unknown>>[];
}

let service: TestService;
let phases = 0;

beforeAll(async () => {
  service = await startTestService();
  await addOpenPhases(service.database, 'life', 60);
});

afterAll(async () => {
  await service.stop();
});

/** Sends one operation of the contract's document. */
async function ask<Data>(
  token: string,
  operationName: string,
  variables: object,
): Promise<{ data: Data | null; errors: GraphqlAnswer<Data>['errors']; code: string | undefined }> {
  const query = OPERATIONS.find((operation) => operation.includes(` ${operationName}(`)) ?? '';
  const { data, errors } = await service.ask<Data | null>(token, query, variables);
  return { data, errors, code: errors[0]?.extensions.code };
}

/** Takes a step; returns its outcome, or fails with the error. */
async function step(token: string, operation: string, variables: object): Promise<ReturnAnswer> {
  const { data, errors } = await ask<Record<string, ReturnAnswer>>(token, operation, variables);
  const [answer] = Object.values(data ?? {});
  if (answer === undefined) throw new Error(`There is no answer: ${JSON.stringify(errors)}`);
  return answer;
}

/** The codes of the problems with which a step was rejected. */
async function refusal(token: string, operation: string, variables: object): Promise<string[]> {
  const { __typename, problems = [] } = await step(token, operation, variables);
  expect(__typename).toBe('ReturnRejected');
  return problems.map(({ code }) => code);
}

interface Key {
  readonly phase: string;
  readonly force: string;
  readonly version: number;
}

/** A return in a phase of its own, sent by the analyst. */
async function submitted(sent: Omit<ReturnInput, 'phase' | 'force'> = ARRESTS): Promise<Key> {
  phases += 1;
  const key = { phase: `life-${phases}`, force: FORCE };
  await mustSubmit(service, { ...key, ...sent });
  return { ...key, version: 1 };
}

async function signedOff(): Promise<Key> {
  const key = await submitted();
  await step(APPROVER, 'SignOff', key);
  return key;
}

async function accepted(): Promise<Key> {
  const key = await signedOff();
  await step(COORDINATOR, 'Accept', key);
  return key;
}

/** A question about a return, with its id. */
async function queried(): Promise<Key & { readonly id: string }> {
  const key = await submitted();
  const answer = await step(COORDINATOR, 'QueryReturn', { ...key, question: 'Is it so?' });
  return { ...key, id: answer.return?.queries?.[0]?.id ?? '' };
}

async function historyOf(token: string, key: Pick<Key, 'phase' | 'force'>): Promise<History | null> {
  const { data, errors } = await ask<{ return: History | null }>(token, 'History', key);
  expect(errors).toEqual([]);
  return data?.return ?? null;
}

describe('an open question', () => {
  const asked = (key: Key, question: string, token = COORDINATOR): Promise<ReturnAnswer> =>
    step(token, 'QueryReturn', { ...key, question });
  const next = (key: Key, value: number): ReturnInput => ({
    phase: key.phase,
    force: key.force,
    figures: [{ measure: 'arrests', value }],
  });
  const endedIn = async (sent: ReturnInput, token?: string): Promise<string[]> =>
    (await mustSubmit(service, sent, token)).warnings.flatMap(({ code, severity, message }) =>
      code === 'QUESTIONS_ENDED' && severity === 'WARNING' ? [message] : [],
    );

  it('is named to the analyst who sends the version that ends it, each time with the same key, and opens again', async () => {
    const key = await submitted();
    await asked(key, 'Is it so?');
    await asked(key, 'And all of it?', APPROVER);
    const sent = { ...next(key, 28), idempotencyKey: 'ends' };
    const first = await mustSubmit(service, sent);
    expect(first.warnings).toMatchObject([
      {
        code: 'QUESTIONS_ENDED',
        measure: null,
        message: `This version ends the 2 open questions about version 1 without an answer: "Is it so?" (asked by the region); "And all of it?" (asked by the force's approver). If the new figures do not settle them, withdraw this version (withdrawReturn): they are then open again and can be answered.`,
      },
    ]);
    expect(await endedIn(next(key, 29))).toEqual([]);
    await step(ANALYST, 'Withdraw', { ...key, version: 3, reason: 'A slip.' });
    await step(ANALYST, 'Withdraw', { ...key, version: 2, reason: 'A slip.' });
    expect(await historyOf(ANALYST, key)).toMatchObject({ status: 'QUERIED', version: 1 });
    expect(await mustSubmit(service, sent)).toEqual(first);
  });

  it('is named to the coordinator who enters that version for the force, and needs no reason at sign-off', async () => {
    const key = await submitted();
    await asked(key, 'Is it so?');
    const onBehalf = { from: 'The desk', at: '2026-01-05T09:00:00Z', by: 'PHONE' };
    expect(await endedIn({ ...next(key, 28), onBehalf }, COORDINATOR)).toEqual([
      expect.stringMatching(/^This version ends the open question about version 1 without an answer: "Is it so\?"/),
    ]);
    expect((await step(APPROVER, 'SignOff', { ...key, version: 2 })).return?.status).toBe('SIGNED_OFF');
  });

  it('is stored once if it is sent twice by the same person, as by a double click', async () => {
    const key = await submitted();
    const clicks = await Promise.all([' Is it so? ', 'Is it so?'].map((question) => asked(key, question)));
    expect(clicks[0]).toEqual(clicks[1]);
    const count = async (...of: [string, string?]): Promise<number | undefined> =>
      (await asked(key, ...of)).return?.queries?.length;
    expect(clicks[0]?.return?.queries).toMatchObject([{ question: 'Is it so?' }]);
    expect(await count('Is it so?')).toBe(1);
    expect(await count('Is it so?', APPROVER)).toBe(2);
    expect(await count('Is it all?')).toBe(3);
    await step(ANALYST, 'AnswerQuery', { id: clicks[0]?.return?.queries?.[0]?.id, answer: 'It is.' });
    expect(await count('Is it so?')).toBe(4);
  });
});

describe('the life of a return', () => {
  it('goes from draft to accepted, and then to a correction that counts once it is accepted', async () => {
    phases += 1;
    const key = { phase: `life-${phases}`, force: FORCE };
    const saved = await step(ANALYST, 'SaveDraft', { input: key, expectedRevision: 0 });
    expect(saved).toMatchObject({ __typename: 'DraftSaved', draft: { revision: 1 } });
    expect(saved.problems).toMatchObject([{ code: 'NOTHING_REPORTED', measure: null }]);
    expect(await historyOf(ANALYST, key)).toMatchObject({ status: 'DRAFT', version: 0, versions: [] });
    await mustSubmit(service, { ...key, ...ARRESTS });
    const one = { ...key, version: 1 };
    expect(await step(APPROVER, 'SignOff', one)).toEqual({
      __typename: 'ReturnChanged',
      return: { version: 1, status: 'SIGNED_OFF' },
    });
    const asked = await step(COORDINATOR, 'QueryReturn', { ...one, question: ' All of it? ' });
    const question = { id: expect.any(String), question: 'All of it?', askedAt: expect.any(String), answer: null };
    expect(asked.return).toEqual({ version: 1, status: 'QUERIED', queries: [question] });
    const id = asked.return?.queries?.[0]?.id ?? '';
    const answered = await step(ANALYST, 'AnswerQuery', { id, answer: 'All of it.' });
    expect(answered.return).toEqual({ version: 1, status: 'SIGNED_OFF', openQueries: 0 });
    expect((await step(COORDINATOR, 'Accept', one)).return).toEqual({ version: 1, status: 'ACCEPTED' });
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 28 }], reason: 'One came late.' });
    const answer = await historyOf(COORDINATOR, key);
    expect(answer).toMatchObject({
      status: 'SUBMITTED',
      version: 2,
      may: { query: true, accept: false, correct: true },
    });
    expect(answer?.versions).toMatchObject([
      { version: 1, status: 'ACCEPTED', reason: null, changes: [] },
      {
        version: 2,
        status: 'SUBMITTED',
        reason: 'One came late.',
        acceptedAt: null,
        changes: [{ measure: { code: 'arrests' }, breakdown: null, from: { value: 27 }, to: { value: 28 } }],
      },
    ]);
  });

  it('begins as NOT_STARTED, version 0', async () => {
    phases += 1;
    const answer = await historyOf(COORDINATOR, { phase: `life-${phases}`, force: FORCE });
    expect(answer).toMatchObject({ status: 'NOT_STARTED', version: 0, versions: [] });
  });
});

describe('a step is rejected', () => {
  it('if it is a sign-off and a warning has no reason, with the measure of each', async () => {
    const key = await submitted(WARNED);
    const { problems } = await step(APPROVER, 'SignOff', key);
    expect(problems).toEqual([
      { code: 'REASON_REQUIRED', message: expect.stringMatching(/WINDOW_OUTSIDE_PHASE.*have it corrected/) },
      { code: 'REASON_REQUIRED', message: expect.stringMatching(/PART_OUTSIDE_WHOLE for firearms-seized/) },
    ]);
    expect(await signOff(key, [{ code: 'WINDOW_OUTSIDE_PHASE', reason: 'So it was.' }])).toMatchObject({
      problems: [{ code: 'REASON_REQUIRED' }],
    });
    const reasons = [
      { code: 'WINDOW_OUTSIDE_PHASE', reason: 'So it was.' },
      { code: 'PART_OUTSIDE_WHOLE', measure: 'firearms-seized', reason: 'Four were parts.' },
    ];
    const blank = reasons.map((one) => ({ ...one, reason: ' \n' }));
    const twice = [{ code: 'REASON_REQUIRED' }, { code: 'REASON_REQUIRED' }];
    expect(await signOff(key, blank)).toEqual({ problems: twice });
    const more = [...reasons, { code: 'SOFT_ZERO', measure: 'arrests', reason: 'It is not there.' }];
    expect(await signOff(key, more)).toMatchObject({ problems: [{ code: 'ACKNOWLEDGEMENT_NOT_EXPECTED' }] });
    expect(await signOff(key, reasons)).toMatchObject({ return: { status: 'SIGNED_OFF' } });
  });

  it('if it was already taken, for example by a double click', async () => {
    const key = await submitted();
    await step(APPROVER, 'SignOff', key);
    expect(await refusal(APPROVER, 'SignOff', key)).toEqual(['NOT_POSSIBLE_NOW']);
    await step(COORDINATOR, 'Accept', key);
    expect(await refusal(COORDINATOR, 'Accept', key)).toEqual(['NOT_POSSIBLE_NOW']);
    const { id, ...other } = await queried();
    await step(ANALYST, 'AnswerQuery', { id, answer: 'So it is.' });
    expect(await refusal(ANALYST, 'AnswerQuery', { id, answer: 'So it is.' })).toEqual(['NOT_POSSIBLE_NOW']);
    await step(ANALYST, 'Withdraw', { ...other, reason: 'It is of phase 2.' });
    expect(await refusal(ANALYST, 'Withdraw', { ...other, reason: 'It is of phase 2.' })).toEqual(['NOT_POSSIBLE_NOW']);
  });

  it('if a required text is blank', async () => {
    const { id, ...key } = await queried();
    for (const [token, operation, variables] of [
      [COORDINATOR, 'QueryReturn', { ...key, question: ' ' }],
      [ANALYST, 'AnswerQuery', { id, answer: '\n' }],
      [ANALYST, 'Withdraw', { ...key, reason: '' }],
    ] as const) {
      expect(await refusal(token, operation, variables)).toEqual(['REASON_REQUIRED']);
    }
    expect(await historyOf(COORDINATOR, key)).toMatchObject({ status: 'QUERIED' });
  });

  it('if its version is not current, with the current version', async () => {
    const key = await signedOff();
    await mustSubmit(service, { phase: key.phase, force: FORCE, ...ARRESTS });
    for (const [token, operation, more] of [
      [APPROVER, 'SignOff', {}],
      [COORDINATOR, 'QueryReturn', { question: 'Is it so?' }],
      [COORDINATOR, 'Accept', {}],
      [ANALYST, 'Withdraw', { reason: 'It is of phase 2.' }],
    ] as const) {
      const { problems } = await step(token, operation, { ...key, ...more });
      expect(problems).toEqual([
        {
          code: 'VERSION_CONFLICT',
          message: expect.stringMatching(/version 1, but this step is for version 2, which was submitted/),
        },
      ]);
    }
  });

  it('if it is an acceptance and a question is open, a sign-off is missing, or the same person submitted', async () => {
    const { id: _, ...asked } = await queried();
    expect(await refusal(COORDINATOR, 'Accept', asked)).toEqual(['NOT_POSSIBLE_NOW']);
    const key = await submitted();
    expect(await refusal(COORDINATOR, 'Accept', key)).toEqual(['NOT_POSSIBLE_NOW']);
    phases += 1;
    const own = { phase: `life-${phases}`, force: FORCE, version: 1 };
    await mustSubmit(service, { phase: own.phase, force: FORCE, ...ARRESTS }, COORDINATOR);
    await step(APPROVER, 'SignOff', own);
    expect(await refusal(COORDINATOR, 'Accept', own)).toEqual(['SAME_PERSON']);
  });

  it('if it saves a draft over a newer one', async () => {
    phases += 1;
    const input = { phase: `life-${phases}`, force: FORCE };
    await step(ANALYST, 'SaveDraft', { input });
    await step(ANALYST, 'SaveDraft', { input, expectedRevision: 1 });
    expect(await refusal(ANALYST, 'SaveDraft', { input, expectedRevision: 1 })).toEqual(['VERSION_CONFLICT']);
  });

  it.each(['discarded', 'sent'])(
    'if it saves a draft over another one that was begun after the first was %s',
    async (how) => {
      phases += 1;
      const input = { phase: `life-${phases}`, force: FORCE };
      await step(ANALYST, 'SaveDraft', { input });
      if (how === 'sent') await mustSubmit(service, { ...input, ...ARRESTS });
      else await service.ask(ANALYST, DOCUMENTS.DISCARD, { ...input });
      expect(await step(ANALYST, 'SaveDraft', { input, expectedRevision: 0 })).toMatchObject({
        draft: { revision: 2 },
      });
      expect(await refusal(ANALYST, 'SaveDraft', { input, expectedRevision: 1 })).toEqual(['VERSION_CONFLICT']);
    },
  );
});

describe('undoing an acceptance', () => {
  const UNDO = `mutation ($phase: ID!, $force: ID!, $version: Int!, $reason: String!) {
    undoAcceptance(phase: $phase, force: $force, version: $version, reason: $reason) {
      ... on ReturnChanged { return { status acceptedVersion } } ... on Rejection { problems { code } } } }`;
  const undo = async (key: Key, reason: string): Promise<unknown> => {
    const { data } = await service.ask<{ undoAcceptance: unknown }>(COORDINATOR, UNDO, { ...key, reason });
    return data.undoAcceptance;
  };

  it('restores the earlier state of the version, and needs a reason', async () => {
    const key = await accepted();
    expect(await undo(key, ' ')).toEqual({ problems: [{ code: 'REASON_REQUIRED' }] });
    expect(await undo(key, 'Too early.')).toEqual({ return: { status: 'SIGNED_OFF', acceptedVersion: null } });
    expect(await undo(key, 'Too early.')).toEqual({ problems: [{ code: 'NOT_POSSIBLE_NOW' }] });
    expect((await step(COORDINATOR, 'Accept', key)).return).toEqual({ version: 1, status: 'ACCEPTED' });
  });
});

describe('an approver', () => {
  const TAKE_BACK = `mutation ($id: ID!) { takeBackQuery(id: $id) {
    ... on ReturnChanged { return { status } } ... on Rejection { problems { code message } } } }`;
  const takeBack = async (token: string, id: string): Promise<unknown> => {
    const { data, errors } = await service.ask<{ takeBackQuery: unknown } | null>(token, TAKE_BACK, { id });
    return data?.takeBackQuery ?? errors[0]?.extensions.code;
  };
  const asks = (key: Key, token = APPROVER): Promise<ReturnAnswer> =>
    step(token, 'QueryReturn', { ...key, question: 'Is it whole?' });
  const STEPS = `query ($phase: ID!, $force: ID!, $version: Int!) {
    return(phase: $phase, force: $force, version: $version) {
      queries { askedBy { id } askedAs ending } steps { step state asDeputy person { id } } } }`;
  interface Told {
    readonly return: { readonly queries: readonly object[]; readonly steps: readonly object[] } | null;
  }
  const toldOf = async (key: Key, token = APPROVER): Promise<Told['return']> =>
    (await service.ask<Told>(token, STEPS, key)).data.return;
  const mayQuery = async (key: Key, token = APPROVER): Promise<unknown> => (await historyOf(token, key))?.may['query'];

  it('sends a version back with a question, and signs off the one that the analyst sends then', async () => {
    const key = await submitted();
    expect(await mayQuery(key)).toBe(true);
    expect((await asks(key)).return).toMatchObject({ status: 'QUERIED' });
    expect(await refusal(APPROVER, 'SignOff', key)).toEqual(['NOT_POSSIBLE_NOW']);
    const { data } = await ask<{ phase: { returns: object[] } }>(APPROVER, 'Board', { phase: key.phase });
    expect(data?.phase.returns).toMatchObject([{ status: 'QUERIED', version: 1, openQueries: 1 }]);
    await mustSubmit(service, { phase: key.phase, force: FORCE, figures: [{ measure: 'arrests', value: 28 }] });
    expect((await step(APPROVER, 'SignOff', { ...key, version: 2 })).return).toMatchObject({ status: 'SIGNED_OFF' });
    expect(await toldOf(key, PCC)).toEqual({
      queries: [{ askedBy: { id: APPROVER }, askedAs: 'FORCE_APPROVER', ending: 'OVERTAKEN' }],
      steps: [
        { step: 'SUBMIT', state: 'SUBMITTED', asDeputy: false, person: { id: ANALYST } },
        { step: 'QUERY', state: 'QUERIED', asDeputy: false, person: { id: APPROVER } },
        { step: 'OVERTAKE', state: 'SUBMITTED', asDeputy: false, person: { id: ANALYST } },
      ],
    });
  });

  it('asks after the sign-off too, so that the region waits, but not once the version is accepted', async () => {
    const key = await signedOff();
    const id = (await asks(key)).return?.queries?.[0]?.id ?? '';
    expect(await refusal(COORDINATOR, 'Accept', key)).toEqual(['NOT_POSSIBLE_NOW']);
    expect((await step(ANALYST, 'AnswerQuery', { id, answer: 'It is.' })).return?.status).toBe('SIGNED_OFF');
    await step(COORDINATOR, 'Accept', key);
    const { problems } = await asks(key);
    expect(problems).toEqual([
      { code: 'NOT_POSSIBLE_NOW', message: expect.stringMatching(/is accepted\. .*submit a correction\.$/) },
    ]);
    expect(await historyOf(APPROVER, key)).toMatchObject({
      may: { query: false },
      mayNot: expect.arrayContaining([expect.objectContaining({ action: 'QUERY', code: 'NOT_POSSIBLE_NOW' })]),
    });
    expect(await mayQuery(key, COORDINATOR)).toBe(true);
  });

  it('takes back what the force asked, and the coordinator what the region asked', async () => {
    const key = await submitted();
    await step(COORDINATOR, 'QueryReturn', { ...key, question: 'Is it so?' });
    const [theirs, own] = (await asks(key)).return?.queries ?? [];
    expect(await toldOf(key)).toMatchObject({
      queries: [{ askedAs: 'REGIONAL_COORDINATOR' }, { askedAs: 'FORCE_APPROVER' }],
    });
    const other = (who: RegExp): object => ({
      problems: [{ code: 'NOT_POSSIBLE_NOW', message: expect.stringMatching(who) }],
    });
    expect(await takeBack(APPROVER, theirs?.id ?? '')).toEqual(other(/only the regional coordinator can take it back/));
    expect(await takeBack(COORDINATOR, own?.id ?? '')).toEqual(other(/only an approver of the force can take it back/));
    expect(await takeBack('demo-approver-wiltshire', own?.id ?? '')).toBe('NOT_FOUND');
    expect(await takeBack(APPROVER, own?.id ?? '')).toEqual({ return: { status: 'QUERIED' } });
    expect(await takeBack(COORDINATOR, theirs?.id ?? '')).toEqual({ return: { status: 'SUBMITTED' } });
  });

  it('has an open question again when the version that ended it is withdrawn', async () => {
    const key = await submitted();
    await asks(key);
    await mustSubmit(service, { phase: key.phase, force: FORCE, ...ARRESTS });
    await step(ANALYST, 'Withdraw', { ...key, version: 2, reason: 'Sent too soon.' });
    expect(await historyOf(APPROVER, key)).toMatchObject({ status: 'QUERIED', version: 1, may: { query: true } });
    await step(ANALYST, 'Withdraw', { ...key, reason: 'It is of phase 2.' });
    expect(await mayQuery(key)).toBe(false);
    expect((await asks(key)).problems).toMatchObject([{ code: 'NOT_POSSIBLE_NOW' }]);
  });
});

describe('a deputy', () => {
  const WILTSHIRE = 'demo-approver-wiltshire';
  const question = { question: 'Is it whole?' };

  afterEach(async () => {
    await clearDeputies(service.database);
  });

  it('of an approver sends a version back, unless they submitted it, and does not answer that question', async () => {
    await addDeputy(service.database, { person: ANALYST, role: 'FORCE_APPROVER', force: FORCE });
    const key = await submitted();
    expect((await historyOf(ANALYST, key))?.mayNot).toContainEqual(
      expect.objectContaining({ action: 'QUERY', code: 'SAME_PERSON' }),
    );
    expect(await refusal(ANALYST, 'QueryReturn', { ...key, ...question })).toEqual(['SAME_PERSON']);
    await addDeputy(service.database, { person: WILTSHIRE, role: 'FORCE_APPROVER', force: FORCE });
    await addDeputy(service.database, { person: WILTSHIRE, role: 'FORCE_ANALYST', force: FORCE });
    const asked = await step(WILTSHIRE, 'QueryReturn', { ...key, ...question });
    expect(asked.return?.status).toBe('QUERIED');
    const id = asked.return?.queries?.[0]?.id ?? '';
    expect(await refusal(WILTSHIRE, 'AnswerQuery', { id, answer: 'It is.' })).toEqual(['SAME_PERSON']);
    const { data } = await service.ask<{ return: { steps: object[]; queries: object[] } }>(
      ANALYST,
      'query ($phase: ID!, $force: ID!) { return(phase: $phase, force: $force) { steps { step asDeputy } queries { askedAs } } }',
      { phase: key.phase, force: FORCE },
    );
    expect(data.return.steps.at(-1)).toEqual({ step: 'QUERY', asDeputy: true });
    expect(data.return.queries).toEqual([{ askedAs: 'FORCE_APPROVER' }]);
    expect((await entriesOf(service.database)).at(-1)).toMatchObject({
      actor: WILTSHIRE,
      actor_role: 'FORCE_APPROVER',
      actor_force: FORCE,
      action: 'RETURN_QUERIED',
    });
  });

  it('of the coordinator who is an approver asks for the region, and takes back questions asked in either role', async () => {
    const key = await submitted();
    await step(APPROVER, 'QueryReturn', { ...key, ...question });
    await addDeputy(service.database, { person: APPROVER, role: 'REGIONAL_COORDINATOR' });
    const asked = await step(APPROVER, 'QueryReturn', { ...key, question: 'Is it so?' });
    const READ = 'query ($phase: ID!, $force: ID!) { return(phase: $phase, force: $force) { queries { askedAs } } }';
    const { data } = await service.ask<{ return: unknown }>(APPROVER, READ, { phase: key.phase, force: FORCE });
    expect(data.return).toEqual({ queries: [{ askedAs: 'FORCE_APPROVER' }, { askedAs: 'REGIONAL_COORDINATOR' }] });
    const TAKE_BACK = 'mutation ($id: ID!) { takeBackQuery(id: $id) { __typename } }';
    for (const { id } of asked.return?.queries ?? []) {
      const back = await service.ask(APPROVER, TAKE_BACK, { id });
      expect(back.data).toEqual({ takeBackQuery: { __typename: 'ReturnChanged' } });
    }
    const unsigned = { ...key, withoutSignOff: 'Nobody is there.' };
    await service.ask(COORDINATOR, DOCUMENTS.ACCEPT, unsigned);
    expect(await historyOf(APPROVER, key)).toMatchObject({ status: 'ACCEPTED', may: { query: true } });
    expect((await step(APPROVER, 'QueryReturn', { ...key, ...question })).return?.status).toBe('QUERIED');
  });
});

describe('a person without the rights', () => {
  it('gets FORBIDDEN because of their role or force', async () => {
    const { id, ...key } = await queried();
    const reason = { reason: 'It is of phase 2.' };
    for (const [tokens, operation, variables] of [
      [[ANALYST, COORDINATOR, PCC, 'demo-press', 'demo-admin', 'demo-approver-wiltshire'], 'SignOff', key],
      [
        [ANALYST, PCC, 'demo-press', 'demo-admin', 'demo-approver-wiltshire'],
        'QueryReturn',
        { ...key, question: 'So?' },
      ],
      [[ANALYST, APPROVER, PCC, 'demo-press', 'demo-admin'], 'Accept', key],
      [[APPROVER, PCC, 'demo-press', 'demo-admin', 'demo-analyst-wiltshire'], 'Withdraw', { ...key, ...reason }],
      [[APPROVER, COORDINATOR, PCC, 'demo-press', 'demo-admin'], 'AnswerQuery', { id, answer: 'So it is.' }],
      [[APPROVER, COORDINATOR, PCC, 'demo-press', 'demo-analyst-wiltshire'], 'SaveDraft', { input: draftOf(key) }],
    ] as const) {
      for (const token of tokens) {
        expect([operation, token, (await ask(token, operation, variables)).code]).toEqual([
          operation,
          token,
          'FORBIDDEN',
        ]);
      }
    }
    expect(await historyOf(COORDINATOR, key)).toMatchObject({ status: 'QUERIED' });
  });

  it('gets NOT_FOUND for a question of another force, as for one that does not exist', async () => {
    const { id } = await queried();
    for (const [token, asked] of [
      ['demo-analyst-wiltshire', id],
      [ANALYST, '999999'],
      [ANALYST, 'none'],
    ] as const) {
      expect((await ask(token, 'AnswerQuery', { id: asked, answer: 'So it is.' })).code).toBe('NOT_FOUND');
    }
  });

  it('gets NOT_FOUND for an unknown phase or force, before FORBIDDEN', async () => {
    const key = { phase: 'scorpion-99', force: FORCE, version: 1 };
    expect((await ask('demo-press', 'SignOff', key)).code).toBe('NOT_FOUND');
    expect((await ask('demo-press', 'Accept', { ...key, phase: 'scorpion-1', force: 'narnia' })).code).toBe(
      'NOT_FOUND',
    );
    expect((await ask('demo-press', 'SaveDraft', { input: draftOf(key) })).code).toBe('NOT_FOUND');
  });

  it('gets null for the return of another force', async () => {
    const key = await accepted();
    for (const role of ['analyst', 'approver', 'pcc']) {
      expect(await historyOf(`demo-${role}-wiltshire`, key)).toBeNull();
    }
    expect((await ask('demo-press', 'History', key)).code).toBe('FORBIDDEN');
  });
});

it('a step warns of text that looks like personal data, and stores the warning', async () => {
  const key = await submitted();
  const variables = { ...key, reason: 'Sent twice; call 07700 900123.' };
  const WITHDRAW = `mutation ($phase: ID!, $force: ID!, $version: Int!, $reason: String!) {
    withdrawReturn(phase: $phase, force: $force, version: $version, reason: $reason) {
      ... on ReturnChanged { return { status } warnings { code severity message } } } }`;
  const { data } = await service.ask<{ withdrawReturn: unknown }>(ANALYST, WITHDRAW, variables);
  const message = expect.stringMatching(
    /^The reason contains what looks like a phone number\. .* data protection officer/,
  );
  expect(data.withdrawReturn).toEqual({
    return: { status: 'WITHDRAWN' },
    warnings: [{ code: 'PERSONAL_DATA', severity: 'WARNING', message }],
  });
});

it('a draft is hidden from everybody except its force', async () => {
  phases += 1;
  const key = { phase: `life-${phases}`, force: FORCE };
  await step(ANALYST, 'SaveDraft', { input: key });
  for (const [token, status] of [
    ...[ANALYST, APPROVER].map((one) => [one, 'DRAFT'] as const),
    ...[COORDINATOR, PCC].map((one) => [one, 'NOT_STARTED'] as const),
  ]) {
    expect(await historyOf(token, key)).toMatchObject({ status, version: 0 });
    const DRAFT = 'query ($phase: ID!, $force: ID!) { return(phase: $phase, force: $force) { draft { revision } } }';
    const { data } = await service.ask<{ return: unknown }>(token, DRAFT, key);
    expect(data.return).toEqual({ draft: status === 'DRAFT' ? { revision: 1 } : null });
  }
  expect(await readReturn(service, key, 'demo-analyst-wiltshire')).toBeNull();
});

it('the board shows whose step is next', async () => {
  const key = await queried();
  const { data, errors } = await ask<{ phase: { returns: object[] } | null }>(COORDINATOR, 'Board', {
    phase: key.phase,
  });
  expect(errors).toEqual([]);
  const row = { force: { code: FORCE }, status: 'QUERIED', version: 1, openQueries: 1 };
  expect(data?.phase?.returns).toMatchObject([row]);
});

const draftOf = ({ phase, force }: Key): object => ({ phase, force });

async function signOff(key: Key, acknowledgements: readonly object[]): Promise<unknown> {
  const SIGN_OFF = `mutation ($phase: ID!, $force: ID!, $version: Int!, $acknowledgements: [AcknowledgementInput!]) {
    signOffReturn(phase: $phase, force: $force, version: $version, acknowledgements: $acknowledgements) {
      ... on ReturnChanged { return { status } } ... on Rejection { problems { code } } } }`;
  const { data } = await service.ask<{ signOffReturn: unknown }>(APPROVER, SIGN_OFF, { ...key, acknowledgements });
  return data.signOffReturn;
}
