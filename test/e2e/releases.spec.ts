import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { GraphQLNamedType } from 'graphql';
import request from 'supertest';
import { FIVE_FORCES, sendAcceptedWithoutSignOff, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { mustPublish, publish, readRelease } from '../support/api/releases-api.js';
import { mustSucceed } from '../support/api/phases-api.js';
import { countStatements } from '../support/database/statement-count.js';
import { graphql } from '../support/run/packages.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const { buildSchema, getNamedType, isObjectType } = graphql;

const COORDINATOR = 'demo-coordinator';
const PRESS = 'demo-press';
const WITHOUT_ALL = { code: 'NOT_ALL_ACCEPTED', reason: 'The others report next week.' };

let service: TestService;
let phases = 0;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(async () => {
  await service.stop();
});

/** Submits and accepts a return with these arrests. */
const accept = async (phase: string, force: string, arrests: number, reason?: string): Promise<void> =>
  sendAcceptedWithoutSignOff(service, {
    phase,
    force,
    figures: [{ measure: 'arrests', value: arrests }],
    ...(reason === undefined ? {} : { reason }),
  });

/** A selection of every field of a type that has no arguments, all the way down. */
function everyField(type: GraphQLNamedType): string {
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter(({ args }) => args.length === 0);
  return `{ ${fields.map((field) => `${field.name} ${everyField(getNamedType(field.type))}`).join(' ')} }`;
}

/** A phase of the test's own, in which this many forces have 26 arrests accepted. */
async function phaseWith(forces: number): Promise<string> {
  phases += 1;
  const phase = `out-${phases}`;
  const days = { startsOn: '2026-03-02', endsOn: '2026-03-08' };
  const input = { operation: 'scorpion', code: phase, name: `Out ${phases}`, ...days, confirm: true };
  await mustSucceed(service, 'createPhase', { input });
  await mustSucceed(service, 'openPhase', { phase, reason: 'For this test.' });
  for (const force of FIVE_FORCES.slice(0, forces)) await accept(phase, force, 26);
  return phase;
}

/** The measures of a phase's newest release that have a mark, with the forces that the total and the cells name. */
async function marksOf(phase: string): Promise<unknown[]> {
  interface Marked {
    readonly measure: { readonly code: string };
    readonly changedAfterFinal: readonly { readonly code: string }[];
    readonly byForce: readonly { readonly force: { readonly code: string }; readonly changedAfterFinal: boolean }[];
  }
  const { data } = await service.ask<{ release: { totals: readonly Marked[] } }>(
    PRESS,
    `{ release(phase: "${phase}") { totals { measure { code } changedAfterFinal { code }
      byForce { force { code } changedAfterFinal } } } }`,
  );
  return data.release.totals
    .map(({ measure, changedAfterFinal, byForce }) => [
      measure.code,
      changedAfterFinal.map(({ code }) => code),
      byForce.flatMap((cell) => (cell.changedAfterFinal ? [cell.force.code] : [])),
    ])
    .filter(([, ofTotal, ofCells]) => [ofTotal, ofCells].some((forces) => forces?.length !== 0));
}

async function fileOf(path: string): Promise<string> {
  const { status, text } = await request(service.url)
    .get(`/api/releases/${path}`)
    .set('Authorization', `Bearer ${PRESS}`)
    .buffer(true);
  if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`);
  return text;
}

describe('publishing a release', () => {
  it('freezes the accepted figures, which a later acceptance does not change', async () => {
    const phase = await phaseWith(4);
    const released = await mustPublish(service, { phase, acknowledgements: [WITHOUT_ALL, WITHOUT_SIGN_OFF] });
    expect(released).toMatchObject({
      version: 1,
      status: 'PUBLISHED',
      kind: null,
      supersededBy: null,
      embargoUntil: null,
      statement: 'Management information supplied by police forces, subject to change. Not official statistics.',
      coverage: { expected: 5, reported: 4, missing: [{ code: 'wiltshire' }] },
      changes: [],
    });
    expect(released.totals.find(({ measure }) => measure.code === 'arrests')).toMatchObject({
      value: 104,
      qualifier: 'AT_LEAST',
    });
    await accept(phase, 'wiltshire', 30);
    expect(await readRelease(service, PRESS, phase)).toEqual(released);
  });

  it('gives the next version its differences, and marks the one before as superseded', async () => {
    const phase = await phaseWith(5);
    const first = await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    await accept(phase, 'dorset', 28, 'Two more came in.');
    const second = await mustPublish(service, {
      phase,
      kind: 'REVISION',
      note: 'Dorset has two more arrests.',
      acknowledgements: [WITHOUT_SIGN_OFF],
    });
    expect(second.changes).toMatchObject([
      { measure: { code: 'arrests' }, force: null, from: { value: 130 }, to: { value: 132 } },
      { measure: { code: 'arrests' }, force: { code: 'dorset' }, from: { value: 26 }, to: { value: 28 } },
    ]);
    expect(await readRelease(service, PRESS, phase, 1)).toMatchObject({ status: 'SUPERSEDED', supersededBy: 2 });
    expect((await readRelease(service, PRESS, phase, 1))?.contentHash).toBe(first.contentHash);
    expect(await readRelease(service, PRESS, phase)).toMatchObject({ version: 2, status: 'PUBLISHED' });
  });

  it('marks the figures that changed after the final date of the phase', async () => {
    const phase = await phaseWith(3);
    await service.database.asOwner("UPDATE phases SET final_at = '2026-04-01T09:00:00Z' WHERE code = $1", [phase]);
    await accept(phase, 'dorset', 28, 'Two more came in.');
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_ALL, WITHOUT_SIGN_OFF] });
    expect(await marksOf(phase)).toEqual([['arrests', ['dorset'], ['dorset']]]);
    const file = (type: string): Promise<string> => fileOf(`${phase}.${type}`);
    expect(await file('json')).toContain('"changedAfterFinal":[{"code":"dorset","name":"Dorset"}]');
    const rows = parse<Record<string, string>>(await file('csv'), { columns: true });
    const marked = rows.filter((row) => row['changed_after_final'] === 'true');
    expect(marked.map(({ area, force, measure }) => [area, force, measure])).toEqual([
      ['REGION', '', 'arrests'],
      ['FORCE', 'dorset', 'arrests'],
    ]);
  });

  it('leaves older releases, which do not say what changed after the final date, as they were', async () => {
    const phase = await phaseWith(5);
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    const kept = await fileOf(`${phase}.json`);
    const older = kept.replaceAll('"changedAfterFinal":[],', '');
    expect(older).not.toBe(kept);
    await service.database.asOwner(
      `INSERT INTO releases (phase, version, kind, note, published_at, as_at, opens_at, content, content_hash)
       SELECT phase, 2, 'REVISION', 'More.', published_at, as_at, opens_at, $2, sha256($2) FROM releases WHERE phase = $1`,
      [phase, Buffer.from(older)],
    );
    expect(await fileOf(`${phase}/2.json`)).toBe(older);
    const hash = createHash('sha256').update(older).digest('hex');
    expect((await readRelease(service, PRESS, phase, 2))?.contentHash).toBe(hash);
    expect(await marksOf(phase)).toEqual([]);
    expect(await fileOf(`${phase}/2.csv`)).not.toContain('changed_after_final');
  });

  it('is refused below the floor, without reasons for warnings, and without a kind and note from version 2 on', async () => {
    const phase = await phaseWith(2);
    const few = await publish(service, { phase, acknowledgements: [WITHOUT_ALL, WITHOUT_SIGN_OFF] });
    expect(few.problems).toMatchObject([{ code: 'COVERAGE_BELOW_FLOOR', severity: 'BLOCK' }, {}, {}]);
    await accept(phase, 'dorset', 1);
    const { problems = [] } = await publish(service, { phase });
    expect(problems.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
      'REASON_REQUIRED BLOCK',
      'REASON_REQUIRED BLOCK',
      'NOT_ALL_ACCEPTED WARNING',
      'NOT_SIGNED_OFF WARNING',
    ]);
    const acknowledgements = [WITHOUT_ALL, WITHOUT_SIGN_OFF];
    await mustPublish(service, { phase, acknowledgements });
    const again = await publish(service, { phase, acknowledgements });
    expect(again.problems?.map(({ code }) => code).slice(0, 2)).toEqual(['REASON_REQUIRED', 'KIND_REQUIRED']);
    expect(await readRelease(service, PRESS, phase, 2)).toBeNull();
  });
});

it.each([
  ['release', 'Release'],
  ['headlines', 'Headlines'],
])('%s may be asked for every field', async (query, typeName) => {
  const phase = await phaseWith(5);
  await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
  const type = buildSchema(readFileSync('src/schema.graphql', 'utf8')).getType(typeName);
  if (type === undefined) throw new Error(`There is no type ${typeName}.`);
  const { data, errors } = await service.ask<object | null>(
    COORDINATOR,
    `{ ${query}(phase: "${phase}") ${everyField(type)} }`,
  );
  expect([errors, data]).toEqual([[], { [query]: expect.objectContaining({ version: expect.any(Number) }) }]);
});

describe('a release under embargo', () => {
  it('does not exist for anybody but the coordinator and the named, whose readings are recorded', async () => {
    const phase = await phaseWith(5);
    await service.ask(
      COORDINATOR,
      `mutation { changePhase(input: { phase: "${phase}", totalsHeldBack: true }) { __typename } }`,
    );
    const embargoUntil = new Date(Date.now() + 86_400_000).toISOString();
    const held = await mustPublish(service, {
      phase,
      embargoUntil,
      namedReaders: ['demo-press'],
      acknowledgements: [WITHOUT_SIGN_OFF],
    });
    expect(held).toMatchObject({ version: 1, status: 'HELD', embargoUntil });
    expect(await readRelease(service, PRESS, phase)).toMatchObject({ status: 'HELD' });
    expect(await readRelease(service, 'demo-pcc-dorset', phase)).toBeNull();
    expect(await readRelease(service, 'demo-pcc-dorset', phase, 1)).toBeNull();
    const reads = await service.database.asOwner<{ person: string }>(
      'SELECT person FROM release_reads WHERE phase = $1',
      [phase],
    );
    expect(reads).toEqual([{ person: 'demo-press' }]);
  });

  it('comes out when a version without an embargo is published, with the totals of its phase', async () => {
    const phase = await phaseWith(5);
    await service.ask(
      COORDINATOR,
      `mutation { changePhase(input: { phase: "${phase}", totalsHeldBack: true }) { __typename } }`,
    );
    const embargoUntil = new Date(Date.now() + 86_400_000).toISOString();
    await mustPublish(service, { phase, embargoUntil, acknowledgements: [WITHOUT_SIGN_OFF] });
    const totals = `{ regionalTotals(phase: "${phase}", measures: ["arrests"]) { totals { value } } }`;
    expect((await service.ask('demo-pcc-dorset', totals)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    await mustPublish(service, { phase, kind: 'REVISION', note: 'Out now.', acknowledgements: [WITHOUT_SIGN_OFF] });
    expect(await readRelease(service, PRESS, phase, 1)).toMatchObject({ status: 'SUPERSEDED', supersededBy: 2 });
    expect((await service.ask('demo-pcc-dorset', totals)).data).toMatchObject({
      regionalTotals: { totals: [{ value: 130 }] },
    });
  });

  it('needs the totals of its phase to be held back', async () => {
    const phase = await phaseWith(5);
    const embargoUntil = new Date(Date.now() + 86_400_000).toISOString();
    const { problems } = await publish(service, { phase, embargoUntil, acknowledgements: [WITHOUT_SIGN_OFF] });
    expect(problems).toMatchObject([{ code: 'EMBARGO_NOT_POSSIBLE' }, { code: 'NOT_SIGNED_OFF' }]);
  });
});

describe('withdrawing a release', () => {
  it('leaves that it was there, and no figure', async () => {
    const phase = await phaseWith(5);
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    const { data } = await service.ask<{ withdrawRelease: unknown }>(
      COORDINATOR,
      `mutation { withdrawRelease(phase: "${phase}", version: 1, reason: "Wrong phase.") { __typename
        ... on ReleaseWithdrawn { release { version status } } } }`,
    );
    expect(data.withdrawRelease).toEqual({
      __typename: 'ReleaseWithdrawn',
      release: { version: 1, status: 'WITHDRAWN' },
    });
    expect(await readRelease(service, PRESS, phase)).toMatchObject({ status: 'WITHDRAWN', totals: [], headlines: [] });
  });
});

describe('a headline of which a copy was taken', () => {
  const copied = `{ copiedHeadlines(first: 1) { version headline { sentence status } replacement { sentence } } }`;
  const REVISION = { kind: 'REVISION', note: 'As before.', acknowledgements: [WITHOUT_SIGN_OFF] };

  async function copy(phase: string): Promise<void> {
    await service.ask(
      PRESS,
      `mutation { copyHeadline(phase: "${phase}", version: 1, measure: "arrests") { version } }`,
    );
  }

  it('may be used while later versions say the same, and no longer once the newest of them is withdrawn', async () => {
    const phase = await phaseWith(5);
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    await copy(phase);
    for (const expectedVersion of [1, 2]) await mustPublish(service, { phase, expectedVersion, ...REVISION });
    const sentence = '130 people were arrested across the region.';
    const seen = (status: string): object => ({
      copiedHeadlines: [{ version: 1, headline: { sentence, status }, replacement: null }],
    });
    expect((await service.ask(PRESS, copied)).data).toEqual(seen('CURRENT'));
    await service.ask(
      COORDINATOR,
      `mutation { withdrawRelease(phase: "${phase}", version: 3, reason: "Wrong.") { __typename } }`,
    );
    expect((await service.ask(PRESS, copied)).data).toEqual(seen('SUPERSEDED'));
    expect(await readRelease(service, PRESS, phase, 2)).toMatchObject({ status: 'SUPERSEDED', supersededBy: 3 });
  });

  it('is in a list that comes page by page, the newest copy first, and reads each release once', async () => {
    const phase = await phaseWith(5);
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    const statements = async (): Promise<number> =>
      countStatements(() => service.ask('demo-pcc-dorset', '{ copiedHeadlines { id } }'));
    const take = async (force: string): Promise<void> => {
      const args = `phase: "${phase}", version: 1, measure: "arrests", force: "${force}"`;
      await service.ask('demo-pcc-dorset', `mutation { copyHeadline(${args}) { version } }`);
    };
    await take('dorset');
    const ofOne = await statements();
    for (const force of FIVE_FORCES) await take(force);
    expect(await statements()).toBe(ofOne);
    const page = async (args: string): Promise<{ id: string; headline: { force: { code: string } } }[]> => {
      const query = `{ copiedHeadlines(${args}) { id headline { force { code } } } }`;
      const { data } = await service.ask<{ copiedHeadlines: { id: string; headline: { force: { code: string } } }[] }>(
        'demo-pcc-dorset',
        query,
      );
      return data.copiedHeadlines;
    };
    const [newest, next] = await page('first: 2');
    expect([newest, next].map((copy) => copy?.headline.force.code)).toEqual(['wiltshire', 'gloucestershire']);
    const rest = await page(`after: "${next?.id ?? ''}"`);
    expect(rest.map(({ headline }) => headline.force.code)).toEqual([
      'devon-and-cornwall',
      'avon-and-somerset',
      'dorset',
    ]);
    const { errors } = await service.ask(PRESS, `{ copiedHeadlines(after: "${newest?.id ?? ''}") { id } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is read with the contents of all releases in one statement', async () => {
    for (let count = 0; count < 3; count += 1) {
      const phase = await phaseWith(5);
      await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
      const args = `phase: "${phase}", version: 1, measure: "arrests"`;
      await service.ask('demo-pcc-wiltshire', `mutation { copyHeadline(${args}) { version } }`);
    }
    const statementsFor = async (first: number): Promise<number> => {
      // A service that has no content in memory yet.
      const fresh = await startTestService({}, service.database);
      const query = `{ copiedHeadlines(first: ${first}) { id } }`;
      const count = await countStatements(() => fresh.ask('demo-pcc-wiltshire', query));
      await fresh.stop();
      return count;
    };
    expect(await statementsFor(3)).toBe(await statementsFor(1));
  });

  it('is superseded by another figure that is said in the same words', async () => {
    const phase = await phaseWith(5);
    const worth = async (value: number, reason: string): Promise<void> => {
      const figures = [
        { measure: 'arrests', value: 26 },
        { measure: 'cash-seized', value },
      ];
      await sendAcceptedWithoutSignOff(service, { phase, force: 'dorset', figures, reason });
    };
    for (const force of FIVE_FORCES.filter((one) => one !== 'dorset')) {
      await sendAcceptedWithoutSignOff(service, { phase, force, nil: ['cash-seized', 'arrests'], reason: 'None.' });
    }
    await worth(1_250_000.5, 'Counted.');
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    await worth(1_260_000.5, 'Counted again.');
    const second = await mustPublish(service, { phase, ...REVISION });
    const [before, after] = [await readRelease(service, PRESS, phase, 1), second].map((release) =>
      release?.headlines.find(({ measure, force }) => measure.code === 'cash-seized' && force === null),
    );
    expect([before?.sentence, before?.status]).toEqual([after?.sentence, 'SUPERSEDED']);
  });
});

