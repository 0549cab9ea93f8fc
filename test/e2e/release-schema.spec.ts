import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { FIVE_FORCES, sendAcceptedWithoutSignOff, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { validatorOf, type Validator } from '../support/api/release-schema.js';
import { mustPublish } from '../support/api/releases-api.js';
import type { FigureInput, ReturnInput } from '../support/api/returns-api.js';
import { openPhase } from '../support/api/withheld-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const PATH = '/api/schemas/release.schema.json';
const LINK = `<${PATH}>; rel="describedby"; type="application/schema+json"`;
const PHASE = 'described';
/** Released phases of the published record, with forces that were not expected; the days of one are known to the month. */
const RECORDED = ['scorpion-1', 'scorpion-5', 'scorpion-9'];

interface Sum {
  readonly value: number | null;
  readonly qualifier: string | null;
}
interface Cell extends Sum {
  readonly force: { readonly code: string };
  readonly state: string;
  readonly byBreakdown?: readonly object[];
}
interface Content {
  readonly note: string | null;
  readonly kind: string | null;
  readonly changesSince: number | null;
  readonly coverage: { readonly missing: readonly object[]; readonly notHeard: readonly object[] };
  readonly totals: readonly (Sum & {
    readonly measure: { readonly code: string };
    readonly byForce: readonly Cell[];
    readonly byBreakdown: readonly Sum[];
  })[];
  readonly changes: readonly { readonly force: object | null; readonly breakdown: object | null }[];
  readonly headlines: readonly { readonly force: object | null; readonly breakdown: object | null }[];
}

let service: TestService;
let problemsOf: Validator;
let first: Content;
let second: Content;

const get = (path: string, token = 'demo-press'): request.Test =>
  request(service.url).get(path).set('Authorization', `Bearer ${token}`);
const contentOf = async (path: string): Promise<Content> =>
  (await get(`/api/releases/${path}.json`).expect(200)).body as Content;

/** Figures with every state and qualifier, and parts of each rule. */
const FIGURES: readonly FigureInput[] = [
  { measure: 'arrests', value: 26 },
  { measure: 'charges', value: 9, qualifier: 'AT_MOST' },
  { measure: 'cash-seized', value: 47_863.5, qualifier: 'AT_LEAST' },
  { measure: 'cannabis-plants', value: 350, qualifier: 'APPROXIMATE' },
  { measure: 'safeguarding-visits', value: 80, qualifier: 'ALMOST' },
  { measure: 'gas-canisters', qualifier: 'UNQUANTIFIED' },
  { measure: 'people-safeguarded', value: 12 },
  { measure: 'people-safeguarded', breakdown: 'child', value: 4 },
  { measure: 'weapons-seized', value: 7 },
  { measure: 'weapons-seized', breakdown: 'knife', value: 5 },
  { measure: 'drugs-weight', breakdown: 'cocaine', value: 12.345 },
  { measure: 'drug-seizures', value: 3 },
  { measure: 'drug-seizures', breakdown: 'cocaine', value: 2 },
];
const STATED: Omit<ReturnInput, 'force'> = {
  phase: PHASE,
  figures: FIGURES,
  nil: ['firearms-seized'],
  notApplicable: ['lines-closed'],
};

beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
  problemsOf = validatorOf((await request(service.url).get(PATH).expect(200)).body);
  await openPhase(service, PHASE);
  for (const force of FIVE_FORCES.slice(0, 3)) await sendAcceptedWithoutSignOff(service, { ...STATED, force });
  const withheldUntil = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const withheld = FIGURES.map((figure) => (figure.measure === 'arrests' ? { ...figure, withheldUntil } : figure));
  await sendAcceptedWithoutSignOff(service, { ...STATED, force: 'gloucestershire', figures: withheld });
  const acknowledgements = [WITHOUT_SIGN_OFF, { code: 'NOT_ALL_ACCEPTED', reason: 'Wiltshire is late.' }];
  await mustPublish(service, { phase: PHASE, acknowledgements });
  await sendAcceptedWithoutSignOff(service, { ...STATED, force: 'wiltshire' });
  const note = 'Wiltshire has reported.';
  await mustPublish(service, { phase: PHASE, kind: 'REVISION', note, acknowledgements: [WITHOUT_SIGN_OFF] });
  [first, second] = [await contentOf(`${PHASE}/1`), await contentOf(`${PHASE}/2`)];
});

afterAll(async () => {
  await service.stop();
});

