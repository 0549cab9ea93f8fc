import { MOVE_ON } from '../database/database-states.js';
import { define } from '../api/dictionary-api.js';
import type { FigureInput } from '../api/returns-api.js';
import type { TestDatabase } from '../database/test-database.js';
import type { TestService } from '../service/test-service.js';

/* Returns of the largest size, inserted by the owner of the database, because sending them would take minutes. */

interface Key {
  readonly phase: string;
  readonly force: string;
}

interface Dictionary {
  readonly measures: readonly { readonly code: string; readonly breakdown: string | null }[];
  readonly breakdowns: readonly { readonly code: string; readonly parts: readonly { readonly code: string }[] }[];
}

/** A figure for every measure and part of the dictionary. */
export async function everyFigure(service: TestService, note: string | null): Promise<FigureInput[]> {
  const { data } = await service.ask<Dictionary>(
    'demo-coordinator',
    '{ measures { code breakdown } breakdowns { code parts { code } } }',
  );
  const exact = { value: 10, qualifier: 'AT_LEAST', note };
  return data.measures.flatMap(({ code, breakdown }) => {
    const parts = data.breakdowns.find((one) => one.code === breakdown)?.parts ?? [];
    return [
      { measure: code, ...exact, value: 1000 },
      ...parts.map((part) => ({ measure: code, breakdown: part.code, ...exact })),
    ];
  });
}

/**
 * Copies the first version of a return until it has this many versions, each with the same figures in different
 * values, and this many answered questions.
 */
export async function fillVersions(
  database: TestDatabase,
  { phase, force }: Key,
  { versions, note, questions = 0 }: { versions: number; note: string | null; questions?: number },
): Promise<void> {
  const key = [phase, force];
  const OF_NEW = `JOIN return_versions v ON v.phase = o.phase AND v.force = o.force AND v.version > 1`;
  const AMOUNTS = `o.measure, o.breakdown, o.part, o.state, o.value + v.version, o.qualifier, o.lower + v.version,
    o.upper + v.version`;
  const FIRST = `o.version_id = (SELECT id FROM return_versions WHERE phase = $1 AND force = $2 AND version = 1)`;
  await database.asOwner(
    `INSERT INTO return_versions (phase, force, version, submitted_by, note, problems)
     SELECT phase, force, n, submitted_by, $4, problems FROM return_versions, generate_series(2, $3::int) n
     WHERE phase = $1 AND force = $2 AND version = 1`,
    [...key, versions, note],
  );
  await database.asOwner(
    `INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     SELECT v.id, o.phase, o.force, v.version, o.step, o.state, o.began_at + v.version * interval '1 millisecond', o.actor,
       o.began_at + v.version * interval '1 millisecond', false, false, false
     FROM version_states o ${OF_NEW} WHERE ${FIRST}`,
    key,
  );
  await database.asOwner(
    `INSERT INTO figures (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper, note)
     SELECT v.id, o.phase, o.force, ${AMOUNTS}, o.note FROM figures o ${OF_NEW} WHERE ${FIRST} ORDER BY v.version, o.id`,
    key,
  );
  await database.asOwner(
    `INSERT INTO results (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper,
       measure_version, approximate, settles_parts)
     SELECT v.id, o.phase, o.force, ${AMOUNTS}, o.measure_version, o.approximate, o.settles_parts
     FROM results o ${OF_NEW} WHERE ${FIRST} ORDER BY v.version, o.id`,
    key,
  );
  await ask(database, { phase, force }, questions);
  await database.asOwner('UPDATE returns SET versions = $3, standing = $3 WHERE phase = $1 AND force = $2', [
    phase,
    force,
    versions,
  ]);
}

/** Gives every version this many questions by the region, each of 2,000 characters and answered. */
async function ask(database: TestDatabase, { phase, force }: Key, questions: number): Promise<void> {
  await database.asOwner(
    `WITH asked AS (
       INSERT INTO questions (version_id, phase, force, question, asked_by, asked_at)
       SELECT id, phase, force, 'Is it so? ' || n, 'demo-coordinator', now() FROM return_versions, generate_series(1, $3::int) n
       WHERE phase = $1 AND force = $2 RETURNING id, phase, force, version_id
     ), ended AS (
       INSERT INTO question_endings (question, phase, force, ending, answer, ended_by, ended_at)
       SELECT id, phase, force, 'ANSWERED', 'It is.', submitted, now()
       FROM asked, LATERAL (SELECT submitted_by AS submitted FROM return_versions v WHERE v.id = asked.version_id) sender
     )
     INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     SELECT o.version_id, o.phase, o.force, o.version, taken.step, taken.state, o.began_at, o.actor, o.submitted_at, false, false, false
     FROM version_states o, generate_series(1, $3::int) n,
       (VALUES ('QUERY', 'QUERIED'), ('ANSWER', 'SUBMITTED')) AS taken (step, state)
     WHERE o.phase = $1 AND o.force = $2 AND o.step = 'SUBMIT'
     ORDER BY o.version_id, n, taken.step DESC`,
    [phase, force, questions],
  );
}

