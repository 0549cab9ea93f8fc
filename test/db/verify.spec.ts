import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addVersion } from '../support/returns/return-rows.js';
import { untilSomebodyWaits } from '../support/database/blocking-lock.js';
import { withClient } from '../support/database/plain-client.js';
import { createTestDatabase } from '../support/database/test-database.js';
import { shortOrFull } from '../support/run/full-run.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { startVerification, type Verification } from '../support/database/verification.js';
import { differencesIn, runVerify, verifyDatabase, type DifferenceView } from '../support/service/verify-command.js';

/* The command `verify` on the published record, beside the service that runs on it. */

let service: TestService;
let verification: Verification;

beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
  verification = await startVerification(service.database);
});

afterAll(async () => {
  await verification.stop();
  await service.stop();
});

/** The rows of one version of a return, for UPDATE and DELETE. */
const of = (phase: string, force: string, version = 1): string =>
  `version_id = (SELECT id FROM return_versions WHERE phase = '${phase}' AND force = '${force}' AND version = ${version})`;
const OLD = of('scorpion-6', 'dorset', 1);
const WILTSHIRE_ARRESTS = `${of('scorpion-7', 'wiltshire')} AND measure = 'arrests'`;
const CANNABIS_OF_9 = `${of('scorpion-9', 'devon-and-cornwall')} AND measure = 'drugs-weight' AND part = 'cannabis'`;
const CANNABIS = { phase: 'scorpion-9', measure: 'drugs-weight', part: 'cannabis' } as const;
const ARRESTS_OF_7 = { phase: 'scorpion-7', version: null, measure: 'arrests', part: null } as const;
const DORSET_OF_6 = { phase: 'scorpion-6', force: 'dorset', measure: null, part: null } as const;
const SCORPION_6 = { ...DORSET_OF_6, force: null, version: null };

const EXACTLY = (value: number): string => `${value} EXACT, from ${value} to ${value}`;
const RESULT = (value: number): string => `REPORTED ${EXACTLY(value)}, under definition 1`;
const KEY_OF_WILTSHIRE = `INSERT INTO idempotency_keys
  SELECT 'demo-analyst-wiltshire', phase, force, 'k-1', '', id, now() FROM return_versions
  WHERE phase = 'scorpion-6' AND force = 'dorset' AND version = 2`;
const NOT_BEFORE = 'SUBMIT as the first step and only once, and no step earlier than the one before';
const AN_INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const NO_QUESTIONS = '0 asked: 0 answered, 0 taken back, 0 overtaken, 0 open';
const DORSETS_SECOND = of('scorpion-6', 'dorset', 2);
const KEEP_STATES = (rows: string): string =>
  `CREATE TABLE kept AS SELECT * FROM version_states WHERE ${rows}; DELETE FROM version_states WHERE ${rows}`;
const GIVE_STATES_BACK = 'INSERT INTO version_states OVERRIDING SYSTEM VALUE SELECT * FROM kept; DROP TABLE kept';

interface Damage {
  readonly damaged: string;
  readonly damage: string;
  readonly repair: string;
  /** On both bases alike. */
  readonly told: readonly (Omit<DifferenceView, 'stored' | 'recomputed' | 'basis'> & {
    readonly stored: unknown;
    readonly recomputed: unknown;
  })[];
}

/** The phases of the differences. */
const phasesOf = (told: Damage['told']): string[] => [...new Set(told.map(({ phase }) => phase))];
const onBothBases = (told: Damage['told']): object[] => told.map((one) => ({ ...one, basis: null }));

