import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { sendAccepted } from '../support/api/return-steps.js';
import { useDemoPages } from './demo-pages.js';
import { brokenWords, stickingOut, violationsOn } from './page-checks.js';

/* The pages as people meet them: in a real browser, at several widths, by keyboard and on paper. */

/** A desktop, and the narrowest that WCAG 1.4.10 asks for, which is that desktop at 400 %. */
const WIDTHS = [1280, 320];
/** Where the layout changes, and what lies between. */
const MORE_WIDTHS = [1259, 1024, 1023, 768, 640];
const PATHS = [
  '/',
  '/phases',
  '/phases/scorpion-1',
  '/phases/scorpion-6',
  '/phases/scorpion-13',
  '/phases/viper-2024',
  '/glossary',
];

const { service, open, troubles } = useDemoPages();

/** How the first table of figures is laid out. */
async function displayOf(page: Page): Promise<string> {
  return page
    .locator('main table')
    .first()
    .evaluate((table) => getComputedStyle(table).display);
}

describe.each(WIDTHS)('at %i pixels', (width) => {
  it.each(PATHS)('%s meets WCAG 2.2 AA, cuts nothing off and loads nothing from elsewhere', async (path) => {
    const page = await open(path, width);
    expect(await stickingOut(page)).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
    // Nor is anything said on the console, of the Content-Security-Policy or otherwise.
    expect(troubles()).toEqual([]);
  });

  it('a page meets it too when all that can be opened is open, by the keyboard', async () => {
    const page = await open('/phases/scorpion-7', width);
    for (const summary of await page.locator('summary').all()) await summary.press('Enter');
    expect(await page.locator('details[open]').count()).toBe(3);
    expect(await violationsOn(page)).toEqual([]);
    expect(await stickingOut(page)).toEqual([]);
    expect(troubles()).toEqual([]);
  });

  it('a page that is not there meets it too', async () => {
    const page = await open('/nowhere', width);
    expect(await page.title()).toBe('Page not found - Operation Scorpion');
    expect(await violationsOn(page)).toEqual([]);
    expect(await stickingOut(page)).toEqual([]);
  });
});

describe.each(MORE_WIDTHS)('at %i pixels', (width) => {
  it('nothing scrolls sideways nor is cut off', async () => {
    expect(await stickingOut(await open('/phases/scorpion-1', width))).toEqual([]);
  });
});

describe('words and numbers', () => {
  const FIVE = ['avon-and-somerset', 'devon-and-cornwall', 'dorset', 'gloucestershire', 'wiltshire'];
  const SENT = [
    { phase: 'scorpion-10', forces: FIVE, cash: 1_234_567.89, display: 'table' },
    { phase: 'scorpion-11', forces: [...FIVE, 'swrocu', 'crimestoppers'], cash: 1_234_567.89, display: 'table' },
    { phase: 'scorpion-12', forces: FIVE, cash: 100_000_000_300.6, display: 'block' },
    { phase: 'scorpion-13', forces: [...FIVE, 'swrocu', 'crimestoppers', 'btp'], cash: 1, display: 'block' },
  ];
  beforeAll(async () => {
    for (const { phase, forces, cash } of SENT) {
      for (const force of forces) {
        const figures = [
          { measure: 'cash-seized', value: cash },
          { measure: 'arrests', value: 20, qualifier: 'APPROXIMATE' },
          { measure: 'drugs-weight', breakdown: 'cocaine', value: 1_234_567.891 },
        ];
        await sendAccepted(service(), { phase, force, figures, notApplicable: ['disruptions'] });
      }
    }
  });

  it.each([1280, 1030, 1024, 768, 320])('are not broken in their middle at %i pixels', async (width) => {
    for (const { phase, display } of SENT) {
      const page = await open(`/phases/${phase}`, width);
      expect(await brokenWords(page)).toEqual([]);
      expect(await stickingOut(page)).toEqual([]);
      if (width === 1280) expect(await displayOf(page)).toBe(display);
    }
  });

  it('are not broken on paper either', async () => {
    for (const { phase, display } of SENT) {
      const page = await open(`/phases/${phase}`, 1031);
      await page.emulateMedia({ media: 'print' });
      expect(await brokenWords(page)).toEqual([]);
      expect(await stickingOut(page)).toEqual([]);
      expect(await displayOf(page)).toBe(display);
    }
  });
});

describe('a reader who magnifies', () => {
  it('the text alone to 200 % finds nothing cut off', async () => {
    for (const width of [1280, 640]) {
      const page = await open('/phases/scorpion-7', width);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      expect(await stickingOut(page)).toEqual([]);
    }
  });
});

