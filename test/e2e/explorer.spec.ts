import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load, type CheerioAPI } from 'cheerio';
import { getIntrospectionQuery, parse, print } from 'graphql';
import { HtmlValidate } from 'html-validate';
import request from 'supertest';
import { readExamples } from '../../src/web/explorer/examples.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const POLICY =
  /^default-src 'none';script-src 'self';style-src 'self' 'nonce-([A-Za-z0-9+/]{22}==)';font-src data:;img-src 'self' data:;connect-src 'self';form-action 'none';base-uri 'none';frame-ancestors 'none'$/;
const PATHS = ['/explorer', '/schema', '/schema.graphql'];
const EXAMPLES = readExamples();

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
});
afterAll(async () => {
  await service.stop();
});

const get = (path: string, of = service) => request(of.url).get(path);

async function pageOf(path: string): Promise<CheerioAPI> {
  return load((await get(path).expect(200)).text);
}

/** The files that the page loads. */
function loadedBy(page: CheerioAPI): string[] {
  const elements = page('script, link, img, iframe, object').toArray();
  return elements.map(({ attribs }) => attribs['src'] ?? attribs['href'] ?? 'none');
}

async function invalidIn(path: string): Promise<unknown[]> {
  const { text } = await get(path).expect(200);
  const rules = { 'no-trailing-whitespace': 'off', 'require-sri': 'off' } as const;
  const report = await new HtmlValidate({ extends: ['html-validate:standard'], rules }).validateString(text);
  return report.results.flatMap(({ messages }) => messages.map(({ message, line }) => [line, message]));
}

describe('the explorer', () => {
  it('runs only files of the service, under a policy of its own', async () => {
    const { headers, text } = await get('/explorer').expect(200).expect('Content-Type', 'text/html; charset=utf-8');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const nonce = POLICY.exec(headers['content-security-policy'] ?? '')?.[1];
    const page = load(text);
    expect(page('#explorer').attr('data-nonce')).toBe(nonce);
    expect(page('[style], style, script:not([src])').length).toBe(0);
    const files = loadedBy(page).map((path) => /^\/assets\/[0-9a-f]{16}\/([a-z-]+\.[a-z]+)$/.exec(path)?.[1]);
    expect(files).toEqual([
      'graphiql.css',
      'explorer.css',
      'favicon.svg',
      'react.js',
      'react-dom.js',
      'graphiql.js',
      'explorer.js',
    ]);
  });

  it('allows its inline script by a nonce that is used once', async () => {
    const nonces = [await pageOf('/explorer'), await pageOf('/explorer')].map((page) =>
      page('#explorer').attr('data-nonce'),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it('may read the whole schema, with a third of the highest cost to spare', async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true });
    const { data, errors } = await service.ask('demo-press', query);
    expect([errors, data]).toEqual([[], expect.objectContaining({ __schema: expect.anything() })]);
    const twoThirds = await startTestService({ MAX_QUERY_COST: '200000' }, service.database);
    try {
      expect((await twoThirds.ask('demo-press', query)).errors).toEqual([]);
    } finally {
      await twoThirds.stop();
    }
  });

  it('loads files that are cached permanently, each with its content type', async () => {
    const types = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' };
    for (const path of loadedBy(await pageOf('/explorer'))) {
      const { headers, body, text } = await get(path).expect(200);
      expect(headers).toMatchObject({
        'content-type': types[path.slice(path.lastIndexOf('.') + 1) as keyof typeof types],
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      });
      const length = Buffer.isBuffer(body) ? body.length : Buffer.byteLength(text);
      const head = await request(service.url).head(path).expect(200);
      expect(Number(head.headers['content-length'])).toBe(length);
      expect(length).toBeGreaterThan(100);
    }
  });

  it('offers every demo identity, and a link to each example', async () => {
    const page = await pageOf('/explorer');
    const tokens = page('#identity option')
      .toArray()
      .map(({ attribs }) => attribs['value']);
    expect(tokens).toEqual(expect.arrayContaining(['', 'demo-coordinator', 'demo-pcc-btp', 'demo-press']));
    expect(tokens).toHaveLength(28);
    const links = page('nav[aria-label="Examples"] a')
      .toArray()
      .map(({ attribs }) => attribs['href']);
    expect(links).toEqual(EXAMPLES.map(({ name }) => `/explorer?example=${name}`));
  });

  it.each(PATHS.slice(0, 2))('is valid HTML, like the schema page: %s', async (path) => {
    expect(await invalidIn(path)).toEqual([]);
  });

  it.each(PATHS)('answers GET and HEAD, like the schema page: %s', async (path) => {
    const head = await request(service.url).head(path).expect(200);
    expect(Number(head.headers['content-length'])).toBeGreaterThan(1000);
    expect((await request(service.url).post(path).expect(405)).headers['allow']).toBe('GET, HEAD');
  });
});

