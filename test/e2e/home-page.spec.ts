import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load, type CheerioAPI } from 'cheerio';
import { HtmlValidate } from 'html-validate';
import request, { type Response } from 'supertest';
import { addPhases, breakTotals, giveHostileNames } from '../support/database/database-states.js';
import { sendAccepted } from '../support/api/return-steps.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/** The Accept header that a browser sends. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const PAGE_POLICY =
  "default-src 'none';style-src 'self';img-src 'self' data:;font-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'";
const STATEMENT = 'Management information supplied by police forces, subject to change. Not official statistics.';

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
});
afterAll(async () => {
  await service.stop();
});

const get = (path: string, of = service) => request(of.url).get(path).set('Accept', BROWSER);

const textOf = (text: string): string => text.replace(/\s+/g, ' ').trim();

async function pageOf(path: string, of = service): Promise<CheerioAPI> {
  return load((await get(path, of).expect(200)).text);
}

/** The text of the cells of a table's row, without what is hidden from screen readers. */
function rowOf(page: CheerioAPI, header: string): string[] {
  const row = page('tr').filter((_, tr) => textOf(page(tr).children('th').text()) === header);
  row.find('[aria-hidden="true"]').remove();
  return row
    .children('td')
    .toArray()
    .map((cell) => textOf(page(cell).text()));
}

