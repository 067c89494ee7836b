import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import type { Mock } from '../../../src/mock/mock.ts';
import type { TestBrowser } from '../../support/browser.ts';

const WATCH = fileURLToPath(new URL('watch.js', import.meta.url));

/** The console of a mock in a real browser, as its user finds his way about it. */
export interface OpenConsole {
  readonly page: Page;
  /** All rows that are in the document. */
  readonly rows: Locator;
  tab(name: 'Inspect' | 'Send' | 'Scenarios' | 'Faults'): Promise<void>;
  /** What the page could not do, or did against its own policy; empty: nothing. */
  troubles(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openConsole(browser: TestBrowser, mock: Mock): Promise<OpenConsole> {
  const page = await browser.blank(WATCH);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${mock.url}/__countersign/`);
  await page.getByText(/^live · /).waitFor();
  await page.locator('.side .item').first().waitFor();
  return {
    page,
    rows: page.locator('.row'),
    tab: (name) => page.getByRole('tab', { name }).click(),
    troubles: () => page.evaluate('[...watched.forbidden, ...watched.errors]'),
    close: () => page.context().close(),
  };
}
