import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addEntries, entriesOf, headOf } from '../support/database/audit-record.js';
import { contentsOf } from '../support/database/database-states.js';
import { countStatements } from '../support/database/statement-count.js';
import { startOnceMore } from '../support/service/second-start.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { verifyAuditOf } from '../support/service/verify-command.js';

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly person: { readonly id: string; readonly name: string | null };
  readonly role: string;
  readonly actorForce: string | null;
  readonly action: string;
  readonly phase: string | null;
  readonly force: string | null;
  readonly details: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly hash: string;
}

const FIELDS = `id at person { id name } role actorForce action phase force details { name values } hash`;
const DEFINE = `mutation ($code: ID!, $name: String!, $category: Category!) { defineMeasure(input: { code: $code, name: $name,
  definition: "d", unit: COUNT, category: $category }) { __typename } }`;
const ERASE = `mutation ($id: ID!) { erasePersonName(id: $id) { id name } }`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function list(args = ''): Promise<readonly Entry[]> {
  const query = `{ auditEntries${args === '' ? '' : `(${args})`} { ${FIELDS} } }`;
  const { data, errors } = await service.ask<{ auditEntries: Entry[] }>('demo-admin', query);
  expect(errors).toEqual([]);
  return data.auditEntries;
}
const idsOf = async (args: string): Promise<string[]> => (await list(args)).map(({ id }) => id);

async function refusal(args: string): Promise<[string, string] | undefined> {
  const { errors } = await service.ask('demo-admin', `{ auditEntries(${args}) { id } }`);
  return errors.map(({ message, extensions }): [string, string] => [extensions.code, message])[0];
}

async function define(code: string, category = 'ARRESTS'): Promise<void> {
  const { errors } = await service.ask('demo-admin', DEFINE, { code, name: code, category });
  expect(errors).toEqual([]);
}

describe('the first start', () => {
  it('records the parts of the dictionary and the phases that it added, and the number of identities', async () => {
    const entries = await list('newestFirst: false, first: 3');
    expect(entries.map(({ action, person, role }) => [action, person, role])).toEqual([
      ['REFERENCE_DATA_LOADED', { id: 'system', name: null }, 'SYSTEM'],
      ['REFERENCE_DATA_LOADED', { id: 'system', name: null }, 'SYSTEM'],
      ['IDENTITIES_ADDED', { id: 'system', name: null }, 'SYSTEM'],
    ]);
    const [dictionary, phases, added] = entries;
    expect(dictionary?.details).toContainEqual({ name: 'forces', values: ['8'] });
    expect(phases?.details).toContainEqual({ name: 'phases', values: ['14'] });
    expect(added?.details).toEqual([{ name: 'identities', values: ['27'] }]);
  });

  it('is followed by others that find nothing to add, and write nothing', async () => {
    const before = await contentsOf(service.database);
    await startOnceMore(service.database, { LOAD_RECORD: 'false' });
    expect(await contentsOf(service.database)).toEqual(before);
  });
});

describe('defining a measure', () => {
  it('is recorded, with the person, the code and the version', async () => {
    await define('drones-seized');
    const [entry] = await list('first: 1');
    expect(entry).toMatchObject({
      action: 'MEASURE_DEFINED',
      role: 'ADMIN',
      actorForce: null,
      phase: null,
      force: null,
      person: { id: 'demo-admin', name: 'Administrator' },
      details: [
        { name: 'measure', values: ['drones-seized'] },
        { name: 'version', values: ['1'] },
      ],
    });
    expect(`${entry?.id}:${entry?.hash}`).toBe(await headOf(service.database));
  });

  it('is not recorded if it was rejected', async () => {
    const before = await headOf(service.database);
    await define('NOT ALLOWED');
    expect(await headOf(service.database)).toBe(before);
  });
});

