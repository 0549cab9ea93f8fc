import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load, type CheerioAPI } from 'cheerio';
import { HtmlValidate } from 'html-validate';
import request from 'supertest';
import { acceptedPhase, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { hold } from '../support/api/embargo-paths.js';
import { mustPublish } from '../support/api/releases-api.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* The page of the headlines of a phase, in the demo. */

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
  await acceptedPhase(service, 'said');
  await mustPublish(service, { phase: 'said', acknowledgements: [WITHOUT_SIGN_OFF] });
  await acceptedPhase(service, 'held', { totalsHeldBack: true });
  await hold(service, 'held');
});

afterAll(async () => {
  await service.stop();
});

const get = async (path: string, method = 'GET'): Promise<Response> => fetch(`${service.url}${path}`, { method });
const pageOf = async (path: string): Promise<CheerioAPI> => load(await (await get(path)).text());

describe('the page of headlines', () => {
  it('has each sentence with what it rests on, and whether it may be used', async () => {
    const page = await pageOf('/headlines/said');
    expect(page('title').text()).toBe('Headlines: Phase said - Operation Scorpion');
    const first = page('.app-headline').first();
    expect(first.find('.app-headline__sentence').text()).toBe('130 people were arrested across the region.');
    expect(first.text()).toContain(
      'May be used. Rests on: Avon and Somerset (version 1), Devon and Cornwall (version 1)',
    );
    expect(page('main').text()).toContain('5 of 5 forces');
    expect(page('main').text()).toContain('version 1, published at');
  });

  it('is valid HTML below 150 kB, without scripts, in few statements', async () => {
    await get('/headlines/said');
    let text = '';
    expect(
      await countStatements(async () => {
        text = await (await get('/headlines/said')).text();
      }),
    ).toBeLessThanOrEqual(8);
    expect(Buffer.byteLength(text)).toBeLessThan(150_000);
    expect(load(text)('script').length).toBe(0);
    const rules = { 'no-redundant-role': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' } as const;
    const { results } = await new HtmlValidate({ extends: ['html-validate:standard'], rules }).validateString(text);
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  });

  it('links to files and cards that are there, each with its name', async () => {
    const page = await pageOf('/headlines/said');
    const links = page('main a')
      .toArray()
      .map(({ attribs }) => attribs['href'] ?? '')
      .filter((href) => /\/(files|cards)\//.test(href));
    expect(links.length).toBeGreaterThan(7);
    for (const href of links) expect([href, (await get(href)).status]).toEqual([href, 200]);
    const { headers } = await get('/headlines/said/files/said.xlsx');
    expect(headers.get('content-disposition')).toBe('attachment; filename=said-release-1.xlsx');
    await request(service.url)
      .get('/headlines/said/files/said.xlsx')
      .set('If-None-Match', headers.get('etag') ?? '')
      .expect(304);
  });

  it('shows nothing of a release under embargo, nor of a phase that is not there', async () => {
    const page = await pageOf('/headlines/held');
    expect(page('main').text()).toContain('No release of this phase is published.');
    for (const path of ['files/held.json', 'files/held.zip', 'cards/arrests.png', 'cards/arrests.txt?force=dorset']) {
      expect([path, (await get(`/headlines/held/${path}`)).status]).toEqual([path, 404]);
    }
    for (const path of [
      '/headlines/nowhere',
      '/headlines/%00',
      '/headlines/said/files/x',
      '/headlines/said/cards/x.png',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
    expect((await get('/headlines/said', 'POST')).status).toBe(405);
  });
});

it('pages and files of headlines are not there outside the demo', async () => {
  const other = await startTestService({ DEMO: 'false' });
  for (const path of ['/headlines/said', '/headlines/said/files/said.csv', '/headlines/said/cards/arrests.svg']) {
    expect((await fetch(`${other.url}${path}`)).status).toBe(404);
  }
  await other.stop();
});
