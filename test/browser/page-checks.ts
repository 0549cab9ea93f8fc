import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong on the page, or in that part of it: the rule, and where. */
export async function violationsOn(page: Page, part = 'html'): Promise<string[]> {
  // Evaluated from outside the page, so that its Content-Security-Policy stays as it is.
  await page.evaluate(AXE);
  const options: RunOptions = { runOnly: { type: 'tag', values: WCAG }, resultTypes: ['violations'] };
  const { violations } = await page.evaluate(
    async (given) =>
      (globalThis as unknown as { axe: { run: (part: string, o: object) => Promise<AxeResults> } }).axe.run(
        given.part,
        given.options,
      ),
    { part, options },
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/**
 * What sticks out of the page to the right, or out of its own box, and would be cut off or scroll.
 *
 * @param besides a selector of what may scroll, with all that is in it
 */
export async function stickingOut(page: Page, besides = 'none'): Promise<string[]> {
  return page.evaluate((scrolling) => {
    // Taken out while it is measured: what is for screen readers only sticks out of its box by design.
    const unseen = [...document.querySelectorAll<HTMLElement>('.govuk-visually-hidden')];
    for (const element of unseen) element.style.display = 'none';
    const { scrollWidth, clientWidth } = document.documentElement;
    const elements = [...document.body.querySelectorAll<HTMLElement>('main *, footer *, header *')];
    const out = elements.filter((element) => {
      const hidden = element.closest(`thead, .app-table__label, ${scrolling}`) !== null;
      // The area of a button that can be pressed is a little larger than the button.
      const room = element.tagName === 'BUTTON' ? 4 : 1;
      const cut = element.scrollWidth > element.clientWidth + room && getComputedStyle(element).display !== 'inline';
      return !hidden && (element.getBoundingClientRect().right > clientWidth + 1 || (cut && element.clientWidth > 0));
    });
    for (const element of unseen) element.style.display = '';
    return [
      ...(scrollWidth > clientWidth ? [`page: ${scrollWidth}`] : []),
      ...out.map((element) => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`),
    ];
  }, besides);
}

/** Words that are seen on more than one line: broken in their middle. A hyphen may end a line; code may break anywhere. */
export async function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const broken: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      if (text.parentElement?.closest('.govuk-visually-hidden, pre') !== null) continue;
      if ((text.parentElement.closest('thead')?.clientWidth ?? Infinity) <= 1) continue;
      for (const { 0: word, index } of text.textContent?.matchAll(/[^\s-]+-?/g) ?? []) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
    }
    return broken;
  });
}
