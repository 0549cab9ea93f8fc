import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { readExamples } from '../../src/web/explorer/examples.js';
import { openPage, startBrowser, type WatchedPage } from '../support/service/browser.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { stickingOut, violationsOn } from './page-checks.js';

/* GraphiQL as a developer meets it, and the schema to read; watched for what either asks elsewhere or is refused. */

const EXAMPLES = readExamples();
const WIDTHS = [1280, 320];

let service: TestService;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
});
beforeEach(async () => {
  watched = await openPage(browser, service.url, 1280);
  page = watched.page;
});
afterEach(async () => {
  await page.close();
});

const tabNames = (): Promise<string[]> => page.locator('.graphiql-tab > button:first-child').allTextContents();
const caller = (): Promise<string> => page.locator('#identity').inputValue();

/** Opens the explorer and waits for it to have the schema. */
async function open(path = '/explorer'): Promise<void> {
  const schema = page.waitForResponse((response) => response.url().endsWith('/graphql'));
  await page.goto(path);
  await schema;
  await page.locator('.graphiql-execute-button').waitFor();
}

/** Runs what the tab that is shown says. */
async function run(): Promise<string> {
  // It asks for the schema by itself, too, once it has somebody to ask as.
  const answered = page.waitForResponse(
    (response) =>
      response.url().endsWith('/graphql') && response.request().postData()?.includes('IntrospectionQuery') !== true,
  );
  await page.locator('.graphiql-execute-button').click();
  return (await answered).text();
}

/** Shows the tab, and waits until GraphiQL knows which operation it holds: it looks some time after. */
async function showTab(name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
  await page.waitForFunction(
    (operation) => localStorage.getItem('operation-scorpion:graphiql:operationName') === operation,
    name,
  );
}

