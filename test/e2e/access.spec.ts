import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import request from 'supertest';
import { expireToken, identitiesOf } from '../support/database/database-states.js';
import { shortOrFull } from '../support/run/full-run.js';
import { mustSubmit, readReturn, submit } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const FORCES = [
  'avon-and-somerset',
  'btp',
  'crimestoppers',
  'devon-and-cornwall',
  'dorset',
  'gloucestershire',
  'swrocu',
  'wiltshire',
];
const FORCE_KINDS = ['analyst', 'approver', 'pcc'];
const EVERYBODY = [...FORCE_KINDS, 'coordinator', 'press', 'admin'];
const READS_FIGURES = [...FORCE_KINDS, 'coordinator'];
const READS_RELEASES = [...READS_FIGURES, 'press'];
const APPOINTS = ['approver', 'coordinator'];

/**
 * One call of every operation that there is, about a force, and the kinds of identity that may make it. `told`: the code
 * of the error that they are told then, where there is nothing to do it to.
 */
const OPERATIONS: Readonly<
  Record<string, { query: (force: string) => string; may: readonly string[]; told?: string }>
> = {
  auditEntries: { query: () => '{ auditEntries(first: 1) { id person { name } } }', may: ['admin'] },
  appointDeputy: {
    query: (force) => `mutation { appointDeputy(input: { person: "nobody", role: FORCE_ANALYST, force: "${force}",
      from: "2026-01-01", until: "2026-01-01", reason: "r" }) { __typename } }`,
    may: APPOINTS,
  },
  breakdowns: { query: () => '{ breakdowns(codes: ["drug"]) { code } }', may: EVERYBODY },
  deputies: { query: () => '{ deputies { id } }', may: ['analyst', ...APPOINTS] },
  deputyCandidates: {
    query: (force) => `{ deputyCandidates(force: "${force}") { person { id } } }`,
    may: APPOINTS,
  },
  endDeputy: {
    query: () => 'mutation { endDeputy(id: "999999") { __typename } }',
    may: APPOINTS,
    told: 'NOT_FOUND',
  },
  force: { query: (force) => `{ force(code: "${force}") { code } }`, may: EVERYBODY },
  forces: { query: () => '{ forces { code } }', may: EVERYBODY },
  forceTotals: { query: (force) => `{ forceTotals(force: "${force}") { version } }`, may: READS_FIGURES },
  measure: { query: () => '{ measure(code: "arrests") { name } }', may: EVERYBODY },
  measureHistory: { query: () => '{ measureHistory(measure: "arrests") { version } }', may: EVERYBODY },
  measures: { query: () => '{ measures(first: 1) { code } }', may: EVERYBODY },
  operation: { query: () => '{ operation(code: "scorpion") { code } }', may: EVERYBODY },
  operations: { query: () => '{ operations { code } }', may: EVERYBODY },
  phase: { query: () => '{ phase(code: "scorpion-1") { code participants { participation } } }', may: EVERYBODY },
  phases: { query: () => '{ phases(first: 2) { code asks { ask } } }', may: EVERYBODY },
  regionalTotals: { query: () => '{ regionalTotals(phase: "scorpion-1") { asOf } }', may: READS_FIGURES },
  return: { query: (force) => `{ return(phase: "scorpion-1", force: "${force}") { status } }`, may: READS_FIGURES },
  submitReturn: {
    query: (force) => `mutation { submitReturn(input: { phase: "scorpion-1", force: "${force}", nil: ["arrests"] })
      { __typename } }`,
    may: ['analyst', 'coordinator'],
  },
  returnDifference: {
    query: (force) => `{ returnDifference(phase: "scorpion-1", force: "${force}", from: 1, to: 2) { from } }`,
    may: READS_FIGURES,
  },
  saveDraft: {
    query: (force) => `mutation { saveDraft(input: { phase: "scorpion-1", force: "${force}" }) { __typename } }`,
    may: ['analyst'],
  },
  discardDraft: {
    query: (force) => `mutation { discardDraft(phase: "scorpion-1", force: "${force}") { __typename } }`,
    may: ['analyst'],
  },
  answerQuery: {
    query: () => 'mutation { answerQuery(id: "999999", answer: "a") { __typename } }',
    may: ['analyst'],
    told: 'NOT_FOUND',
  },
  takeBackQuery: {
    query: () => 'mutation { takeBackQuery(id: "999999") { __typename } }',
    may: ['approver', 'coordinator'],
    told: 'NOT_FOUND',
  },
  ...Object.fromEntries(
    Object.entries({
      signOffReturn: { more: '', may: ['approver'] },
      queryReturn: { more: ', question: "q"', may: ['approver', 'coordinator'] },
      acceptReturn: { more: '', may: ['coordinator'] },
      undoAcceptance: { more: ', reason: "r"', may: ['coordinator'] },
      withdrawReturn: { more: ', reason: "r"', may: ['analyst', 'coordinator'] },
    }).map(([name, { more, may }]) => [
      name,
      {
        query: (force: string) =>
          `mutation { ${name}(phase: "scorpion-13", force: "${force}", version: 9${more}) { __typename } }`,
        may,
      },
    ]),
  ),
  erasePersonName: {
    query: () => 'mutation { erasePersonName(id: "demo-analyst-dorset") { name } }',
    may: ['admin'],
  },
  ...Object.fromEntries(
    Object.entries({
      createOperation: 'code: "NOT ALLOWED", name: "n"',
      joinOperation: 'operation: "viper", force: "dorset", participation: TAKING_PART, from: "1900-01-01"',
      leaveOperation: 'operation: "viper", force: "btp", until: "2026-01-01"',
      takeBackLeaving: 'operation: "viper", force: "btp"',
      undoMerger: 'into: "btp"',
      mergeForces: 'from: ["dorset"], into: { code: "btp", name: "n", kind: PARTNER }, on: "2026-01-01"',
      createPhase:
        'input: { operation: "viper", code: "NOT ALLOWED", name: "n", startsOn: "2026-01-01", endsOn: "2026-01-01" }',
      changePhase: 'input: { phase: "viper-2024", name: "" }',
      openPhase: 'phase: "viper-2024"',
      closePhase: 'phase: "viper-2024", expectedStatus: PLANNED',
      discardPhase: 'phase: "viper-2024", reason: ""',
      restorePhase: 'phase: "viper-2024"',
      setParticipation: 'phase: "viper-2024", force: "dorset", participation: TAKING_PART',
      setAsk: 'phase: "viper-2024", measure: "arrests", ask: null',
      grantException: 'phase: "viper-2024", force: "dorset", until: "2000-01-01T00:00:00Z", reason: ""',
      revokeException: 'phase: "viper-2024", force: "dorset"',
    }).map(([name, args]) => [
      name,
      { query: () => `mutation { ${name}(${args}) { __typename } }`, may: ['coordinator'] },
    ]),
  ),
  release: { query: () => '{ release(phase: "scorpion-1") { version } }', may: READS_RELEASES },
  releases: { query: () => '{ releases(phase: "scorpion-1") { version } }', may: READS_RELEASES },
  headlines: { query: () => '{ headlines(phase: "scorpion-1") { version } }', may: READS_RELEASES },
  checkText: {
    query: () => '{ checkText(phase: "scorpion-1", text: "26 arrests") { version } }',
    may: READS_RELEASES,
  },
  releaseDraft: { query: () => '{ releaseDraft(phase: "scorpion-1") { preparedAt } }', may: READS_RELEASES },
  releaseReaders: { query: () => '{ releaseReaders(operation: "viper") { id } }', may: ['coordinator'] },
  releaseReads: { query: () => '{ releaseReads(phase: "scorpion-1", first: 1) { at } }', may: ['coordinator'] },
  releaseSteps: { query: () => '{ releaseSteps(phase: "scorpion-1", first: 1) { at } }', may: ['coordinator'] },
  preElectionPeriods: { query: () => '{ preElectionPeriods { name } }', may: EVERYBODY },
  copiedHeadlines: { query: () => '{ copiedHeadlines(first: 1) { version } }', may: READS_RELEASES },
  copyHeadline: {
    query: () => 'mutation { copyHeadline(phase: "scorpion-1", version: 1, measure: "arrests") { version } }',
    may: READS_RELEASES,
    told: 'NOT_FOUND',
  },
  discardReleaseDraft: {
    query: () => 'mutation { discardReleaseDraft(phase: "viper-2024") }',
    may: ['coordinator'],
  },
  ...Object.fromEntries(
    Object.entries({
      publishRelease: 'input: { phase: "viper-2024" }',
      prepareRelease: 'phase: "viper-2024"',
      setReleaseReaders: 'operation: "viper", namedReaders: []',
      setPreElectionPeriods: 'periods: []',
    }).map(([name, args]) => [
      name,
      { query: () => `mutation { ${name}(${args}) { __typename } }`, may: ['coordinator'] },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({
      withdrawRelease: ', reason: "r"',
      bringReleaseForward: '',
      recordReleaseEvent: ', event: SENT_TO_MEDIA',
    }).map(([name, more]) => [
      name,
      {
        query: () => `mutation { ${name}(phase: "viper-2024", version: 1${more}) { __typename } }`,
        may: ['coordinator'],
        told: 'NOT_FOUND',
      },
    ]),
  ),
  defineMeasure: {
    query: () => `mutation { defineMeasure(input: { code: "NOT ALLOWED", name: "n", definition: "d", unit: COUNT,
      category: ARRESTS }) { __typename } }`,
    may: ['admin'],
  },
};

/** Every demo identity, with its kind and the force that it calls about: its own where it has one. */
const IDENTITIES = [
  ...FORCES.flatMap((force) => FORCE_KINDS.map((kind) => ({ token: `demo-${kind}-${force}`, kind, force }))),
  ...['coordinator', 'press', 'admin'].map((kind) => ({ token: `demo-${kind}`, kind, force: 'dorset' })),
];

/** In the short run, those of one force speak for the others of their kind. */
const CALLERS = IDENTITIES.filter(({ force }) => shortOrFull(['dorset'], FORCES).includes(force));

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function codesFor(token: string | null, query: string): Promise<string[]> {
  const { errors } = await service.ask(token, query);
  return errors.map(({ extensions }) => extensions.code);
}

describe('the table of who may what', () => {
  it('covers every operation of the schema and every identity of the demo', async () => {
    const schema = buildSchema(readFileSync(new URL('../../src/schema.graphql', import.meta.url), 'utf8'));
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(Object.keys(OPERATIONS).sort()).toEqual(fields.sort());
    expect(await identitiesOf(service.database)).toEqual(IDENTITIES.map(({ token }) => token).sort());
    expect(IDENTITIES).toHaveLength(27);
  });

  it.each(CALLERS)('holds for $token', async ({ token, kind, force }) => {
    const found = await Promise.all(
      Object.entries(OPERATIONS).map(async ([name, { query }]) => [name, await codesFor(token, query(force))] as const),
    );
    const expected = Object.entries(OPERATIONS).map(([name, { may, told }]) => [
      name,
      may.includes(kind) ? [told ?? []].flat() : ['FORBIDDEN'],
    ]);
    expect(found).toEqual(expected);
  });

  it.each(Object.entries(OPERATIONS))('lets nobody without a token call %s', async (_, { query }) => {
    expect(await codesFor(null, query('dorset'))).toEqual(['UNAUTHENTICATED']);
    expect(await codesFor('nobody', query('dorset'))).toEqual(['UNAUTHENTICATED']);
  });
});

describe("another force's return", () => {
  const OTHER = { phase: 'scorpion-2', force: 'wiltshire' };
  const THEIRS = CALLERS.filter(({ token, kind }) => FORCE_KINDS.includes(kind) && !token.endsWith('wiltshire'));

  it.each(THEIRS)('is not there for $token, whether or not one was sent', async ({ token }) => {
    expect(await readReturn(service, { ...OTHER, phase: 'scorpion-3' }, token)).toBeNull();
    const sent = await mustSubmit(service, { ...OTHER, nil: ['arrests'] }, 'demo-coordinator');
    expect(await readReturn(service, OTHER, token)).toBeNull();
    expect(await readReturn(service, { ...OTHER, version: sent.return.version }, token)).toBeNull();
    expect(await readReturn(service, { ...OTHER, version: 99 }, token)).toBeNull();
  });

  it.each(THEIRS.filter(({ kind }) => kind === 'analyst'))('is not written by $token', async ({ token }) => {
    const before = await readReturn(service, OTHER);
    const { data, errors } = await submit(service, { ...OTHER, nil: ['arrests'] }, token);
    expect([data, errors[0]?.extensions.code]).toEqual([{ submitReturn: null }, 'FORBIDDEN']);
    expect(await readReturn(service, OTHER)).toEqual(before);
  });

  it.each(['approver', 'pcc', 'analyst'])("is read by its own force's %s, and by the coordinator", async (kind) => {
    const { return: sent } = await mustSubmit(service, { ...OTHER, nil: ['charges'] });
    expect(await readReturn(service, OTHER, `demo-${kind}-wiltshire`)).toEqual(sent);
    expect(await readReturn(service, OTHER, 'demo-coordinator')).toEqual(sent);
  });
});

describe('what is wrong is told in one order: who calls, what does not exist, what they may', () => {
  const returnOf = (phase: string, force: string): string =>
    `{ return(phase: "${phase}", force: "${force}") { status } }`;
  const sendTo = (phase: string, force: string): string =>
    `mutation { submitReturn(input: { phase: "${phase}", force: "${force}", nil: ["arrests"] }) { __typename } }`;
  const totals = (phase: string, measures: string): string =>
    `{ regionalTotals(phase: "${phase}", measures: ${measures}) { asOf } }`;
  const forceTotals = (others: string): string => `{ forceTotals(force: "dorset", ${others}) { version } }`;
  const everyone = [
    'demo-analyst-dorset',
    'demo-approver-btp',
    'demo-pcc-dorset',
    'demo-coordinator',
    'demo-press',
    'demo-admin',
  ];

  it.each([
    ['an unknown phase of a return', returnOf('scorpion-99', 'wiltshire'), 'NOT_FOUND'],
    ['an unknown force of a return', returnOf('scorpion-1', 'kent'), 'NOT_FOUND'],
    ['an unknown phase to send to', sendTo('scorpion-99', 'wiltshire'), 'NOT_FOUND'],
    ['an unknown force to send for', sendTo('scorpion-1', 'kent'), 'NOT_FOUND'],
    ['the totals of an unknown phase', totals('scorpion-99', '["arrests"]'), 'NOT_FOUND'],
    ['the totals of an unknown phase and measure', totals('scorpion-99', '["nope"]'), 'NOT_FOUND'],
    ['the totals of an unknown measure', totals('scorpion-1', '["arrests", "nope"]'), 'BAD_USER_INPUT'],
    ['the totals of an unknown force', '{ forceTotals(force: "kent", operation: "nope") { version } }', 'NOT_FOUND'],
    [
      'the totals of a force in an unknown operation',
      forceTotals('operation: "nope", measures: ["nope"]'),
      'NOT_FOUND',
    ],
    ['the totals of a force in an unknown measure', forceTotals('measures: ["arrests", "nope"]'), 'BAD_USER_INPUT'],
    ['one unknown phase', '{ phase(code: "scorpion-99") { code } }', 'NOT_FOUND'],
    ['one unknown force', '{ force(code: "kent") { code } }', 'NOT_FOUND'],
    ['one unknown operation', '{ operation(code: "venetic") { code } }', 'NOT_FOUND'],
    ['one unknown measure', '{ measure(code: "nope") { name } }', 'NOT_FOUND'],
    ['the history of an unknown measure', '{ measureHistory(measure: "nope") { version } }', 'NOT_FOUND'],
    ['the release of an unknown phase', '{ release(phase: "scorpion-99", version: 1) { version } }', 'NOT_FOUND'],
    ['the releases of an unknown phase', '{ releases(phase: "scorpion-99") { version } }', 'NOT_FOUND'],
    ['the headlines of an unknown phase', '{ headlines(phase: "scorpion-99") { version } }', 'NOT_FOUND'],
    ['the draft of an unknown phase', '{ releaseDraft(phase: "scorpion-99") { preparedAt } }', 'NOT_FOUND'],
    ['the steps of an unknown phase', '{ releaseSteps(phase: "scorpion-99") { at } }', 'NOT_FOUND'],
    ['the reads of an unknown phase', '{ releaseReads(phase: "scorpion-99") { at } }', 'NOT_FOUND'],
    ['the readers of an unknown operation', '{ releaseReaders(operation: "venetic") { id } }', 'NOT_FOUND'],
    [
      'a release of an unknown phase to publish',
      'mutation { publishRelease(input: { phase: "scorpion-99" }) { __typename } }',
      'NOT_FOUND',
    ],
    [
      'a draft of an unknown phase to prepare',
      'mutation { prepareRelease(phase: "scorpion-99") { __typename } }',
      'NOT_FOUND',
    ],
    ['a draft of an unknown phase to discard', 'mutation { discardReleaseDraft(phase: "scorpion-99") }', 'NOT_FOUND'],
    [
      'a release of an unknown phase to withdraw',
      'mutation { withdrawRelease(phase: "scorpion-99", version: 1, reason: "") { __typename } }',
      'NOT_FOUND',
    ],
    [
      'a release of an unknown phase to bring forward',
      'mutation { bringReleaseForward(phase: "scorpion-99", version: 1) { __typename } }',
      'NOT_FOUND',
    ],
    [
      'an event of a release of an unknown phase',
      'mutation { recordReleaseEvent(phase: "scorpion-99", version: 1, event: LEAK_DECLARED) { __typename } }',
      'NOT_FOUND',
    ],
    [
      'a headline of an unknown phase to copy',
      'mutation { copyHeadline(phase: "scorpion-99", version: 1, measure: "arrests") { version } }',
      'NOT_FOUND',
    ],
    [
      'readers of an unknown operation',
      'mutation { setReleaseReaders(operation: "venetic", namedReaders: []) { __typename } }',
      'NOT_FOUND',
    ],
  ])('%s', async (_, query, code) => {
    for (const token of everyone) {
      expect([token, await codesFor(token, query)]).toEqual([token, [code]]);
    }
    expect(await codesFor(null, query)).toEqual(['UNAUTHENTICATED']);
  });
});

describe('a token', () => {
  async function codeFor(authorization: string): Promise<string | undefined> {
    const { body } = await request(service.url)
      .post('/graphql')
      .set({ authorization })
      .send({ query: '{ operations { code } }' });
    return (body as { errors?: [{ extensions: { code: string } }] }).errors?.[0].extensions.code;
  }

  it.each(['bearer demo-press', 'BEARER demo-press', 'Bearer  demo-press', 'Bearer demo-press '])(
    'is taken as %j',
    async (authorization) => {
      expect(await codeFor(authorization)).toBeUndefined();
    },
  );

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'demo-press',
    'Basic demo-press',
    'Bearer demo-press extra',
    'Bearer DEMO-PRESS',
    "Bearer ' OR 1=1",
    'Bearer null',
    `Bearer ${'x'.repeat(10_240)}`,
  ])('is not taken as %.40j', async (authorization) => {
    expect(await codeFor(authorization)).toBe('UNAUTHENTICATED');
  });

  it('is taken until it expires', async () => {
    expect(await codeFor('Bearer demo-analyst-swrocu')).toBeUndefined();
    await expireToken(service.database, 'demo-analyst-swrocu');
    expect(await codeFor('Bearer demo-analyst-swrocu')).toBe('UNAUTHENTICATED');
  });
});