describe('a reader with the keyboard', () => {
  it('gets past the header first, and then through the links in the order that they are seen', async () => {
    const page = await open('/phases/scorpion-7');
    const focused = async (): Promise<string> => {
      await page.keyboard.press('Tab');
      return page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
    };
    const order = [await focused(), await focused(), await focused(), await focused(), await focused()];
    expect(order).toEqual([
      'Skip to main content',
      'Operation Scorpion',
      'Phases',
      'How to read the figures',
      'Press pack: headlines, notes, figures and cards (ZIP)',
    ]);
  });

  it('sees the way past the header once it has the focus, and lands on the content', async () => {
    const page = await open('/');
    const skip = page.getByRole('link', { name: 'Skip to main content' });
    await page.keyboard.press('Tab');
    expect((await skip.boundingBox())?.height).toBeGreaterThan(20);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Operation Scorpion 13');
  });

  it('chooses a phase and is on its page', async () => {
    const page = await open('/', 320);
    await page.getByRole('link', { name: 'Operation Scorpion 7' }).press('Enter');
    await page.waitForURL('**/phases/scorpion-7');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Operation Scorpion 7');
  });

  it('copies the query of a phase', async () => {
    const page = await open('/phases/scorpion-7');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('summary').filter({ hasText: 'A command that sends it' }).press('Enter');
    await page.getByRole('button', { name: 'Copy the command' }).press('Enter');
    await page.getByRole('status').filter({ hasText: 'Copied: curl' }).waitFor({ state: 'attached' });
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      await page.locator('#command').textContent(),
    );
  });

  it('runs the query of a phase in the explorer', async () => {
    const page = await open('/phases/scorpion-7');
    await page.getByRole('link', { name: 'Run this query in the GraphQL explorer' }).press('Enter');
    await page.getByRole('button', { name: 'Execute query' }).click();
    await page.locator('.result-window').getByText('Operation Scorpion 7').first().waitFor();
  });
});

describe('a phone', () => {
  it.each([
    [320, 568],
    [375, 667],
  ])('of %i by %i pixels shows the first total without scrolling', async (width, height) => {
    const page = await open('/phases/scorpion-7', width);
    const total = await page.locator('td .app-figure__words').first().boundingBox();
    expect((total?.y ?? Infinity) + (total?.height ?? 0)).toBeLessThan(height);
  });
});

describe('a table', () => {
  it.each([1280, 320])('is one to who hears it, at %i pixels, whatever its layout', async (width) => {
    const page = await open('/phases/scorpion-7', width);
    const table = page.getByRole('table', { name: 'Safeguarding' });
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'Measure',
      'Region',
      'Avon and Somerset',
      'Devon and Cornwall',
      'Dorset',
      'Gloucestershire',
      'Wiltshire',
    ]);
    const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'People safeguarded' }) });
    expect(await row.getByRole('cell', { name: /^at least 120 ?, 3 of 5 forces reported$/ }).count()).toBe(1);
    expect(await row.getByRole('cell', { name: 'not reported', exact: true }).count()).toBe(2);
  });

  it('draws all bars of a row on one scale', async () => {
    for (const width of WIDTHS) {
      const page = await open('/phases/scorpion-7', width);
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'People safeguarded' }) });
      const drawn = await row
        .locator('svg')
        .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
      expect(drawn.length).toBe(4);
      expect(Math.max(...drawn) - Math.min(...drawn)).toBeLessThan(1);
      expect(Math.min(...drawn)).toBeGreaterThan(60);
    }
  });
});

describe('fonts', () => {
  it('are those of the reader, and never the one that is licensed for GOV.UK', async () => {
    const page = await open('/');
    const families = await page.evaluate(() => [
      ...new Set([...document.querySelectorAll('*')].map((element) => getComputedStyle(element).fontFamily)),
    ]);
    expect(families.filter((family) => family.includes('GDS'))).toEqual([]);
    expect(await page.evaluate(() => [...document.fonts].filter(({ status }) => status !== 'unloaded').length)).toBe(0);
  });
});

describe('with colours of the reader', () => {
  it('bars are drawn in the colour of the text', async () => {
    const page = await open('/phases/scorpion-7');
    await page.emulateMedia({ forcedColors: 'active' });
    const [bar, text] = await page.evaluate(() => [
      getComputedStyle(document.querySelector('td .app-bar__sure')!).fill,
      getComputedStyle(document.querySelector('main p')!).color,
    ]);
    expect(bar).toBe(text);
  });
});

describe('on paper', () => {
  it('figures stand in columns, with nothing cut off, and say which kind they are', async () => {
    const page = await open('/phases/scorpion-7', 1031);
    await page.emulateMedia({ media: 'print' });
    expect(await stickingOut(page)).toEqual([]);
    expect(await displayOf(page)).toBe('table');
    expect(await page.getByText('Not official statistics.').count()).toBe(2);
    const list = await open('/phases', 1031);
    await list.emulateMedia({ media: 'print' });
    expect(
      await list
        .locator('th a')
        .first()
        .evaluate((link) => getComputedStyle(link, '::after').content),
    ).toBe('none');
  });

  it('a phase fits on a few sheets of A4, lying on their side', async () => {
    const page = await open('/phases/scorpion-7');
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    // Of each sheet: 297 by 210 millimetres, in points.
    const sheets = [...paper.matchAll(/\/MediaBox \[0 0 (\d+)[.\d]* (\d+)/g)].map(([, width, height]) => [
      width,
      height,
    ]);
    expect(new Set(sheets.map(String))).toEqual(new Set(['841,594']));
    expect(sheets.length).toBeLessThanOrEqual(5);
  });
});
