import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { load, type CheerioAPI } from 'cheerio';
import { strFromU8, unzipSync } from 'fflate';
import request from 'supertest';
import { acceptedPhase, WITHOUT_SIGN_OFF } from '../support/api/accepted-phases.js';
import { hold, JUST_BEFORE, MINUTE } from '../support/api/embargo-paths.js';
import { mustPublish } from '../support/api/releases-api.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { countReads, invalidIn, textOf } from '../support/service/pages.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* The page of the headlines of a phase, in the demo. */

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
  await acceptedPhase(service, 'said');
  await mustPublish(service, { phase: 'said', acknowledgements: [WITHOUT_SIGN_OFF] });
  await acceptedPhase(service, 'held', { totalsHeldBack: true });
  await hold(service, 'held', { namedReaders: ['demo-press'] });
});

afterAll(async () => {
  await service.stop();
});

const get = async (path: string, method = 'GET'): Promise<Response> => fetch(`${service.url}${path}`, { method });
const pageOf = async (path: string): Promise<CheerioAPI> => load(await (await get(path)).text());

/** Every file and card that a page links to is there. */
async function expectFiles(page: CheerioAPI): Promise<void> {
  const links = page('main a')
    .toArray()
    .map(({ attribs }) => attribs['href'] ?? '')
    .filter((href) => /\/(files|cards)\//.test(href));
  expect(links.length).toBeGreaterThan(7);
  for (const href of links) expect([href, (await get(href)).status]).toEqual([href, 200]);
}

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

  it('is valid HTML below 150 kB, without inline scripts, in three statements', async () => {
    await get('/headlines/said');
    let text = '';
    const statements = await countReads(async () => {
      text = await (await get('/headlines/said')).text();
    });
    expect(statements).toBeLessThanOrEqual(3);
    expect(Buffer.byteLength(text)).toBeLessThan(150_000);
    expect(load(text)('script:not([src])').length).toBe(0);
    expect(await invalidIn(service, '/headlines/said')).toEqual([]);
    expect(await invalidIn(service, '/headlines/held?as=demo-press')).toEqual([]);
  });

  it('links to files and cards that are there, each with its name', async () => {
    const page = await pageOf('/headlines/said');
    await expectFiles(page);
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
      '/headlines/said/files/other.csv',
      '/headlines/said/files/.csv',
      '/headlines/said/files/said.x.zip',
      '/headlines/said/files/1.csv',
      '/headlines/said/cards/x.png',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
    expect((await get('/headlines/said', 'POST')).status).toBe(405);
  });
});

describe('a release under embargo', () => {
  beforeEach(async () => {
    await setEmbargoClock(service.database, new Date(JUST_BEFORE.getTime() - 2 * 86_400_000));
  });

  it.each(['demo-press', 'demo-coordinator'])('is shown to %s with the time that is left', async (as) => {
    const page = await pageOf(`/headlines/held?as=${as}`);
    const banner = textOf(page('.govuk-notification-banner').text());
    expect(banner).toContain('Do not use any of this before 9:30am UK time on 10 March 2027.');
    expect(banner).toContain('Time left: 2 days, 1 minute');
    expect(page('time').attr('datetime')).toBe(MINUTE.toISOString());
    expect(page('[role="timer"]').attr('data-seconds-left')).toBe(String(2 * 86_400 + 1));
    expect(page('main').text()).toContain('Under embargo: must not be used yet');
    expect(page('main').text()).toContain('version 1, not published yet');
    expect(banner.includes('It is recorded that you have read this.')).toBe(as === 'demo-press');
    expect(page('a[href*="/check"]').attr('href')).toBe(`/headlines/held/check?as=${as}`);
    await expectFiles(page);
  });

  it('says so in its press pack, until it is out', async () => {
    const packOf = async (path: string): Promise<string> => {
      const response = await get(path);
      expect(response.headers.get('cache-control')).toBe(path.includes('?as=') ? 'no-store' : 'private, no-cache');
      const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
      return ['headlines.txt', 'notes-to-editors.txt'].map((name) => strFromU8(files[name]!)).join();
    };
    for (const as of ['demo-press', 'demo-coordinator']) {
      const held = await packOf(`/headlines/held/files/held.zip?as=${as}`);
      expect(held.match(/UNDER EMBARGO UNTIL 9:30am UK time on 10 March 2027/g)?.length).toBe(2);
    }
    await setEmbargoClock(service.database, MINUTE);
    expect(await packOf('/headlines/held/files/held.zip')).not.toContain('EMBARGO');
  });

  it('is named where a text is checked against it', async () => {
    const body = new URLSearchParams({ text: '130 people were arrested across the region.' });
    const response = await fetch(`${service.url}/headlines/held/check?as=demo-press`, { method: 'POST', body });
    const banner = textOf(load(await response.text())('.govuk-notification-banner').text());
    expect(banner).toContain('Do not use any of this before 9:30am UK time on 10 March 2027.');
    expect(banner).toContain('It is recorded that you have read this.');
  });

  it('is shown without a time once it is out, to everybody', async () => {
    await setEmbargoClock(service.database, MINUTE);
    const page = await pageOf('/headlines/held');
    expect(page('.govuk-notification-banner').length).toBe(0);
    expect(page('main').text()).toContain('published at 9:30am UK time on 10 March 2027');
    expect(page('main').text()).toContain('May be used.');
  });

  it('can be read as three people, of whom the page says which it is', async () => {
    for (const [as, index] of [
      ['', 0],
      ['?as=demo-press', 1],
      ['?as=demo-coordinator', 2],
    ] as const) {
      const page = await pageOf(`/headlines/held${as}`);
      const readers = page('nav[aria-labelledby="readers"] li').toArray();
      expect(readers.map((reader) => page(reader).find('[aria-current]').length)).toEqual(
        [0, 1, 2].map((one) => (one === index ? 1 : 0)),
      );
    }
  });
});

it('says that the newest release was withdrawn, and shows none of its figures', async () => {
  await acceptedPhase(service, 'taken-back');
  await mustPublish(service, { phase: 'taken-back', acknowledgements: [WITHOUT_SIGN_OFF] });
  await service.ask(
    'demo-coordinator',
    'mutation { withdrawRelease(phase: "taken-back", version: 1, reason: "An error.") { __typename } }',
  );
  const page = await pageOf('/headlines/taken-back');
  expect(page('main').text()).toContain('Release 1 was withdrawn: do not use any of its figures.');
  expect(page('main').text()).not.toContain('130');
});

it('each sentence has an id of its own, and a button to copy it that only a script shows', async () => {
  const page = await pageOf('/headlines/said');
  const ids = page('.app-headline__sentence')
    .toArray()
    .map(({ attribs }) => attribs['id']);
  expect(new Set(ids).size).toBe(ids.length);
  const buttons = page('[data-copy]').toArray();
  expect(buttons.map(({ attribs }) => attribs['data-copy'])).toEqual(ids);
  expect(buttons.every(({ attribs }) => 'hidden' in attribs)).toBe(true);
});

it('pages and files of headlines are not there outside the demo', async () => {
  const other = await startTestService({ DEMO: 'false' });
  for (const path of ['/headlines/said', '/headlines/said/files/said.csv', '/headlines/said/cards/arrests.svg']) {
    expect((await fetch(`${other.url}${path}`)).status).toBe(404);
  }
  await other.stop();
});
