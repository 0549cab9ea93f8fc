import { chromium, type Browser, type Page } from 'playwright-core';

/** By itself a browser looks for updates, accounts and faster ways to hosts, which a test must not do. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** For what depends on the machine alone. */
const PATIENCE_MS = 120_000;

/** Starts the Chromium that jest.config.js found, with a profile of its own. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '', args: QUIET });
}

/** A page with its errors: console messages, and requests to any address other than `url`. */
export interface WatchedPage {
  readonly page: Page;
  readonly troubles: readonly string[];
}

/** Opens a page of this width, in CSS pixels. */
export async function openPage(browser: Browser, url: string, width: number, withScripts = true): Promise<WatchedPage> {
  const page = await browser.newPage({
    viewport: { width, height: 800 },
    baseURL: url,
    javaScriptEnabled: withScripts,
  });
  page.setDefaultTimeout(PATIENCE_MS);
  const troubles: string[] = [];
  page.on('console', (message) => troubles.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('requestfailed', (failed) => troubles.push(`failed: ${failed.url()}`));
  page.on('request', (asked) => {
    const { origin, protocol } = new URL(asked.url());
    if (origin !== url && protocol !== 'data:') troubles.push(`asked elsewhere: ${asked.url()}`);
  });
  return { page, troubles };
}
