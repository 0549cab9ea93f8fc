import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appoint, dayFromToday } from '../support/api/deputies-api.js';
import { mustSucceed } from '../support/api/phases-api.js';
import { openPhaseWith } from '../support/api/release-scenes.js';
import { mustPublish } from '../support/api/releases-api.js';
import { mustTakeStep, signOff } from '../support/api/return-steps.js';
import { mustSubmit } from '../support/api/returns-api.js';
import { headOf, rewrittenFrom } from '../support/database/audit-record.js';
import { makeOwnPostgres, type OwnPostgres } from '../support/database/own-postgres.js';
import { withClient } from '../support/database/plain-client.js';
import type { TestDatabase } from '../support/database/test-database.js';
import { verifyAuditOf, verifyDatabase } from '../support/service/verify-command.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * A superuser tampers with the demo's database so that everything fits together: the figure with its result, the version
 * with its counters, the tail of the record with its head. `verify` names it, and nothing else.
 */
const COORDINATOR = 'demo-coordinator';
const PHASE = 'phase-of-tampering';
const DORSET = `phase = '${PHASE}' AND force = 'dorset'`;

let postgres: OwnPostgres;
let service: TestService;

beforeAll(async () => {
  postgres = await makeOwnPostgres();
  const { ownerUrl, servingUrl } = postgres;
  const asOwner: TestDatabase['asOwner'] = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    withClient(ownerUrl, async (owner) => (await owner.query<Row>(sql, [...values])).rows);
  const drop = async (): Promise<void> => postgres.remove();
  service = await startTestService({ LOAD_RECORD: 'true' }, { ownerUrl, servingUrl, asOwner, drop });
  await openPhaseWith(service, { code: PHASE, forces: 5 });
  await mustPublish(service, { phase: PHASE });
  await queried();
  await mustSucceed(service, 'grantException', {
    phase: PHASE,
    force: 'btp',
    until: '2099-01-01T12:00:00Z',
    reason: 'Away.',
  });
  await appoint(service, COORDINATOR, {
    person: 'demo-approver-wiltshire',
    role: 'FORCE_APPROVER',
    force: 'dorset',
    from: await dayFromToday(service.database, 1),
    until: await dayFromToday(service.database, 2),
    reason: 'The approver is away.',
  });
});

afterAll(async () => {
  await service.stop();
  await postgres.remove();
});

/** Dorset's second version, with a reason, a note, and a question that was answered; Wiltshire's undone acceptance. */
async function queried(): Promise<void> {
  const key = { phase: PHASE, force: 'dorset' };
  await mustSubmit(service, {
    ...key,
    expectedVersion: 1,
    reason: 'Two were missing.',
    note: 'With the airport.',
    figures: [
      { measure: 'arrests', value: 28 },
      { measure: 'cash-seized', value: 1250.5, note: 'In one car.' },
    ],
  });
  await signOff(service, { ...key, version: 2 });
  const { queries } = await mustTakeStep(service, COORDINATOR, 'queryReturn', {
    ...key,
    version: 2,
    question: 'In one car?',
  });
  await mustTakeStep(service, 'demo-analyst-dorset', 'answerQuery', { id: queries[0]!.id, answer: 'In one.' });
  const wiltshire = { phase: PHASE, force: 'wiltshire', version: 1 };
  await mustTakeStep(service, COORDINATOR, 'undoAcceptance', { ...wiltshire, reason: 'Of another phase.' });
}

/** Tampers as a superuser, verifies, and puts every table back as it was. */
async function tampered(statements: readonly string[], noted?: string): Promise<{ lines: string[]; record: string }> {
  return withClient(postgres.superuserUrl, async (superuser) => {
    await superuser.query('SET session_replication_role = replica');
    const { rows } = await superuser.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    const names = rows.map(({ name }) => name);
    await superuser.query('CREATE SCHEMA kept');
    for (const name of names) await superuser.query(`CREATE TABLE kept.${name} AS TABLE ${name}`);
    try {
      for (const statement of statements) {
        expect([statement, (await superuser.query(statement)).rowCount]).not.toEqual([statement, 0]);
      }
      const { stdout } = await verifyDatabase(service.database, { quiet: true });
      const record = await verifyAuditOf(service.database, noted === undefined ? {} : { expect: noted });
      const lines = stdout.trimEnd().split('\n');
      return { lines: lines.filter((line) => !line.startsWith('  Only a backup shows')), record: record.stdout };
    } finally {
      for (const name of names) {
        await superuser.query(`DELETE FROM ${name}`);
        await superuser.query(`INSERT INTO ${name} OVERRIDING SYSTEM VALUE TABLE kept.${name}`);
      }
      await superuser.query('DROP SCHEMA kept CASCADE');
    }
  });
}

const ofVersion = (version: number): string =>
  `version_id = (SELECT id FROM return_versions WHERE ${DORSET} AND version = ${version})`;

