import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditVerificationRepository } from '../../src/audit/verification/audit-verification.repository.js';
import { AuditVerification, type AuditVerified } from '../../src/audit/verification/audit-verification.service.js';
import { addEntries, headOf, rewrittenFrom, tamper, withItsHash } from '../support/database/audit-record.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* The record has ten entries: three of the start that filled the template, and seven more. */
const ENTRIES = 10;
const MORE = 7;
/** Renumbering goes through numbers that no entry has, since each may be there once. */
const renumber = (change: string, where: string): string[] =>
  [
    `UPDATE audit_entries SET id = 1000 + ${change} WHERE ${where}`,
    `UPDATE audit_entries SET id = id - 1000 WHERE id > 1000`,
  ].flatMap((sql) => [sql, sql.replace('audit_entries', 'audit_contents').replaceAll(/\bid\b/g, 'entry')]);
const copyOf = (id: number, as: number): string[] => [
  `INSERT INTO audit_entries SELECT ${as}, at, actor, actor_role, actor_force, action, phase, force, details,
     previous_hash, hash, seal FROM audit_entries WHERE id = ${id}`,
  `INSERT INTO audit_contents SELECT ${as}, table_name, key, digest FROM audit_contents WHERE entry = ${id}`,
];
/** An entry that nobody made, after another one, with a hash that is right. */
const forged = (after: number, as: number): string[] => [
  `INSERT INTO audit_entries SELECT ${as}, at, 'demo-admin', 'ADMIN', NULL, 'PHASE_CLOSED', phase, force, '{}', hash, hash
   FROM audit_entries WHERE id = ${after}`,
  withItsHash(as),
];

/** The record as it was, with the constraints that a test may have taken off. */
const RESTORED = [
  'TRUNCATE audit_entries, audit_contents, audit_head',
  `ALTER TABLE audit_entries DROP CONSTRAINT IF EXISTS pk_audit_entries, DROP CONSTRAINT IF EXISTS ck_audit_entries_id,
     ADD CONSTRAINT pk_audit_entries PRIMARY KEY (id), ADD CONSTRAINT ck_audit_entries_id CHECK (id >= 1)`,
  'INSERT INTO audit_entries SELECT * FROM kept_entries',
  'INSERT INTO audit_contents SELECT * FROM kept_contents',
  'INSERT INTO audit_head SELECT * FROM kept_head',
];

let database: TestDatabase;
let serving: ServingSide;

beforeAll(async () => {
  database = await createTestDatabase();
  await addEntries(database, MORE);
  await database.asOwner('CREATE TABLE kept_entries AS SELECT * FROM audit_entries');
  await database.asOwner('CREATE TABLE kept_contents AS SELECT * FROM audit_contents');
  await database.asOwner('CREATE TABLE kept_head AS SELECT * FROM audit_head');
  serving = await connectServing(database);
});

afterEach(async () => {
  await tamper(database, ...RESTORED);
});

afterAll(async () => {
  await serving.stop();
  await database.drop();
});

async function verified(noted: string | null = null): Promise<AuditVerified> {
  const [count, hash = ''] = noted?.split(':') ?? [];
  const mark = noted === null ? null : { count: Number(count), hash };
  const verification = new AuditVerification(serving.transactions, new AuditVerificationRepository());
  return verification.verify(mark, () => undefined);
}

/** What is found: the entry and what is wrong with it; null: nothing is. */
async function found(noted: string | null = null): Promise<string | null> {
  const { broken } = await verified(noted);
  return broken === null ? null : `${broken.entry} ${broken.kind}`;
}

describe('a record as it was written', () => {
  it('is whole up to its head', async () => {
    const { whole, broken } = await verified();
    expect([`${whole.count}:${whole.hash}`, broken]).toEqual([await headOf(database), null]);
    expect(whole.count).toBe(ENTRIES);
  });

  it('is the one of which heads were noted down, be it longer now', async () => {
    const noted = await headOf(database);
    await addEntries(database, 1);
    expect(await found(noted)).toBeNull();
    expect(await found(await headOf(database))).toBeNull();
  });
});

const CHANGES: readonly (readonly [string, string])[] = [
  ['the instant', `at = at + interval '1 millisecond'`],
  ['the actor', `actor = 'demo-analyst-dorset'`],
  ['the role', `actor_role = 'ADMIN'`],
  ['the force of the actor', `actor_force = 'dorset'`],
  ['the action', `action = 'PHASE_OPENED'`],
  ['the phase', `phase = 'scorpion-8'`],
  ['the phase, taken away', `phase = NULL`],
  ['the force', `force = 'wiltshire'`],
  ['the details', `details = details || '{"number": 99}'`],
  ['the details, to another spelling of the same number', `details = details || '{"ratio": 0.10}'`],
  ['the hash before', `previous_hash = sha256('x')`],
  ['the hash', `hash = sha256('x')`],
  ['the seal', `seal = sha256('x')`],
  ['that there is a seal', 'seal = NULL'],
];

