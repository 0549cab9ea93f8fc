import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type * as Embedded from '../../src/database/embedded/index.js';

/** A database to be measured on, by the URLs of its two roles. */
export interface Store {
  readonly ownerUrl: string;
  readonly servingUrl: string;
}

/** How much history a store holds. */
export interface Size {
  readonly phases: number;
  readonly forces: number;
}

/** Every measured phase has the same shape, whatever else is in store: five forces, forty measures. */
const FORCES_A_PHASE = 5;
export const MEASURES = 40;

/** The phase of `fill` with this number. */
export const phaseCode = (number: number): string => `bench-${number}`;

/** A phase in which every force of the store takes part. */
export const EVERYBODY = 'bench-everybody';

/** A PostgreSQL of the bench's own, as `npm start` brings it. */
export async function startPostgres(): Promise<Store & { readonly stop: () => Promise<void> }> {
  const compiled = new URL('../../database/embedded/index.js', import.meta.url).href;
  const { EmbeddedPostgres } = (await import(compiled)) as typeof Embedded;
  const dataDir = await mkdtemp(join(tmpdir(), 'scorpion-bench-'));
  const embedded = await EmbeddedPostgres.claim({ dataDir, say: () => undefined });
  const stop = async (): Promise<void> => {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { ...(await embedded.start()), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes a database with so much history in it: every phase with its forces' returns of forty measures. */
export async function makeStore(server: Store, name: string, size: Size): Promise<Store> {
  await asOwner(server.ownerUrl, [`CREATE DATABASE ${name}`]);
  const store = { ownerUrl: within(server.ownerUrl, name), servingUrl: within(server.servingUrl, name) };
  await startOnce(store);
  await asOwner(store.ownerUrl, filling(size));
  return store;
}

/** What the first start makes of an empty database: tables, dictionary, phases. */
async function startOnce({ ownerUrl, servingUrl }: Store): Promise<void> {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: servingUrl,
    MIGRATION_DATABASE_URL: ownerUrl,
    NODE_ENV: 'production',
    LOAD_RECORD: 'false',
    PORT: '0',
  };
  const service = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  service.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (output.includes('Ready at')) service.kill('SIGTERM');
  });
  const [code] = (await once(service, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The service did not start on the bench's database:\n${output}`);
}

/** Who measures: the coordinator sees the most, and may send for every force. */
const COORDINATOR = 'bench-coordinator';
/** The coordinator's. */
export const TOKEN = 'bench-coordinator-token';

/** Adds people who may call and see no figures; gives their tokens. */
export async function addPressOfficers({ ownerUrl }: Store, count: number): Promise<string[]> {
  await asOwner(ownerUrl, [
    `INSERT INTO identities (id, role, token_hash)
     SELECT 'bench-press-' || n, 'PRESS_OFFICER', sha256(('bench-press-token-' || n)::bytea) FROM generate_series(1, ${count}) n`,
  ]);
  return Array.from({ length: count }, (_, place) => `bench-press-token-${place + 1}`);
}

/** Histories that get a row for each row of another table: the digests of so many, noted one by one, would take hours. */
const HISTORIES = ['participation_changes', 'phase_ask_changes'];

function filling({ phases, forces }: Size): string[] {
  const ofBench = `phase LIKE 'bench-%'`;
  const recording = (state: 'DISABLE' | 'ENABLE'): string[] =>
    HISTORIES.map((table) => `ALTER TABLE ${table} ${state} TRIGGER tr_${table}_recorded_insert`);
  return [
    ...recording('DISABLE'),
    `INSERT INTO identities (id, role, token_hash)
     VALUES ('${COORDINATOR}', 'REGIONAL_COORDINATOR', sha256('${TOKEN}'))`,
    `INSERT INTO forces (code, name, kind, also_known_as)
     SELECT 'force-' || n, 'Force ' || n, 'TERRITORIAL_FORCE', '{}'
     FROM generate_series(1, ${forces} - (SELECT count(*)::int FROM forces WHERE kind = 'TERRITORIAL_FORCE')) n`,
    `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
     SELECT 'bench-' || n, 'scorpion', 'Bench ' || n, date '1990-01-01' + 7 * n, date '1990-01-05' + 7 * n, 'DAY', 'OPEN'
     FROM generate_series(1, ${phases}) n
     UNION ALL SELECT '${EVERYBODY}', 'scorpion', 'Everybody', '1989-01-01', '1989-01-05', 'DAY', 'OPEN'`,
    `INSERT INTO participations
     SELECT p.code, f.code, 'TAKING_PART'
     FROM phases p, (SELECT code, row_number() OVER (ORDER BY code LIKE 'force-%', code) AS place
       FROM forces WHERE kind = 'TERRITORIAL_FORCE') f
     WHERE p.code LIKE 'bench-%' AND (f.place <= ${FORCES_A_PHASE} OR p.code = '${EVERYBODY}')`,
    `INSERT INTO phase_asks
     SELECT p.code, m.code, 'CORE' FROM phases p, (SELECT code FROM measures ORDER BY position LIMIT ${MEASURES}) m
     WHERE p.code LIKE 'bench-%'`,
    `INSERT INTO returns (phase, force, versions, standing) SELECT phase, force, 1, 1 FROM participations WHERE ${ofBench}`,
    `INSERT INTO return_versions (phase, force, version, submitted_by)
     SELECT phase, force, 1, '${COORDINATOR}' FROM returns WHERE ${ofBench}`,
    `INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     SELECT id, phase, force, version, 'SUBMIT', 'SUBMITTED', '2026-01-05T12:00:00Z', '${COORDINATOR}',
       '2026-01-05T12:00:00Z', false, false, false
     FROM return_versions WHERE ${ofBench}`,
    // One phase can be released.
    `INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     SELECT id, phase, force, version, 'ACCEPT', 'ACCEPTED', '2026-01-05T13:00:00Z', '${COORDINATOR}',
       '2026-01-05T12:00:00Z', true, true, false
     FROM return_versions WHERE phase = '${phaseCode(7)}'`,
    `INSERT INTO figures (version_id, phase, force, measure, state, value, qualifier, lower, upper)
     SELECT v.id, v.phase, v.force, a.measure, 'REPORTED', 5, 'EXACT', 5, 5
     FROM return_versions v JOIN phase_asks a ON a.phase = v.phase WHERE v.${ofBench}`,
    `INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
       approximate, settles_parts)
     SELECT version_id, phase, force, measure, 1, state, value, qualifier, lower, upper, false, false
     FROM figures WHERE ${ofBench}`,
    `UPDATE phases SET data_version = 1 WHERE code LIKE 'bench-%'`,
    ...recording('ENABLE'),
    'VACUUM ANALYZE',
  ];
}

async function asOwner(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function within(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