describe('the audit record', () => {
  beforeAll(async () => {
    await addEntries(service.database, 3);
  });

  it('is read page by page, newest first or in its own order', async () => {
    const all = (await entriesOf(service.database)).map(({ id }) => id);
    expect(await idsOf('newestFirst: false')).toEqual(all);
    expect(await idsOf('first: 2')).toEqual(all.toReversed().slice(0, 2));
    expect(await idsOf(`first: 2, after: "${all.at(-2)}"`)).toEqual(all.toReversed().slice(2, 4));
    expect(await idsOf('newestFirst: false, first: 2, after: "1"')).toEqual(['2', '3']);
    expect(await idsOf('after: "1"')).toEqual([]);
  });

  it('can be filtered by person, action and subject', async () => {
    const of = async (args: string, is: (entry: Entry) => boolean): Promise<void> => {
      const all = await list();
      expect(await list(args)).toEqual(all.filter(is));
      expect(all.filter(is).length).toBeGreaterThan(0);
    };
    await of('actor: "demo-coordinator"', ({ person }) => person.id === 'demo-coordinator');
    await of('action: PHASE_CHANGED', ({ action }) => action === 'PHASE_CHANGED');
    await of('phase: "scorpion-7"', ({ phase }) => phase === 'scorpion-7');
    await of('force: "dorset"', ({ force }) => force === 'dorset');
    await of('force: "dorset", actor: "demo-coordinator", action: PHASE_CHANGED', ({ force }) => force === 'dorset');
    expect(await list('actor: "nobody"')).toEqual([]);
    expect(await list('phase: "scorpion-8"')).toEqual([]);
  });

  it('can be filtered by two instants, both included', async () => {
    const all = await list();
    const [from, to] = [all.at(-3)!.at, all.at(1)!.at];
    const between = all.filter(({ at }) => from <= at && at <= to);
    expect(await list(`from: "${from}", to: "${to}"`)).toEqual(between);
    expect(await list(`from: "${from}"`)).toEqual(all.filter(({ at }) => from <= at));
    expect(await list('from: "2999-01-01T00:00:00Z"')).toEqual([]);
    expect(await list('to: "1999-01-01T00:00:00Z"')).toEqual([]);
  });

  it('gives the other details of an entry by name, without those that are null', async () => {
    const [{ details } = { details: [] }] = await list('action: PHASE_CHANGED, first: 1');
    expect(details).toContainEqual({ name: 'list', values: ['1', 'true'] });
    expect(details).toContainEqual({ name: 'ratio', values: ['0.1'] });
  });

  it.each([
    ['after: "99999"', 'BAD_USER_INPUT', "'after' must be the id of an entry, not '99999'."],
    ['after: "one"', 'BAD_USER_INPUT', "'after' must be the id of an entry, not 'one'."],
    ['after: "1e3"', 'BAD_USER_INPUT', "'after' must be the id of an entry, not '1e3'."],
    ['after: "-1"', 'BAD_USER_INPUT', "'after' must be the id of an entry, not '-1'."],
    ['phase: "scorpion-99"', 'NOT_FOUND', `There is no phase "scorpion-99". The query 'phases' lists the codes.`],
    ['force: "kent"', 'NOT_FOUND', `There is no force "kent". The query 'forces' lists the codes.`],
    [
      'from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z"',
      'BAD_USER_INPUT',
      "'from', 2026-01-02T00:00:00.000Z, is later than 'to', 2026-01-01T00:00:00.000Z.",
    ],
  ])('cannot be read with %s', async (args, code, message) => {
    expect(await refusal(args)).toEqual([code, expect.stringContaining(message.split('. Check')[0]!)]);
  });

  it('costs as many statements for many entries as for one', async () => {
    const statements = (first: number): Promise<number> =>
      countStatements(() => list(`newestFirst: false, first: ${first}`));
    expect(await statements(7)).toBe(await statements(1));
  });
});

describe("erasing a person's name", () => {
  const erase = (id: string) => service.ask<{ erasePersonName: object }>('demo-admin', ERASE, { id });

  it('deletes it everywhere, keeps what the person did, and is recorded without it', async () => {
    const before = await list('actor: "demo-coordinator"');
    expect(before[0]?.person.name).toBe('Regional coordinator');
    const { data } = await erase('demo-coordinator');
    expect(data.erasePersonName).toEqual({ id: 'demo-coordinator', name: null });
    const person = { id: 'demo-coordinator', name: null };
    expect(await list('actor: "demo-coordinator"')).toEqual(before.map((entry) => ({ ...entry, person })));
    expect((await list('first: 1'))[0]).toMatchObject({
      action: 'NAME_ERASED',
      person: { id: 'demo-admin' },
      details: [{ name: 'person', values: ['demo-coordinator'] }],
    });
    expect(JSON.stringify(await contentsOf(service.database))).not.toContain('Regional coordinator');
    expect(await verifyAuditOf(service.database)).toMatchObject({ code: 0 });
  });

  it('changes and records nothing the second time', async () => {
    const before = await contentsOf(service.database);
    expect((await erase('demo-coordinator')).data.erasePersonName).toEqual({ id: 'demo-coordinator', name: null });
    expect(await contentsOf(service.database)).toEqual(before);
  });

  it("leaves the token valid, and the explorer shows the person's id", async () => {
    const { errors } = await service.ask('demo-coordinator', '{ phases(first: 1) { code } }');
    expect(errors).toEqual([]);
    const page = await (await fetch(`${service.url}/explorer`)).text();
    expect(page).toContain('demo-coordinator');
    expect(page).not.toContain('Regional coordinator');
  });

  it('is permanent: no later start restores it', async () => {
    await startOnceMore(service.database, { LOAD_RECORD: 'false' });
    expect((await erase('demo-coordinator')).data.erasePersonName).toEqual({ id: 'demo-coordinator', name: null });
    expect((await list('first: 1'))[0]?.action).toBe('NAME_ERASED');
    expect(await list('action: NAME_ERASED')).toHaveLength(1);
  });

  it('is rejected for an unknown person', async () => {
    const { errors } = await erase('nobody');
    expect(errors.map(({ extensions, message }) => [extensions.code, message])).toEqual([
      ['NOT_FOUND', 'There is no person "nobody". Check the id.'],
    ]);
  });
});
