import { addVersion, insertion, type Row } from '../returns/return-rows.js';
import type { TestDatabase } from './test-database.js';

/*
 * A row in every table for Dorset and for Wiltshire: for scorpion-1 a version that was submitted and queried, for
 * scorpion-3 one that was accepted and then queried, with a withheld figure. Of scorpion-1 there are releases, of scorpion-3 there is a draft.
 */
const FORCES = ['dorset', 'wiltshire'];
const AT = '2026-01-05T12:00:00Z';
const NIL = { measure: 'arrests', state: 'NIL', value: 0, qualifier: 'EXACT', lower: 0, upper: 0 };
const MOVE_ON = `UPDATE phases SET data_version = data_version + 1,
  data_changed_at = greatest(clock_timestamp(), data_changed_at + interval '1 millisecond')
  WHERE code IN ('scorpion-1', 'scorpion-3')`;

/** Fills a migrated database. */
export async function fillForAccess(database: TestDatabase): Promise<void> {
  await database.asOwner(`UPDATE phases SET kept_open_reason = 'x', closing_reason = 'x' WHERE code = 'scorpion-1'`);
  await database.asOwner(
    `WITH moved AS (${MOVE_ON}) UPDATE participations SET reason = 'It said so.' WHERE phase = 'scorpion-1'`,
  );
  await database.asOwner(
    `WITH moved AS (${MOVE_ON}) UPDATE phase_asks SET ask = 'ASKED' WHERE phase = 'scorpion-1' AND measure = 'arrests'`,
  );
  for (const force of FORCES) {
    const add = async (table: string, row: Row): Promise<string> => {
      const [sql, values] = insertion(table, row);
      const [added] = await database.asOwner<Record<string, string>>(`${sql} RETURNING *`, values);
      return added?.['id'] ?? '';
    };
    await submitted(database, add, force);
    await accepted(database, add, force);
    await add('deputies', {
      person: force === 'dorset' ? 'demo-analyst-wiltshire' : 'demo-approver-btp',
      role: 'FORCE_ANALYST',
      force,
      from_day: '2026-01-01',
      until_day: '2026-01-31',
      reason: 'Away.',
      appointed_by: 'demo-coordinator',
    });
    await add('phase_exceptions', {
      phase: 'scorpion-1',
      force,
      until: '2099-01-01',
      reason: 'Away.',
      granted_at: AT,
      granted_by: 'demo-coordinator',
    });
  }
  await database.asOwner(
    `INSERT INTO phase_discards (phase, reason, discarded_at, discarded_by)
     VALUES ('scorpion-2', 'Made twice.', $1, 'demo-coordinator')`,
    [AT],
  );
  await database.asOwner(`INSERT INTO memberships VALUES ('viper', 'btp', '2026-01-01', '2026-02-01', 'NOT_KNOWN')`);
  await released(database);
  await prepared(database);
  await database.asOwner(
    `INSERT INTO pre_election_periods (name, from_day, until_day) VALUES ('Local elections', '2026-03-27', '2026-05-07')`,
  );
}

/** A release that is out, one under embargo with people named for it, and one that was withdrawn before it came out. */
async function released(database: TestDatabase): Promise<void> {
  await database.asOwner(
    `INSERT INTO releases (phase, version, kind, note, published_at, as_at, embargo_until, opens_at, withdrawn_at, content,
       content_hash)
     SELECT 'scorpion-1', version, kind, note, $1, $1, until, coalesce(until, $1), withdrawn, '{}', sha256('{}')
     FROM (VALUES
       (1, NULL, NULL, NULL::timestamptz, NULL::timestamptz),
       (2, 'REVISION', 'More came in.', '2099-01-01', NULL),
       (3, 'CORRECTION', 'One was counted twice.', '2099-01-01', '2026-01-06')
     ) AS release (version, kind, note, until, withdrawn)`,
    [AT],
  );
  await database.asOwner(
    `INSERT INTO release_readers VALUES ('scorpion-1', 2, 'demo-press'), ('scorpion-1', 2, 'demo-approver-wiltshire')`,
  );
  await database.asOwner(
    `INSERT INTO release_steps (phase, version, step, at, actor, reason, opens_at) VALUES
       ('scorpion-1', 1, 'PUBLISH', $1, 'demo-coordinator', NULL, $1),
       ('scorpion-1', 3, 'WITHDRAW', $1, 'demo-coordinator', 'It is wrong.', NULL)`,
    [AT],
  );
  await database.asOwner(
    `INSERT INTO release_acknowledgements VALUES ('scorpion-1', 1, 'NOT_SIGNED_OFF', 'It is so.')`,
  );
  await database.asOwner(
    `INSERT INTO release_reads (phase, version, person, role) VALUES ('scorpion-1', 2, 'demo-press', 'PRESS_OFFICER')`,
  );
  await database.asOwner(
    `INSERT INTO headline_copies (person, phase, version, measure)
     VALUES ('demo-press', 'scorpion-1', 1, 'arrests'), ('demo-press', 'scorpion-1', 2, 'arrests'),
       ('demo-analyst-wiltshire', 'scorpion-1', 1, 'arrests'), ('demo-coordinator', 'scorpion-1', 3, 'arrests')`,
  );
}

