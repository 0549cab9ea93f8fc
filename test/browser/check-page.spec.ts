import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useDemoPages } from './demo-pages.js';
import { stickingOut, violationsOn } from './page-checks.js';

/* The page that checks the draft of a press release, in a real browser: at a desk, on a phone, and by keyboard alone. */

const PATH = '/headlines/scorpion-9/check';
const TEXT = `More than 60 people were arrested across the region during the week.

“We arrested 99 people in total,” said the commissioner. Wiltshire Police made 200 arrests, up 14% on last year.`;

const { open: openPath, troubles } = useDemoPages();
const open = (width: number): Promise<Page> => openPath(PATH, width);

describe.each([1280, 320])('at %i pixels', (width) => {
  it.each<[string, string | null]>([
    ['the form', null],
    ['a checked text', TEXT],
    ['a blank text', ' '],
  ])('%s meets WCAG 2.2 AA, cuts nothing off and loads nothing from elsewhere', async (_, text) => {
    const page = await open(width);
    if (text !== null) {
      await page.getByLabel('Text').fill(text);
      await page.getByRole('button', { name: 'Check' }).click();
      await page.waitForLoadState();
    }
    // A button has a border below its box.
    expect(await stickingOut(page)).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
    // A text that is refused is answered with 422, which the browser tells in its console.
    const REFUSED = [expect.stringContaining('status of 422')];
    expect(troubles()).toEqual(text?.trim() === '' ? REFUSED : []);
  });
});

it('is used by the keyboard alone, and without scripts', async () => {
  const page = await open(1280);
  await page.getByLabel('Text').focus();
  await page.keyboard.insertText(TEXT);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForLoadState();
  expect(await page.locator('.app-checked').textContent()).toContain('More than 60 (true) people were arrested');
  expect(await page.getByLabel('Text').inputValue()).toBe(TEXT);
});
