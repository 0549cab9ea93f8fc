import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SYSTEM_ACTOR } from '../../src/access/index.js';
import type { TransactionActor } from '../../src/database/transactions/one-transaction.js';
import { STEPS as ALL_STEPS } from '../../src/returns/domain/lifecycle/life.js';
import { addVersion, insertion, type Row } from '../support/returns/return-rows.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { beginAs, refusalOf } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/** The actors; a force's people are Dorset's. */
const ACTORS: Readonly<Record<string, TransactionActor | null>> = {
  nobody: null,
  SYSTEM: SYSTEM_ACTOR,
  FORCE_ANALYST: { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' },
  FORCE_APPROVER: { id: 'demo-approver-dorset', role: 'FORCE_APPROVER', force: 'dorset' },
  PCC_OFFICE: { id: 'demo-pcc-dorset', role: 'PCC_OFFICE', force: 'dorset' },
  REGIONAL_COORDINATOR: { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null },
  PRESS_OFFICER: { id: 'demo-press', role: 'PRESS_OFFICER', force: null },
  ADMIN: { id: 'demo-admin', role: 'ADMIN', force: null },
};
const BOTH = ['dorset', 'wiltshire'];
const OWN = ['dorset'];
const NONE: string[] = [];
type Reach = Readonly<Record<keyof typeof ACTORS, string[]>>;

const READS_TOTALS: Reach = {
  nobody: NONE,
  SYSTEM: NONE,
  PRESS_OFFICER: NONE,
  ADMIN: NONE,
  FORCE_ANALYST: BOTH,
  FORCE_APPROVER: BOTH,
  PCC_OFFICE: BOTH,
  REGIONAL_COORDINATOR: BOTH,
};
const READS_FIGURES: Reach = { ...READS_TOTALS, FORCE_ANALYST: OWN, FORCE_APPROVER: OWN, PCC_OFFICE: OWN };
const NOBODY: Reach = Object.fromEntries(Object.keys(ACTORS).map((actor) => [actor, NONE]));
const SENDS: Reach = { ...NOBODY, FORCE_ANALYST: OWN, REGIONAL_COORDINATOR: BOTH };
const ASKS: Reach = { ...NOBODY, FORCE_APPROVER: OWN, REGIONAL_COORDINATOR: BOTH };
const MOVES: Reach = { ...SENDS, FORCE_APPROVER: OWN };

/** The forces whose steps each role may take; a role not listed may take them for no force. */
const STEPS: Readonly<Record<string, Reach>> = {
  SUBMIT: SENDS,
  OVERTAKE: SENDS,
  REINSTATE: SENDS,
  WITHDRAW: SENDS,
  SIGN_OFF: { ...NOBODY, FORCE_APPROVER: OWN },
  // Of versions that are not accepted: see below for the rest.
  QUERY: ASKS,
  TAKE_BACK: ASKS,
  ANSWER: { ...NOBODY, FORCE_ANALYST: OWN },
  ...Object.fromEntries(['ACCEPT', 'UNDO_ACCEPTANCE'].map((step) => [step, { ...NOBODY, REGIONAL_COORDINATOR: BOTH }])),
};

/** For each table, the forces whose rows each actor sees and may add. */
const TABLES: Readonly<Record<string, { sees: Reach; adds: Reach }>> = {
  returns: { sees: READS_FIGURES, adds: SENDS },
  return_versions: { sees: READS_FIGURES, adds: SENDS },
  // Of returns that were never accepted, and not of a sign-off: see below for the rest.
  version_states: { sees: READS_FIGURES, adds: { ...NOBODY, FORCE_APPROVER: OWN } },
  // Only with the actor's own step, not later: see below.
  step_reasons: { sees: READS_FIGURES, adds: NOBODY },
  results: { sees: READS_FIGURES, adds: SENDS },
  figures: { sees: READS_FIGURES, adds: SENDS },
  questions: { sees: READS_FIGURES, adds: ASKS },
  // For TAKEN_BACK of a question of the region: see below for the rest.
  question_endings: { sees: READS_FIGURES, adds: { ...NOBODY, REGIONAL_COORDINATOR: BOTH } },
  acknowledgements: { sees: READS_FIGURES, adds: { ...NOBODY, FORCE_APPROVER: OWN } },
  drafts: { sees: { ...NOBODY, FORCE_ANALYST: OWN, FORCE_APPROVER: OWN }, adds: { ...NOBODY, FORCE_ANALYST: OWN } },
};

let database: TestDatabase;
let client: pg.Client;
const versions = new Map<string, string>();
/** By force, the id of its analyst's step, which has no reason. */
const steps = new Map<string, string>();
/** The ids of questions by force: one that has ended, and one that is open. */
const questions = new Map<string, [string, string]>();

async function ask(force: string): Promise<string> {
  const [sql, values] = insertion('questions', newRow('questions', force, 'demo-coordinator'));
  const [asked] = await database.asOwner<{ id: string }>(`${sql} RETURNING id`, values);
  return asked?.id ?? '';
}

beforeAll(async () => {
  database = await createTestDatabase();
  for (const force of BOTH) {
    versions.set(force, await addVersion(database, 'scorpion-1', force));
    for (const table of ['figures', 'results']) await database.asOwner(...insertion(table, newRow(table, force, '')));
    const ended = await ask(force);
    questions.set(force, [await ask(force), ended]);
    const ending = { ...newRow('question_endings', force, 'demo-coordinator'), question: ended };
    await database.asOwner(...insertion('question_endings', ending));
    const warning = { ...newRow('acknowledgements', force, ''), code: 'UNUSUAL_VALUE' };
    await database.asOwner(...insertion('acknowledgements', warning));
    const draft = { ...newRow('drafts', force, `demo-analyst-${force}`), phase: 'scorpion-1' };
    await database.asOwner(...insertion('drafts', draft));
    await acceptAndUndo(force);
    const [step] = await database.asOwner<{ id: string }>('SELECT min(id) AS id FROM version_states WHERE force = $1', [
      force,
    ]);
    steps.set(force, step?.id ?? '');
  }
  await database.asOwner(
    `INSERT INTO idempotency_keys SELECT id, 'scorpion-1', 'dorset', 'k', '', $1, now() FROM identities`,
    [versions.get('dorset')],
  );
  client = new pg.Client({ connectionString: database.servingUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** A version whose acceptance was undone: one row for each of its steps. */
async function acceptAndUndo(force: string): Promise<void> {
  const id = await addVersion(database, 'scorpion-3', force);
  const step = { ...newRow('version_states', force, 'demo-coordinator'), phase: 'scorpion-3', version_id: id };
  const accepted = { step: 'ACCEPT', state: 'ACCEPTED', accepted: true, was_accepted: true };
  const undone = { step: 'UNDO_ACCEPTANCE', state: 'SUBMITTED', was_accepted: true };
  await database.asOwner(...insertion('version_states', { ...step, ...accepted }));
  const [undo, values] = insertion('version_states', { ...step, ...undone });
  await database.asOwner(
    `WITH undone AS (${undo} RETURNING id)
     INSERT INTO step_reasons SELECT id, 'scorpion-3', '${force}', 'Too soon.' FROM undone`,
    values,
  );
  const result = { ...newRow('results', force, ''), phase: 'scorpion-3', version_id: id };
  await database.asOwner(...insertion('results', result));
}

/** A row of a force that has none yet, in the name of a person. */
function newRow(table: string, force: string, person: string): Row {
  const key = { phase: 'scorpion-1', force };
  const ofVersion = { ...key, version_id: versions.get(force) };
  const nil = { measure: 'arrests', state: 'NIL', value: 0, qualifier: 'EXACT', lower: 0, upper: 0 };
  const rows: Readonly<Record<string, Row>> = {
    returns: { phase: 'scorpion-2', force },
    return_versions: { ...key, version: 2, submitted_by: person },
    version_states: {
      ...ofVersion,
      version: 1,
      step: 'SIGN_OFF',
      state: 'SIGNED_OFF',
      began_at: '2026-01-05T13:00:00Z',
      actor: person,
      submitted_at: '2026-01-05T12:00:00Z',
      accepted: false,
      was_accepted: false,
      without_sign_off: false,
    },
    figures: { ...ofVersion, ...nil },
    results: { ...ofVersion, ...nil, measure_version: 1, approximate: false, settles_parts: true },
    questions: { ...ofVersion, question: 'Is it so?', asked_by: person, asked_at: '2026-01-05T13:00:00Z' },
    question_endings: {
      ...key,
      question: questions.get(force)?.[0],
      ending: 'TAKEN_BACK',
      ended_by: person,
      ended_at: '2026-01-05T14:00:00Z',
    },
    step_reasons: { ...key, step_id: steps.get(force), reason: 'It is so.' },
    acknowledgements: { ...ofVersion, code: 'FIGURE_DROPPED', reason: 'It is so.' },
    drafts: {
      phase: 'scorpion-2',
      force,
      revision: 1,
      entry: '{}',
      saved_by: person,
      saved_at: '2026-01-05T12:00:00Z',
    },
  };
  return rows[table] ?? {};
}

/** The forces whose rows an actor sees. */
async function seen(
  actor: TransactionActor | null,
  table: string,
  { column = 'force', where = 'true' } = {},
): Promise<string[]> {
  await beginAs(client, actor);
  const { rows } = await client.query<{ force: string }>(
    `SELECT DISTINCT ${column} COLLATE "C" AS force FROM ${table} WHERE ${where} ORDER BY 1`,
  );
  await client.query('ROLLBACK');
  return rows.map(({ force }) => force);
}

/**
 * Makes a version and adds the row to it, because the contents of a version are added in the transaction that makes
 * it.
 */
function inNewVersion(
  table: string,
  { version_id: _, ...row }: Row,
  actor: TransactionActor | null,
): [string, unknown[]][] {
  const version = {
    phase: row['phase'],
    force: row['force'],
    version: 9,
    submitted_by: actor?.id ?? 'demo-coordinator',
  };
  const [sql, values] = insertion(table, { ...row, version_id: 0 });
  const made = sql.replace(/\$\d+\)$/, '(SELECT max(id) FROM return_versions))');
  return [insertion('return_versions', version), [made, values.slice(0, -1)]];
}

/** A new row for each table of the dictionary. */
const NEW_IN_DICTIONARY: Readonly<Record<string, Row>> = {
  forces: { code: 'kent', name: 'Kent Police', kind: 'TERRITORIAL_FORCE' },
  breakdowns: { code: 'hue' },
  parts: { breakdown: 'drug', code: 'khat', position: 900, name: 'Khat' },
  part_classes: { breakdown: 'drug', part: 'mixed', drug_class: 'C', valid_from: '2014-06-24' },
  measures: { code: 'dogs', unit: 'COUNT' },
  measure_versions: {
    measure: 'arrests',
    version: 2,
    name: 'Arrests',
    category: 'ARRESTS',
    ask: 'CORE',
    definition: 'Arrests',
    across_phases: 'SUM',
    headline: 'NONE',
    preferred_direction: 'NONE',
    valid_from: '2030-01-01',
  },
  measure_wholes: { part: 'arrests', whole: 'charges' },
};

/** A new row for each table of phases. */
const NEW_IN_PHASES: Readonly<Record<string, Row>> = {
  operations: { code: 'mille', name: 'Operation Mille' },
  memberships: { operation: 'viper', force: 'btp', from_day: '2026-01-01', participation: 'NOT_KNOWN' },
  phases: {
    code: 'mille-1',
    operation: 'scorpion',
    name: 'Mille 1',
    starts_on: '2026-03-02',
    ends_on: '2026-03-04',
    dates_known_to: 'DAY',
    status: 'PLANNED',
  },
  participations: { phase: 'viper-2024', force: 'btp', participation: 'NOT_KNOWN' },
  phase_asks: { phase: 'viper-2024', measure: 'arrests', ask: 'CORE' },
};
const RUN_PHASES = ['SYSTEM', 'REGIONAL_COORDINATOR'];

/** Whether an actor can run all these statements; false: row-level security refuses one. */
async function may(actor: TransactionActor | null, ...statements: [string, unknown[]][]): Promise<boolean> {
  await beginAs(client, actor);
  let refused: Awaited<ReturnType<typeof refusalOf>> = null;
  for (const statement of statements) refused ??= await refusalOf(client.query(...statement));
  await client.query('ROLLBACK');
  if (refused !== null && !['42501', '23505'].includes(refused.code)) throw new Error(`Refused by ${refused.code}.`);
  return refused?.code !== '42501';
}

describe.each(Object.keys(TABLES))('the table %s', (table) => {
  const { sees, adds } = TABLES[table]!;

  it.each(Object.keys(ACTORS))('shows %s the rows of the forces allowed, and no others', async (actor) => {
    const where = ['version_states', 'results'].includes(table) ? `phase = 'scorpion-1'` : 'true';
    expect(await seen(ACTORS[actor] ?? null, table, { where })).toEqual(sees[actor]);
  });

  it.each(Object.keys(ACTORS))('lets %s add rows for the forces allowed, and no others', async (actor) => {
    const added: string[] = [];
    for (const force of BOTH) {
      const row = newRow(table, force, ACTORS[actor]?.id ?? 'demo-coordinator');
      const rows = ['figures', 'results'].includes(table)
        ? inNewVersion(table, row, ACTORS[actor] ?? null)
        : [insertion(table, row)];
      if (await may(ACTORS[actor] ?? null, ...rows)) added.push(force);
    }
    expect(added).toEqual(adds[actor]);
  });
});

it('is described here for every step of the lifecycle', () => {
  expect(Object.keys(STEPS).sort()).toEqual([...ALL_STEPS].sort());
});

describe.each(Object.keys(STEPS))('the step %s', (step) => {
  const life = { state: 'SUBMITTED', accepted: false, was_accepted: false };
  const lives: Readonly<Record<string, Row>> = {
    SIGN_OFF: { ...life, state: 'SIGNED_OFF' },
    QUERY: { ...life, state: 'QUERIED' },
    ACCEPT: { state: 'ACCEPTED', accepted: true, was_accepted: true },
    WITHDRAW: { ...life, state: 'WITHDRAWN' },
  };

  it.each(Object.keys(ACTORS))('can be taken by %s, with its reason, for the forces allowed', async (name) => {
    const actor = ACTORS[name] ?? null;
    const taken: string[] = [];
    for (const force of BOTH) {
      const row = {
        ...newRow('version_states', force, actor?.id ?? 'demo-coordinator'),
        step,
        ...(lives[step] ?? life),
      };
      const reason = `INSERT INTO step_reasons
        SELECT max(id), 'scorpion-1', '${force}', 'It is so.' FROM version_states WHERE force = '${force}'`;
      const rows =
        step === 'SUBMIT'
          ? inNewVersion('version_states', { ...row, version: 9, submitted_at: '2026-01-05T13:00:00Z' }, actor)
          : [insertion('version_states', row)];
      if (await may(actor, ...rows, [reason, []])) taken.push(force);
    }
    expect(taken).toEqual(STEPS[step]?.[name]);
  });
});

it.each([
  ['a submission marked as accepted', 'SUBMIT', { state: 'ACCEPTED', accepted: true, was_accepted: true }, 'analyst'],
  ['a second submission of a version', 'SUBMIT', { state: 'SUBMITTED' }, 'analyst'],
  ['a sign-off marked as accepted', 'SIGN_OFF', { state: 'ACCEPTED', accepted: true, was_accepted: true }, 'approver'],
  ['an answer marked as accepted', 'ANSWER', { state: 'ACCEPTED', accepted: true, was_accepted: true }, 'analyst'],
  ['an answer marked as accepted before', 'ANSWER', { state: 'SUBMITTED', was_accepted: true }, 'analyst'],
  [
    'an answer with another submission day',
    'ANSWER',
    { state: 'SUBMITTED', submitted_at: '2026-01-04T12:00:00Z' },
    'analyst',
  ],
])('%s cannot be stored, whoever takes it', async (_, step, life, role) => {
  const actor = ACTORS[`FORCE_${role.toUpperCase()}`] ?? null;
  const row = { ...newRow('version_states', 'dorset', `demo-${role}-dorset`), step, ...life };
  await beginAs(client, actor);
  const refused = await refusalOf(client.query(...insertion('version_states', row)));
  await client.query('ROLLBACK');
  expect(refused).toEqual({ code: '23514', constraint: 'tr_version_states_follows' });
});

it('a step on a version accepted without sign-off keeps that mark, whoever takes it', async () => {
  await beginAs(client, ACTORS['REGIONAL_COORDINATOR'] ?? null);
  const row = (step: string, more: Row): [string, unknown[]] =>
    insertion('version_states', { ...newRow('version_states', 'dorset', 'demo-coordinator'), step, ...more });
  const counts = { accepted: true, was_accepted: true };
  await client.query(...row('ACCEPT', { ...counts, state: 'ACCEPTED', without_sign_off: true }));
  const refused = await refusalOf(client.query(...row('QUERY', { ...counts, state: 'QUERIED' })));
  await client.query('ROLLBACK');
  expect(refused).toEqual({ code: '23514', constraint: 'tr_version_states_follows' });
});

it.each([
  ['ANSWERED', { ...NOBODY, FORCE_ANALYST: OWN }],
  ['OVERTAKEN', SENDS],
])('a question can be %s only by those allowed', async (ending, reach: Reach) => {
  for (const [name, actor] of Object.entries(ACTORS)) {
    const ended: string[] = [];
    for (const force of BOTH) {
      const answer = ending === 'ANSWERED' ? 'So it is.' : null;
      const row = { ...newRow('question_endings', force, actor?.id ?? 'demo-coordinator'), ending, answer };
      if (await may(actor, insertion('question_endings', row))) ended.push(force);
    }
    expect([name, ended]).toEqual([name, reach[name]]);
  }
});

it.each(BOTH)(
  'a question of %s can be opened again by those who may send, once a newer version has ended it',
  async (force) => {
    for (const [name, actor] of Object.entries(ACTORS)) {
      const row = newRow('question_endings', force, actor?.id ?? 'demo-coordinator');
      const reopened = insertion('question_endings', { ...row, ending: 'REOPENED' });
      const overtaken = insertion('question_endings', { ...row, ending: 'OVERTAKEN' });
      expect([name, await may(actor, overtaken, reopened)]).toEqual([name, SENDS[name]?.includes(force)]);
    }
  },
);

it.each([
  ['an open question', 0, []],
  ['a question that was taken back', 1, []],
  ['a question that was opened again already', 0, ['OVERTAKEN', 'REOPENED']],
])('%s cannot be opened again', async (_, place, endings) => {
  const question = questions.get('dorset')?.[place];
  const row = { ...newRow('question_endings', 'dorset', 'demo-coordinator'), question };
  await beginAs(client, ACTORS['REGIONAL_COORDINATOR'] ?? null);
  for (const ending of endings) await client.query(...insertion('question_endings', { ...row, ending }));
  const refused = await refusalOf(client.query(...insertion('question_endings', { ...row, ending: 'REOPENED' })));
  await client.query('ROLLBACK');
  expect(refused).toEqual({ code: '23514', constraint: 'tr_question_endings_follows' });
});

describe('an approver, who asks for their own force,', () => {
  const approver = ACTORS['FORCE_APPROVER'] ?? null;
  const coordinator = ACTORS['REGIONAL_COORDINATOR'] ?? null;
  const asked = (more: Row, person = approver): Row => ({
    ...newRow('questions', 'dorset', person?.id ?? ''),
    ...more,
  });

  it('asks no question as the region, and the region none as the force', async () => {
    expect(await may(approver, insertion('questions', asked({ asked_as: 'FORCE_APPROVER' })))).toBe(true);
    expect(await may(approver, insertion('questions', asked({ asked_as: null })))).toBe(false);
    const asForce = asked({ asked_as: 'FORCE_APPROVER' }, coordinator);
    expect(await may(coordinator, insertion('questions', asForce))).toBe(false);
  });

  it('takes back what the force asked, which the region cannot', async () => {
    const [sql, values] = insertion('questions', asked({ asked_as: 'FORCE_APPROVER' }));
    const [question] = await database.asOwner<{ id: string }>(`${sql} RETURNING id`, values);
    for (const [actor, isAllowed] of [
      [approver, true],
      [coordinator, false],
      [ACTORS['FORCE_ANALYST'] ?? null, false],
    ] as const) {
      const row = { ...newRow('question_endings', 'dorset', actor?.id ?? ''), question: question?.id };
      expect([actor?.id, await may(actor, insertion('question_endings', row))]).toEqual([actor?.id, isAllowed]);
    }
  });

  it('does not ask about a version that is accepted', async () => {
    const step = { ...newRow('version_states', 'dorset', approver?.id ?? ''), step: 'QUERY', state: 'QUERIED' };
    expect(await may(approver, insertion('version_states', step))).toBe(true);
    const counts = { accepted: true, was_accepted: true };
    await beginAs(client, coordinator);
    const accept = { ...newRow('version_states', 'dorset', 'demo-coordinator'), step: 'ACCEPT', state: 'ACCEPTED' };
    await client.query(...insertion('version_states', { ...accept, ...counts }));
    await client.query(
      `SELECT set_config('scorpion.actor_id', $1, true), set_config('scorpion.actor_role', $2, true),
      set_config('scorpion.actor_force', 'dorset', true)`,
      [approver?.id, approver?.role],
    );
    const refused = await refusalOf(client.query(...insertion('version_states', { ...step, ...counts })));
    await client.query('ROLLBACK');
    expect(refused?.code).toBe('42501');
  });
});

it('a reason is stored with its step, and cannot be added later', async () => {
  const later = insertion('step_reasons', newRow('step_reasons', 'dorset', 'demo-analyst-dorset'));
  expect(await may(ACTORS['FORCE_ANALYST'] ?? null, later)).toBe(false);
});

it.each(['UNDO_ACCEPTANCE', 'WITHDRAW', 'ACCEPT'])('%s cannot be stored without a reason', async (step) => {
  const life = { ACCEPT: { state: 'ACCEPTED', accepted: true, was_accepted: true, without_sign_off: true } }[step] ?? {
    state: step === 'WITHDRAW' ? 'WITHDRAWN' : 'SUBMITTED',
  };
  const row = { ...newRow('version_states', 'dorset', 'demo-coordinator'), step, ...life };
  await beginAs(client, ACTORS['REGIONAL_COORDINATOR'] ?? null);
  await client.query(...insertion('version_states', row));
  expect(await refusalOf(client.query('COMMIT'))).toEqual({ code: '23514', constraint: 'tr_version_states_reason' });
});

describe('a result of an accepted version that is withheld', () => {
  const where = `phase = 'scorpion-3'`;
  const UNTIL = '2089-03-06T12:00:00.000Z';

  beforeAll(async () => {
    await database.asOwner(`UPDATE results SET withheld_until = $1 WHERE ${where}`, [UNTIL]);
  });
  afterEach(async () => {
    await setEmbargoClock(database, null);
  });
  afterAll(async () => {
    await database.asOwner(`UPDATE results SET withheld_until = NULL WHERE ${where}`);
  });

  it.each(Object.keys(ACTORS))('is seen by %s only if it may read the return itself', async (actor) => {
    expect(await seen(ACTORS[actor] ?? null, 'results', { where })).toEqual(READS_FIGURES[actor]);
    await setEmbargoClock(database, new Date(Date.parse(UNTIL) - 1));
    expect(await seen(ACTORS[actor] ?? null, 'results', { where })).toEqual(READS_FIGURES[actor]);
  });

  it.each(Object.keys(ACTORS))('is seen by %s from its time on if it reads accepted totals', async (actor) => {
    await setEmbargoClock(database, new Date(UNTIL));
    expect(await seen(ACTORS[actor] ?? null, 'results', { where })).toEqual(READS_TOTALS[actor]);
  });

  it('changes the stamp of its phase when its time comes, and no other stamp', async () => {
    const stamps = async (): Promise<string[]> => {
      await beginAs(client, SYSTEM_ACTOR);
      const { rows } = await client.query<{ stamp: string }>(
        `SELECT phase_data_stamp(code) AS stamp FROM unnest(ARRAY['scorpion-1', 'scorpion-3']) code`,
      );
      await client.query('ROLLBACK');
      return rows.map(({ stamp }) => stamp);
    };
    const [other, before] = await stamps();
    expect(await stamps()).toEqual([other, before]);
    await setEmbargoClock(database, new Date(UNTIL));
    const after = await stamps();
    expect([after[0], after[1] === before]).toEqual([other, false]);
  });

  it('is seen by nobody with a force of nobody', async () => {
    const visitor = { id: 'demo-pcc-dorset', role: 'PCC_OFFICE', force: null };
    expect(await seen(visitor, 'results', { where })).toEqual(NONE);
  });
});

describe('for a return whose acceptance was undone', () => {
  const where = `phase = 'scorpion-3'`;

  it.each(Object.keys(ACTORS))('%s sees the results if it reads accepted totals', async (actor) => {
    expect(await seen(ACTORS[actor] ?? null, 'results', { where })).toEqual(READS_TOTALS[actor]);
  });

  it.each(Object.keys(ACTORS))('%s sees the reason only of returns that it may read', async (actor) => {
    expect(await seen(ACTORS[actor] ?? null, 'step_reasons', { where })).toEqual(READS_FIGURES[actor]);
  });

  it.each(Object.keys(ACTORS))(
    '%s sees the steps from the acceptance on if it reads accepted totals, and earlier ones only of its own',
    async (actor) => {
      const reader = ACTORS[actor] ?? null;
      const sees = async (step: string): Promise<string[]> =>
        seen(reader, 'version_states', { where: `${where} AND step = '${step}'` });
      expect(await sees('SUBMIT')).toEqual(READS_FIGURES[actor]);
      expect(await sees('ACCEPT')).toEqual(READS_TOTALS[actor]);
      expect(await sees('UNDO_ACCEPTANCE')).toEqual(READS_TOTALS[actor]);
    },
  );
});

it.each(['return_versions', 'version_states', 'questions', 'question_endings', 'drafts'])(
  'rows of %s cannot be added in the name of somebody else',
  async (table) => {
    const row = newRow(table, 'dorset', 'demo-analyst-wiltshire');
    expect(await may(ACTORS['FORCE_ANALYST'] ?? null, insertion(table, row))).toBe(false);
    expect(await may(ACTORS['REGIONAL_COORDINATOR'] ?? null, insertion(table, row))).toBe(false);
  },
);

it.each(Object.keys(ACTORS))('%s can change and delete the drafts of its force only as its analyst', async (name) => {
  const actor = ACTORS[name] ?? null;
  await beginAs(client, actor);
  const { rowCount } = await client.query('UPDATE drafts SET revision = revision + 1, entry = NULL');
  await client.query('ROLLBACK');
  expect(rowCount).toBe(name === 'FORCE_ANALYST' ? 1 : 0);
});

it('a draft cannot be saved in the name of somebody else', async () => {
  await beginAs(client, ACTORS['FORCE_ANALYST'] ?? null);
  const change = client.query(`UPDATE drafts SET saved_by = 'demo-analyst-wiltshire'`);
  expect(await refusalOf(change)).toEqual({ code: '42501', constraint: null });
  await client.query('ROLLBACK');
});

it.each(['figures', 'results'])('rows of %s cannot be added to a stored version', async (table) => {
  const row = { ...newRow(table, 'dorset', ''), measure: 'charges' };
  expect(await may(ACTORS['FORCE_ANALYST'] ?? null, insertion(table, row))).toBe(false);
});

it.each(Object.keys(ACTORS))('%s can increase the version count only of returns that it moves on', async (actor) => {
  await beginAs(client, ACTORS[actor] ?? null);
  const { rowCount } = await client.query(`UPDATE returns SET versions = versions + 1 WHERE phase = 'scorpion-1'`);
  await client.query('ROLLBACK');
  expect(rowCount).toBe(MOVES[actor]?.length);
});

it('an actor with no force, a blank force or an unknown role sees and adds nothing', async () => {
  const strangers = [
    { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: null },
    { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: '' },
    { id: 'x', role: 'force_analyst', force: 'dorset' },
    { id: 'x', role: '', force: 'dorset' },
  ];
  for (const stranger of strangers) {
    expect(await seen(stranger, 'figures')).toEqual([]);
    expect(await may(stranger, insertion('figures', newRow('figures', 'dorset', '')))).toBe(false);
  }
});

it.each(Object.keys(ACTORS))(
  '%s sees, adds and deletes only its own idempotency keys, if it sends returns',
  async (name) => {
    const actor = ACTORS[name] ?? null;
    const own = actor !== null && (SENDS[name]?.length ?? 0) > 0 ? [actor.id] : [];
    expect(await seen(actor, 'idempotency_keys', { column: 'person' })).toEqual(own);
    await beginAs(client, actor);
    const { rowCount } = await client.query('DELETE FROM idempotency_keys');
    await client.query('ROLLBACK');
    expect(rowCount).toBe(own.length);
    const keyOf = (person: string): [string, unknown[]] =>
      insertion('idempotency_keys', {
        person,
        phase: 'scorpion-1',
        force: 'dorset',
        key: 'new',
        input_hash: Buffer.alloc(0),
        version_id: versions.get('dorset'),
        used_at: '2026-01-05T12:00:00Z',
      });
    expect(await may(actor, keyOf('demo-analyst-wiltshire'))).toBe(false);
    if (own[0] !== undefined) expect(await may(actor, keyOf(own[0]))).toBe(true);
  },
);

it.each(Object.keys(ACTORS))('%s sees itself among the identities; SYSTEM and ADMIN see all of them', async (name) => {
  const actor = ACTORS[name] ?? null;
  const all = await database.asOwner<{ id: string }>('SELECT id FROM identities ORDER BY id');
  const everybody = all.map(({ id }) => id);
  const expected = name === 'SYSTEM' || name === 'ADMIN' ? everybody : actor === null ? [] : [actor.id];
  expect(await seen(actor, 'identities', { column: 'id' })).toEqual(expected);
  const row = { id: 'new', role: 'ADMIN', token_hash: Buffer.alloc(32) };
  expect(await may(actor, insertion('identities', row))).toBe(name === 'SYSTEM');
});

describe.each(Object.keys(NEW_IN_DICTIONARY))('the table %s of the dictionary', (table) => {
  // Merging forces: the coordinator adds the new one.
  const writers = ['SYSTEM', 'ADMIN', ...(table === 'forces' ? ['REGIONAL_COORDINATOR'] : [])];

  it.each(Object.keys(ACTORS))(`can be read by %s, and written only by ${writers.join(', ')}`, async (name) => {
    const actor = ACTORS[name] ?? null;
    await beginAs(client, actor);
    const { rowCount } = await client.query(`SELECT FROM ${table}`);
    await client.query('ROLLBACK');
    expect(await database.asOwner(`SELECT FROM ${table}`)).toHaveLength(rowCount ?? 0);
    expect(await may(actor, insertion(table, NEW_IN_DICTIONARY[table]!))).toBe(writers.includes(name));
  });
});

it.each(Object.keys(ACTORS))('%s can reorder the dictionary only as SYSTEM or ADMIN', async (name) => {
  for (const change of [
    'measures SET position = position + 20000',
    'parts SET position = position + 20000',
    `part_classes SET valid_until = 'infinity'`,
  ]) {
    await beginAs(client, ACTORS[name] ?? null);
    const { rowCount } = await client.query(`UPDATE ${change}`);
    await client.query('ROLLBACK');
    expect((rowCount ?? 0) > 0).toBe(['SYSTEM', 'ADMIN'].includes(name));
  }
});

describe.each(Object.keys(NEW_IN_PHASES))('the table %s of phases', (table) => {
  it.each(Object.keys(ACTORS))('can be read by %s, and written only by SYSTEM and the coordinator', async (name) => {
    const actor = ACTORS[name] ?? null;
    await beginAs(client, actor);
    const { rowCount } = await client.query(`SELECT FROM ${table}`);
    await client.query('ROLLBACK');
    expect(await database.asOwner(`SELECT FROM ${table}`)).toHaveLength(rowCount ?? 0);
    expect(await may(actor, insertion(table, NEW_IN_PHASES[table]!))).toBe(RUN_PHASES.includes(name));
  });
});

describe('a phase', () => {
  /** How many rows a change affects; null: it is refused. */
  async function reach(name: string, change: string): Promise<number | null> {
    await beginAs(client, ACTORS[name] ?? null);
    try {
      return (await client.query(change)).rowCount;
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === '42501') return null;
      throw error;
    } finally {
      await client.query('ROLLBACK');
    }
  }

  it.each(Object.keys(ACTORS))('can be changed by %s only as allowed', async (name) => {
    const MOVE = `SELECT WHERE move_data_version_on('scorpion-1') IS NOT NULL`;
    const movers = [...RUN_PHASES, 'FORCE_ANALYST', 'FORCE_APPROVER'];
    expect(await reach(name, MOVE)).toBe(movers.includes(name) ? 1 : 0);
    for (const set of ["status = 'CLOSED'", "final_at = '2099-01-01'", 'kept_open = false', "name = 'x'"]) {
      const reached = await reach(name, `UPDATE phases SET ${set} WHERE code = 'scorpion-1'`);
      expect([set, reached]).toEqual([set, RUN_PHASES.includes(name) ? 1 : 0]);
    }
    expect(await reach(name, 'UPDATE phases SET data_version = 9')).toBeNull();
  });

  it.each(Object.keys(ACTORS))('has asks, members and forces that %s can remove only as allowed', async (name) => {
    const expected = RUN_PHASES.includes(name) ? 1 : 0;
    const end = `UPDATE memberships SET until_day = '2099-01-01' WHERE operation = 'viper'`;
    expect(await reach(name, end)).toBe(expected);
    const merge = `UPDATE forces SET merged_into = 'dorset', valid_until = '2099-01-01' WHERE code = 'btp'`;
    expect(await reach(name, merge)).toBe(expected || (name === 'ADMIN' ? 1 : 0));
    const none = `DELETE FROM phase_asks WHERE phase = 'viper-2024'`;
    expect(await reach(name, none)).toBe(0);
  });

  it.each(Object.keys(ACTORS))('has exceptions that %s can see, grant and revoke only as allowed', async (name) => {
    const grant = insertion('phase_exceptions', {
      phase: 'scorpion-1',
      force: 'dorset',
      until: '2099-01-01',
      reason: 'x',
      granted_at: '2026-01-01',
      granted_by: ACTORS[name]?.id ?? 'demo-coordinator',
    });
    expect(await may(ACTORS[name] ?? null, grant)).toBe(name === 'REGIONAL_COORDINATOR');
    const others = insertion('phase_exceptions', {
      phase: 'scorpion-1',
      force: 'dorset',
      until: '2099-01-01',
      reason: 'x',
      granted_at: '2026-01-01',
      granted_by: 'demo-admin',
    });
    expect(await may(ACTORS[name] ?? null, others)).toBe(false);
  });
});

describe('a discarded phase', () => {
  const discarded = (by: string): [string, unknown[]] =>
    insertion('phase_discards', {
      phase: 'scorpion-1',
      reason: 'x',
      discarded_at: '2026-01-01T12:00:00Z',
      discarded_by: by,
    });

  it.each(Object.keys(ACTORS))(
    "is stored with its reason by %s only as allowed, and only in the actor's own name",
    async (name) => {
      const actor = ACTORS[name] ?? null;
      expect(await may(actor, discarded(actor?.id ?? 'demo-coordinator'))).toBe(name === 'REGIONAL_COORDINATOR');
      expect(await may(actor, discarded('demo-admin'))).toBe(false);
    },
  );

  it.each(Object.keys(ACTORS))('has a reason that %s can read only as allowed', async (name) => {
    await database.asOwner(
      `INSERT INTO phase_discards (phase, reason, discarded_at, discarded_by)
       VALUES ('scorpion-2', 'x', now(), 'demo-coordinator') ON CONFLICT DO NOTHING`,
    );
    const sees = await seen(ACTORS[name] ?? null, 'phase_discards', { column: 'phase' });
    expect(sees).toEqual(name === 'REGIONAL_COORDINATOR' ? ['scorpion-2'] : []);
  });
});

it.each(Object.keys(ACTORS))('%s can read the latest day counted only as allowed', async (name) => {
  const day: [string, unknown[]] = ['SELECT latest_day_counted()', []];
  expect(await may(ACTORS[name] ?? null, day)).toBe(name === 'ADMIN');
});

describe("people's names", () => {
  const EVERYBODYS = ['SYSTEM', 'ADMIN', 'REGIONAL_COORDINATOR'];
  const COLLEAGUES = ['demo-analyst-dorset', 'demo-approver-dorset', 'demo-coordinator', 'demo-pcc-dorset'];

  it.each(Object.keys(ACTORS))('%s sees only those allowed', async (name) => {
    const actor = ACTORS[name] ?? null;
    const all = await database.asOwner<{ id: string }>('SELECT id FROM people ORDER BY id');
    const own = actor === null ? [] : actor.force === null ? [actor.id] : COLLEAGUES;
    expect(await seen(actor, 'people', { column: 'id' })).toEqual(
      EVERYBODYS.includes(name) ? all.map(({ id }) => id) : own,
    );
  });

  it.each(Object.keys(ACTORS))('%s erases them only as ADMIN, and cannot replace them', async (name) => {
    const change = async (to: string): Promise<number> => {
      await beginAs(client, ACTORS[name] ?? null);
      const sql = `UPDATE people SET ${to} WHERE id = 'demo-press'`;
      const done = await client.query(sql).catch((error: unknown) => error);
      await client.query('ROLLBACK');
      if (done instanceof pg.DatabaseError && done.code !== '42501') throw done;
      return done instanceof Error ? 0 : ((done as pg.QueryResult).rowCount ?? 0);
    };
    expect(await change('name = NULL, erased_at = now()')).toBe(name === 'ADMIN' ? 1 : 0);
    expect(await change(`name = 'Somebody else'`)).toBe(0);
  });

  it.each(Object.keys(ACTORS))('%s adds them only as SYSTEM', async (name) => {
    await database.asOwner(`INSERT INTO identities (id, role, token_hash) VALUES ('new', 'ADMIN', sha256('new'))`);
    const added = await may(ACTORS[name] ?? null, insertion('people', { id: 'new', name: 'New' }));
    await database.asOwner(`DELETE FROM identities WHERE id = 'new'`);
    expect(added).toBe(name === 'SYSTEM');
  });
});
