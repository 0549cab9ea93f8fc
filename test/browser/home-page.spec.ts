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
const PATHS = ['/', '/?phase=scorpion-1', '/?phase=viper-2024', '/?phase=scorpion-13'];

const { service, open, troubles } = useDemoPages();

/** How the first table of figures is laid out. */
async function displayOf(page: Page): Promise<string> {
  return page
    .locator('.app-totals table')
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

  it('the list of words meets it too, once it is opened by the keyboard', async () => {
    const page = await open('/', width);
    await page.getByText('What the words mean').press('Enter');
    expect(await page.getByRole('definition').first().isVisible()).toBe(true);
    expect(await violationsOn(page)).toEqual([]);
    expect(await stickingOut(page)).toEqual([]);
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
    expect(await stickingOut(await open('/?phase=scorpion-1', width))).toEqual([]);
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
      const page = await open(`/?phase=${phase}`, width);
      expect(await brokenWords(page)).toEqual([]);
      expect(await stickingOut(page)).toEqual([]);
      if (width === 1280) expect(await displayOf(page)).toBe(display);
    }
  });

  it('are not broken on paper either', async () => {
    for (const { phase, display } of SENT) {
      const page = await open(`/?phase=${phase}`, 1031);
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
      const page = await open('/?phase=scorpion-7', width);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      expect(await stickingOut(page)).toEqual([]);
    }
  });
});

describe('a reader with the keyboard', () => {
  it('gets past the header first, and then through the links in the order that they are seen', async () => {
    const page = await open('/?phase=scorpion-7');
    const focused = async (): Promise<string> => {
      await page.keyboard.press('Tab');
      return page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
    };
    const order = [await focused(), await focused(), await focused(), await focused(), await focused()];
    expect(order).toEqual([
      'Skip to main content',
      'Operation Scorpion',
      'Go to the totals of Operation Scorpion 7',
      'Operation Scorpion 13',
      'Operation Scorpion 12',
    ]);
    const focusable = await page.locator('main').locator('a, button, input, [tabindex]').count();
    expect(focusable).toBe(16);
  });

  it('sees the way past the header once it has the focus, and lands on the content', async () => {
    const page = await open('/');
    const skip = page.getByRole('link', { name: 'Skip to main content' });
    await page.keyboard.press('Tab');
    expect((await skip.boundingBox())?.height).toBeGreaterThan(20);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Go to the totals');
  });

  it('chooses a phase and is at its totals', async () => {
    const page = await open('/', 320);
    await page.getByRole('link', { name: 'Operation Scorpion 7' }).press('Enter');
    await page.waitForURL('**/?phase=scorpion-7#totals');
    const heading = page.getByRole('heading', { name: 'Operation Scorpion 7: totals by force' });
    expect((await heading.boundingBox())?.y).toBeLessThan(100);
    expect(await page.locator('[aria-current="true"]').textContent()).toBe('Operation Scorpion 7');
  });
});

describe('a table', () => {
  it.each([1280, 320])('is one to who hears it, at %i pixels, whatever its layout', async (width) => {
    const page = await open('/?phase=scorpion-7', width);
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
      const page = await open('/?phase=scorpion-7', width);
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
    const page = await open('/?phase=scorpion-7');
    await page.emulateMedia({ forcedColors: 'active' });
    const [bar, text] = await page.evaluate(() => [
      getComputedStyle(document.querySelector('td .app-bar__sure')!).fill,
      getComputedStyle(document.querySelector('main p')!).color,
    ]);
    expect(bar).toBe(text);
  });

  it.each(WIDTHS)('the phase shown is marked in the list, at %i pixels', async (width) => {
    const page = await open('/?phase=scorpion-7', width);
    await page.emulateMedia({ forcedColors: 'active' });
    const outlines = await page.locator('.app-table--phases tbody tr').evaluateAll((rows) =>
      rows.map((row) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(row);
        return outlineStyle === 'none' ? '' : `${row.querySelector('th')?.textContent.trim()}: ${outlineWidth}`;
      }),
    );
    expect(outlines.filter((outline) => outline !== '')).toEqual(['Operation Scorpion 7: 3px']);
  });
});

describe('on paper', () => {
  it('figures stand in columns, with nothing cut off, and say which kind they are', async () => {
    const page = await open('/?phase=scorpion-7', 1031);
    await page.emulateMedia({ media: 'print' });
    expect(await stickingOut(page)).toEqual([]);
    expect(await displayOf(page)).toBe('table');
    expect(await page.getByText('Not official statistics.').count()).toBe(2);
    expect(
      await page
        .locator('td a, th a')
        .first()
        .evaluate((link) => getComputedStyle(link, '::after').content),
    ).toBe('none');
  });

  it('a phase fits on a few sheets of A4, lying on their side', async () => {
    const page = await open('/?phase=scorpion-7');
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
