import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { dayFromToday } from '../support/api/deputies-api.js';
import { recordStatements } from '../support/database/statement-count.js';
import { currentReturn } from '../support/api/return-steps.js';
import { unrecorded } from '../support/database/recorded-contents.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * Until a transaction ends, every other one that adds an entry waits for it. So the entry goes to PostgreSQL together
 * with the COMMIT, in one message, whatever the action.
 */
const ANALYST = 'demo-analyst-dorset';
const APPROVER = 'demo-approver-dorset';
const COORDINATOR = 'demo-coordinator';
const KEY = 'phase: "scorpion-5", force: "dorset"';
const INPUT = `{ ${KEY}, figures: [{ measure: "arrests", value: 5 }], reason: "More came." }`;
const DRAFT = 'saveDraft(input: { phase: "scorpion-6", force: "dorset", figures: [] })';

/** The person and the mutation, in an order in which each is allowed. */
const MUTATIONS: readonly (readonly [string, string])[] = [
  [
    'demo-admin',
    'defineMeasure(input: { code: "drones", name: "Drones", category: SEIZURES, unit: COUNT, definition: "Drones." })',
  ],
  ['demo-admin', 'erasePersonName(id: "demo-press")'],
  [COORDINATOR, 'createOperation(code: "kestrel", name: "Kestrel")'],
  [COORDINATOR, 'joinOperation(operation: "kestrel", force: "dorset", from: "2027-01-01", participation: TAKING_PART)'],
  [
    COORDINATOR,
    'createPhase(input: { operation: "kestrel", name: "Kestrel 1", startsOn: "2027-02-01", endsOn: "2027-02-07" })',
  ],
  [COORDINATOR, 'changePhase(input: { phase: "kestrel-1", focus: "Vans" })'],
  [COORDINATOR, 'openPhase(phase: "kestrel-1")'],
  [
    COORDINATOR,
    'setParticipation(phase: "kestrel-1", force: "wiltshire", participation: TAKING_PART, reason: "It came.")',
  ],
  [COORDINATOR, 'setAsk(phase: "kestrel-1", measure: "drones", ask: CORE)'],
  [COORDINATOR, 'grantException(phase: "kestrel-1", force: "dorset", until: "2099-12-01T12:00:00Z", reason: "Away.")'],
  [COORDINATOR, 'revokeException(phase: "kestrel-1", force: "dorset")'],
  [COORDINATOR, 'closePhase(phase: "kestrel-1", confirm: true)'],
  [COORDINATOR, 'discardPhase(phase: "kestrel-1", reason: "By mistake.")'],
  [COORDINATOR, 'restorePhase(phase: "kestrel-1")'],
  [
    COORDINATOR,
    'createPhase(input: { operation: "kestrel", name: "Kestrel 2", startsOn: "2026-01-05", endsOn: "2026-01-11", participants: [{ force: "dorset", participation: TAKING_PART }], totalsHeldBack: true, confirm: true })',
  ],
  [COORDINATOR, 'openPhase(phase: "kestrel-2", reason: "It is late.")'],
  [
    ANALYST,
    'submitReturn(input: { phase: "kestrel-2", force: "dorset", figures: [{ measure: "arrests", value: 5 }] })',
  ],
  [COORDINATOR, 'acceptReturn(phase: "kestrel-2", force: "dorset", version: 1, withoutSignOff: "Nobody is there.")'],
  [COORDINATOR, 'setReleaseReaders(operation: "kestrel", namedReaders: ["demo-press"])'],
  [COORDINATOR, 'setPreElectionPeriods(periods: [{ name: "Local", from: "2026-03-27", until: "2026-05-07" }])'],
  [COORDINATOR, 'prepareRelease(phase: "kestrel-2", namedReaders: ["demo-pcc-dorset"])'],
  [COORDINATOR, 'discardReleaseDraft(phase: "kestrel-2")'],
  [
    COORDINATOR,
    'publishRelease(input: { phase: "kestrel-2", embargoUntil: "2099-01-05T12:00:00Z", acknowledgements: [{ code: NOT_SIGNED_OFF, reason: "Nobody is there." }] })',
  ],
  [COORDINATOR, 'recordReleaseEvent(phase: "kestrel-2", version: 1, event: SENT_TO_MEDIA)'],
  [COORDINATOR, 'bringReleaseForward(phase: "kestrel-2", version: 1)'],
  ['demo-press', 'copyHeadline(phase: "kestrel-2", version: 1, measure: "arrests", force: "dorset")'],
  [COORDINATOR, 'withdrawRelease(phase: "kestrel-2", version: 1, reason: "The wrong phase.")'],
  [COORDINATOR, 'leaveOperation(operation: "kestrel", force: "dorset", until: "2027-06-01")'],
  [COORDINATOR, 'takeBackLeaving(operation: "kestrel", force: "dorset")'],
  [
    COORDINATOR,
    'mergeForces(from: ["btp", "swrocu"], into: { code: "both", name: "Both", kind: PARTNER }, on: "2099-01-01")',
  ],
  [COORDINATOR, 'undoMerger(into: "both")'],
  [
    COORDINATOR,
    'appointDeputy(input: { person: "demo-analyst-wiltshire", role: FORCE_ANALYST, force: "dorset", from: "<day>", until: "<day>", reason: "Away." })',
  ],
  [COORDINATOR, 'endDeputy(id: "1")'],
  [ANALYST, DRAFT],
  [ANALYST, 'discardDraft(phase: "scorpion-6", force: "dorset")'],
  [ANALYST, `submitReturn(input: ${INPUT})`],
  [COORDINATOR, `queryReturn(${KEY}, version: 1, question: "All of them?")`],
  [ANALYST, 'answerQuery(id: "<question>", answer: "All of them.")'],
  [COORDINATOR, `queryReturn(${KEY}, version: 1, question: "Really?")`],
  [COORDINATOR, 'takeBackQuery(id: "<question>")'],
  [APPROVER, `queryReturn(${KEY}, version: 1, question: "Is it whole?")`],
  [APPROVER, 'takeBackQuery(id: "<question>")'],
  [APPROVER, `signOffReturn(${KEY}, version: 1, acknowledgements: [])`],
  [COORDINATOR, `acceptReturn(${KEY}, version: 1)`],
  [COORDINATOR, `undoAcceptance(${KEY}, version: 1, reason: "Too early.")`],
  [ANALYST, `withdrawReturn(${KEY}, version: 1, reason: "The wrong phase.")`],
];

