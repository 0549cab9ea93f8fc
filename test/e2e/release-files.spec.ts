import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import request from 'supertest';
import { FIVE_FORCES, sendAcceptedWithoutSignOff, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { define } from '../support/api/dictionary-api.js';
import { openPhaseWith } from '../support/api/release-scenes.js';
import { mustPublish, readRelease, type ReleaseView } from '../support/api/releases-api.js';
import { sendAccepted } from '../support/api/return-steps.js';
import { readMetrics, valueOf } from '../support/service/read-metrics.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const PHASE = 'scorpion-3';
const SIGNED_OFF = [WITHOUT_SIGN_OFF];
const QUERY = `{ release(phase: "${PHASE}") { version status totals { value } } }`;

let service: TestService;
let released: ReleaseView;

beforeAll(async () => {
  service = await startTestService();
  for (const force of FIVE_FORCES) {
    await sendAcceptedWithoutSignOff(service, { phase: PHASE, force, figures: [{ measure: 'arrests', value: 26 }] });
  }
  released = await mustPublish(service, { phase: PHASE, acknowledgements: SIGNED_OFF });
});

afterAll(async () => {
  await service.stop();
});

const get = (path: string, token = 'demo-press'): request.Test =>
  request(service.url).get(path).set('Authorization', `Bearer ${token}`);
const getQuery = (token = 'demo-press'): request.Test =>
  get(`/graphql?query=${encodeURIComponent(QUERY)}`, token).set('apollo-require-preflight', 'true');

describe('the file of a release', () => {
  it.each([
    [`/api/releases/${PHASE}.json`, 'private, no-cache'],
    [`/api/releases/${PHASE}/1.json`, 'private, max-age=31536000, immutable'],
  ])('%s is the frozen content, with its hash as the entity tag, again and again', async (path, cacheControl) => {
    for (const time of ['worked out', 'stored']) {
      const { headers, body, text } = await get(path).expect(200).buffer();
      expect([time, createHash('sha256').update(text).digest('hex')]).toEqual([time, released.contentHash]);
      expect(headers['etag']).toBe(`"${released.contentHash}"`);
      expect(headers['cache-control']).toBe(cacheControl);
      expect(headers['vary']).toMatch(/\bAuthorization\b/);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(body).toMatchObject({ version: 1, statement: released.statement, coverage: { expected: 5, reported: 5 } });
      expect(text).not.toMatch(/"(status|supersededBy)"/);
    }
  });

  it('is not sent again to who has it', async () => {
    for (const path of [`/api/releases/${PHASE}.json`, `/api/releases/${PHASE}/1.json`]) {
      const again = (): request.Test => get(path).set('If-None-Match', `"${released.contentHash}"`);
      expect([(await again().expect(304)).text, (await again().expect(304)).text]).toEqual(['', '']);
      await get(path).set('If-None-Match', '"other"').expect(200);
    }
  });

  it('needs a token, and a role that reads releases; what there is not is NOT_FOUND', async () => {
    await request(service.url).get(`/api/releases/${PHASE}.json`).expect(401);
    expect((await get(`/api/releases/${PHASE}.json`, 'demo-admin').expect(403)).body).toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const path of [
      'scorpion-4.json',
      `${PHASE}/2.json`,
      `${PHASE}/01.json`,
      `${PHASE}/x.json`,
      `${PHASE}.other.json`,
      `${PHASE}/${PHASE}.csv`,
      `${PHASE}/1.other.zip`,
      'nowhere.json',
      '%00.json',
      `${PHASE}%00/1.json`,
    ]) {
      expect((await get(`/api/releases/${path}`).expect(404)).body).toMatchObject({ code: 'NOT_FOUND' });
    }
    const { body: meant } = await get('/api/releases/Operation%20Scorpion%204.json').expect(404);
    expect(meant).toEqual({
      code: 'NOT_FOUND',
      message: 'There is no phase "Operation Scorpion 4". Did you mean "scorpion-4"?',
    });
    expect((await get(`/api/releases/${PHASE}.docx`).expect(404)).body.message).toContain('.csv, ');
    expect((await get(`/api/releases/${PHASE}/cards/Arrest.txt`).expect(404)).body.message).toBe(
      'Release 1 has no headline of "Arrest" for the region. Did you mean "arrests"?',
    );
    await request(service.url)
      .post(`/api/releases/${PHASE}.json`)
      .set('Authorization', 'Bearer demo-press')
      .expect('Allow', 'GET, HEAD')
      .expect(405);
  });

  it('answers HEAD with the same headers and no body', async () => {
    const { headers, text } = await request(service.url)
      .head(`/api/releases/${PHASE}/1.json`)
      .set('Authorization', 'Bearer demo-press')
      .expect(200);
    expect([headers['etag'], text]).toEqual([`"${released.contentHash}"`, undefined]);
  });
});