describe('the explorer', () => {
  it('opens with a tab for each example, and shows the totals when the first is run', async () => {
    await open();
    expect(await tabNames()).toEqual(EXAMPLES.map(({ query }) => /(?:query|mutation) (\w+)/.exec(query)?.[1]));
    expect(await run()).toContain('"regionalTotals"');
    await page.locator('.result-window').getByText('"regionalTotals"').waitFor();
    expect(watched.troubles).toEqual([]);
  });

  it('calls as whoever may run the example, and as somebody else once they are chosen', async () => {
    await open();
    expect(await caller()).toBe('demo-coordinator');
    await showTab('RefusedReturn');
    expect(await caller()).toBe('demo-analyst-dorset');
    expect(await run()).toContain('FRACTIONAL_COUNT');
    await page.locator('#identity').selectOption('demo-press');
    expect(await run()).toContain('FORBIDDEN');
    await showTab('RegionalTotals');
    expect(await caller()).toBe('demo-coordinator');
    // The same choice again, in another tab.
    await page.locator('#identity').selectOption('demo-press');
    expect(await run()).toContain('FORBIDDEN');
    await page.locator('#identity').selectOption('');
    expect(await run()).toContain('UNAUTHENTICATED');
  });

  it('tells nobody the schema, says why, and tells it to whoever is chosen then', async () => {
    await open();
    await page.locator('#identity').selectOption('');
    // GraphiQL keeps it some time after.
    await page.waitForFunction(() => {
      const { tabs, activeTabIndex } = JSON.parse(
        localStorage.getItem('operation-scorpion:graphiql:tabState') ?? '{}',
      ) as { tabs: { headers: string | null }[]; activeTabIndex: number };
      return !tabs[activeTabIndex]?.headers;
    });
    // As a visitor comes back who chose nobody.
    await open();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-plugin');
    await docs.getByText('Error fetching schema').waitFor();
    expect(await run()).toContain("Send the header 'Authorization: Bearer <token>'");
    await page.locator('#identity').selectOption('demo-press');
    await docs.getByRole('link', { name: 'Query', exact: true }).waitFor();
  });

  it('explains the schema', async () => {
    await open();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.locator('.graphiql-plugin');
    await docs.getByRole('link', { name: 'Query', exact: true }).click();
    await docs.getByRole('link', { name: 'RegionalTotals', exact: true }).click();
    await docs
      .getByText("The region's totals for a phase, and the versions of returns that they are made from.")
      .waitFor();
    expect(watched.troubles).toEqual([]);
  });

  it('opens its dialogs under its own policy', async () => {
    await open();
    for (const name of ['Open settings dialog', 'Open short keys dialog']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    expect(watched.troubles).toEqual([]);
  });

  it('keeps tabs over a reload, and opens the example that is asked for once', async () => {
    await open('/explorer?example=current-return');
    expect(new URL(page.url()).search).toBe('');
    const before = await tabNames();
    expect(before[0]).toBe('CurrentReturn');
    expect(await caller()).toBe('demo-pcc-wiltshire');
    await kept('CurrentReturn');
    await open();
    expect(await tabNames()).toEqual(before);
    expect(await caller()).toBe('demo-pcc-wiltshire');
    await open('/explorer?example=refused-return');
    expect(await tabNames()).toEqual(before);
    expect(await caller()).toBe('demo-analyst-dorset');
    expect(await run()).toContain('FRACTIONAL_COUNT');
  });

  it('leaves tabs behind that were kept from other examples, and what another explorer keeps alone', async () => {
    await open();
    await kept('RegionalTotals');
    await page.evaluate(() => {
      const key = 'operation-scorpion:graphiql:tabState';
      localStorage.setItem(key, localStorage.getItem(key)?.replaceAll('RegionalTotals', 'OldTotals') ?? '');
      localStorage.setItem('graphiql:tabState', 'of another explorer');
    });
    await open();
    expect(await tabNames()).toContain('OldTotals');
    await page.evaluate(() => {
      localStorage.setItem('operation-scorpion:examples', '[]');
    });
    await open();
    expect(await tabNames()).not.toContain('OldTotals');
    expect(await tabNames()).toHaveLength(EXAMPLES.length);
    expect(await page.evaluate(() => localStorage.getItem('graphiql:tabState'))).toBe('of another explorer');
  });

  it('starts from the examples where what was kept cannot be read', async () => {
    await open();
    await kept('RegionalTotals');
    await page.evaluate(() => {
      localStorage.setItem('operation-scorpion:graphiql:tabState', '{"tabs":');
    });
    await open();
    expect(await tabNames()).toHaveLength(EXAMPLES.length);
    expect(await caller()).toBe('demo-coordinator');
  });

  it.each(WIDTHS)('has a bar that meets WCAG 2.2 AA at %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await open();
    expect(await violationsOn(page, '.explorer-bar')).toEqual([]);
  });

  it.each([
    [1280, 290],
    [640, 600],
    [320, 290],
  ])('shows query, documentation and answer at %i pixels, none of them narrower than %i', async (width, least) => {
    await page.setViewportSize({ width, height: 800 });
    await open();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await run();
    // A click needs what it is on to be in sight, or scrolled to.
    await page.locator('.result-window').getByText('"regionalTotals"').click();
    for (const pane of ['.graphiql-query-editor', '.graphiql-plugin', '.result-window']) {
      const box = await page.locator(pane).boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(least);
      expect(box?.height).toBeGreaterThan(200);
    }
    // Long lines scroll within the editors, and tabs beside each other.
    expect(await stickingOut(page, '.CodeMirror, .graphiql-tabs')).toEqual([]);
  });
});

/** Waits until GraphiQL has kept its tabs, which it does some time after they change. */
async function kept(tab: string): Promise<void> {
  await page.waitForFunction(
    (name) => localStorage.getItem('operation-scorpion:graphiql:tabState')?.includes(name) === true,
    tab,
  );
}

describe('the schema to read', () => {
  it.each(WIDTHS)('meets WCAG 2.2 AA, cuts nothing off and loads nothing from elsewhere at %i', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/schema');
    expect(await stickingOut(page)).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
    expect(watched.troubles).toEqual([]);
  });

  it('is got about in with the keyboard, from the contents to a type and on to the next', async () => {
    await page.goto('/schema');
    await page.getByRole('navigation').getByRole('link', { name: 'RegionalTotals', exact: true }).press('Enter');
    expect(new URL(page.url()).hash).toBe('#type-RegionalTotals');
    expect(await page.locator(':target').evaluate((heading) => heading.getBoundingClientRect().top)).toBeLessThan(100);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('DateTime');
  });

  it('prints upright, with the whole of every name', async () => {
    await page.goto('/schema');
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const sheets = [...paper.matchAll(/\/MediaBox \[0 0 (\d+)[.\d]* (\d+)/g)].map(([, width, height]) => [
      width,
      height,
    ]);
    expect(new Set(sheets.map(String))).toEqual(new Set(['594,841']));
    // On paper as wide as what is printed on.
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 680, height: 960 });
    expect(await stickingOut(page)).toEqual([]);
  });
});
