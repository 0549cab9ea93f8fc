import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openPage, startBrowser, type WatchedPage } from '../support/service/browser.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/** The demo with its record, and a browser, for the tests of one file. */
export interface DemoPages {
  readonly service: () => TestService;
  /** Opens a page of this width, in CSS pixels; it is closed after the test. */
  readonly open: (path: string, width?: number, withScripts?: boolean) => Promise<Page>;
  /** What went wrong on the pages that the test has opened. */
  readonly troubles: () => string[];
}

/** Starts a service and a browser before the tests of a file, and stops them afterwards. */
export function useDemoPages(): DemoPages {
  let service: TestService;
  let browser: Browser;
  let opened: WatchedPage[] = [];

  beforeAll(async () => {
    service = await startTestService({ LOAD_RECORD: 'true' });
    browser = await startBrowser();
  });
  afterEach(async () => {
    await Promise.all(opened.map(({ page }) => page.close()));
    opened = [];
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
  });

  return {
    service: () => service,
    open: async (path, width = 1280, withScripts = true) => {
      const watched = await openPage(browser, service.url, width, withScripts);
      opened.push(watched);
      await watched.page.goto(path);
      return watched.page;
    },
    troubles: () => opened.flatMap(({ troubles }) => troubles),
  };
}
