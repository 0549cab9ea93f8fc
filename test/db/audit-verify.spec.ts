import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addEntries, headOf, rewrittenFrom, tamper } from '../support/database/audit-record.js';
import { contentsOf } from '../support/database/database-states.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { runAuditVerify, verifyAuditOf } from '../support/service/verify-command.js';

/* The command `audit:verify`. What it finds of each kind of tampering is in audit-tampering.spec.ts. */

const NOBODYS = `1:${'ab'.repeat(32)}`;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await addEntries(database, 2);
});

afterAll(async () => {
  await database.drop();
});

describe('of a record that is whole', () => {
  it('tells the head, which the next run takes, changes nothing, and ends with 0', async () => {
    const before = await contentsOf(database);
    const head = await headOf(database);
    const first = await runAuditVerify(database, '--expect', head.toUpperCase());
    expect(first).toEqual({
      code: 0,
      stderr: '',
      stdout: `The record is intact: 5 entries. Its head, to note down: ${head}\n`,
    });
    expect(await verifyAuditOf(database)).toEqual(first);
    expect(await verifyAuditOf(database, { expect: head })).toEqual(first);
    expect(await verifyAuditOf(database, { quiet: true })).toEqual(first);
    expect(await contentsOf(database)).toEqual(before);
  });

  it('tells a program as much', async () => {
    const { code, stdout } = await verifyAuditOf(database, { json: true });
    const summary = { entries: 5, head: await headOf(database), whole: true };
    expect([code, JSON.parse(stdout)]).toEqual([0, { summary }]);
  });

  it('says when it is not the one that was noted down, and ends with 1', async () => {
    const { code, stdout } = await verifyAuditOf(database, { expect: NOBODYS });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Entry 1 does not match the head noted down: /);
  });
});

describe('of a record that is broken', () => {
  it('names the first broken entry and what is wrong with it, and ends with 1', async () => {
    const noted = await headOf(database);
    await tamper(database, `UPDATE audit_entries SET actor = 'x' WHERE id = 4`);
    const forPerson = await runAuditVerify(database);
    const forProgram = await verifyAuditOf(database, { json: true, expect: noted });
    await tamper(database, `UPDATE audit_entries SET actor = 'demo-coordinator' WHERE id = 4`, rewrittenFrom(4));
    expect(forPerson).toMatchObject({ code: 1, stderr: '' });
    expect(forPerson.stdout).toMatch(
      /^Entry 4 was changed: its content does not match its hash\. The record is intact up to 3:[0-9a-f]{64}\.\n$/,
    );
    expect(forProgram.code).toBe(1);
    const [broken, summary] = forProgram.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as object);
    expect(broken).toEqual({ entry: 4, kind: 'CHANGED', found: 'its content does not match its hash' });
    expect(summary).toMatchObject({ summary: { entries: 3, whole: false } });
    expect(await verifyAuditOf(database, { expect: noted })).toMatchObject({ code: 0 });
  });

  it('finds a record that nobody is shown', async () => {
    const hidden = await createTestDatabase();
    await hidden.asOwner('DROP POLICY rls_audit_entries_read ON audit_entries');
    const { code, stdout } = await verifyAuditOf(hidden);
    await hidden.drop();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Entry 1 was removed: the head counts 3 entries, but there are 0/);
  });
});

describe('where it cannot be done', () => {
  it.each([
    [['--expect', '5'], '--expect needs a head as an earlier run showed it'],
    [['--expect', `5:${'0'.repeat(63)}`], '--expect needs a head as an earlier run showed it'],
    [['--every'], 'Unknown argument: --every'],
  ])('says what is wrong with %j, and ends with 2', async (options, words) => {
    const { code, stdout, stderr } = await runAuditVerify(database, ...options);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('tells what it does without a database', async () => {
    const nowhere = { ...database, servingUrl: 'not a url' };
    const { code, stdout } = await runAuditVerify(nowhere, '--help');
    expect(code).toBe(0);
    for (const word of ['--expect', '--quiet', '--json', 'Exit codes: 0']) expect(stdout).toContain(word);
  });
});
