import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser.ts';
import { type Seen, takeSeen } from './seen.ts';

/** One of the five systems, and the visits that are paid to it with a browser. */
export interface System {
  readonly fixture: string;
  /** From the repository's root. */
  readonly document: string;
  readonly visits: readonly Visit[];
}

/** Something done with a browser, and what the page must see of it, whoever answers. */
export interface Visit {
  readonly title: string;
  /** Opens a page against the server at `host` (`localhost:8000`) and acts until all is seen. */
  go(browser: TestBrowser, host: string): Promise<readonly Seen[]>;
  /** Members of messages that are others each time. */
  readonly varying?: readonly string[];
  readonly sees: readonly unknown[];
}

/** The script that writes down what a page sees. */
export const RECORD: string = fileURLToPath(new URL('record.js', import.meta.url));

/** Text of a file in `fixtures/`. */
export function fixtureText(path: string): string {
  return readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8');
}

/** A script of `pages/`. They name `localhost:8000`; `host` takes that name's place. */
export function scriptText(script: string, host: string): string {
  return readFileSync(new URL(`pages/${script}`, import.meta.url), 'utf8').replaceAll('localhost:8000', host);
}

/** What a page of `origin` sees that runs a script of `pages/`, while `act` goes on. */
export async function visitWith(
  browser: TestBrowser,
  at: { readonly origin: string; readonly script: string; readonly host: string },
  act: (page: Page) => Promise<unknown>,
): Promise<readonly Seen[]> {
  const html = `<!doctype html><script>${scriptText(at.script, at.host)}</script>`;
  return seenIn(await browser.open(at.origin, html, RECORD), act);
}

/** What the page sees while `act` goes on; it is closed then. */
export async function seenIn(page: Page, act: (page: Page) => Promise<unknown>): Promise<readonly Seen[]> {
  try {
    await act(page);
    return await takeSeen(page);
  } finally {
    await page.context().close();
  }
}