const DAMAGES: readonly Damage[] = [
  {
    damaged: 'a stored result of a version that counts no more',
    damage: `UPDATE results SET value = 27, lower = 27, upper = 27 WHERE ${OLD} AND measure = 'arrests'`,
    repair: `UPDATE results SET value = 28, lower = 28, upper = 28 WHERE ${OLD} AND measure = 'arrests'`,
    told: [
      {
        ...DORSET_OF_6,
        version: 1,
        measure: 'arrests',
        compared: 'RESULT',
        stored: RESULT(27),
        recomputed: RESULT(28),
      },
    ],
  },
  {
    damaged: 'a stored result that counts, with the totals made from it',
    damage: `UPDATE results SET value = 30, lower = 30, upper = 30 WHERE ${WILTSHIRE_ARRESTS}`,
    repair: `UPDATE results SET value = 31, lower = 31, upper = 31 WHERE ${WILTSHIRE_ARRESTS}`,
    told: [
      {
        ...ARRESTS_OF_7,
        force: 'wiltshire',
        version: 1,
        compared: 'RESULT',
        stored: RESULT(30),
        recomputed: RESULT(31),
      },
      {
        ...ARRESTS_OF_7,
        force: null,
        compared: 'TOTAL',
        stored: '30 AT_LEAST, from 30 on',
        recomputed: '31 AT_LEAST, from 31 on',
      },
      {
        ...ARRESTS_OF_7,
        force: 'wiltshire',
        compared: 'FORCE_LINE',
        stored: `REPORTED ${EXACTLY(30)}`,
        recomputed: `REPORTED ${EXACTLY(31)}`,
      },
    ],
  },
  {
    damaged: 'a result that is missing, with the totals made without it',
    damage: `CREATE TABLE kept AS SELECT * FROM results WHERE ${WILTSHIRE_ARRESTS};
      DELETE FROM results WHERE ${WILTSHIRE_ARRESTS}`,
    repair: 'INSERT INTO results OVERRIDING SYSTEM VALUE SELECT * FROM kept; DROP TABLE kept',
    told: [
      {
        ...ARRESTS_OF_7,
        force: 'wiltshire',
        version: 1,
        compared: 'RESULT',
        stored: null,
        recomputed: RESULT(31),
      },
      {
        ...ARRESTS_OF_7,
        force: null,
        compared: 'TOTAL',
        stored: 'no value no qualifier, from 0 on',
        recomputed: '31 AT_LEAST, from 31 on',
      },
      {
        ...ARRESTS_OF_7,
        force: null,
        compared: 'COVERAGE',
        stored: expect.stringContaining('0 of 5 reported'),
        recomputed: expect.stringContaining('1 of 5 reported'),
      },
      {
        ...ARRESTS_OF_7,
        force: 'wiltshire',
        compared: 'FORCE_LINE',
        stored: 'NOT_REPORTED no value no qualifier, from 0 on',
        recomputed: `REPORTED ${EXACTLY(31)}`,
      },
    ],
  },
  {
    damaged: 'a result of one part, with the totals of that part, its class and its group',
    damage: `UPDATE results SET value = value + 1, lower = lower + 1, upper = upper + 1 WHERE ${CANNABIS_OF_9}`,
    repair: `UPDATE results SET value = value - 1, lower = lower - 1, upper = upper - 1 WHERE ${CANNABIS_OF_9}`,
    told: [
      {
        ...CANNABIS,
        force: 'devon-and-cornwall',
        version: 1,
        compared: 'RESULT',
        stored: RESULT(3991),
        recomputed: RESULT(3990),
      },
      ...['cannabis', 'class B', 'group cannabis'].map((part) => ({
        ...CANNABIS,
        part,
        force: null,
        version: null,
        compared: 'TOTAL',
        stored: expect.stringMatching(/^3991 AT_LEAST, from 3991 on/),
        recomputed: expect.stringMatching(/^3990 AT_LEAST, from 3990 on/),
      })),
    ],
  },
  {
    damaged: 'a result that no figure bears out',
    damage: `INSERT INTO results (version_id, phase, force, measure, measure_version, state, value, qualifier, lower, upper,
        approximate, settles_parts)
      SELECT id, phase, force, 'charges', 1, 'REPORTED', 2, 'EXACT', 2, 2, false, false
      FROM return_versions WHERE phase = 'scorpion-6' AND force = 'dorset' AND version = 1`,
    repair: `DELETE FROM results WHERE ${OLD} AND measure = 'charges'`,
    told: [
      {
        ...DORSET_OF_6,
        version: 1,
        measure: 'charges',
        compared: 'RESULT',
        stored: RESULT(2),
        recomputed: null,
      },
    ],
  },
  {
    damaged: 'the bound of a figure',
    damage: `UPDATE figures SET lower = 341 WHERE qualifier = 'APPROXIMATE' AND lower = 342`,
    repair: `UPDATE figures SET lower = 342 WHERE qualifier = 'APPROXIMATE' AND lower = 341`,
    told: [
      {
        phase: 'scorpion-1',
        force: 'avon-and-somerset',
        version: 1,
        compared: 'FIGURE',
        measure: 'disruptions',
        part: 'organised-crime-group',
        stored: 'REPORTED 350 APPROXIMATE, from 341 to 358',
        recomputed: 'REPORTED 350 APPROXIMATE, from 342 to 358',
      },
    ],
  },
  {
    damaged: 'the number of versions',
    damage: `UPDATE returns SET versions = 3 WHERE phase = 'scorpion-6' AND force = 'dorset'`,
    repair: `UPDATE returns SET versions = 2 WHERE phase = 'scorpion-6' AND force = 'dorset'`,
    told: [{ ...DORSET_OF_6, version: null, compared: 'VERSIONS', stored: '3 versions', recomputed: '2 versions' }],
  },
  {
    damaged: 'which version stands',
    damage: `UPDATE returns SET standing = 1 WHERE phase = 'scorpion-6' AND force = 'dorset'`,
    repair: `UPDATE returns SET standing = 2 WHERE phase = 'scorpion-6' AND force = 'dorset'`,
    told: [
      { ...DORSET_OF_6, version: null, compared: 'CURRENT_VERSION', stored: 'version 1', recomputed: 'version 2' },
    ],
  },
  {
    damaged: 'a version of which nothing is known to have happened',
    damage: KEEP_STATES(OLD),
    repair: GIVE_STATES_BACK,
    told: [{ ...DORSET_OF_6, version: 1, compared: 'STATES', stored: null, recomputed: NOT_BEFORE }],
  },
  {
    damaged: 'a step that is missing, with what the one after it led to',
    damage: KEEP_STATES(`${OLD} AND step = 'SIGN_OFF'`),
    repair: GIVE_STATES_BACK,
    told: [
      {
        ...DORSET_OF_6,
        version: 1,
        compared: 'STEP',
        stored: expect.stringMatching(/^2\. ACCEPT to ACCEPTED, accepted, submitted/),
        recomputed: expect.stringMatching(/^2\. ACCEPT to ACCEPTED, accepted without sign-off, submitted/),
      },
    ],
  },
  {
    damaged: 'where a step led to',
    damage: `UPDATE version_states SET state = 'SUBMITTED' WHERE ${OLD} AND step = 'SIGN_OFF'`,
    repair: `UPDATE version_states SET state = 'SIGNED_OFF' WHERE ${OLD} AND step = 'SIGN_OFF'`,
    told: [
      {
        ...DORSET_OF_6,
        version: 1,
        compared: 'STEP',
        stored: expect.stringMatching(/^2\. SIGN_OFF to SUBMITTED, submitted/),
        recomputed: expect.stringMatching(/^2\. SIGN_OFF to SIGNED_OFF, submitted/),
      },
    ],
  },
  {
    damaged: 'that a version was accepted before its sign-off',
    damage: `UPDATE version_states SET was_accepted = true WHERE ${OLD} AND step = 'SIGN_OFF'`,
    repair: `UPDATE version_states SET was_accepted = false WHERE ${OLD} AND step = 'SIGN_OFF'`,
    told: [
      {
        ...DORSET_OF_6,
        version: 1,
        compared: 'STEP',
        stored: expect.stringMatching(/^2\. SIGN_OFF to SIGNED_OFF, accepted before, submitted/),
        recomputed: expect.stringMatching(/^2\. SIGN_OFF to SIGNED_OFF, submitted/),
      },
    ],
  },
  {
    damaged: 'when a version is told to have been submitted',
    damage: `UPDATE version_states SET submitted_at = submitted_at - interval '1 day' WHERE ${OLD} AND step = 'ACCEPT'`,
    repair: `UPDATE version_states SET submitted_at = submitted_at + interval '1 day' WHERE ${OLD} AND step = 'ACCEPT'`,
    told: [
      {
        ...DORSET_OF_6,
        version: 1,
        compared: 'STEP',
        stored: expect.stringMatching(/^3\. ACCEPT to ACCEPTED, accepted, submitted/),
        recomputed: expect.stringMatching(/^3\. ACCEPT to ACCEPTED, accepted, submitted/),
      },
    ],
  },
  {
    damaged: 'a question that nobody is known to have asked',
    damage: `INSERT INTO questions (version_id, phase, force, question, asked_by, asked_at)
      SELECT id, phase, force, 'Is it so?', 'demo-coordinator', now() FROM return_versions
      WHERE phase = 'scorpion-6' AND force = 'dorset' AND version = 1`,
    repair: 'DELETE FROM questions',
    told: [
      {
        ...DORSET_OF_6,
        version: 1,
        compared: 'QUESTIONS',
        stored: '1 asked: 0 answered, 0 taken back, 0 overtaken, 1 open',
        recomputed: NO_QUESTIONS,
      },
    ],
  },
  {
    damaged: 'a version submitted before the one before it',
    damage: `UPDATE version_states SET began_at = began_at - interval '1 day', submitted_at = submitted_at - interval '1 day'
      WHERE ${DORSETS_SECOND}`,
    repair: `UPDATE version_states SET began_at = began_at + interval '1 day', submitted_at = submitted_at + interval '1 day'
      WHERE ${DORSETS_SECOND}`,
    told: [
      {
        ...DORSET_OF_6,
        version: 2,
        compared: 'STATES',
        stored: expect.stringMatching(/^SUBMIT \d{4}-.*, SIGN_OFF \d{4}-/),
        recomputed: NOT_BEFORE,
      },
      ...['SIGN_OFF', 'ACCEPT'].map((step) => ({
        ...DORSET_OF_6,
        version: 1,
        compared: 'STEP',
        stored: expect.stringContaining(step),
        recomputed: expect.stringMatching(/^Version 2 is accepted/),
      })),
      ...['SUBMIT', 'SIGN_OFF', 'ACCEPT'].map(() => ({
        ...SCORPION_6,
        compared: 'PHASE_CHANGE',
        stored: null,
        recomputed: expect.stringMatching(AN_INSTANT),
      })),
    ],
  },
  {
    damaged: 'a step by somebody who could not take it',
    damage: `UPDATE version_states SET actor = 'demo-analyst-dorset' WHERE ${DORSETS_SECOND} AND step = 'SIGN_OFF'`,
    repair: `UPDATE version_states SET actor = 'demo-approver-dorset' WHERE ${DORSETS_SECOND} AND step = 'SIGN_OFF'`,
    told: [
      {
        ...DORSET_OF_6,
        version: 2,
        compared: 'STEP',
        stored: '2. SIGN_OFF by demo-analyst-dorset',
        recomputed: 'by somebody who neither submitted nor signed it off',
      },
    ],
  },
  {
    damaged: 'an instant at which a phase changed',
    damage: `CREATE TABLE kept AS SELECT * FROM phase_changes WHERE (phase, changed_at) IN (
        SELECT phase, began_at FROM version_states WHERE ${OLD} AND step = 'SIGN_OFF');
      DELETE FROM phase_changes WHERE (phase, changed_at) IN (SELECT * FROM kept)`,
    repair: 'INSERT INTO phase_changes SELECT * FROM kept; DROP TABLE kept',
    told: [{ ...SCORPION_6, compared: 'PHASE_CHANGE', stored: null, recomputed: expect.stringMatching(AN_INSTANT) }],
  },
  {
    damaged: 'the instant and the number of changes of a phase',
    damage: `CREATE TABLE kept AS SELECT code, data_changed_at, data_version FROM phases WHERE code = 'scorpion-6';
      UPDATE phases SET data_changed_at = data_changed_at - interval '1 day', data_version = 1 WHERE code = 'scorpion-6'`,
    repair: `DELETE FROM phase_changes WHERE (phase, changed_at) IN (
        SELECT code, data_changed_at FROM phases WHERE code = 'scorpion-6');
      UPDATE phases SET data_changed_at = kept.data_changed_at, data_version = kept.data_version FROM kept
      WHERE phases.code = kept.code;
      DROP TABLE kept`,
    told: [
      { ...SCORPION_6, compared: 'DATA_VERSION', stored: '1', recomputed: '12 or more, one for each change' },
      {
        ...SCORPION_6,
        compared: 'DATA_CHANGED_AT',
        stored: expect.stringMatching(AN_INSTANT),
        recomputed: expect.stringContaining('not before the newest change'),
      },
    ],
  },
  {
    damaged: "a key that leads to somebody else's version",
    damage: KEY_OF_WILTSHIRE,
    repair: 'DELETE FROM idempotency_keys',
    told: [
      {
        ...DORSET_OF_6,
        version: null,
        compared: 'IDEMPOTENCY_KEY',
        stored: expect.stringMatching(/^'k-1' of demo-analyst-wiltshire refers to the version with the id \d+$/),
        recomputed: 'demo-analyst-dorset submitted that version',
      },
    ],
  },
  {
    damaged: 'a key that leads nowhere',
    damage: `${KEY_OF_WILTSHIRE}; ALTER TABLE idempotency_keys DROP CONSTRAINT fk_idempotency_keys_version;
      UPDATE idempotency_keys SET version_id = 999999`,
    repair: `DELETE FROM idempotency_keys; ALTER TABLE idempotency_keys ADD CONSTRAINT fk_idempotency_keys_version
      FOREIGN KEY (version_id, phase, force) REFERENCES return_versions (id, phase, force)`,
    told: [
      {
        ...DORSET_OF_6,
        version: null,
        compared: 'IDEMPOTENCY_KEY',
        stored: "'k-1' of demo-analyst-wiltshire refers to the version with the id 999999",
        recomputed: 'there is no such version of the return',
      },
    ],
  },
];

