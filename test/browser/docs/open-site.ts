import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core';
import { createDocsSite, type DocsSource } from '../../../src/build/docs/site-files.ts';
import { writeSite } from '../../../src/build/docs/write-site.ts';

/** Debian's Chromium, for which there is nothing but this machine. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--host-resolver-rules=MAP localhost 127.0.0.1,MAP 127.0.0.1 127.0.0.1,MAP * ~NOTFOUND',
    ],
  });
}

export interface WrittenSite {
  readonly pages: readonly string[];
  readonly folder: string;
  remove(): void;
}

export async function writeDocs(source: DocsSource): Promise<WrittenSite> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-docs-'));
  const site = createDocsSite(source);
  await writeSite(site, folder);
  return {
    pages: site.paths.filter((path) => path.endsWith('.html')),
    folder,
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors, refusals of the page's own policy, and whatever it asked for that is not a file. */
  readonly troubles: readonly string[];
}

/** A page as it is opened from disk, without a network. */
export async function openFile(
  browser: Browser,
  site: WrittenSite,
  path: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const troubles: string[] = [];
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  // What the page's own policy stops is never sent, and no trouble.
  const judge = (request: Request): void => {
    const isStopped = /csp/i.test(request.failure()?.errorText ?? '');
    if (!/^(file|data|blob):/.test(request.url()) && !isStopped) troubles.push(`asked for ${request.url()}`);
  };
  page.on('requestfinished', judge);
  page.on('requestfailed', judge);
  await page.goto(pathToFileURL(join(site.folder, path)).href);
  if (path === 'reference.html')
    await page.locator('[data-panel=reference] *').first().waitFor({ state: 'attached' });
  return { page, troubles };
}