const FORCES = 44;
const MEASURES = 60;

/** Makes 44 forces take part in a phase that asks for 60 measures. Must be called before anything is sent for it. */
export async function widenPhase(service: TestService, phase: string): Promise<void> {
  const { database } = service;
  const [{ count } = { count: MEASURES }] = await database.asOwner<{ count: number }>(
    'SELECT count(*)::int AS count FROM measures',
  );
  for (let place = count + 1; place <= MEASURES; place += 1) {
    const measure = { category: 'SEIZURES', unit: 'COUNT', definition: 'More of it.' };
    await define(service, { ...measure, code: `extra-${place}`, name: `Extra ${place}` });
  }
  await database.asOwner(
    `INSERT INTO forces (code, name, kind, also_known_as)
     SELECT 'force-' || n, 'Force ' || n, 'TERRITORIAL_FORCE', '{}'
     FROM generate_series(1, $1::int - (SELECT count(*)::int FROM forces)) n`,
    [FORCES],
  );
  await database.asOwner(
    `WITH moved AS (${MOVE_ON}) INSERT INTO participations (phase, force, participation) SELECT $1, code, 'TAKING_PART' FROM forces
     ON CONFLICT (phase, force) DO UPDATE SET participation = 'TAKING_PART'`,
    [phase],
  );
  await database.asOwner(
    `WITH moved AS (${MOVE_ON}) INSERT INTO phase_asks (phase, measure, ask) SELECT $1, code, 'CORE' FROM measures ON CONFLICT DO NOTHING`,
    [phase],
  );
}

/** Copies the first version of a return to every other force of its phase, accepted without sign-off. */
export async function copyToOthers(database: TestDatabase, { phase, force }: Key): Promise<void> {
  const key = [phase, force];
  const NEW = `JOIN return_versions v ON v.phase = o.phase AND v.force <> o.force AND v.version = 1`;
  const FIRST = `o.version_id = (SELECT id FROM return_versions WHERE phase = $1 AND force = $2 AND version = 1)`;
  const AMOUNTS = 'o.measure, o.breakdown, o.part, o.state, o.value, o.qualifier, o.lower, o.upper';
  await database.asOwner(
    `INSERT INTO returns (phase, force, versions, standing)
     SELECT phase, force, 1, 1 FROM participations WHERE phase = $1 AND force <> $2`,
    key,
  );
  await database.asOwner(
    `INSERT INTO return_versions (phase, force, version, submitted_by, note, problems)
     SELECT r.phase, r.force, 1, o.submitted_by, o.note, o.problems
     FROM return_versions o JOIN returns r ON r.phase = o.phase AND r.force <> o.force
     WHERE o.phase = $1 AND o.force = $2 AND o.version = 1`,
    key,
  );
  await database.asOwner(
    `WITH made AS (
       INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
       was_accepted, without_sign_off)
     SELECT v.id, v.phase, v.force, 1, taken.step, taken.state, o.began_at, taken.actor, o.began_at, taken.accepted,
       taken.accepted, taken.accepted
     FROM version_states o ${NEW}, LATERAL (
       VALUES (1, 'SUBMIT', 'SUBMITTED', o.actor, false), (2, 'ACCEPT', 'ACCEPTED', 'demo-coordinator', true)
     ) AS taken (place, step, state, actor, accepted)
     WHERE ${FIRST} AND o.step = 'SUBMIT' ORDER BY v.id, taken.place
       RETURNING id, phase, force, step
     )
     INSERT INTO step_reasons (step_id, phase, force, reason)
     SELECT id, phase, force, 'Nobody could sign it off.' FROM made WHERE step = 'ACCEPT'`,
    key,
  );
  await database.asOwner(
    `INSERT INTO figures (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper, note)
     SELECT v.id, v.phase, v.force, ${AMOUNTS}, o.note FROM figures o ${NEW} WHERE ${FIRST}`,
    key,
  );
  await database.asOwner(
    `INSERT INTO results (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper,
       measure_version, approximate, settles_parts)
     SELECT v.id, v.phase, v.force, ${AMOUNTS}, o.measure_version, o.approximate, o.settles_parts
     FROM results o ${NEW} WHERE ${FIRST}`,
    key,
  );
}