describe('on the published record', () => {
  it('finds nothing, says so of every phase and how much it looked at, and ends with 0', async () => {
    const { servingUrl } = service.database;
    const { code, stdout, stderr } = await runVerify({ DATABASE_URL: servingUrl, DEMO: 'true' });
    expect([code, stderr]).toEqual([0, '']);
    const [stored] = await service.database.asOwner<Record<string, number>>(`
      SELECT (SELECT count(*)::int FROM phases) AS phases, (SELECT count(*)::int FROM return_versions) AS versions,
        (SELECT count(*)::int FROM figures) AS figures, (SELECT count(*)::int FROM results) AS results`);
    const { phases, versions, figures, results } = stored!;
    expect(versions).toBeGreaterThan(20);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(phases! + 2);
    expect(lines[0]).toMatch(/^audit record: \d{3,} digests: no differences$/);
    expect(lines.filter((line) => !/no differences\.?$/.test(line))).toEqual([]);
    expect(lines.at(-1)).toContain(`${phases} phases, ${versions} versions, ${figures} figures, ${results} results`);
    expect((await verifyDatabase(service.database, { quiet: true })).stdout).toBe(`${lines.at(-1)}\n`);
  });

  it.each(DAMAGES)('names $damaged', async ({ damage, repair, told }) => {
    await service.database.asOwner(damage);
    try {
      expect(await verification.findings(phasesOf(told))).toEqual(onBothBases(told));
    } finally {
      await service.database.asOwner(repair);
    }
  });

  it('tells on which basis totals differ, where it is one of them', async () => {
    const NEWEST = `${of('scorpion-7', 'wiltshire')} AND step = 'ACCEPT'`;
    await service.database.asOwner(`UPDATE version_states SET accepted = false, state = 'SIGNED_OFF' WHERE ${NEWEST}`);
    const found = await verification.findings();
    const forPerson = await verifyDatabase(service.database, { quiet: true });
    await service.database.asOwner(`UPDATE version_states SET accepted = true, state = 'ACCEPTED' WHERE ${NEWEST}`);
    const [step, ...ofTotals] = found;
    expect(step).toMatchObject({ compared: 'STEP', force: 'wiltshire', basis: null });
    const provisional = ofTotals.filter(({ basis }) => basis === 'PROVISIONAL');
    expect(provisional).toMatchObject([
      {
        compared: 'COUNTED_VERSION',
        force: 'wiltshire',
        stored: expect.stringMatching(/, SIGNED_OFF$/),
        recomputed: expect.stringMatching(/, ACCEPTED$/),
      },
    ]);
    const accepted = ofTotals.filter(({ basis }) => basis === 'ACCEPTED');
    expect(accepted).toContainEqual(
      expect.objectContaining({ compared: 'COUNTED_VERSION', force: 'wiltshire', stored: null }),
    );
    expect(accepted).toContainEqual(
      expect.objectContaining({ compared: 'TOTAL', measure: 'arrests', recomputed: '31 AT_LEAST, from 31 on' }),
    );
    expect(provisional.length + accepted.length).toBe(ofTotals.length);
    expect(forPerson.stdout).toContain('scorpion-7 arrests ACCEPTED: TOTAL is ');
  });

  it('tells an acceptance without sign-off wherever it shows, and where it does not', async () => {
    const rows = `${of('scorpion-7', 'wiltshire')} AND step = 'ACCEPT'`;
    const set = (to: string): string => `UPDATE version_states SET without_sign_off = ${to} WHERE ${rows}`;
    await service.database.asOwner(set('true'));
    const found = await verification.findings();
    await service.database.asOwner(set('false'));
    expect(found[0]).toMatchObject({
      compared: 'STEP',
      stored: expect.stringContaining('ACCEPTED, accepted without sign-off, submitted'),
    });
    const told = (compared: string, measure: string | null): unknown =>
      found.find((one) => one.compared === compared && one.measure === measure);
    expect(told('COUNTED_VERSION', null)).toMatchObject({ stored: expect.stringContaining(', without sign-off') });
    expect(told('TOTAL', 'arrests')).toMatchObject({
      stored: '31 AT_LEAST, from 31 on, without sign-off of wiltshire',
      recomputed: '31 AT_LEAST, from 31 on',
    });
    expect(told('FORCE_LINE', 'arrests')).toMatchObject({
      stored: `REPORTED ${EXACTLY(31)}, without sign-off`,
      recomputed: `REPORTED ${EXACTLY(31)}`,
    });
    expect(found.map(({ basis }) => basis)).toEqual(found.map(() => null));
  });

  it('tells which totals changed after the final date, as the figures say', async () => {
    const { asOwner } = service.database;
    const [before] = await asOwner<{ final_at: Date | null }>(`SELECT final_at FROM phases WHERE code = 'scorpion-6'`);
    await asOwner(`UPDATE phases SET final_at = (SELECT min(began_at) - interval '1 ms' FROM version_states
      WHERE ${DORSETS_SECOND}) WHERE code = 'scorpion-6'`);
    try {
      expect(await verification.findings(['scorpion-6'])).toEqual([]);
      await asOwner(`UPDATE results r SET (value, lower, upper) =
        (SELECT value, lower, upper FROM results WHERE ${DORSETS_SECOND} AND measure = 'arrests')
        WHERE ${OLD} AND measure = 'arrests'`);
      const found = await verification.findings(['scorpion-6']);
      const marks = found.filter(({ compared }) => compared !== 'RESULT');
      expect(marks.map(({ compared, measure, force }) => [compared, measure, force])).toEqual([
        ['TOTAL', 'arrests', null],
        ['FORCE_LINE', 'arrests', 'dorset'],
      ]);
      for (const { stored, recomputed } of marks) {
        expect(recomputed).toMatch(`${stored}, changed after the final date`);
      }
    } finally {
      await asOwner(`UPDATE results SET value = 28, lower = 28, upper = 28 WHERE ${OLD} AND measure = 'arrests'`);
      await asOwner(`UPDATE phases SET final_at = $1 WHERE code = 'scorpion-6'`, [before?.final_at ?? null]);
    }
  });

  it("judges an approver's question by the approver's rules", async () => {
    const ask = async (mutation: string): Promise<void> => {
      const done = `mutation { done: ${mutation} { ... on ReturnChanged { return { version queries { id } } } } }`;
      const { data } = await service.ask<{ done: { return: { queries: { id: string }[] } } }>('demo-coordinator', done);
      [question] = data.done.return.queries.map(({ id }) => id);
    };
    let question: string | undefined;
    await ask('queryReturn(phase: "scorpion-6", force: "dorset", version: 2, question: "Is it so?")');
    expect(await verification.findings(['scorpion-6'])).toEqual([]);
    await service.database.asOwner(`UPDATE questions SET asked_as = 'FORCE_APPROVER'`);
    const found = await verification.findings(['scorpion-6']);
    await service.database.asOwner('UPDATE questions SET asked_as = NULL');
    expect(found).toMatchObject([
      {
        compared: 'STEP',
        version: 2,
        stored: expect.stringMatching(/QUERY by demo-coordinator$/),
        recomputed: expect.stringContaining('A force asks about its version before it is accepted.'),
      },
    ]);
    await ask(`takeBackQuery(id: "${question}")`);
  });

  it.each([
    {
      what: 'who takes part',
      damage: `UPDATE participation_changes SET participation = 'NOT_KNOWN' WHERE phase = 'scorpion-6' AND force = 'wiltshire'`,
      repair: `UPDATE participation_changes SET participation = 'TAKING_PART' WHERE phase = 'scorpion-6' AND force = 'wiltshire'`,
      told: { compared: 'PARTICIPATION', force: 'wiltshire', stored: 'TAKING_PART', recomputed: 'NOT_KNOWN' },
    },
    {
      what: 'who takes part at all',
      damage: `CREATE TABLE kept AS SELECT * FROM participation_changes WHERE phase = 'scorpion-6' AND force = 'wiltshire';
        DELETE FROM participation_changes WHERE phase = 'scorpion-6' AND force = 'wiltshire'`,
      repair: 'INSERT INTO participation_changes OVERRIDING SYSTEM VALUE SELECT * FROM kept; DROP TABLE kept',
      told: { compared: 'PARTICIPATION', force: 'wiltshire', stored: 'TAKING_PART', recomputed: null },
    },
    {
      what: 'what is asked for',
      damage: `UPDATE phase_ask_changes SET ask = NULL WHERE phase = 'scorpion-6' AND measure = 'arrests'`,
      repair: `UPDATE phase_ask_changes SET ask = 'CORE' WHERE phase = 'scorpion-6' AND measure = 'arrests'`,
      told: { compared: 'ASK', measure: 'arrests', stored: 'CORE', recomputed: null },
    },
  ])('names a history of $what that does not end in what holds now', async ({ damage, repair, told }) => {
    await service.database.asOwner(damage);
    const found = await verification.findings(['scorpion-6']);
    await service.database.asOwner(repair);
    expect(found[0]).toMatchObject({ phase: 'scorpion-6', ...told });
    expect(found.filter(({ compared }) => ['PARTICIPATION', 'ASK'].includes(compared))).toHaveLength(1);
    expect(await verification.findings(['scorpion-6'])).toEqual([]);
  });

  it('tells a difference to a person and to a program, and ends with 1; asked for another phase, with 0', async () => {
    const { damage, repair, told } = DAMAGES[0]!;
    await service.database.asOwner(damage);
    const forPerson = await verifyDatabase(service.database, { quiet: true });
    const forProgram = await verifyDatabase(service.database, { json: true });
    const elsewhere = await verifyDatabase(service.database, { phase: ['scorpion-7'] });
    await service.database.asOwner(repair);
    expect(forPerson).toMatchObject({ code: 1, stderr: '' });
    expect(forPerson.stdout.split('\n')[0]).toBe(
      `  scorpion-6 dorset version 1 arrests: RESULT is ${RESULT(27)}; recomputed: ${RESULT(28)}`,
    );
    expect(forPerson.stdout).toMatch(/: 1 difference\.\n$/);
    expect([forProgram.code, differencesIn(forProgram)]).toEqual([1, onBothBases(told)]);
    expect(elsewhere.code).toBe(0);
  });

  it('takes what is submitted while it reads a phase for no difference', async () => {
    const { database } = service;
    await withClient(database.ownerUrl, async (client) => {
      await client.query('BEGIN; LOCK TABLE results IN ACCESS EXCLUSIVE MODE');
      const verified = verification.findings(['scorpion-4']);
      await untilSomebodyWaits(database);
      await addVersion(database, 'scorpion-4', 'dorset', 2);
      await client.query('COMMIT');
      expect(await verified).toEqual([]);
    });
    // By itself that version is a difference: it states nothing, so totals leave it out, and nobody moved the phase on.
    const after = await verification.findings(['scorpion-4']);
    await database.asOwner(`DELETE FROM version_states WHERE ${of('scorpion-4', 'dorset', 2)}`);
    await database.asOwner(`DELETE FROM return_versions WHERE phase = 'scorpion-4' AND version = 2`);
    await database.asOwner(`UPDATE returns SET versions = 1, standing = 1 WHERE phase = 'scorpion-4'`);
    expect(after.map(({ compared }) => compared)).toEqual([
      'STATES',
      'STEP',
      'STEP',
      'DATA_VERSION',
      'PHASE_CHANGE',
      'FIGURE',
      'COVERAGE',
      'COUNTED_VERSION',
    ]);
    expect(await verification.findings()).toEqual([]);
  });
});