function isPage(response: Response): void {
  expect(response.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': PAGE_POLICY,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
}

describe('the home page', () => {
  it('shows the phases and the totals as of one instant, in one transaction', async () => {
    // The begin, the list, the totals and the end.
    expect(await countStatements(() => pageOf('/'))).toBe(4);
  });

  it('is not cached, runs no script and loads only from this service', async () => {
    const response = await get('/').expect(200);
    isPage(response);
    const page = load(response.text);
    expect(page('script, [style], style, iframe, object').length).toBe(0);
    const loaded = page('link[href], img[src], use[href]').toArray();
    expect(loaded.map(({ attribs }) => attribs['href'] ?? attribs['src'])).toEqual([
      expect.stringMatching(/^\/assets\/[0-9a-f]{16}\/govuk-frontend\.css$/),
      expect.stringMatching(/^\/assets\/[0-9a-f]{16}\/app\.css$/),
      expect.stringMatching(/^\/assets\/[0-9a-f]{16}\/favicon\.svg$/),
    ]);
  });

  it.each(['/', '/?phase=scorpion-3', '/?phase=viper-2024', '/?phase=scorpion-13', '/nowhere'])(
    'is valid HTML: %s',
    async (path) => {
      const { text } = await get(path);
      // Roles are repeated because a table that is laid out as blocks loses its own in some browsers.
      const rules = { 'no-redundant-role': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' } as const;
      const report = await new HtmlValidate({ extends: ['html-validate:standard'], rules }).validateString(text);
      expect(report.results.flatMap(({ messages }) => messages.map(({ message, line }) => [line, message]))).toEqual(
        [],
      );
    },
  );

  it('explains what it is, and the status of its figures', async () => {
    const page = await pageOf('/');
    expect(page('h1').text()).toContain('Returns and regional totals');
    expect(textOf(page('main').text())).toContain(STATEMENT);
    expect(textOf(page('footer .app-statement').text())).toBe(STATEMENT);
    expect(textOf(page('main').text())).toMatch(/Last changed \d{1,2}:\d\d[ap]m UK time on \d{1,2} \w+ 20\d\d/);
    expect(textOf(page('main').text())).toContain('Totals include every return accepted so far');
  });

  it('explains the demo first, whatever has been sent', async () => {
    const banner = textOf((await pageOf('/'))('.govuk-phase-banner').text());
    expect(banner).toBe(
      'Demo It starts with figures that forces have published. Anybody on this computer can read and change the data here, so do not use it for real returns.',
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

  it('shows the newest phase with a report, unless another is chosen', async () => {
    expect((await pageOf('/'))('h2').text()).toContain('Operation Scorpion 9: totals by force');
    const page = await pageOf('/');
    const chosen =
      page('a')
        .filter((_, link) => page(link).text() === 'Operation Scorpion 7')
        .attr('href') ?? '';
    expect((await pageOf(chosen))('h2').text()).toContain('Operation Scorpion 7: totals by force');
  });

  it("shows a phase's totals in words, with the figures of every force", async () => {
    const page = await pageOf('/?phase=scorpion-7');
    expect(
      page('table')
        .eq(1)
        .find('thead th')
        .toArray()
        .map((th) => page(th).text()),
    ).toEqual([
      'Measure',
      'Region',
      'Avon and Somerset',
      'Devon and Cornwall',
      'Dorset',
      'Gloucestershire',
      'Wiltshire',
    ]);
    expect(rowOf(page, 'People safeguarded')).toEqual([
      'at least 120, 3 of 5 forces reported',
      'not reported',
      '73',
      'not reported',
      'at least 20',
      '27',
    ]);
    expect(rowOf(page, 'Cash seized').slice(0, 3)).toEqual([
      'at least £44,000, 2 of 5 forces reported',
      'not reported',
      '£20,000',
    ]);
    expect(textOf(page('main').text())).toMatch(/Asked for, but in no accepted return.*Warrants executed/);
  });

  it('shows weights, approximate, upper and unknown figures, and the parts of a measure', async () => {
    const [first, third, ninth] = [
      await pageOf('/?phase=scorpion-1'),
      await pageOf('/?phase=scorpion-3'),
      await pageOf('/'),
    ];
    expect(rowOf(first, 'Cash seized')).toContain('about £12,500');
    expect(rowOf(first, 'Weight of drugs seized')[0]).toContain('at least 1.212 kg');
    expect(textOf(first('.app-parts').text())).toMatch(
      /The region’s total is made up of: Cocaine \(class A\): at least 15 g/,
    );
    expect(textOf(first('.app-parts__said').first().text())).toBe(
      'Estimated street value of drugs seized. Of the region’s total:',
    );
    expect(rowOf(third, 'Weight of drugs seized').slice(0, 2)).toEqual([
      expect.stringContaining('some, no number given'),
      'some, no number given',
    ]);
    expect(textOf(ninth('.app-parts').text())).toContain('Class A not otherwise stated (class A): 0 g or more');
  });

  it('shows not reported, not applicable and none differently', async () => {
    const figures = [{ measure: 'arrests', value: 4, qualifier: 'AT_MOST' }];
    const more = { nil: ['charges'], notApplicable: ['disruptions'] };
    await sendAccepted(service, { phase: 'scorpion-12', force: 'dorset', figures, ...more });
    const page = await pageOf('/?phase=scorpion-12');
    const words = ['Arrests', 'Charges', 'Drug disruptions'].map((measure) => {
      const [region, , , dorset] = rowOf(page, measure);
      return [region, dorset];
    });
    expect(words).toEqual([
      ['0 or more, 1 of 5 forces reported', 'up to 4'],
      ['0 or more, 1 of 5 forces reported', 'none'],
      ['no total, 1 of 5 forces reported', 'not applicable'],
    ]);
  });

  it('has a bar beside each figure that screen readers skip', async () => {
    const page = await pageOf('/?phase=scorpion-7');
    const bars = page('td svg');
    expect(bars.length).toBeGreaterThan(20);
    expect(bars.filter('[aria-hidden="true"][focusable="false"]').length).toBe(bars.length);
  });

  it('explains its terms in a list that a reader can open', async () => {
    const page = await pageOf('/');
    expect(textOf(page('details summary').text())).toBe('What the words mean');
    const words = page('details dt')
      .toArray()
      .map((term) => [textOf(page(term).text()), textOf(page(term).next('dd').text())]);
    expect(words).toContainEqual([
      'Current version',
      'The newest of those versions of a return that are not withdrawn.',
    ]);
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
    ['an unknown phase', '/?phase=scorpion-99', 404, 'There is no phase "scorpion-99". Check the code.'],
    ['an unknown path', '/nowhere', 404, 'Cannot GET /nowhere'],
    ['a page past the last', '/?page=2', 404, 'There is no page "2". Check the number.'],
    ['page 0', '/?page=0', 400, 'page must not be less than 1'],
    ['a page that is not a number', '/?page=one', 400, 'page must'],
    ['two phases', '/?phase=scorpion-1&phase=scorpion-2', 400, 'phase must be a string'],
    ['a phase as an object', '/?phase[a]=b', 200, ''],
    ['a phase with a NUL', '/?phase=%00', 400, ''],
  ])('is an HTML page for a browser: %s', async (_, path, status, message) => {
    const response = await get(path).expect(status);
    isPage(response);
    if (status !== 200) {
      expect(response.headers['vary']).toContain('Accept');
      expect(load(response.text)('main').text()).toContain(message);
    }
  });

  it.each(['*/*', 'application/json', undefined])('is JSON for a client that accepts %s', async (accepts) => {
    for (const path of ['/nowhere', '/?phase=scorpion-99']) {
      const { headers, body } = await request(service.url)
        .get(path)
        .set(accepts === undefined ? {} : { accept: accepts })
        .expect(404);
      expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'");
      expect(body).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('repeats nothing of the address as markup', async () => {
    const { text } = await get(`/?phase=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`).expect(404);
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
    isPage(response);
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

describe('a name with markup', () => {
  const HOSTILE = `<img src=x onerror="alert(1)">'"&{{ 71933 * 92311 }}`;
  let hostile: TestService;
  beforeAll(async () => {
    hostile = await startTestService({ LOAD_RECORD: 'true' });
    await giveHostileNames(hostile.database, HOSTILE);
  });
  afterAll(async () => {
    await hostile.stop();
  });

  it('is shown as text', async () => {
    const page = await pageOf('/?phase=scorpion-7', hostile);
    expect(page('img').length).toBe(0);
    expect(page('title').text()).toContain(HOSTILE);
    expect(page('h2').text()).toContain(HOSTILE);
    expect(page('thead').text()).toContain(HOSTILE);
    expect(page('tbody th').text()).toContain(HOSTILE);
    expect(page('.app-parts').text()).toContain(HOSTILE);
    expect(page('main').text()).not.toContain(String(71_933 * 92_311));
  });
});

describe('many phases', () => {
  let many: TestService;
  beforeAll(async () => {
    many = await startTestService();
  });
  afterAll(async () => {
    await many.stop();
  });

  it('without returns leave no totals to show', async () => {
    const page = await pageOf('/', many);
    expect(textOf(page('.govuk-phase-banner').text())).toMatch(/^Demo Anybody on this computer/);
    expect(textOf(page('main').text())).toContain('No return has been accepted yet for any phase.');
    expect(page('table').length).toBe(1);
  });

  it('are shown 25 a page and cost as many statements as a few', async () => {
    const few = await countStatements(async () => pageOf('/?phase=scorpion-7', many));
    await addPhases(many.database, 40);
    expect(await countStatements(async () => pageOf('/?phase=scorpion-7', many))).toBe(few);
    const [first, second, third] = [
      await pageOf('/', many),
      await pageOf('/?page=2', many),
      await pageOf('/?page=3', many),
    ];
    const rows = (page: CheerioAPI) =>
      page('table')
        .first()
        .find('tbody th')
        .toArray()
        .map((th) => textOf(page(th).text()));
    expect([rows(first).length, rows(second).length, rows(third).length]).toEqual([25, 25, 4]);
    expect([rows(first)[0], rows(second)[0], rows(third).at(-1)]).toEqual([
      'Later 40',
      'Later 15',
      'Operation Scorpion 1',
    ]);
    const links = (page: CheerioAPI) =>
      page('nav a')
        .toArray()
        .map(({ attribs }) => [attribs['rel'], attribs['href']]);
    expect(links(first)).toEqual([['next', '/?page=2']]);
    expect(links(second)).toEqual([
      ['prev', '/'],
      ['next', '/?page=3'],
    ]);
    expect(links(third)).toEqual([['prev', '/?page=2']]);
  });
});

describe('an internal error', () => {
  it('is a page with status 500 and an id, and no details', async () => {
    const broken = await startTestService();
    try {
      await breakTotals(broken.database);
      const response = await get('/', broken).expect(500);
      isPage(response);
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

  it.each(['/', '/?phase=scorpion-7', '/?phase=nope', '/?page=7'])(
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

  it('the page is served under any host name', async () => {
    await get('/', served).set('Host', 'returns.example').expect(200);
  });
});