/** What is selected of mutations that have no problems to answer. */
const SELECTIONS: Readonly<Record<string, string>> = {
  erasePersonName: '{ __typename }',
  copyHeadline: '{ __typename }',
  discardReleaseDraft: '',
};

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(async () => {
  await service.stop();
});

const nameOf = (mutation: string): string => mutation.slice(0, mutation.indexOf('('));

/** A mutation with values that only the database has. */
async function filled(mutation: string): Promise<string> {
  const open = async (): Promise<string> => {
    const { queries } = await currentReturn(service, { phase: 'scorpion-5', force: 'dorset' });
    return queries.find(({ ending }) => ending === null)?.id ?? '';
  };
  return mutation
    .replaceAll('<day>', mutation.includes('<day>') ? await dayFromToday(service.database, 2) : '')
    .replace('<question>', mutation.includes('<question>') ? await open() : '');
}

it('every mutation of the schema is in the list', async () => {
  const schema = buildSchema(await readFile('src/schema.graphql', 'utf8'));
  const listed = new Set(MUTATIONS.map(([, mutation]) => nameOf(mutation)));
  expect([...listed].sort()).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort());
});

it.each(MUTATIONS)('the audit entry comes last when %s sends %s', async (token, mutation) => {
  const selection = SELECTIONS[nameOf(mutation)] ?? '{ __typename ... on Rejection { problems { message } } }';
  const document = `mutation { done: ${await filled(mutation)} ${selection} }`;
  const sent = await recordStatements(async () => {
    const { data, errors } = await service.ask<{ done: { problems?: unknown } | null } | null>(token, document);
    expect([errors, data?.done?.problems]).toEqual([[], undefined]);
  });
  const recorded = sent.filter(({ text }) => text.includes('append_audit_entry'));
  expect(recorded).toHaveLength(1);
  // No value here contains a semicolon.
  const statements = recorded[0]?.text.split('; ') ?? [];
  expect(statements.at(-1)).toBe('COMMIT');
  for (const statement of statements.slice(0, -1)) expect(statement).toMatch(/^SELECT append_audit_entry\(.*\)$/);
});

it('leaves every row as an audit entry recorded it', async () => {
  expect(await unrecorded(service.database)).toEqual([]);
});

it('shows an entry whose action was recorded by hand, with a code of its own', async () => {
  await service.database.asOwner(`
    SELECT set_config('scorpion.actor_id', 'system', false), set_config('scorpion.actor_role', 'SYSTEM', false),
      append_audit_entry('system', 'SOMETHING_ELSE', NULL, NULL, '{}')`);
  const { data, errors } = await service.ask<{ auditEntries: { action: string }[] }>(
    'demo-admin',
    '{ auditEntries(newestFirst: true, first: 1) { action } }',
  );
  expect([errors, data.auditEntries]).toEqual([[], [{ action: 'UNKNOWN' }]]);
});