describe('an entry that was changed', () => {
  it.each(CHANGES)('is named: %s', async (_, change) => {
    await tamper(database, `UPDATE audit_entries SET ${change} WHERE id = 5`);
    expect(await found()).toBe('5 CHANGED');
  });

  it.each([1, ENTRIES])('is named also where it is the first or the last: %d', async (id) => {
    await tamper(database, `UPDATE audit_entries SET action = 'PHASE_OPENED' WHERE id = ${id}`);
    expect(await found()).toBe(`${id} CHANGED`);
  });

  it('is named where its own hash was made anew', async () => {
    await tamper(database, `UPDATE audit_entries SET action = 'PHASE_OPENED' WHERE id = 5`, withItsHash(5));
    expect(await found()).toBe('5 CHANGED');
  });

  it('is found where it is the last and its own hash was made anew', async () => {
    await tamper(database, `UPDATE audit_entries SET action = 'PHASE_OPENED' WHERE id = 10`, withItsHash(10));
    expect(await found()).toBe('10 HEAD_ALTERED');
  });

  it('is the first that is named, whatever comes after', async () => {
    await tamper(database, `UPDATE audit_entries SET actor = 'x' WHERE id IN (9, 4, 6)`, 'DELETE FROM audit_head');
    expect(await found()).toBe('4 CHANGED');
  });

  it('is named where it says what no entry can', async () => {
    await tamper(database, `UPDATE audit_entries SET at = 'infinity' WHERE id = 5`);
    expect(await found()).toBe('5 CHANGED');
  });
});

