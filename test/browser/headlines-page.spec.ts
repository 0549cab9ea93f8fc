import { describe, expect, it } from '@jest/globals';
import { acceptedPhase } from '../support/api/accepted-phases.js';
import { hold, MINUTE } from '../support/api/embargo-paths.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { useDemoPages } from './demo-pages.js';
import { stickingOut, violationsOn } from './page-checks.js';

/* The page of headlines in a real browser: at a desk, on a tablet, on a phone, and by keyboard alone. */

const { service, open, troubles } = useDemoPages();
const PATH = '/headlines/scorpion-9';

describe.each([1280, 768, 320])('at %i pixels', (width) => {
  it('meets WCAG 2.2 AA, cuts nothing off and loads nothing from elsewhere', async () => {
    const page = await open(PATH, width);
    expect(await stickingOut(page)).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
    expect(troubles()).toEqual([]);
  });
});

it('copies a sentence by the keyboard alone, and says so', async () => {
  const page = await open(PATH, 1280);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const sentence = (await page.locator('.app-headline__sentence').first().textContent()) ?? '';
  const button = page.getByRole('button', { name: `Copy ${sentence}` });
  await button.focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('status')
    .filter({ hasText: `Copied: ${sentence}` })
    .waitFor({ state: 'attached' });
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(sentence);
  expect(await button.getAttribute('data-done')).toBe('Copied');
});

it('is whole without scripts, and shows no button that would do nothing', async () => {
  const page = await open(PATH, 1280, false);
  expect(await page.locator('.app-headline__sentence').first().isVisible()).toBe(true);
  const buttons = await page.locator('[data-copy]').all();
  expect(buttons.length).toBeGreaterThan(5);
  for (const button of buttons) expect(await button.isVisible()).toBe(false);
});

it('selects the sentence where the browser does not let a page copy', async () => {
  const page = await open(PATH, 1280);
  await page.evaluate(() => {
    navigator.clipboard.writeText = async () => Promise.reject(new Error('denied'));
  });
  await page.locator('[data-copy]').first().press('Enter');
  await page.getByRole('status').filter({ hasText: 'Selected: now copy it' }).waitFor({ state: 'attached' });
  expect(await page.evaluate(() => window.getSelection()?.toString())).toBe(
    await page.locator('.app-headline__sentence').first().textContent(),
  );
});

describe('the time left of an embargo', () => {
  it.each([1280, 320])('is counted in the browser from what the service said, at %i pixels', async (width) => {
    const phase = `held-${width}`;
    await acceptedPhase(service(), phase, { totalsHeldBack: true });
    await hold(service(), phase, { namedReaders: ['demo-press'] });
    await setEmbargoClock(service().database, new Date(MINUTE.getTime() - 86_400_000 - 3_600_000));
    const page = await open(`/headlines/${phase}?as=demo-press`, width);
    await page
      .getByRole('timer')
      .filter({ hasText: /^1 day 0[01]:[0-5]\d:[0-5]\d$/ })
      .waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await stickingOut(page)).toEqual([]);
  });

  it('ends with the advice to load the page again', async () => {
    await acceptedPhase(service(), 'ending', { totalsHeldBack: true });
    await hold(service(), 'ending', { namedReaders: ['demo-press'] });
    await setEmbargoClock(service().database, new Date(MINUTE.getTime() - 1000));
    const page = await open('/headlines/ending?as=demo-press', 1280);
    await page.getByRole('timer').filter({ hasText: 'none. The embargo has ended: load this page again.' }).waitFor();
  });
});

it('shows a card by the keyboard alone', async () => {
  const page = await open(PATH, 1280);
  const card = page.getByRole('link', { name: /picture \(PNG\)$/ }).first();
  await card.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/cards/*.png*');
  const size = await page.evaluate(() => {
    const { naturalWidth, naturalHeight } = document.images[0]!;
    return [naturalWidth, naturalHeight];
  });
  expect(size).toEqual([1200, 675]);
});