describe('the other files of a release', () => {
  const TYPES: Readonly<Record<string, string>> = {
    csv: 'text/csv; charset=utf-8; header=present',
    'csv-metadata.json': 'application/csvm+json',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ods: 'application/vnd.oasis.opendocument.spreadsheet',
    zip: 'application/zip',
    'cards/arrests.svg': 'image/svg+xml',
    'cards/arrests.png': 'image/png',
    'cards/arrests.txt': 'text/plain; charset=utf-8',
  };
  const pathOf = (type: string, version = ''): string =>
    `/api/releases/${PHASE}${version}${type.startsWith('cards/') ? '/' : '.'}${type}`;

  it.each(Object.entries(TYPES))(
    '%s is the same every time, with an entity tag of its own',
    async (type, mediaType) => {
      const [first, again] = [
        await get(pathOf(type)).expect(200).buffer(),
        await get(pathOf(type)).expect(200).buffer(),
      ];
      expect(first.headers).toMatchObject({ 'content-type': mediaType, 'cache-control': 'private, no-cache' });
      expect(first.headers['etag']).toMatch(/^"[0-9a-f]{64}"$/);
      expect([again.headers['etag'], again.headers['content-length']]).toEqual([
        first.headers['etag'],
        first.headers['content-length'],
      ]);
      await get(pathOf(type))
        .set('If-None-Match', first.headers['etag'] ?? '')
        .expect(304);
    },
  );

  it.each(Object.keys(TYPES))(
    '%s of one version may be stored for ever, for its reader alone, and is there by HEAD',
    async (type) => {
      const path = pathOf(type, '/1');
      const { headers } = await get(path).expect(200);
      expect(headers['cache-control']).toBe('private, max-age=31536000, immutable');
      expect(headers['vary']).toMatch(/\bAuthorization\b/);
      const head = await request(service.url).head(path).set('Authorization', 'Bearer demo-press').expect(200);
      expect(head.headers['etag']).toBe(headers['etag']);
    },
  );

  it.each(Object.keys(TYPES))('%s is not there without a token, for ADMIN, or of no release', async (type) => {
    await request(service.url).get(pathOf(type)).expect(401);
    await get(pathOf(type), 'demo-admin').expect(403);
    await get(pathOf(type, '/2')).expect(404);
    await get(pathOf(type).replace(PHASE, 'scorpion-4')).expect(404);
  });

  it('are saved under a name that says what they are of', async () => {
    const { headers } = await get(pathOf('xlsx')).expect(200);
    expect(headers['content-disposition']).toBe(`attachment; filename=${PHASE}-release-1.xlsx`);
    const csv = await get(pathOf('csv', '/1')).expect(200);
    expect(csv.headers['link']).toBe('<1.csv-metadata.json>; rel="describedby"; type="application/csvm+json"');
    expect(csv.text.split('\r\n')[1]).toContain(`${PHASE},`);
  });

  it('are cards of headlines only, of a force too', async () => {
    const { text } = await get(`${pathOf('cards/arrests.txt')}?force=dorset`).expect(200);
    expect(text).toContain('26 people were arrested by police in Dorset.');
    for (const path of ['cards/arrests.txt?force=nobody', 'cards/charges.png', 'cards/arrests.gif', 'cards/arrests']) {
      expect((await get(pathOf(path)).expect(404)).body).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('are in the press pack, with a text alternative beside each card', async () => {
    const { body } = await get(pathOf('zip')).responseType('blob').expect(200);
    const files = unzipSync(body as Buffer);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'headlines.txt',
        'notes-to-editors.txt',
        'figures.csv',
        'figures.xlsx',
        'figures.ods',
        'release.json',
        'release.schema.json',
        'cards/arrests.png',
        'cards/arrests.svg',
        'cards/arrests.txt',
      ]),
    );
    for (const name of ['headlines.txt', 'notes-to-editors.txt', 'figures.csv', 'cards/arrests.txt']) {
      expect([name, strFromU8(files[name]!)]).toEqual([name, expect.stringContaining(released.statement)]);
    }
    expect(strFromU8(files['figures.csv']!)).toBe((await get(pathOf('csv')).expect(200)).text);
  });
});

