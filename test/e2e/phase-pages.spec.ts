import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CheerioAPI } from 'cheerio';
import request from 'supertest';
import { acceptedPhase } from '../support/api/accepted-phases.js';
import { sendAccepted } from '../support/api/return-steps.js';
import { addPhases, giveHostileNames } from '../support/database/database-states.js';
import { countReads, expectPage, getPage, invalidIn, readPage, rowOf, textOf } from '../support/service/pages.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* The pages of the demo that list phases and show the totals of one. */

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
});
afterAll(async () => {
  await service.stop();
});

const pageOf = (path: string, of = service) => readPage(of, path);

describe('the page of a phase', () => {
  it.each(['scorpion-1', 'scorpion-3', 'scorpion-6', 'scorpion-13', 'viper-2024'])(
    'is valid HTML below 150 kB, in three statements at most: %s',
    async (phase) => {
      expect(await invalidIn(service, `/phases/${phase}`)).toEqual([]);
      let text = '';
      const statements = await countReads(async () => {
        text = (await getPage(service, `/phases/${phase}`).expect(200)).text;
      });
      expect(statements).toBeLessThanOrEqual(3);
      expect(Buffer.byteLength(text)).toBeLessThan(150_000);
    },
  );

  it('is not cached, and loads only files of this service', async () => {
    const response = await getPage(service, '/phases/scorpion-7').expect(200);
    expectPage(response);
    const page = await pageOf('/phases/scorpion-7');
    expect(page('script:not([src]), [style], style, iframe, object').length).toBe(0);
    for (const { attribs } of page('script, link').toArray()) {
      expect(attribs['src'] ?? attribs['href']).toMatch(/^\/assets\/[0-9a-f]{16}\/[a-z-]+\.(css|js|svg)$/);
    }
  });

  it('says first who is in the totals, and at the end what they are', async () => {
    const page = await pageOf('/phases/scorpion-7');
    expect(page('title').text()).toBe('Operation Scorpion 7: totals by force - Operation Scorpion');
    expect(textOf(page('.app-facts--lead').text())).toBe(
      'When 4 to 10 March 2024 Forces reported 3 of 5 forces Missing Avon and Somerset, Dorset',
    );
    const main = textOf(page('main').text());
    expect(main).toContain(
      'Management information supplied by police forces, subject to change. Not official statistics.',
    );
    expect(main).toMatch(/Last changed ?(\d{1,2}(:\d\d)?[ap]m|mid(day|night)) UK time on \d{1,2} \w+ 20\d\d/);
    expect(main).toContain('Totals include every return accepted so far');
  });

  it("shows a phase's totals in words, with the figures of every force", async () => {
    const page = await pageOf('/phases/scorpion-7');
    expect(
      page('table')
        .eq(0)
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
      await pageOf('/phases/scorpion-1'),
      await pageOf('/phases/scorpion-3'),
      await pageOf('/phases/scorpion-9'),
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
    const page = await pageOf('/phases/scorpion-12');
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
    const page = await pageOf('/phases/scorpion-7');
    const bars = page('td svg');
    expect(bars.length).toBeGreaterThan(20);
    expect(bars.filter('[aria-hidden="true"][focusable="false"]').length).toBe(bars.length);
  });

  it('links to files that are there, and says which release they have', async () => {
    const page = await pageOf('/phases/scorpion-7');
    expect(textOf(page('main').text())).toContain('These files have the figures of release version 1, published at');
    const files = page('main a')
      .toArray()
      .map(({ attribs }) => attribs['href'] ?? '')
      .filter((href) => href.includes('/files/'));
    expect(files.map((href) => href.split('.').at(-1))).toEqual(['zip', 'xlsx', 'ods', 'csv', 'json']);
    for (const href of files) await request(service.url).get(href).expect(200);
    const without = await pageOf('/phases/scorpion-13');
    expect(textOf(without('main').text())).toContain('no release of this phase is published');
  });

  it('has the query that gives just these totals', async () => {
    const page = await pageOf('/phases/scorpion-7');
    const command = page('#command').text();
    expect(command).toContain(`curl -s ${service.url}/graphql`);
    const token = /Bearer ([^']+)'/.exec(command)?.[1] ?? '';
    const [, body = ''] = /-d '(.*)'$/s.exec(command) ?? [];
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    const { data, errors } = await service.ask<{
      regionalTotals: { totals: { measure: { name: string }; qualifier: string | null; value: number | null }[] };
    }>(token, query, variables);
    expect(errors).toEqual([]);
    const given = data.regionalTotals.totals.filter(({ qualifier }) => qualifier !== null);
    const shown = page('main table tbody th')
      .toArray()
      .map((th) => textOf(page(th).text()));
    expect(given.map(({ measure }) => measure.name)).toEqual(shown);
    expect(rowOf(page, 'People safeguarded')[0]).toContain(
      String(given.find(({ measure }) => measure.name === 'People safeguarded')?.value),
    );
    expect(JSON.parse(page('#variables').text())).toEqual(variables);
    expect(page('a[href^="/explorer"]').first().attr('href')).toBe('/explorer?example=phase-totals&phase=scorpion-7');
  });

  it('says that the totals of a phase are held back, and shows no figure of it', async () => {
    await acceptedPhase(service, 'held', { totalsHeldBack: true });
    const page = await pageOf('/phases/held');
    const main = textOf(page('main').text());
    expect(main).toContain('The totals of this phase are held back.');
    expect(main).not.toMatch(/130|5 of 5/);
    expect(page('table, pre').length).toBe(0);
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
    const page = await pageOf('/phases/scorpion-7', hostile);
    expect(page('img').length).toBe(0);
    expect(page('title').text()).toContain(HOSTILE);
    expect(page('h1').text()).toContain(HOSTILE);
    expect(page('thead').text()).toContain(HOSTILE);
    expect(page('tbody th').text()).toContain(HOSTILE);
    expect(page('.app-parts').text()).toContain(HOSTILE);
    expect(page('main').text()).not.toContain(String(71_933 * 92_311));
  });
});

describe('the list of phases', () => {
  let many: TestService;
  beforeAll(async () => {
    many = await startTestService();
  });
  afterAll(async () => {
    await many.stop();
  });
  const rows = (page: CheerioAPI) =>
    page('tbody th')
      .toArray()
      .map((th) => textOf(page(th).text()));
  const links = (page: CheerioAPI) =>
    page('nav a')
      .toArray()
      .map(({ attribs }) => [attribs['rel'], attribs['href']]);

  it('says of a phase without accepted returns that it has none', async () => {
    const page = await pageOf('/phases/scorpion-7', many);
    expect(textOf(page('.govuk-phase-banner').text())).toMatch(/^Demo Anybody on this computer/);
    expect(textOf(page('main').text())).toContain('No return of this phase has been accepted yet.');
    expect(page('table').length).toBe(0);
  });

  it('has 25 phases a page, costs one statement whatever their number, and begins on the home page', async () => {
    expect(await countReads(() => pageOf('/phases', many))).toBe(1);
    await addPhases(many.database, 40);
    expect(await countReads(() => pageOf('/phases', many))).toBe(1);
    const home = await pageOf('/', many);
    const [first, second, third] = [
      await pageOf('/phases', many),
      await pageOf('/phases?page=2', many),
      await pageOf('/phases?page=3', many),
    ];
    expect([rows(first).length, rows(second).length, rows(third).length]).toEqual([25, 25, 4]);
    expect([rows(first)[0], rows(second)[0], rows(third).at(-1)]).toEqual([
      'Later 40',
      'Later 15',
      'Operation Scorpion 1',
    ]);
    expect(rows(home)).toEqual(rows(first));
    expect(links(home)).toEqual([['next', '/phases?page=2']]);
    expect(links(first)).toEqual([['next', '/phases?page=2']]);
    expect(links(second)).toEqual([
      ['prev', '/phases'],
      ['next', '/phases?page=3'],
    ]);
    expect(links(third)).toEqual([['prev', '/phases?page=2']]);
    expect(third('title').text()).toBe('Phases, page 3 - Operation Scorpion');
    expect(await invalidIn(many, '/phases?page=2')).toEqual([]);
  });
});
