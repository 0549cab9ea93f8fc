import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DocumentNode } from 'graphql';
import type { Action } from '../../src/returns/domain/index.js';
import { shortOrFull } from '../support/run/full-run.js';
import { withLock } from '../support/database/blocking-lock.js';
import { recordContents, unrecorded } from '../support/database/recorded-contents.js';
import { DOCUMENTS, HISTORY, type Kind } from '../support/lifecycle/documents.js';
import { addOpenPhases, addSecondPeople, FORCE } from '../support/lifecycle/people.js';
import { startInProcess, type ServiceInProcess } from '../support/service/service-in-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * Two people take two steps on one return at once, on two connections: both are under way, held up by somebody else's
 * lock, before either can go on. What comes of it is what comes of the same two steps one after the other, in their
 * order of arrival, though the second knew nothing of the first.
 */
/** SEND_BACK: an approver of the force asks. */
type Step = Action | 'SEND_BACK' | 'SAVE' | 'DISCARD';

interface Sent {
  readonly kind: Kind;
  readonly role: 'analyst' | 'approver' | 'coordinator';
  /** @param question the id of an open one */
  readonly variables: (version: number, question: string) => object;
}

const WHY = { reason: 'Why' };
const figures = [{ measure: 'arrests', value: 3 }];

/** Each version has another figure, because one that has changed nothing would need a reason at sign-off. */
const submission = (expectedVersion: number): object => ({
  input: { figures: [{ measure: 'arrests', value: 3 + expectedVersion }], expectedVersion, ...WHY },
});

/** A step as somebody takes it who has read the return: `version` is the one that it is about. */
const STEPS: Readonly<Record<Step, Sent>> = {
  SUBMIT: { kind: 'SUBMIT', role: 'analyst', variables: submission },
  CORRECT: { kind: 'SUBMIT', role: 'analyst', variables: submission },
  SIGN_OFF: { kind: 'SIGN_OFF', role: 'approver', variables: (version) => ({ version }) },
  QUERY: { kind: 'QUERY', role: 'coordinator', variables: (version) => ({ version, question: 'Why?' }) },
  SEND_BACK: { kind: 'QUERY', role: 'approver', variables: (version) => ({ version, question: 'Is it whole?' }) },
  ANSWER: { kind: 'ANSWER', role: 'analyst', variables: (_, id) => ({ id, answer: 'So' }) },
  TAKE_BACK: { kind: 'TAKE_BACK', role: 'coordinator', variables: (_, id) => ({ id }) },
  ACCEPT: { kind: 'ACCEPT', role: 'coordinator', variables: (version) => ({ version }) },
  ACCEPT_WITHOUT_SIGN_OFF: {
    kind: 'ACCEPT',
    role: 'coordinator',
    variables: (version) => ({ version, withoutSignOff: 'Why' }),
  },
  UNDO_ACCEPTANCE: { kind: 'UNDO_ACCEPTANCE', role: 'coordinator', variables: () => ({ version: 1, ...WHY }) },
  WITHDRAW: { kind: 'WITHDRAW', role: 'analyst', variables: (version) => ({ version, ...WHY }) },
  SAVE: { kind: 'SAVE', role: 'analyst', variables: () => ({ expectedRevision: 1, input: { figures } }) },
  DISCARD: { kind: 'DISCARD', role: 'analyst', variables: () => ({ expectedRevision: 1 }) },
};

const person = ({ role }: Sent, isSecond: boolean): string => {
  const first = isSecond ? 'second' : 'demo';
  return role === 'coordinator' ? `${first}-${role}` : `${first}-${role}-${FORCE}`;
};

/** What the second comes to: it is done, or refused with VERSION_CONFLICT or NOT_POSSIBLE_NOW. */
type Outcome = 'done' | 'version' | 'not now';
const CODES = { version: 'VERSION_CONFLICT', 'not now': 'NOT_POSSIBLE_NOW' } as const;

interface State {
  readonly name: string;
  readonly before: readonly Step[];
  /** The version that stands. */
  readonly version: number;
  /** Each step that may be taken first, with what then comes of each other. */
  readonly table: Partial<Record<Step, Partial<Record<Step, Outcome>>>>;
}