/** What takes a process of its own each time; the first also in the short form. */
const COMMANDS = [
  {
    does: 'ends with 2 for an unknown phase or argument, and lists the arguments',
    asExpected: async (): Promise<void> => {
      const { servingUrl } = service.database;
      const run = (...options: string[]) => runVerify({ DATABASE_URL: servingUrl, DEMO: 'true' }, ...options);
      const [phase, argument] = await Promise.all([run('--phase', 'scorpion-99'), run('--every')]);
      expect([phase.code, argument.code, phase.stdout, argument.stdout]).toEqual([2, 2, '', '']);
      expect(phase.stderr).toContain('There is no phase "scorpion-99"');
      for (const words of ['Unknown argument: --every', 'Expected: --phase <value>, --quiet, --json, --help'])
        expect(argument.stderr).toContain(words);
    },
  },
  {
    does: 'says in words that the database is away, and ends with 2',
    asExpected: async (): Promise<void> => {
      const url = 'postgres://nobody:secret-word@127.0.0.1:1/none';
      const { code, stdout, stderr } = await runVerify({ DATABASE_URL: url });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Cannot connect to the database of DATABASE_URL');
      expect(stderr).not.toMatch(/secret-word|\n +at /);
    },
  },
  {
    does: 'ends as it would where nobody reads on after the first line',
    asExpected: async (): Promise<void> => {
      const env = { PATH: process.env['PATH'], DATABASE_URL: service.database.servingUrl, DEMO: 'true' };
      const command = spawn(process.execPath, ['dist/cli/verify.cli.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      command.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      command.stdout.once('data', () => command.stdout.destroy());
      const [code] = (await once(command, 'exit')) as [number | null];
      expect([code, said]).toEqual([0, '']);
    },
  },
];

describe('where it cannot be done', () => {
  it('refuses a database that lacks migrations, and makes none', async () => {
    const database = await createTestDatabase({ empty: true });
    try {
      await expect(verifyDatabase(database)).rejects.toThrow(/lacks \d+ migrations/);
      expect(await database.asOwner("SELECT FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
    } finally {
      await database.drop();
    }
  });

  it('does not take for right what row-level security hides', async () => {
    const database = await createTestDatabase();
    await database.asOwner('DROP POLICY rls_returns_read ON returns');
    const verified = verifyDatabase(database);
    await expect(verified).rejects.toThrow('Nobody can read returns');
    await database.drop();
  });

  it.each([
    ['scorpion-99', 'There is no phase "scorpion-99"'],
    ['Operation Scorpion 1', 'Did you mean "scorpion-1"?'],
  ])('does not know the phase %j, and says so', async (phase, words) => {
    await expect(verifyDatabase(service.database, { phase: [phase] })).rejects.toThrow(words);
  });

  it.each(shortOrFull(COMMANDS.slice(0, 1), COMMANDS))('$does', async ({ asExpected }) => {
    await asExpected();
  });

  it('tells what it does without a database', async () => {
    const { code, stdout } = await runVerify({ DATABASE_URL: 'not a url' }, '--help');
    expect(code).toBe(0);
    for (const word of ['--phase', '--quiet', '--json', 'Exit codes: 0']) expect(stdout).toContain(word);
  });
});
