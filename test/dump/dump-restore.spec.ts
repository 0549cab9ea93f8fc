import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addEntries, headOf } from '../support/database/audit-record.js';
import { contentsOf } from '../support/database/database-states.js';
import { dump, protectionOf, restore } from '../support/database/dump.js';
import { anyReturn, asInput } from '../support/returns/random-returns.js';
import { acceptedPhase, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { frozenBytes, mustPublish } from '../support/api/releases-api.js';
import { mustSubmit } from '../support/api/returns-api.js';
import { startOnceMore } from '../support/service/second-start.js';
import { startServiceOn } from '../support/service/service-on.js';
import { beginAs, refusalOf, withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { startVerification } from '../support/database/verification.js';
import { verifyAuditOf } from '../support/service/verify-command.js';

/*
 * A dump of the database, restored into an empty one with another collation: the totals and the releases are the same to
 * the byte, and submitted returns are protected as before.
 */
const SEED = 20_221_121;
const RETURNS = 60;
const RELEASED = 'released';
const COORDINATOR = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) { __typename } }`;

let service: TestService;
let restored: TestDatabase;
let second: TestService;
let before: ReadonlyMap<string, string>;
let released: readonly string[];

/** Clean-up steps, run last to first. */
const undo: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'scorpion-dump-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  service = await startTestService({ LOAD_RECORD: 'true' });
  undo.push(service.stop);
  await submitAnything(['scorpion-7', 'scorpion-10', 'scorpion-11', 'scorpion-12']);
  await publishTwice();
  before = await totalsAsSent(service);
  released = await releasesAsSent(service);
  const file = join(folder, 'record.dump');
  await dump(service.database, file);
  restored = await createTestDatabase({ empty: true, collation: 'en-GB' });
  undo.push(restored.drop);
  await restore(restored, file);
  second = await startServiceOn(restored);
  undo.push(second.stop);
}, 180_000);

afterAll(async () => {
  for (const step of undo.toReversed()) await step();
});

/** Sends returns with every qualifier, version after version, for these phases; some of them are rejected. */
async function submitAnything(phases: readonly string[]): Promise<void> {
  const sent = fc.sample(fc.tuple(fc.constantFrom(...phases), anyReturn), { seed: SEED, numRuns: RETURNS });
  const outcomes = new Set<string>();
  for (const [phase, any] of sent) {
    const { data } = await service.ask<{ submitReturn: { __typename: string } }>('demo-coordinator', SUBMIT, {
      input: asInput(phase, any),
    });
    outcomes.add(data.submitReturn.__typename);
  }
  expect(outcomes).toContain('SubmitReturnSuccess');
}

/** Publishes a release, and a second version with nothing changed. */
async function publishTwice(): Promise<void> {
  const phase = RELEASED;
  await acceptedPhase(service, phase);
  await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
  const note = 'The same figures.';
  await mustPublish(service, { phase, kind: 'REVISION', note, acknowledgements: [WITHOUT_SIGN_OFF] });
}

async function releasesAsSent(from: TestService): Promise<string[]> {
  return [await frozenBytes(from, RELEASED, 1), await frozenBytes(from, RELEASED, 2)];
}

/** The body of the answer to the contract's query, by phase, unparsed. */
async function totalsAsSent({ url, database }: TestService): Promise<Map<string, string>> {
  const query = await readFile('test/contract/regional-totals.graphql', 'utf8');
  const phases = await database.asOwner<{ code: string }>('SELECT code FROM phases ORDER BY code');
  const answers = new Map<string, string>();
  for (const { code: phase } of phases) {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer demo-coordinator' },
      body: JSON.stringify({ query, variables: { phase } }),
    });
    expect(answer.status).toBe(200);
    answers.set(phase, await answer.text());
  }
  return answers;
}

describe('a database restored from a dump', () => {
  it('has every row and all their protection, except what belongs to the database itself', async () => {
    expect(await contentsOf(restored)).toEqual(await contentsOf(service.database));
    const [ours, theirs] = [await protectionOf(service.database), await protectionOf(restored)];
    expect(theirs).toEqual(ours);
    for (const [kind, lines] of Object.entries(ours)) expect([kind, lines.length]).not.toEqual([kind, 0]);
  });

  it('is served with its own privileges, with totals that are the same to the byte in every phase', async () => {
    const after = await totalsAsSent(second);
    expect(before.size).toBeGreaterThanOrEqual(14);
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [phase, answer] of before) {
      expect(answer).toContain('"byForce":[{');
      expect([phase, after.get(phase)]).toEqual([phase, answer]);
    }
  });

  it('has releases that are the same to the byte, with their hashes, and are still frozen', async () => {
    const hashes = released.map((bytes) => /"contentHash":"([0-9a-f]{64})"/.exec(bytes)?.[1]);
    expect(new Set(hashes).size).toBe(2);
    expect(await releasesAsSent(second)).toEqual(released);
    await withClient(restored.ownerUrl, async (owner) => {
      for (const statement of [`UPDATE releases SET note = 'Other.'`, 'DELETE FROM releases']) {
        expect([statement, (await refusalOf(owner.query(statement)))?.code]).toEqual([statement, '42501']);
      }
    });
  });

  it('passes a recalculation of its figures without differences', async () => {
    const verification = await startVerification(restored);
    const findings = await verification.findings();
    await verification.stop();
    expect(findings).toEqual([]);
  });

  it('has the whole audit record, which continues from its last entry', async () => {
    const before = await headOf(service.database);
    expect(await verifyAuditOf(restored, { quiet: true, expect: before })).toMatchObject({ code: 0 });
    await addEntries(restored, 2);
    expect(await verifyAuditOf(restored, { quiet: true, expect: before })).toMatchObject({ code: 0 });
    for (const statement of ['DELETE FROM audit_entries', 'UPDATE audit_head SET count = 0']) {
      await withClient(restored.ownerUrl, async (owner) => {
        expect((await refusalOf(owner.query(statement)))?.code).toBe('42501');
      });
    }
  });

  it('prevents changes to a figure, and new figures of a stored version', async () => {
    await withClient(restored.servingUrl, async (client) => {
      for (const statement of [
        'UPDATE figures SET value = value',
        'DELETE FROM figures',
        'UPDATE results SET value = value',
        'TRUNCATE figures',
        `INSERT INTO figures (version_id, phase, force, measure, state, value, qualifier, lower, upper)
         SELECT id, phase, force, 'charges', 'NIL', 0, 'EXACT', 0, 0 FROM return_versions LIMIT 1`,
      ]) {
        await beginAs(client, COORDINATOR);
        expect([statement, (await refusalOf(client.query(statement)))?.code]).toEqual([statement, '42501']);
        await client.query('ROLLBACK');
      }
      expect((await client.query('SELECT FROM figures')).rowCount).toBe(0);
    });
  });

  it('accepts the next version of a return', async () => {
    const sent = { phase: 'scorpion-6', force: 'dorset', reason: 'Counted anew.' };
    const figures = [{ measure: 'arrests', value: 12 }];
    const versions = [];
    for (const one of [service, second]) {
      versions.push((await mustSubmit(one, { ...sent, figures })).return.version);
    }
    expect(versions).toEqual([3, 3]);
  });

  it('gets what belongs to the database itself at the next start with its owner', async () => {
    const role = decodeURIComponent(new URL(restored.servingUrl).username);
    const temporary = async (): Promise<unknown> =>
      restored.asOwner(`SELECT has_database_privilege($1, current_database(), 'TEMPORARY') AS may`, [role]);
    expect(await temporary()).toEqual([{ may: true }]);
    await startOnceMore(restored, {});
    expect(await temporary()).toEqual([{ may: false }]);
  });
});