interface Tampering {
  readonly what: string;
  readonly by: readonly string[];
  /** What `verify` names, in order. */
  readonly named: readonly RegExp[];
}

const FIGURES =
  /^ {2}figures \(version_id \d+\) does not match audit entry \d+ \(RETURN_SUBMITTED phase-of-tampering dorset version 2; [\dT:.-]+Z, demo-analyst-dorset\)$/;

const TAMPERINGS: readonly Tampering[] = [
  {
    what: 'a figure, with its result',
    by: [
      `UPDATE figures SET value = 82, lower = 82, upper = 82 WHERE ${ofVersion(2)} AND measure = 'arrests'`,
      `UPDATE results SET value = 82, lower = 82, upper = 82 WHERE ${ofVersion(2)} AND measure = 'arrests'`,
    ],
    named: [FIGURES],
  },
  {
    what: 'a figure removed with its result',
    by: [
      `DELETE FROM figures WHERE ${ofVersion(2)} AND measure = 'cash-seized'`,
      `DELETE FROM results WHERE ${ofVersion(2)} AND measure = 'cash-seized'`,
    ],
    named: [FIGURES],
  },
  {
    what: 'the note of a figure',
    by: [`UPDATE figures SET note = 'In two cars.' WHERE ${ofVersion(2)} AND measure = 'cash-seized'`],
    named: [FIGURES],
  },
  {
    what: 'who submitted a version',
    by: [`UPDATE return_versions SET submitted_by = 'demo-analyst-wiltshire' WHERE ${DORSET} AND version = 2`],
    named: [/return_versions \(id \d+\) does not match audit entry \d+ \(RETURN_SUBMITTED /],
  },
  {
    what: 'who accepted a version',
    by: [`UPDATE version_states SET actor = 'demo-admin' WHERE ${DORSET} AND version = 1 AND step = 'ACCEPT'`],
    named: [/version_states \(id \d+\) does not match audit entry \d+ \(RETURN_ACCEPTED /],
  },
  {
    what: 'the note of a version',
    by: [`UPDATE return_versions SET note = 'Without the airport.' WHERE ${DORSET} AND version = 2`],
    named: [/return_versions \(id \d+\) does not match/],
  },
  {
    what: 'the reason of a correction',
    by: [`UPDATE return_versions SET reason = 'A typing error.' WHERE ${DORSET} AND version = 2`],
    named: [/return_versions \(id \d+\) does not match/],
  },
  {
    what: 'a question',
    by: [`UPDATE questions SET question = 'In two cars?' WHERE ${DORSET}`],
    named: [/questions \(id \d+\) does not match audit entry \d+ \(RETURN_QUERIED /],
  },
  {
    what: 'an answer',
    by: [`UPDATE question_endings SET answer = 'In two.' WHERE ${DORSET}`],
    named: [/question_endings \(id \d+\) does not match audit entry \d+ \(RETURN_ANSWERED /],
  },
  {
    what: 'the reason for undoing an acceptance',
    by: [`UPDATE step_reasons SET reason = 'A mistake.' WHERE phase = '${PHASE}' AND force = 'wiltshire'`],
    named: [/step_reasons \(step_id \d+\) does not match audit entry \d+ \(ACCEPTANCE_UNDONE /],
  },
  {
    what: 'the participation of a force, with its history',
    by: [
      `UPDATE participations SET participation = 'NOT_KNOWN' WHERE phase = '${PHASE}' AND force = 'wiltshire'`,
      `UPDATE participation_changes SET participation = 'NOT_KNOWN' WHERE phase = '${PHASE}' AND force = 'wiltshire'`,
    ],
    named: [
      /participation_changes \(id \d+\) does not match audit entry \d+ \(PHASE_CREATED /,
      /participations \(phase phase-of-tampering, force wiltshire\) does not match audit entry \d+ \(PHASE_CREATED /,
    ],
  },
  {
    what: 'an identity removed',
    by: [`DELETE FROM people WHERE id = 'demo-admin'`, `DELETE FROM identities WHERE id = 'demo-admin'`],
    named: [
      /identities \(id demo-admin\) is missing, but audit entry \d+ \(IDENTITIES_ADDED; .*\) recorded it/,
      /people \(id demo-admin\) is missing, but audit entry \d+ \(IDENTITIES_ADDED; .*\) recorded it/,
    ],
  },
  {
    what: 'a deadline',
    by: [`UPDATE phases SET closes_at = closes_at + interval '1 day' WHERE code = '${PHASE}'`],
    named: [/phases \(code phase-of-tampering\) does not match audit entry \d+ \(PHASE_OPENED phase-of-tampering;/],
  },
  {
    what: 'the time until which an exception is granted',
    by: [`UPDATE phase_exceptions SET until = '2098-01-01' WHERE phase = '${PHASE}'`],
    named: [/phase_exceptions \(id \d+\) does not match audit entry \d+ \(EXCEPTION_GRANTED /],
  },
  {
    what: 'the role of a person',
    by: [`UPDATE identities SET role = 'ADMIN' WHERE id = 'demo-press'`],
    named: [/identities \(id demo-press\) does not match audit entry \d+ \(IDENTITIES_ADDED;/],
  },
  {
    what: 'the name of a person',
    by: [`UPDATE people SET name = 'Somebody else' WHERE id = 'demo-press'`],
    named: [/people \(id demo-press\) does not match/],
  },
  {
    what: 'the days of a deputy',
    by: [`UPDATE deputies SET until_day = until_day + 1`],
    named: [/deputies \(id \d+\) does not match audit entry \d+ \(DEPUTY_APPOINTED dorset;/],
  },
  {
    what: 'the unit of a measure',
    by: [`UPDATE measures SET unit = 'GRAM' WHERE code = 'arrests'`],
    named: [/measures \(code arrests\) does not match audit entry \d+ \(REFERENCE_DATA_LOADED;/],
  },
  {
    what: 'the definition of a measure',
    by: [`UPDATE measure_versions SET definition = 'All arrests.' WHERE measure = 'arrests' AND version = 1`],
    named: [/measure_versions \(measure arrests, version 1\) does not match audit entry \d+ \(REFERENCE_DATA_LOADED;/],
  },
  {
    what: 'a release',
    by: [`UPDATE releases SET note = 'Changed.' WHERE phase = '${PHASE}'`],
    named: [/releases \(phase phase-of-tampering, version 1\) does not match audit entry \d+ \(RELEASE_PUBLISHED /],
  },
  {
    what: 'an identity added',
    by: [`INSERT INTO identities (id, role, token_hash) VALUES ('mine', 'ADMIN', sha256('mine'))`],
    named: [/identities \(id mine\) is in no audit entry/],
  },
];

/** Everything of Dorset's second version, with the counters that told of it. */
const VERSION_GONE = [
  ...['figures', 'results', 'version_states', 'questions'].map((table) => `DELETE FROM ${table} WHERE ${ofVersion(2)}`),
  `DELETE FROM return_versions WHERE ${DORSET} AND version = 2`,
  `UPDATE returns SET versions = 1, standing = 1 WHERE ${DORSET}`,
];

it('finds nothing before', async () => {
  const { lines, record } = await tampered([]);
  expect(lines).toEqual([expect.stringMatching(/ digests of the audit record: no differences\.$/)]);
  expect(record).toContain('The record is intact');
});

describe.each(TAMPERINGS)('$what', ({ by, named }) => {
  it('is named, and nothing else', async () => {
    const { lines, record } = await tampered(by);
    expect(lines.slice(0, -1)).toEqual(named.map((one) => expect.stringMatching(one)));
    expect(lines.at(-1)).toMatch(new RegExp(`: ${named.length} differences?\\.$`));
    expect(record).toContain('The record is intact');
  });
});

describe('a version', () => {
  it('is named with its figures and steps where all of it was removed with its counters', async () => {
    const { lines } = await tampered(VERSION_GONE);
    const tables = lines
      .slice(0, -1)
      .map((line) => /^ {2}(\w+) .* is missing, but audit entry/.exec(line)?.[1] ?? line);
    expect(new Set(tables)).toEqual(new Set(['return_versions', 'figures', 'version_states', 'questions']));
  });
});

describe('the end of the record', () => {
  const LAST = '(SELECT count FROM audit_head)';
  const CUT = [
    `DELETE FROM audit_contents WHERE entry = ${LAST}`,
    `DELETE FROM audit_entries WHERE id = ${LAST}`,
    rewrittenFrom(100_000),
  ];

  it('shows in what it recorded where it was cut off with the head', async () => {
    const { lines, record } = await tampered(CUT);
    expect(record).toContain('The record is intact');
    expect(lines.slice(0, -1)).toEqual([expect.stringMatching(/deputies \(id \d+\) is in no audit entry/)]);
  });

  it('shows by a head that was noted down where what it recorded was removed too', async () => {
    const noted = await headOf(service.database);
    const { lines, record } = await tampered([...CUT, 'DELETE FROM deputies'], noted);
    expect(lines).toHaveLength(1);
    expect(record).toMatch(/was removed: the head noted down counts/);
  });
});

describe('the record', () => {
  it('is named where a digest in it was changed to fit', async () => {
    const { lines, record } = await tampered([
      `UPDATE questions SET question = 'In two cars?' WHERE ${DORSET}`,
      `SELECT set_config('scorpion.actor_role', 'SYSTEM', false)`,
      `UPDATE audit_contents c SET digest = d.digest FROM content_digests('questions') d
       WHERE c.table_name = 'questions' AND d.key = c.key`,
    ]);
    expect(record).toMatch(/Entry \d+ was changed/);
    expect(lines.slice(0, -1)).toEqual([
      expect.stringMatching(/^ {2}Entry \d+ was changed: its content does not match/),
    ]);
  });
});