const [done, version, now] = ['done', 'version', 'not now'] as const;
const SIGNED: readonly Step[] = ['SUBMIT', 'SIGN_OFF'];

const STATES: readonly State[] = [
  {
    name: 'SUBMITTED',
    before: ['SUBMIT'],
    version: 1,
    table: {
      SUBMIT: {
        SUBMIT: version,
        SIGN_OFF: version,
        QUERY: version,
        SEND_BACK: version,
        ACCEPT_WITHOUT_SIGN_OFF: version,
        WITHDRAW: version,
      },
      SIGN_OFF: { SUBMIT: done, SIGN_OFF: now, QUERY: done, ACCEPT_WITHOUT_SIGN_OFF: now, WITHDRAW: done },
      QUERY: { SUBMIT: done, SIGN_OFF: now, QUERY: done, ACCEPT_WITHOUT_SIGN_OFF: now, WITHDRAW: done },
      SEND_BACK: { SUBMIT: done, SIGN_OFF: now, QUERY: done, ACCEPT_WITHOUT_SIGN_OFF: now, WITHDRAW: done },
      ACCEPT_WITHOUT_SIGN_OFF: {
        SUBMIT: done,
        SIGN_OFF: now,
        QUERY: done,
        SEND_BACK: now,
        ACCEPT_WITHOUT_SIGN_OFF: now,
        WITHDRAW: now,
      },
      WITHDRAW: {
        SUBMIT: version,
        SIGN_OFF: now,
        QUERY: now,
        SEND_BACK: now,
        ACCEPT_WITHOUT_SIGN_OFF: now,
        WITHDRAW: now,
      },
    },
  },
  {
    name: 'QUERIED',
    before: ['SUBMIT', 'QUERY'],
    version: 1,
    table: {
      SUBMIT: { SUBMIT: version, QUERY: version, SEND_BACK: version, ANSWER: now, TAKE_BACK: now, WITHDRAW: version },
      QUERY: { SUBMIT: done, QUERY: done, ANSWER: done, TAKE_BACK: done, WITHDRAW: done },
      SEND_BACK: { SUBMIT: done, QUERY: done, SEND_BACK: done, ANSWER: done, TAKE_BACK: done, WITHDRAW: done },
      ANSWER: { SUBMIT: done, QUERY: done, ANSWER: now, TAKE_BACK: now, WITHDRAW: done },
      TAKE_BACK: { SUBMIT: done, QUERY: done, ANSWER: now, TAKE_BACK: now, WITHDRAW: done },
      WITHDRAW: { SUBMIT: version, QUERY: now, SEND_BACK: now, ANSWER: now, TAKE_BACK: now, WITHDRAW: now },
    },
  },
  {
    // Once it is withdrawn, the version before it is QUERIED again.
    name: 'SUBMITTED over an open question',
    before: ['SUBMIT', 'QUERY', 'SUBMIT'],
    version: 2,
    table: {
      SUBMIT: { SUBMIT: version, QUERY: version, ACCEPT_WITHOUT_SIGN_OFF: version, WITHDRAW: version },
      QUERY: { SUBMIT: done, QUERY: done, ACCEPT_WITHOUT_SIGN_OFF: now, WITHDRAW: done },
      ACCEPT_WITHOUT_SIGN_OFF: { SUBMIT: done, QUERY: done, ACCEPT_WITHOUT_SIGN_OFF: now, WITHDRAW: now },
      WITHDRAW: { SUBMIT: version, QUERY: version, ACCEPT_WITHOUT_SIGN_OFF: version, WITHDRAW: version },
    },
  },
  {
    name: 'SIGNED_OFF',
    before: SIGNED,
    version: 1,
    table: {
      SUBMIT: { SUBMIT: version, QUERY: version, SEND_BACK: version, ACCEPT: version, WITHDRAW: version },
      QUERY: { SUBMIT: done, QUERY: done, SEND_BACK: done, ACCEPT: now, WITHDRAW: done },
      SEND_BACK: { SUBMIT: done, QUERY: done, SEND_BACK: done, ACCEPT: now, WITHDRAW: done },
      ACCEPT: { SUBMIT: done, QUERY: done, SEND_BACK: now, ACCEPT: now, WITHDRAW: now },
      WITHDRAW: { SUBMIT: version, QUERY: now, SEND_BACK: now, ACCEPT: now, WITHDRAW: now },
    },
  },
  {
    name: 'ACCEPTED',
    before: [...SIGNED, 'ACCEPT'],
    version: 1,
    table: {
      CORRECT: { CORRECT: version, QUERY: version, UNDO_ACCEPTANCE: done },
      QUERY: { CORRECT: done, QUERY: done, UNDO_ACCEPTANCE: now },
      UNDO_ACCEPTANCE: { CORRECT: done, QUERY: done, UNDO_ACCEPTANCE: now },
    },
  },
  {
    name: 'ACCEPTED, its correction SIGNED_OFF',
    version: 2,
    before: [...SIGNED, 'ACCEPT', 'CORRECT', 'SIGN_OFF'],
    table: {
      CORRECT: { CORRECT: version, QUERY: version, ACCEPT: version, UNDO_ACCEPTANCE: done, WITHDRAW: version },
      QUERY: { CORRECT: done, QUERY: done, ACCEPT: now, UNDO_ACCEPTANCE: done, WITHDRAW: done },
      ACCEPT: { CORRECT: done, QUERY: done, ACCEPT: now, UNDO_ACCEPTANCE: version, WITHDRAW: now },
      UNDO_ACCEPTANCE: { CORRECT: done, QUERY: done, ACCEPT: done, UNDO_ACCEPTANCE: now, WITHDRAW: done },
      WITHDRAW: { CORRECT: version, QUERY: version, ACCEPT: version, UNDO_ACCEPTANCE: done, WITHDRAW: version },
    },
  },
];

