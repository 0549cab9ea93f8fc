import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load, type CheerioAPI } from 'cheerio';
import request from 'supertest';
import { breakTotals } from '../support/database/database-states.js';
import { countStatements } from '../support/database/statement-count.js';
import { countReads, expectPage, getPage, invalidIn, readPage, rowOf, textOf } from '../support/service/pages.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const STATEMENT = 'Management information supplied by police forces, subject to change. Not official statistics.';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
});
afterAll(async () => {
  await service.stop();
});

const get = (path: string, of = service) => getPage(of, path);
const pageOf = (path: string, of = service) => readPage(of, path);

describe('the home page', () => {
  it('reads the phases in one statement', async () => {
    expect(await countReads(() => pageOf('/'))).toBe(1);
  });

  it('is not cached, runs no script and loads only from this service', async () => {
    const response = await get('/').expect(200);
    expectPage(response);
    const page = load(response.text);
    expect(page('script, [style], style, iframe, object').length).toBe(0);
    const loaded = page('link[href], img[src], use[href]').toArray();
    expect(loaded.map(({ attribs }) => attribs['href'] ?? attribs['src'])).toEqual([
      expect.stringMatching(/^\/assets\/[0-9a-f]{16}\/govuk-frontend\.css$/),
      expect.stringMatching(/^\/assets\/[0-9a-f]{16}\/app\.css$/),
      expect.stringMatching(/^\/assets\/[0-9a-f]{16}\/favicon\.svg$/),
    ]);
  });

  it.each(['/', '/nowhere', '/glossary'])('is valid HTML, like other small pages: %s', async (path) => {
    expect(await invalidIn(service, path)).toEqual([]);
  });

  it('explains what it is, and the status of its figures', async () => {
    const page = await pageOf('/');
    expect(page('h1').text()).toContain('Returns and regional totals');
    expect(textOf(page('footer .app-statement').text())).toBe(STATEMENT);
    expect(page('main p').length).toBe(1);
    expect(textOf(page('main p').text()).match(/\.(?= |$)/g)?.length).toBe(2);
  });

  it('explains the demo first, whatever has been sent', async () => {
    const banner = textOf((await pageOf('/'))('.govuk-phase-banner').text());
    expect(banner).toBe(
      'Demo It starts with published figures. Anybody on this computer can read and change the data, so send no real returns.',
    );
  });

  it('lists the phases, newest first, with the forces that have and have not reported', async () => {
    const page = await pageOf('/');
    const names = page('table')
      .first()
      .find('tbody th')
      .toArray()
      .map((th) => textOf(page(th).text()));
    expect([names.length, names[0], names.at(-1)]).toEqual([14, 'Operation Scorpion 13', 'Operation Scorpion 1']);
    expect(rowOf(page, 'Operation Scorpion 7')).toEqual([
      '4 to 10 March 2024',
      '3 of 5 forces',
      'Avon and Somerset, Dorset',
    ]);
    expect(rowOf(page, 'Operation Scorpion 13')).toEqual(['24 to 30 November 2025', '0 of 5 forces', 'all of them']);
    expect(rowOf(page, 'Operation Viper 2024')).toEqual(['2024', '1 of 1 force', 'no force']);
  });

  it('links to the page of each phase, and to the words', async () => {
    const page = await pageOf('/');
    const links = page('a')
      .toArray()
      .map(({ attribs }) => attribs['href']);
    expect(links).toEqual(expect.arrayContaining(['/phases/scorpion-7', '/phases', '/glossary', '/explorer']));
  });

  it('answers HEAD like GET, without a body, and other methods with 405', async () => {
    const head = await request(service.url).head('/').expect(200);
    expect(head.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(head.text).toBeUndefined();
    for (const method of ['post', 'put', 'delete', 'patch', 'options'] as const) {
      const { headers, body } = await request(service.url)[method]('/').expect(405);
      expect([headers['allow'], body.code]).toEqual(['GET, HEAD', 'BAD_USER_INPUT']);
    }
  });
});

describe('an error', () => {
  it.each([
    ['an unknown phase', '/phases/scorpion-99', 404, 'There is no phase "scorpion-99". Check the code.'],
    ['a phase by its name', '/phases/Operation%20Scorpion%2013', 404, 'Did you mean "scorpion-13"?'],
    ['a phase without its hyphen', '/phases/scorpion13', 404, 'Did you mean "scorpion-13"?'],
    ['headlines of a phase by its name', '/headlines/Scorpion%2013', 404, 'Did you mean "scorpion-13"?'],
    ['an unknown path', '/nowhere', 404, 'There is no page at this address.'],
    ['a page past the last', '/phases?page=2', 404, 'There is no page "2". Check the number.'],
    ['page 0', '/phases?page=0', 400, 'page must not be less than 1'],
    ['a page that is not a number', '/phases?page=one', 400, 'page must'],
    ['a page that is almost a number', '/phases?page=0.99999999999999999', 400, 'page must'],
    ['a page in another form', '/phases?page=1e0', 400, 'page must'],
    ['two pages', '/phases?page=1&page=2', 400, 'page must'],
    ['a phase with a NUL', '/phases/%00', 404, 'There is no phase'],
    ['two identities', '/headlines/scorpion-1?as=demo-press&as=demo-admin', 400, 'as must be a string'],
    ['an unknown identity', '/headlines/scorpion-1?as=nobody', 404, 'There is no identity "nobody".'],
    ['an identity that reads no releases', '/headlines/scorpion-1?as=demo-admin', 403, 'reads no releases'],
  ])('is an HTML page for a browser: %s', async (_, path, status, message) => {
    const response = await get(path).expect(status);
    expectPage(response);
    expect(response.headers['vary']).toContain('Accept');
    expect(load(response.text)('main').text()).toContain(message);
  });

  it.each(['*/*', 'application/json', undefined])('is JSON for a client that accepts %s', async (accepts) => {
    for (const path of ['/nowhere', '/phases/scorpion-99']) {
      const { headers, body } = await request(service.url)
        .get(path)
        .set(accepts === undefined ? {} : { accept: accepts })
        .expect(404);
      expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
      expect(body).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('repeats nothing of the address as markup', async () => {
    const { text } = await get(`/phases/${encodeURIComponent('"><img src=x onerror=alert(1)>')}`).expect(404);
    expect(load(text)('img').length).toBe(0);
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('of GraphQL and health is the same for a browser', async () => {
    expect((await get('/graphql').expect(405)).headers['content-type']).toMatch(/json/);
    expect((await get('/health/live').expect(200)).headers['content-type']).toMatch(/json/);
  });
});

describe('the files of a page', () => {
  let paths: string[];
  beforeAll(async () => {
    paths = (await pageOf('/'))('link')
      .toArray()
      .map(({ attribs }) => attribs['href'] ?? '');
  });

  it('are cached permanently, under an address that changes with their content', async () => {
    for (const path of paths) {
      const { headers } = await request(service.url).get(path).expect(200);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['content-type']).toMatch(/^(text\/css; charset=utf-8|image\/svg\+xml)$/);
      await request(service.url)
        .get(path)
        .set('If-None-Match', headers['etag'] ?? '')
        .expect(304);
      await request(service.url).head(path).expect(200);
      await request(service.url).post(path).expect(405).expect('Allow', 'GET, HEAD');
    }
  });

  it.each(['/assets/0000000000000000/app.css', '/assets/x/..%2f..%2fpackage.json', '/assets', '/assets/a/b/c'])(
    'do not include %s',
    async (path) => {
      await request(service.url).get(path).expect(404);
    },
  );

  it.each(['../../package.json', '..%2Fweb.module.js', 'constructor', 'app.css%00', 'APP.CSS'])(
    'do not include, under the current version, %s',
    async (name) => {
      await request(service.url).get(paths[0]!.replace('govuk-frontend.css', name)).expect(404);
    },
  );
});

describe('a host name in a request', () => {
  const { port } = new URL('http://127.0.0.1:3000');
  it.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('is accepted as this machine: %s', async (host) => {
    await get('/').set('Host', host).expect(200);
    await get('/').set('Host', `${host}:${port}`).expect(200);
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    'localhost.evil.example:3000',
    '127.0.0.1@evil.example',
    '10.0.0.1',
    '[::2]',
    'localhost:3000:80',
    '',
  ])('is rejected, so that no page of another site can read the demo: %j', async (host) => {
    const response = await get('/').set('Host', host).expect(421);
    expectPage(response);
    expect(response.text).not.toContain('Operation Scorpion 9');
    const question = { query: '{ forces { code } }' };
    const asked = await request(service.url)
      .post('/graphql')
      .set('Host', host)
      .auth('demo-coordinator', { type: 'bearer' });
    expect([asked.status, asked.body.data]).toEqual([421, undefined]);
    await request(service.url).post('/graphql').set('Host', host).send(question).expect(421);
  });
});

describe('an internal error', () => {
  it('is a page with status 500 and an id, and no details', async () => {
    const broken = await startTestService();
    try {
      await breakTotals(broken.database);
      const response = await get('/phases/scorpion-7', broken).expect(500);
      expectPage(response);
      expect(response.text).toMatch(/Error id, to quote if you report this: <code[^>]*>[0-9a-f-]{36}</);
      expect(response.text).not.toMatch(/version_states|relation/);
    } finally {
      await broken.stop();
    }
  });
});

describe('outside demo mode', () => {
  let served: TestService;
  beforeAll(async () => {
    served = await startTestService({ DEMO: 'false' });
  });
  afterAll(async () => {
    await served.stop();
  });

  it.each(['/', '/?phase=scorpion-7', '/?page=7'])(
    'the page explains itself, reads nothing and shows no figure: %s',
    async (path) => {
      let page: CheerioAPI | null = null;
      const statements = await countStatements(async () => {
        page = await pageOf(path, served);
      });
      const text = textOf(page!('body').text());
      expect(statements).toBe(0);
      expect(text).toContain('Forces, commissioners’ offices and the regional coordinator can read the figures');
      expect(text).not.toMatch(/Demo|Scorpion 7|at least \d/);
      expect(page!('table').length).toBe(0);
    },
  );

  it.each(['/phases', '/phases/scorpion-7'])('pages with figures are not there: %s', async (path) => {
    expect(await countStatements(() => get(path, served).expect(404))).toBe(0);
  });

  it('the words are explained', async () => {
    expect(textOf((await pageOf('/glossary', served))('main').text())).toContain('There truly was none.');
  });

  it('the page is served under any host name', async () => {
    await get('/', served).set('Host', 'returns.example').expect(200);
  });
});