describe('an entry with digests of rows', () => {
  it.each([
    ['changed', `UPDATE audit_contents SET digest = sha256('x') WHERE entry = 1 AND key = '["arrests", "1"]'`],
    ['given to another row', `UPDATE audit_contents SET key = 'another' WHERE entry = 1 AND key = '["arrests", "1"]'`],
    ['removed', `DELETE FROM audit_contents WHERE entry = 1 AND key = '["arrests", "1"]'`],
    ['added', `INSERT INTO audit_contents VALUES (1, 'phases', 'another', NULL)`],
    ['removed with all others', `DELETE FROM audit_contents WHERE entry = 1`],
  ])('is named where a digest was %s', async (_, statement) => {
    const [changed] = await database.asOwner<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM audit_contents WHERE entry = 1 AND key = '["arrests", "1"]') AS found`,
    );
    expect(changed).toEqual({ found: true });
    await tamper(database, statement);
    expect(await found()).toBe('1 CHANGED');
  });

  it('is named where its seal was made a digest', async () => {
    // The seal of an entry without digests, which was chosen so that it is what a digest in place of it would give.
    await database.asOwner(`
      SELECT set_config('scorpion.actor_id', 'demo-press', false), set_config('scorpion.actor_role', 'PRESS_OFFICER', false),
        append_audit_entry('demo-press', 'HEADLINE_COPIED', 'scorpion-2', NULL, '{}',
          sha256(convert_to(jsonb_build_array('figures', '["4"]', repeat('ab', 32))::text, 'UTF8')))`);
    await tamper(
      database,
      'UPDATE audit_entries SET seal = NULL WHERE id = 11',
      `INSERT INTO audit_contents VALUES (11, 'figures', '["4"]', decode(repeat('ab', 32), 'hex'))`,
    );
    expect(await found()).toBe('11 CHANGED');
  });

  it('is named where it had none and one was added', async () => {
    await tamper(database, `INSERT INTO audit_contents VALUES (5, 'phases', 'another', NULL)`);
    expect(await found()).toBe('5 CHANGED');
  });

  it('keeps them: a statement that would change or remove one is refused', async () => {
    await expect(database.asOwner('UPDATE audit_contents SET digest = NULL')).rejects.toThrow('only added to');
    await expect(database.asOwner('DELETE FROM audit_contents')).rejects.toThrow('only added to');
    await expect(database.asOwner('TRUNCATE audit_contents')).rejects.toThrow('only added to');
  });
});

describe('an entry that was removed', () => {
  it.each([1, 5, ENTRIES])('is named: %d', async (id) => {
    await tamper(database, `DELETE FROM audit_entries WHERE id = ${id}`);
    expect(await found()).toBe(`${id} REMOVED`);
  });

  it.each([1, 5])('is named where those after it were given its number and theirs: %d', async (id) => {
    const removed = [`DELETE FROM audit_entries WHERE id = ${id}`, `DELETE FROM audit_contents WHERE entry = ${id}`];
    await tamper(database, ...removed, ...renumber('id - 1', `id > ${id}`));
    expect(await found()).toBe(`${id} REMOVED`);
  });

  it('is named where it was the last, and the head counts one less', async () => {
    await tamper(database, 'DELETE FROM audit_entries WHERE id = 10', 'UPDATE audit_head SET count = 9');
    expect(await found()).toBe('9 HEAD_ALTERED');
  });

  it('is named with all the others', async () => {
    await tamper(database, 'TRUNCATE audit_entries');
    expect(await found()).toBe('1 REMOVED');
  });
});

describe('an entry in another place', () => {
  it.each([
    ['two neighbours that changed places', ['11 - id', 'id IN (5, 6)'], '5'],
    ['the first and the last', ['11 - id', 'id IN (1, 10)'], '1'],
    ['one that was moved to the front', ['CASE id WHEN 8 THEN 3 ELSE id + 1 END', 'id BETWEEN 3 AND 8'], '3'],
    ['one that was moved to the back', ['CASE id WHEN 3 THEN 8 ELSE id - 1 END', 'id BETWEEN 3 AND 8'], '3'],
    ['all of them, turned round', ['11 - id', 'true'], '1'],
  ])('is named: %s', async (_, [change = '', where = ''], entry) => {
    await tamper(database, ...renumber(`(${change})`, where));
    expect(await found()).toBe(`${entry} REORDERED`);
  });
});

describe('an entry that was added', () => {
  it.each([
    ['after the last, a copy', copyOf(10, 11), '11 ADDED'],
    ['after the last, well formed, but not in the head', forged(10, 11), '11 ADDED'],
    ['far after the last', forged(10, 99), '99 ADDED'],
    ['before the first', ['ALTER TABLE audit_entries DROP CONSTRAINT ck_audit_entries_id', ...copyOf(1, 0)], '0 ADDED'],
    ['in the middle, well formed', [...renumber('id + 1', 'id > 5'), ...forged(5, 6)], '6 ADDED'],
    ['in the middle, a copy', [...renumber('id + 1', 'id > 5'), ...copyOf(3, 6)], '6 ADDED'],
    [
      'with a number that is there',
      ['ALTER TABLE audit_entries DROP CONSTRAINT pk_audit_entries', ...copyOf(5, 5)],
      '5 ADDED',
    ],
  ])('is named: %s', async (_, statements, expected) => {
    await tamper(database, ...statements);
    expect(await found()).toBe(expected);
  });
});

describe('a head that was altered', () => {
  it.each([
    ['another hash', `UPDATE audit_head SET hash = sha256('x')`, '10 HEAD_ALTERED'],
    ['a higher count', `UPDATE audit_head SET count = 12`, '10 HEAD_ALTERED'],
    ['a lower count', `UPDATE audit_head SET count = 7`, '10 HEAD_ALTERED'],
    ['none', `DELETE FROM audit_head`, '10 HEAD_ALTERED'],
    [
      'set back to an entry',
      `UPDATE audit_head SET (count, hash) = (SELECT id, hash FROM audit_entries WHERE id = 7)`,
      '8 ADDED',
    ],
  ])('is found: %s', async (_, statement, expected) => {
    await tamper(database, statement);
    expect(await found()).toBe(expected);
  });
});

describe('a record that was rewritten whole', () => {
  it.each([
    ['an entry changed', [`UPDATE audit_entries SET actor = 'x' WHERE id = 5`, rewrittenFrom(5)], '10 REWRITTEN'],
    ['the last entries cut off', ['DELETE FROM audit_entries WHERE id > 7', rewrittenFrom(7)], '8 REMOVED'],
    [
      'everything cut off',
      ['TRUNCATE audit_entries', `UPDATE audit_head SET count = 0, hash = decode(repeat('00', 32), 'hex')`],
      '1 REMOVED',
    ],
  ])('is found by a head that was noted down: %s', async (_, statements, expected) => {
    const noted = await headOf(database);
    await tamper(database, ...statements);
    expect(await found()).toBeNull();
    expect(await found(noted)).toBe(expected);
  });

  it('is found though it has grown since', async () => {
    const noted = await headOf(database);
    await tamper(database, `UPDATE audit_entries SET actor = 'x' WHERE id = 5`, rewrittenFrom(5));
    await addEntries(database, 3);
    expect(await found(noted)).toBe('10 REWRITTEN');
  });
});
