import { describe, expect, it } from '@jest/globals';
import { useDemoPages } from './demo-pages.js';
import { stickingOut, violationsOn } from './page-checks.js';

/* The page of headlines in a real browser: at a desk, on a tablet, on a phone, and by keyboard alone. */

const { open, troubles } = useDemoPages();
const PATH = '/headlines/scorpion-9';

describe.each([1280, 768, 320])('at %i pixels', (width) => {
  it('meets WCAG 2.2 AA, cuts nothing off and loads nothing from elsewhere', async () => {
    const page = await open(PATH, width);
    expect(await stickingOut(page, '.app-headline')).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
    expect(troubles()).toEqual([]);
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