it('the coordinator sees every step taken with a release, with the reasons given', async () => {
  const phase = await phaseWith(5);
  await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
  for (const mutation of [
    `recordReleaseEvent(phase: "${phase}", version: 1, event: SENT_TO_MEDIA, note: "To the BBC.")`,
    `withdrawRelease(phase: "${phase}", version: 1, reason: "Wrong.")`,
  ]) {
    await service.ask(COORDINATOR, `mutation { ${mutation} { __typename } }`);
  }
  const { data } = await service.ask(
    COORDINATOR,
    `{ releaseSteps(phase: "${phase}") { version step person { id } reason acknowledgements { code reason } } }`,
  );
  const by = { version: 1, person: { id: COORDINATOR }, acknowledgements: [] };
  expect(data).toEqual({
    releaseSteps: [
      { ...by, step: 'WITHDRAW', reason: 'Wrong.' },
      { ...by, step: 'SENT_TO_MEDIA', reason: 'To the BBC.' },
      { ...by, step: 'PUBLISH', reason: null, acknowledgements: [WITHOUT_SIGN_OFF] },
    ],
  });
});

it('headlines may change until the final date of their phase has passed, or while there is none', async () => {
  const phase = await phaseWith(5);
  await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
  const mayChange = async (finalAt: string | null): Promise<boolean> => {
    await service.database.asOwner('UPDATE phases SET final_at = $2 WHERE code = $1', [phase, finalAt]);
    const { data } = await service.ask<{ headlines: { mayChange: boolean } }>(
      PRESS,
      `{ headlines(phase: "${phase}") { mayChange } }`,
    );
    return data.headlines.mayChange;
  };
  expect(await mayChange('2026-04-01T09:00:00Z')).toBe(false);
  expect(await mayChange('2089-04-01T09:00:00Z')).toBe(true);
  expect(await mayChange(null)).toBe(true);
});