/** What a draft and each other step make of each other: both go through, two on one draft do not. */
const DRAFTS: readonly Step[] = ['SAVE', 'DISCARD'];

let database: TestDatabase;
let service: ServiceInProcess;
let documents: Readonly<Record<Kind, DocumentNode>>;
let history: DocumentNode;
let phases = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await addSecondPeople(database);
  await addOpenPhases(database, 'race', 800);
  await recordContents(database);
  service = await startInProcess(database);
  const prepared = Object.entries(DOCUMENTS).map(([kind, source]) => [kind, service.prepare(source)]);
  documents = Object.fromEntries(prepared) as typeof documents;
  history = service.prepare(HISTORY);
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

interface Told {
  readonly done: {
    readonly return?: { readonly version: number; readonly queries: readonly { readonly id: string }[] };
    readonly problems?: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
  };
}

/** A return in a state, of which the first analyst keeps a draft too. */
interface Prepared {
  readonly phase: string;
  readonly version: number;
  /** The id of the open question; '': there is none. */
  readonly question: string;
}

/** Takes a step; gives 'done', or the problem. An error would be thrown. */
async function take(step: Step, at: Prepared, isSecond: boolean): Promise<{ outcome: string; told: Told['done'] }> {
  const sent = STEPS[step];
  const { input, ...more } = sent.variables(at.version, at.question) as { input?: object };
  const key = { phase: at.phase, force: FORCE };
  const variables = { ...key, ...more, ...(input === undefined ? {} : { input: { ...key, ...input } }) };
  const { data, error } = await service.ask<Told>(person(sent, isSecond), documents[sent.kind], variables);
  if (error !== null) throw error;
  const found = data.done.problems?.find(({ severity }) => severity === 'BLOCK');
  const isRefused = found !== undefined && data.done.return === undefined;
  return { outcome: isRefused ? `${found.code}: ${found.message}` : 'done', told: data.done };
}

async function prepare({ before }: State): Promise<Prepared> {
  phases += 1;
  let at: Prepared = { phase: `race-${phases}`, version: 0, question: '' };
  for (const step of before) {
    const { outcome, told } = await take(step, at, false);
    expect(outcome).toBe('done');
    at = { ...at, version: told.return?.version ?? 0, question: told.return?.queries.at(-1)?.id ?? '' };
  }
  const draft = { phase: at.phase, force: FORCE, figures };
  const saved = await service.ask<Told>(`demo-analyst-${FORCE}`, documents.SAVE, { input: draft });
  expect(saved.error).toBeNull();
  return at;
}

