import type { FigureInput } from './returns-api.js';
import type { TestDatabase } from './test-database.js';
import type { TestService } from './test-service.js';

/* Returns as large as they may be, made by the owner of the database where sending them would take minutes. */

interface Key {
  readonly phase: string;
  readonly force: string;
}

interface Dictionary {
  readonly measures: readonly { readonly code: string; readonly breakdown: string | null }[];
  readonly breakdowns: readonly { readonly code: string; readonly parts: readonly { readonly code: string }[] }[];
}

/** A figure of every measure and part of the dictionary. */
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
 * Gives a return whose first version is there so many versions, each of them with what the first states, every value
 * another one, and so many questions that were answered.
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
    ...[phase, force, versions],
  ]);
}

/** Lets the region have asked so many questions of every version, each of 2,000 characters, and the force answered them. */
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
