import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SYSTEM_ACTOR } from '../../src/access/index.js';
import type { TransactionActor } from '../../src/database/transactions/one-transaction.js';
import { fillForAccess } from '../support/database/access-fixture.js';
import { beginAs } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * Who reads and writes what, as the serving role: every table, view and function that it may use, for every actor. One
 * that is not in these lists fails the suite: whoever adds a table says here for whom it is (contract, "Who is calling").
 *
 * "own" is Dorset's, the force of those who have one here; "other" is Wiltshire's. What the row of a single column or
 * step is allowed is in row-level-security.spec.ts.
 */
const ACTORS = {
  nobody: null,
  SYSTEM: SYSTEM_ACTOR,
  ANALYST: { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' },
  APPROVER: { id: 'demo-approver-dorset', role: 'FORCE_APPROVER', force: 'dorset' },
  PCC: { id: 'demo-pcc-dorset', role: 'PCC_OFFICE', force: 'dorset' },
  // Wiltshire's analyst, who stands in for Dorset's.
  DEPUTY: { id: 'demo-analyst-wiltshire', role: 'FORCE_ANALYST', force: 'dorset' },
  COORDINATOR: { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null },
  PRESS: { id: 'demo-press', role: 'PRESS_OFFICER', force: null },
  ADMIN: { id: 'demo-admin', role: 'ADMIN', force: null },
} as const satisfies Record<string, TransactionActor | null>;
type ActorName = keyof typeof ACTORS;
const NAMES = Object.keys(ACTORS) as ActorName[];

/** The labels of the rows that each actor reaches; an actor that is left out reaches none. */
type Reach = Partial<Record<ActorName, readonly string[]>>;
const reach = (actors: readonly ActorName[], ...labels: string[]): Reach =>
  Object.fromEntries(actors.map((actor) => [actor, labels]));

const NONE: Reach = {};
const PUBLIC = reach(NAMES, 'row');
const OF_FORCE = ['ANALYST', 'APPROVER', 'PCC', 'DEPUTY'] as const;
const ANALYSTS = ['ANALYST', 'DEPUTY'] as const;
const COORDINATOR = ['COORDINATOR'] as const;
const OWN = (...actors: ActorName[]): Reach => ({ ...reach(actors, 'own'), ...reach(COORDINATOR, 'other', 'own') });
const READS_RETURN = OWN(...OF_FORCE);
const SENDS = OWN(...ANALYSTS);
const READS_TOTALS = reach([...OF_FORCE, ...COORDINATOR], 'row');
const RUNS_PHASES = reach(['SYSTEM', 'COORDINATOR'], 'row');
const DEFINES = reach(['SYSTEM', 'ADMIN'], 'row');
const COORDINATORS = reach(COORDINATOR, 'ALL');
const DICTIONARY = { label: `'row'`, reads: PUBLIC, adds: DEFINES };

const SIDE = `CASE force WHEN 'dorset' THEN 'own' ELSE 'other' END`;
const MOVE_ON = 'SELECT move_data_version_on(code) FROM phases';
const LIFE = `${SIDE} || CASE phase WHEN 'scorpion-3' THEN ' accepted' ELSE '' END`;
const RELEASE = `CASE WHEN withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN opens_at > now() THEN 'held' ELSE 'out' END`;

interface Access {
  /** SQL: what a row is called here, by columns that everybody who sees the row may read. */
  readonly label: string;
  readonly reads: Reach;
  /** Left out: nothing by nobody, here and below. */
  readonly adds?: Reach;
  readonly changes?: Reach;
  readonly removes?: Reach;
  /** SQL of a change, where one of a column to itself is none that anybody may make. */
  readonly set?: string;
  /** SQL that comes before a change or a removal. */
  readonly first?: string;
  /** The table that a view shows, to nobody but some actor. */
  readonly shows?: string;
  /** Columns that nobody reads. */
  readonly hidden?: readonly string[];
}

const REACHED = ['demo-analyst-dorset', 'demo-approver-dorset', 'demo-coordinator', 'demo-pcc-dorset'];

/** Every table and view. */
const RELATIONS: Readonly<Record<string, Access>> = {
  migrations: { label: `'row'`, reads: PUBLIC },
  installation: { label: `'row'`, reads: PUBLIC },
  reference_stamp: { label: `'row'`, reads: PUBLIC },
  // Forces merge.
  forces: { ...DICTIONARY, adds: { ...DEFINES, ...RUNS_PHASES }, changes: { ...DEFINES, ...RUNS_PHASES } },
  breakdowns: DICTIONARY,
  parts: { ...DICTIONARY, changes: DEFINES },
  part_classes: { ...DICTIONARY, changes: DEFINES },
  measures: { ...DICTIONARY, changes: DEFINES },
  measure_versions: DICTIONARY,
  measure_wholes: DICTIONARY,
  measure_implications: DICTIONARY,
  single_haul_measures: DICTIONARY,
  operations: { label: `'row'`, reads: PUBLIC, adds: RUNS_PHASES },
  memberships: { label: `'row'`, reads: PUBLIC, adds: RUNS_PHASES, changes: RUNS_PHASES, removes: RUNS_PHASES },
  phases: {
    label: `'row'`,
    reads: PUBLIC,
    adds: RUNS_PHASES,
    changes: RUNS_PHASES,
    hidden: ['closing_reason', 'data_changed_at', 'data_stamp', 'data_version', 'kept_open_reason'],
  },
  participations: {
    label: `'row'`,
    reads: PUBLIC,
    adds: RUNS_PHASES,
    changes: RUNS_PHASES,
    first: MOVE_ON,
    hidden: ['reason'],
  },
  phase_asks: {
    label: `'row'`,
    reads: PUBLIC,
    adds: RUNS_PHASES,
    changes: RUNS_PHASES,
    removes: RUNS_PHASES,
    first: MOVE_ON,
  },
  participation_changes: { label: `'row'`, reads: READS_TOTALS, hidden: ['actor', 'reason'] },
  phase_ask_changes: { label: `'row'`, reads: READS_TOTALS, hidden: ['actor'] },
  phase_changes: { label: `'row'`, reads: reach(COORDINATOR, 'row') },
  phase_exceptions: {
    label: SIDE,
    reads: READS_RETURN,
    adds: OWN(),
    changes: OWN(),
    set: 'revoked_at = now(), revoked_by = (SELECT actor_id())',
  },
  phase_discards: {
    label: `'row'`,
    reads: reach(COORDINATOR, 'row'),
    adds: reach(COORDINATOR, 'row'),
    changes: reach(COORDINATOR, 'row'),
    set: 'restored_at = now(), restored_by = (SELECT actor_id())',
  },
  identities: {
    label: `concat_ws(' ', role, force)`,
    reads: {
      ANALYST: ['FORCE_ANALYST dorset'],
      APPROVER: ['FORCE_APPROVER dorset'],
      PCC: ['PCC_OFFICE dorset'],
      DEPUTY: ['FORCE_ANALYST wiltshire'],
      COORDINATOR: ['REGIONAL_COORDINATOR'],
      PRESS: ['PRESS_OFFICER'],
      ...reach(['SYSTEM', 'ADMIN'], 'ALL'),
    },
    adds: reach(['SYSTEM'], 'ALL'),
  },
  people: {
    label: 'id',
    reads: {
      ...reach(OF_FORCE, 'demo-analyst-wiltshire', ...REACHED),
      PRESS: ['demo-press'],
      ...reach(['SYSTEM', 'ADMIN', 'COORDINATOR'], 'ALL'),
    },
    adds: reach(['SYSTEM'], 'ALL'),
    changes: reach(['ADMIN'], 'ALL'),
    set: 'name = NULL, erased_at = now()',
    hidden: ['salt'],
  },
  deputies: {
    label: SIDE,
    reads: { ...OWN('APPROVER'), SYSTEM: ['other', 'own'], DEPUTY: ['own'] },
    adds: OWN('APPROVER'),
    changes: OWN('APPROVER'),
    set: 'ended_by = (SELECT actor_id()), ended_at = now()',
  },
  // ADMIN reads it through the view.
  audit_entries: { label: `'row'`, reads: reach(['SYSTEM'], 'row') },
  audit_contents: { label: `'row'`, reads: reach(['SYSTEM'], 'row') },
  audit_head: { label: `'row'`, reads: reach(['SYSTEM'], 'row') },
  audit_record: { label: `'row'`, reads: reach(['ADMIN'], 'row'), shows: 'audit_entries' },
  returns: { label: SIDE, reads: READS_RETURN, adds: SENDS, changes: OWN('ANALYST', 'DEPUTY', 'APPROVER') },
  return_versions: { label: SIDE, reads: READS_RETURN, adds: SENDS },
  version_states: {
    label: `${LIFE} || ' ' || step`,
    reads: {
      ...reach(OF_FORCE, 'other accepted ACCEPT', 'own QUERY', 'own SUBMIT'),
      ...reach(
        OF_FORCE,
        ...['other accepted ACCEPT', 'own QUERY', 'own SUBMIT', 'own accepted ACCEPT'],
        ...['own accepted QUERY', 'own accepted SUBMIT'],
      ),
      COORDINATOR: ['ALL'],
    },
    adds: { ...reach(ANALYSTS, 'own SUBMIT', 'own accepted SUBMIT'), APPROVER: ['own QUERY'], COORDINATOR: ['ALL'] },
  },
  // Added with the version, or with the step, that they are of.
  figures: { label: SIDE, reads: READS_RETURN },
  step_reasons: { label: SIDE, reads: READS_RETURN },
  results: {
    label: LIFE,
    reads: { ...reach(OF_FORCE, 'other accepted', 'own', 'own accepted'), COORDINATOR: ['ALL'] },
  },
  idempotency_keys: {
    label: `${SIDE} || ' ' || person`,
    reads: { ANALYST: ['own demo-analyst-dorset'], COORDINATOR: ['other demo-coordinator', 'own demo-coordinator'] },
    // In the own name.
    adds: {
      ...reach(ANALYSTS, 'own demo-analyst-dorset', 'own demo-coordinator'),
      COORDINATOR: ['ALL'],
    },
    removes: { ANALYST: ['own demo-analyst-dorset'], COORDINATOR: ['other demo-coordinator', 'own demo-coordinator'] },
  },
  questions: { label: SIDE, reads: READS_RETURN, adds: OWN() },
  question_endings: { label: SIDE, reads: READS_RETURN, adds: OWN() },
  acknowledgements: { label: SIDE, reads: READS_RETURN, adds: reach(['APPROVER'], 'own') },
  drafts: {
    label: SIDE,
    reads: reach(['ANALYST', 'DEPUTY', 'APPROVER'], 'own'),
    adds: reach(ANALYSTS, 'own'),
    changes: reach(ANALYSTS, 'own'),
    set: 'saved_by = (SELECT actor_id())',
  },
  releases: {
    label: RELEASE,
    reads: { ...reach(OF_FORCE, 'out'), PRESS: ['held', 'out'], COORDINATOR: ['ALL'] },
    adds: COORDINATORS,
    changes: COORDINATORS,
  },
  release_readers: {
    label: 'person',
    reads: { PRESS: ['demo-press'], COORDINATOR: ['ALL'] },
    adds: COORDINATORS,
  },
  release_steps: { label: 'step', reads: COORDINATORS, adds: COORDINATORS },
  release_acknowledgements: { label: `'row'`, reads: COORDINATORS, adds: COORDINATORS },
  // In the own name and role, of what the reader sees: the rows here are a press officer's.
  release_reads: {
    label: `CASE WHEN version IS NULL THEN 'draft' ELSE 'held' END`,
    reads: COORDINATORS,
    adds: { PRESS: ['draft', 'held'] },
  },
  release_drafts: {
    label: `'row'`,
    reads: reach(['COORDINATOR', 'PRESS'], 'row'),
    adds: COORDINATORS,
    changes: COORDINATORS,
    removes: COORDINATORS,
    set: 'prepared_by = (SELECT actor_id())',
  },
  release_draft_readers: {
    label: 'person',
    reads: { PRESS: ['demo-press'], COORDINATOR: ['ALL'] },
    adds: COORDINATORS,
    removes: COORDINATORS,
  },
  operation_release_readers: { label: `'row'`, reads: COORDINATORS, adds: COORDINATORS, removes: COORDINATORS },
  headline_copies: {
    label: `person || ' ' || version`,
    reads: {
      DEPUTY: ['demo-analyst-wiltshire 1'],
      COORDINATOR: ['demo-coordinator 3'],
      PRESS: ['demo-press 1', 'demo-press 2'],
    },
    // In the own name, of releases that they see.
    adds: {
      ...reach(OF_FORCE, 'demo-analyst-wiltshire 1', 'demo-press 1'),
      PRESS: ['demo-analyst-wiltshire 1', 'demo-press 1', 'demo-press 2'],
      COORDINATOR: ['ALL'],
    },
  },
  pre_election_periods: { label: `'row'`, reads: PUBLIC, adds: COORDINATORS, removes: COORDINATORS },
};

/** Every function that runs with its owner's rights and that the serving role may call: a call, and what it gives. */
const FUNCTIONS: Readonly<Record<string, { readonly call: string; readonly gives: Reach }>> = {
  'append_audit_entry(text,text,text,text,jsonb,bytea)': {
    call: `SELECT 'row' AS label FROM (SELECT append_audit_entry(actor_id(), 'PHASE_CLOSED', NULL, NULL, '{}')) done`,
    gives: reach(
      NAMES.filter((name) => name !== 'nobody'),
      'row',
    ),
  },
  'content_digests(text)': {
    call: `SELECT 'viper' AS label FROM content_digests('operations') WHERE key = '["viper"]'`,
    gives: reach(['SYSTEM'], 'viper'),
  },
  'forces_reported(text[])': {
    call: `SELECT ${SIDE} AS label FROM forces_reported(ARRAY['scorpion-1'])`,
    gives: reach([...OF_FORCE, ...COORDINATOR], 'other', 'own'),
  },
  'phase_set_up_at(text)': {
    call: `SELECT 'row' AS label WHERE phase_set_up_at('scorpion-1') IS NOT NULL`,
    gives: READS_TOTALS,
  },
  'phase_data(text)': { call: `SELECT 'row' AS label FROM phase_data('scorpion-1')`, gives: reach(COORDINATOR, 'row') },
  'phase_data_stamp(text)': {
    call: `SELECT 'row' AS label WHERE phase_data_stamp('scorpion-1') IS NOT NULL`,
    gives: { ...READS_TOTALS, SYSTEM: ['row'] },
  },
  // It counts releases that are held too: stored answers depend on it, and none contains it.
  'release_stamp(text)': {
    call: `SELECT 'row' AS label WHERE release_stamp('scorpion-1') = '3 1 1'`,
    gives: reach([...OF_FORCE, ...COORDINATOR, 'SYSTEM', 'PRESS'], 'row'),
  },
  'was_withheld_since(text,timestamp with time zone)': {
    call: `SELECT 'row' AS label WHERE was_withheld_since('scorpion-3', '-infinity')`,
    gives: reach([...OF_FORCE, 'PRESS'], 'row'),
  },
  'move_data_version_on(text)': {
    call: `SELECT 'row' AS label WHERE move_data_version_on('scorpion-1') IS NOT NULL`,
    gives: reach(['SYSTEM', 'COORDINATOR', 'ANALYST', 'APPROVER', 'DEPUTY'], 'row'),
  },
  'latest_day_counted()': {
    call: `SELECT 'row' AS label WHERE latest_day_counted() IS NOT NULL`,
    gives: reach(['ADMIN'], 'row'),
  },
  'participation_reason(text,text)': {
    call: `SELECT ${SIDE} AS label FROM unnest(ARRAY['dorset', 'wiltshire']) force
      WHERE participation_reason('scorpion-1', force) IS NOT NULL`,
    gives: READS_RETURN,
  },
  'knows_person(text)': {
    call: `SELECT id AS label FROM unnest(ARRAY['demo-approver-dorset', 'demo-approver-wiltshire', 'demo-press']) id
      WHERE knows_person(id)`,
    gives: reach(OF_FORCE, 'demo-approver-dorset'),
  },
};

/** Columns that say who did something: nobody writes another's name into them. */
const NAMED = [
  'submitted_by',
  'actor',
  'asked_by',
  'ended_by',
  'saved_by',
  'granted_by',
  'appointed_by',
  'person',
  'discarded_by',
  'prepared_by',
];

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  await fillForAccess(database);
  client = new pg.Client({ connectionString: database.servingUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The labels that a statement gives an actor, each once; none where it is refused. */
async function labels(name: ActorName, sql: string, first = 'SELECT'): Promise<string[]> {
  await beginAs(client, ACTORS[name]);
  try {
    await client.query(first);
    const { rows } = await client.query<{ label: string }>(sql);
    return [...new Set(rows.map(({ label }) => label))].sort();
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42501') return [];
    throw error;
  } finally {
    await client.query('ROLLBACK');
  }
}

/** What each actor reaches, by one way of reaching it. */
async function reached(by: (name: ActorName) => Promise<string[]>): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const name of NAMES) all[name] = await by(name);
  return all;
}

function expected(given: Reach, everything: readonly string[]): Record<string, string[]> {
  const labelsOf = (name: ActorName): string[] =>
    [...(given[name] ?? [])].flatMap((label) => (label === 'ALL' ? everything : label)).sort();
  return Object.fromEntries(NAMES.map((name) => [name, labelsOf(name)]));
}

/** A row of each label, as JSON. */
async function samples(table: string, label: string): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const rows = await database.asOwner<{ label: string; row: Record<string, unknown> }>(
    `SELECT DISTINCT ON (1) ${label} AS label, to_jsonb(t) AS row FROM ${table} t ORDER BY 1`,
  );
  return new Map(rows.map((row) => [row.label, row.row]));
}