describe('the JSON file of a release', () => {
  it('satisfies its schema', () => {
    for (const content of [first, second]) expect(problemsOf(content)).toEqual([]);
  });

  it('has in these tests all that a release can have', () => {
    const cells = second.totals.flatMap(({ byForce }) => byForce);
    const sums: readonly Sum[] = [...second.totals, ...cells, ...second.totals.flatMap((total) => total.byBreakdown)];
    const placesOf = (all: Content['changes']): string[] => [
      ...new Set(all.map(({ force, breakdown }) => `${force ? 'force' : 'region'}, ${breakdown ? 'part' : 'whole'}`)),
    ];
    expect([first.note, first.kind, first.changesSince, first.changes]).toEqual([null, null, null, []]);
    expect([second.note, second.kind, second.changesSince]).toEqual(['Wiltshire has reported.', 'REVISION', 1]);
    expect(first.coverage.missing).toMatchObject([{ code: 'wiltshire' }]);
    expect(new Set(cells.map(({ state }) => state)).size).toBe(5);
    expect(new Set(sums.map(({ qualifier }) => qualifier)).size).toBe(7);
    expect(cells.some(({ byBreakdown = [] }) => byBreakdown.length > 0)).toBe(true);
    expect(placesOf(second.changes).toSorted()).toEqual([
      'force, part',
      'force, whole',
      'region, part',
      'region, whole',
    ]);
    expect(placesOf(second.headlines).toSorted()).toEqual(['force, whole', 'region, part', 'region, whole']);
    const arrests = second.totals.find(({ measure }) => measure.code === 'arrests');
    expect(arrests?.byForce.find(({ force }) => force.code === 'gloucestershire')?.state).toBe('NOT_REPORTED');
  });

  it.each(RECORDED)('satisfies its schema for the published record: %s', async (phase) => {
    expect(problemsOf(await contentOf(phase))).toEqual([]);
  });

  it('satisfies its schema if it was made before all fields were kept, and with no other field left out', () => {
    const optional = new Set<string>();
    const required = new Set<string>();
    for (const { without, name, path } of withOneFieldLess(second)) {
      (problemsOf(without).length === 0 ? optional : required).add(`${path}${name}`);
    }
    expect([...optional]).toEqual(['.totals[].changedAfterFinal', '.totals[].byForce[].byBreakdown']);
    expect(required.size).toBeGreaterThan(100);
  });

  it('satisfies its schema with a figure that changed after the final date', () => {
    const changed = structuredClone(second);
    Object.assign(changed.totals[0]?.byForce[0] ?? {}, { changedAfterFinal: true });
    expect(problemsOf(changed)).toEqual([]);
  });

  it('satisfies its schema with no other field anywhere', () => {
    const objects = objectsIn(second);
    expect(objects.length).toBeGreaterThan(100);
    const seen = new Set<string>();
    for (const [path, object] of objects) {
      if (seen.has(path)) continue;
      seen.add(path);
      object['unknown'] = 1;
      expect([path, problemsOf(second)]).toEqual([
        path,
        expect.arrayContaining([expect.stringContaining('additional properties')]),
      ]);
      delete object['unknown'];
    }
  });
});

describe('the schema of a release', () => {
  it.each([`${PHASE}.json`, `${PHASE}/1.json`])('is linked from %s, again and again', async (file) => {
    for (const time of ['worked out', 'stored']) {
      const { headers } = await get(`/api/releases/${file}?linked`).expect(200);
      expect([time, headers['link']]).toEqual([time, LINK]);
      const head = await request(service.url)
        .head(`/api/releases/${file}?head`)
        .set('Authorization', 'Bearer demo-press')
        .expect(200);
      expect([time, head.headers['link']]).toEqual([time, LINK]);
    }
  });

  it('is not linked from another file, or from an error', async () => {
    const csv = await get(`/api/releases/${PHASE}.csv`).expect(200);
    expect(csv.headers['link']).toBe(`<${PHASE}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`);
    for (const file of ['csv-metadata.json', 'ods']) {
      expect((await get(`/api/releases/${PHASE}.${file}`).expect(200)).headers).not.toHaveProperty('link');
    }
    for (const [path, token, status] of [
      [`${PHASE}/3.json`, 'demo-press', 404],
      ['nowhere.json', 'demo-press', 404],
      [`${PHASE}/cards/arrests.json`, 'demo-press', 404],
      [`${PHASE}.json`, 'demo-admin', 403],
      [`${PHASE}.json`, 'not-a-token', 401],
    ] as const) {
      const { headers } = await get(`/api/releases/${path}`, token).expect(status);
      expect([path, headers]).toEqual([path, expect.not.objectContaining({ link: expect.anything() })]);
    }
    const posted = await request(service.url)
      .post(`/api/releases/${PHASE}.json`)
      .set('Authorization', 'Bearer demo-press')
      .expect(405);
    expect(posted.headers).not.toHaveProperty('link');
  });

  it('is at the linked address for everybody, who may store it for an hour', async () => {
    const { headers } = await get(`/api/releases/${PHASE}.json`).expect(200);
    const address = /^<([^>]+)>/.exec(headers['link'] ?? '')?.[1] ?? '';
    const answer = await request(service.url).get(address).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/schema+json; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
    });
    expect(answer.body).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: address });
    const again = request(service.url).get(address);
    expect((await again.set('If-None-Match', answer.headers['etag'] ?? '').expect(304)).text).toBe('');
    const head = await request(service.url).head(address).expect(200);
    expect(head.headers).toMatchObject({ etag: answer.headers['etag'] });
    for (const method of ['post', 'put', 'delete'] as const) {
      await request(service.url)[method](address).expect('Allow', 'GET, HEAD').expect(405);
    }
  });
});

/** All objects in a value, each with its path: `[]` for the items of a list. */
function objectsIn(value: unknown, path = ''): [string, Record<string, unknown>][] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsIn(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, field]) => objectsIn(field, `${path}.${name}`));
  return [[path, value as Record<string, unknown>], ...inside];
}

/** A content with one field less, once for each field of each kind of object. The field is back after each. */
function* withOneFieldLess(content: Content): Generator<{ without: Content; name: string; path: string }> {
  const seen = new Set<string>();
  for (const [path, object] of objectsIn(content)) {
    for (const [name, value] of Object.entries(object)) {
      if (seen.has(`${path}.${name}`)) continue;
      seen.add(`${path}.${name}`);
      Reflect.deleteProperty(object, name);
      yield { without: content, name: `.${name}`, path };
      object[name] = value;
    }
  }
}