/** A draft of a release, and the people who may read it. */
async function prepared(database: TestDatabase): Promise<void> {
  await database.asOwner(`INSERT INTO release_drafts VALUES ('scorpion-3', '{}', $1, 'demo-coordinator')`, [AT]);
  await database.asOwner(
    `INSERT INTO release_draft_readers VALUES ('scorpion-3', 'demo-press'), ('scorpion-3', 'demo-pcc-wiltshire')`,
  );
  await database.asOwner(
    `INSERT INTO release_reads (phase, person, role) VALUES ('scorpion-3', 'demo-press', 'PRESS_OFFICER')`,
  );
  await database.asOwner(`INSERT INTO operation_release_readers VALUES ('scorpion', 'demo-press')`);
}

type Add = (table: string, row: Row) => Promise<string>;

async function submitted(database: TestDatabase, add: Add, force: string): Promise<void> {
  const key = { phase: 'scorpion-1', force };
  const ofVersion = { ...key, version_id: await addVersion(database, key.phase, force) };
  const analyst = `demo-analyst-${force}`;
  await add('figures', { ...ofVersion, ...NIL });
  await add('results', { ...ofVersion, ...NIL, measure_version: 1, approximate: false, settles_parts: true });
  const step = await add('version_states', stepRow(ofVersion, 'QUERY', 'QUERIED', false));
  await add('step_reasons', { ...key, step_id: step, reason: 'It is so.' });
  const asked = { ...ofVersion, question: 'Is it so?', asked_by: 'demo-coordinator', asked_at: AT };
  const question = await add('questions', asked);
  const ending = { ...key, question, ending: 'TAKEN_BACK', ended_by: 'demo-coordinator', ended_at: AT };
  await add('question_endings', ending);
  await add('acknowledgements', { ...ofVersion, code: 'UNUSUAL_VALUE', reason: 'It is so.' });
  await add('drafts', { ...key, revision: 1, entry: '{}', saved_by: analyst, saved_at: AT });
  for (const person of [analyst, 'demo-coordinator']) {
    const used = { person, key: 'k', input_hash: Buffer.alloc(32), used_at: AT };
    await add('idempotency_keys', { ...ofVersion, ...used });
  }
}

async function accepted(database: TestDatabase, add: Add, force: string): Promise<void> {
  const key = { phase: 'scorpion-3', force };
  const ofVersion = { ...key, version_id: await addVersion(database, key.phase, force) };
  const whole = { ...ofVersion, ...NIL, measure_version: 1, approximate: false, settles_parts: true };
  await add('results', whole);
  await add('results', { ...whole, measure: 'charges', withheld_until: '2099-01-01' });
  await add('version_states', stepRow(ofVersion, 'ACCEPT', 'ACCEPTED', true));
  await add('version_states', stepRow(ofVersion, 'QUERY', 'QUERIED', true));
}

function stepRow(ofVersion: Row, step: string, state: string, accepted: boolean): Row {
  return {
    ...ofVersion,
    version: 1,
    step,
    state,
    began_at: AT,
    actor: 'demo-coordinator',
    submitted_at: AT,
    accepted,
    was_accepted: accepted,
    without_sign_off: false,
  };
}