describe('the release query by GET', () => {
  it('is answered with a strong entity tag, and with 304 to who has the answer', async () => {
    for (const time of ['worked out', 'stored']) {
      const { headers, body } = await getQuery().expect(200);
      expect([time, body]).toMatchObject([time, { data: { release: { version: 1, status: 'PUBLISHED' } } }]);
      expect(headers['cache-control']).toBe('private, no-cache');
      await getQuery()
        .set('If-None-Match', headers['etag'] ?? '')
        .expect(304);
    }
  });

  it('needs the preflight header, and takes no mutation', async () => {
    await get(`/graphql?query=${encodeURIComponent(QUERY)}`).expect(405);
    const mutation = `mutation { withdrawRelease(phase: "${PHASE}", version: 1, reason: "r") { __typename } }`;
    const answer = await get(`/graphql?query=${encodeURIComponent(mutation)}`, 'demo-coordinator').set(
      'apollo-require-preflight',
      'true',
    );
    expect(answer.status).toBe(405);
    expect(await readRelease(service, 'demo-press', PHASE)).toMatchObject({ status: 'PUBLISHED' });
  });
});

it('a stored answer is sent again to the same person, and to nobody else', async () => {
  const counted = async (): Promise<[number, number]> => {
    const series = await readMetrics(service.url);
    const ofOutcome = (outcome: string): number => valueOf(series, 'answer_cache_requests_total', { outcome });
    return [ofOutcome('hit'), ofOutcome('miss')];
  };
  const path = `/api/releases/${PHASE}.json?once`;
  const [hits, misses] = await counted();
  await get(path).expect(200);
  expect(await counted()).toEqual([hits, misses + 1]);
  await get(path).expect(200);
  expect(await counted()).toEqual([hits + 1, misses + 1]);
  for (const token of ['demo-pcc-dorset', 'demo-analyst-dorset']) await get(path, token).expect(200);
  expect(await counted()).toEqual([hits + 1, misses + 3]);
});

it('a stored answer ends with the next version, for every path', async () => {
  const before = await getQuery().expect(200);
  const note = { kind: 'REVISION', note: 'As before.', acknowledgements: SIGNED_OFF };
  const second = await mustPublish(service, { phase: PHASE, ...note });
  const after = await getQuery()
    .set('If-None-Match', before.headers['etag'] ?? '')
    .expect(200);
  expect(after.body).toMatchObject({ data: { release: { version: 2 } } });
  expect((await get(`/api/releases/${PHASE}.json`).expect(200)).headers['etag']).toBe(`"${second.contentHash}"`);
  expect((await get(`/api/releases/${PHASE}/1.json`).expect(200)).headers['etag']).toBe(`"${released.contentHash}"`);
  await service.ask(
    'demo-coordinator',
    `mutation { withdrawRelease(phase: "${PHASE}", version: 1, reason: "Wrong.") { __typename } }`,
  );
  await get(`/api/releases/${PHASE}/1.json`).expect(404);
});

describe('a card whose words do not fit into a picture', () => {
  const WIDE = 'W'.repeat(200);

  it('is there as a text, which the answer for its picture names', async () => {
    const definition = {
      code: 'wide',
      name: WIDE,
      category: 'SEIZURES',
      unit: 'COUNT',
      definition: 'Wide.',
      headline: 'TOTAL',
    };
    expect(await define(service, definition)).toHaveProperty('measure');
    const phase = 'wide';
    await openPhaseWith(service, { code: phase, forces: 0, name: 'M'.repeat(200) });
    for (const force of FIVE_FORCES.slice(0, 3)) {
      await sendAccepted(service, { phase, force, figures: [{ measure: 'wide', value: 999_999_999_999 }] });
    }
    await mustPublish(service, { phase, acknowledgements: [{ code: 'NOT_ALL_ACCEPTED', reason: 'A test.' }] });
    for (const type of ['svg', 'png']) {
      const { body } = await get(`/api/releases/wide/cards/wide.${type}`).expect(404);
      expect(body).toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('wide.txt') });
    }
    expect((await get('/api/releases/wide/cards/wide.txt').expect(200)).text).toContain(WIDE);
  });
});