/** All that is stored of the return and recorded of it, but for what differs from one return to another. */
async function standsOf({ phase }: Prepared): Promise<string> {
  const { data } = await service.ask(`demo-analyst-${FORCE}`, history, { phase, force: FORCE });
  const rows = await database.asOwner(
    `SELECT action, actor, details - 'question' AS details FROM audit_entries WHERE phase = $1 ORDER BY id`,
    [phase],
  );
  const standing = await database.asOwner('SELECT standing, versions FROM returns WHERE phase = $1', [phase]);
  const isQuestion = (name: string, value: unknown): boolean =>
    name === 'id' && typeof value === 'string' && /^\d+$/.test(value);
  return JSON.stringify({ data, rows, standing }, (name, value: unknown) => (isQuestion(name, value) ? '' : value), 1);
}

/** The short run tries one in six of the second steps after each first one. */
const ONE_IN = shortOrFull(6, 1);

function chosen(seconds: readonly Step[], first: Step): readonly Step[] {
  return seconds.filter((_, place) => place % ONE_IN === first.length % ONE_IN);
}

/** Both steps at once, in this order of arrival, while somebody else holds what either needs. */
async function race(at: Prepared, first: Step, second: Step): Promise<string[]> {
  const held = `SELECT pg_advisory_xact_lock(hashtext('draft'), hashtext('${at.phase} ${FORCE}'))
    FROM returns WHERE phase = '${at.phase}' FOR UPDATE`;
  const both = await withLock(database.ownerUrl, held, async ({ awaitedBy }) => {
    const one = take(first, at, false);
    await awaitedBy(1);
    const other = take(second, at, true);
    await awaitedBy(2);
    return [one, other];
  });
  return (await Promise.all(both)).map(({ outcome }) => outcome);
}

async function inTurn(at: Prepared, first: Step, second: Step, isTurned = false): Promise<string[]> {
  const one = await take(first, at, isTurned);
  const other = await take(second, at, !isTurned);
  return [one.outcome, other.outcome];
}

describe.each(STATES)('of a return that is $name', (state) => {
  const { table } = state;
  const steps = Object.keys(table) as Step[];

  it.each(steps)('%s, and then any other, come to what they come to one after the other', async (first) => {
    for (const second of chosen(steps, first)) {
      const [raced, calm] = [await prepare(state), await prepare(state)];
      const outcomes = await race(raced, first, second);
      const expected = table[first]?.[second] ?? 'done';
      expect([first, second, outcomes]).toEqual([
        first,
        second,
        ['done', expected === 'done' ? 'done' : expect.stringMatching(SAYS[expected])],
      ]);
      expect(await inTurn(calm, first, second)).toEqual(outcomes);
      expect(await standsOf(raced)).toBe(await standsOf(calm));
    }
  });

  it.each(DRAFTS.slice(0, shortOrFull(1, DRAFTS.length)))(
    '%s of its draft, and any other step, come to what they come to in one order',
    async (draft) => {
      for (const other of chosen([...steps, ...DRAFTS], draft)) {
        const [raced, calm, turned] = [await prepare(state), await prepare(state), await prepare(state)];
        const outcomes = await race(raced, other, draft);
        const orders = [
          [await inTurn(calm, other, draft), await standsOf(calm)],
          [(await inTurn(turned, draft, other, true)).reverse(), await standsOf(turned)],
        ];
        expect(orders).toContainEqual([outcomes, await standsOf(raced)]);
      }
    },
  );
});

it('leaves every row as an audit entry recorded it', async () => {
  expect(await unrecorded(database)).toEqual([]);
});

/** A refusal says which version or question stands how. */
const SAYS = {
  version: new RegExp(`^${CODES.version}: .*version \\d`, 'i'),
  'not now': new RegExp(
    `^${CODES['not now']}: (Version \\d (was|is|has) |No version is (current|accepted)|This question )`,
  ),
} as const;