describe('the examples', () => {
  it.each(EXAMPLES.map((example) => [example.title, example] as const))(
    'run as shipped: %s',
    async (_, { query, variables, identity }) => {
      const answer = await service.ask<Record<string, unknown>>(identity, query, variables);
      expect(answer).toMatchObject({ status: 200, errors: [] });
      expect(Object.values(answer.data)).not.toContain(null);
    },
  );

  it.each(['regional-totals', 'submit-return'])("contain the contract's document: %s", (name) => {
    const contract = readFileSync(new URL(`../contract/${name}.graphql`, import.meta.url), 'utf8');
    const example = EXAMPLES.find((one) => one.name === name);
    expect(print(parse(example?.query ?? ''))).toBe(print(parse(contract)));
  });

  it('show a return that is accepted, and one that is rejected with messages', async () => {
    const outcomeOf = async (name: string): Promise<unknown> => {
      const { query, variables, identity } = EXAMPLES.find((example) => example.name === name)!;
      const { data } = await service.ask<{ submitReturn: unknown }>(identity, query, variables);
      return data.submitReturn;
    };
    expect(await outcomeOf('submit-return')).toMatchObject({ __typename: 'SubmitReturnSuccess' });
    expect(await outcomeOf('refused-return')).toMatchObject({
      __typename: 'ReturnRejected',
      problems: expect.arrayContaining([expect.objectContaining({ code: 'FRACTIONAL_COUNT' })]),
    });
  });

  it('are all the files in their folder', () => {
    const documents = readdirSync('src/web/explorer/examples').filter((file) => file.endsWith('.graphql'));
    expect(EXAMPLES.map(({ name }) => `${name}.graphql`).toSorted()).toEqual(documents.toSorted());
  });
});

describe('the schema', () => {
  it('can be downloaded as it is served', async () => {
    const { text, headers } = await get('/schema.graphql').expect(200);
    expect(text).toBe(readFileSync(new URL('../../src/schema.graphql', import.meta.url), 'utf8'));
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="operation-scorpion.graphql"',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    });
  });

  it('can be read as a page: every definition once, also in the contents, and no broken links', async () => {
    const page = await pageOf('/schema');
    const { text } = await get('/schema.graphql');
    const types = [...text.matchAll(/^(?:type|interface|union|input|enum|scalar) (\w+)/gm)].map(([, name]) => name);
    const headings = page('article h3')
      .toArray()
      .map((heading) => page(heading).text());
    expect(headings).toEqual(expect.arrayContaining(types.filter((name) => !/^(Query|Mutation)$/.test(name ?? ''))));
    expect(headings).toEqual(expect.arrayContaining(['regionalTotals', 'submitReturn', 'ID', 'String']));
    const contents = page('nav li a')
      .toArray()
      .map((link) => page(link).text());
    expect(contents).toEqual(headings);
    const ids = page('[id]')
      .toArray()
      .map(({ attribs }) => attribs['id']);
    expect(new Set(ids).size).toBe(ids.length);
    const links = page('a[href^="#"]')
      .toArray()
      .map(({ attribs }) => attribs['href']?.slice(1));
    expect(links.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('shows for an argument what it is, its default, and whether it may be left out', async () => {
    const page = await pageOf('/schema');
    const rows = (id: string): string => page(`[id="${id}"]`).text().replace(/\s+/g, ' ').trim();
    expect(rows('query-forces.first')).toBe('first: Int! (default: 200) The most items to return: 1 to 500.');
    expect(rows('query-regionalTotals.phase')).toBe('phase: ID! (required) The code of the phase.');
    const upper =
      "upper: Decimal The highest possible true total, in the measure's unit; null if there is no upper bound.";
    expect(rows('type-Total.upper')).toBe(upper);
  });
});

describe('the explorer does not serve', () => {
  /** Asks for exactly this path, which HTTP clients would normalise first. */
  async function statusOf(path: string): Promise<number | undefined> {
    const { hostname, port } = new URL(service.url);
    const [response] = (await once(httpGet({ hostname, port, path }), 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  }

  it.each([
    '../../package.json',
    '..%2f..%2fpackage.json',
    '%2e%2e/%2e%2e/package.json',
    '..\\..\\package.json',
    'graphiql.min.js',
    'graphiql.js%00.css',
    'index.js',
    '__proto__',
    'constructor',
  ])('other files of a package, by whatever path: %s', async (name) => {
    const [graphiql = ''] = loadedBy(await pageOf('/explorer'));
    const folder = graphiql.slice(0, graphiql.lastIndexOf('/') + 1);
    expect(await statusOf(`${folder}graphiql.css`)).toBe(200);
    expect([400, 404]).toContain(await statusOf(folder + name));
    expect(await statusOf(`/assets/0000000000000000/graphiql.css`)).toBe(404);
  });

  describe('outside the demo', () => {
    let served: TestService;
    beforeAll(async () => {
      served = await startTestService({ DEMO: 'false' });
    });
    afterAll(async () => {
      await served.stop();
    });

    it.each([...PATHS, '/explorer?example=regional-totals'])('%s, like any unknown path', async (path) => {
      for (const method of ['get', 'post'] as const) {
        const { body } = await request(served.url)[method](path).expect(404);
        expect(body).toEqual({ code: 'NOT_FOUND', message: `Cannot ${method.toUpperCase()} ${path}` });
      }
    });

    it('the files of the explorer', async () => {
      const page = load((await get('/', served).set('Accept', 'text/html').expect(200)).text);
      const sheet = page('link[rel="stylesheet"]').attr('href') ?? '';
      await get(sheet, served).expect(200);
      for (const name of ['graphiql.js', 'explorer.js', 'react.js', 'schema.css']) {
        await get(sheet.replace(/[^/]+$/, name), served).expect(404);
      }
    });
  });
});