const columnsOf = async (table: string, privilege: string): Promise<string[]> => {
  const rows = await database.asOwner<{ column: string }>(
    `SELECT attname AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
       AND attidentity <> 'a' AND has_column_privilege($2, attrelid, attnum, $3) ORDER BY attname`,
    [table, new URL(database.servingUrl).username, privilege],
  );
  return rows.map(({ column }) => column);
};

it('has every table and view in its list', async () => {
  const rows = await database.asOwner<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname`,
  );
  expect(Object.keys(RELATIONS).sort()).toEqual(rows.map(({ name }) => name).sort());
});

it("has in its list every function that runs with its owner's rights and may be called", async () => {
  const rows = await database.asOwner<{ name: string }>(
    `SELECT oid::regprocedure::text AS name FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND prosecdef AND has_function_privilege($1, oid, 'EXECUTE')`,
    [new URL(database.servingUrl).username],
  );
  expect(Object.keys(FUNCTIONS).sort()).toEqual(rows.map(({ name }) => name).sort());
});

describe.each(Object.keys(RELATIONS))('%s', (table) => {
  const access = RELATIONS[table]!;
  const { label } = access;

  it('has a row of every kind listed here', async () => {
    const given = Object.values({ ...access.reads, ...access.adds }).flat();
    const all = await samples(access.shows ?? table, label);
    expect(given.filter((one) => one !== 'ALL' && !all.has(one))).toEqual([]);
    expect(all.size).toBeGreaterThan(0);
  });

  it('is readable to the actors listed, in the columns listed', async () => {
    const everything = [...(await samples(table, label)).keys()];
    const read = await reached((name) => labels(name, `SELECT ${label} AS label FROM ${table}`));
    expect(read).toEqual(expected(access.reads, everything));
    const readable = await columnsOf(table, 'SELECT');
    const rows = await database.asOwner<{ column: string }>(
      `SELECT attname AS column FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity <> 'a' ORDER BY attname`,
      [table],
    );
    expect(rows.map(({ column }) => column).filter((column) => !readable.includes(column))).toEqual(
      access.hidden ?? [],
    );
  });

  it('accepts new rows from the actors listed', async () => {
    const rows = await samples(table, label);
    const columns = (await columnsOf(table, 'INSERT')).filter((column) => column !== 'as_deputy');
    const adds = async (name: ActorName, row: Record<string, unknown>): Promise<boolean> => {
      const own = Object.fromEntries(NAMED.filter((one) => one in row).map((one) => [one, ACTORS[name]?.id ?? 'x']));
      // Somebody else is appointed, not oneself.
      const sent = { ...row, ...own, ...(table === 'deputies' ? { person: 'demo-pcc-btp' } : {}) };
      const list = columns.join(', ');
      await beginAs(client, ACTORS[name]);
      try {
        await client.query(
          `INSERT INTO ${table} (${list}) SELECT ${list} FROM jsonb_populate_record(NULL::${table}, $1)`,
          [JSON.stringify(sent)],
        );
        return true;
      } catch (error) {
        // What a constraint refuses, no policy has.
        if (error instanceof pg.DatabaseError && error.code?.startsWith('23') === true) return true;
        if (error instanceof pg.DatabaseError && ['42501', '42601'].includes(error.code ?? '')) return false;
        throw error;
      } finally {
        await client.query('ROLLBACK');
      }
    };
    const added = await reached(async (name) => {
      const all: string[] = [];
      for (const [one, row] of rows) if (await adds(name, row)) all.push(one);
      return all.sort();
    });
    expect(added).toEqual(expected(access.adds ?? NONE, [...rows.keys()]));
  });

  it('can be changed and deleted by the actors listed', async () => {
    const everything = [...(await samples(table, label)).keys()];
    const [column = null] = await columnsOf(table, 'UPDATE');
    const set = access.set ?? `${column} = ${column}`;
    const change = `UPDATE ${table} SET ${set} RETURNING ${label} AS label`;
    // Without a column that may be changed nothing is.
    const changed = await reached(async (name) => (column === null ? [] : labels(name, change, access.first)));
    expect(changed).toEqual(expected(access.changes ?? NONE, everything));
    const removed = await reached((name) =>
      labels(name, `DELETE FROM ${table} RETURNING ${label} AS label`, access.first),
    );
    expect(removed).toEqual(expected(access.removes ?? NONE, everything));
  });
});

describe.each(Object.entries(FUNCTIONS))('%s', (_, { call, gives }) => {
  it('returns the listed result to the actors listed', async () => {
    expect(await reached((name) => labels(name, call))).toEqual(expected(gives, []));
  });
});
