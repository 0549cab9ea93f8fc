import { expect } from '@jest/globals';
import { load, type CheerioAPI } from 'cheerio';
import { HtmlValidate } from 'html-validate';
import request, { type Test } from 'supertest';
import { recordStatements } from '../database/statement-count.js';
import type { TestService } from './test-service.js';

/** The Accept header that a browser sends. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

/** The Content-Security-Policy of pages. */
const PAGE_POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'";

/** Asks for a page as a browser does. */
export const getPage = ({ url }: Pick<TestService, 'url'>, path: string): Test =>
  request(url).get(path).set('Accept', BROWSER);

/** A page that is there, to look into. */
export async function readPage(service: Pick<TestService, 'url'>, path: string): Promise<CheerioAPI> {
  return load((await getPage(service, path).expect(200)).text);
}

/** A text with single spaces. */
export const textOf = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The text of the cells of a table's row, without what is hidden from screen readers. */
export function rowOf(page: CheerioAPI, header: string): string[] {
  const row = page('tr').filter((_, tr) => textOf(page(tr).children('th').text()) === header);
  row.find('[aria-hidden="true"]').remove();
  return row
    .children('td')
    .toArray()
    .map((cell) => textOf(page(cell).text()));
}

/** The headers that every page has. */
export function expectPage({ headers }: { readonly headers: Readonly<Record<string, string>> }): void {
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': PAGE_POLICY,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
}

/** What is wrong with the HTML of a page, whatever its status. */
export async function invalidIn(service: Pick<TestService, 'url'>, path: string): Promise<unknown[]> {
  const { text } = await getPage(service, path);
  // Roles are repeated because a table that is laid out as blocks loses its own in some browsers.
  const rules = { 'no-redundant-role': 'off', 'no-trailing-whitespace': 'off', 'long-title': 'off' } as const;
  const { results } = await new HtmlValidate({ extends: ['html-validate:standard'], rules }).validateString(text);
  return results.flatMap(({ messages }) => messages.map(({ message, line }) => [line, message]));
}

/** How many SQL statements read or write while `work` runs; those that begin and end a transaction do not count. */
export async function countReads(work: () => Promise<unknown>): Promise<number> {
  const sent = await recordStatements(work);
  return sent.filter(({ text }) => !/^(START TRANSACTION|COMMIT|ROLLBACK)/.test(text)).length;
}
