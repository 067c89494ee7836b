import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from 'playwright-core';

/** Debian's Chromium, in which the pages of any Origin can be opened. */
export interface TestBrowser {
  /** A page with cookies of its own; the script in the file `before` runs in it before its own scripts. */
  blank(before: string): Promise<Page>;
  /** The same, showing `html` as a page of that Origin, at an address that ends in `query`. */
  open(origin: string, html: string, before: string, query?: string): Promise<Page>;
  /** Ends the browser and the server of its pages. */
  close(): Promise<void>;
}

const CHROMIUM = '/usr/bin/chromium';
const ARGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Why no browser can be started here, and how to change that; `undefined` when one can. For `skipIf`.
 * With `CI` set it throws instead: there, nothing is skipped.
 */
export function browserMissing(): string | undefined {
  if (existsSync(CHROMIUM)) return undefined;
  const missing = `There is no ${CHROMIUM}: apt-get install -y $(grep -v '^#' test/debian.txt)`;
  if (process.env.CI) throw new Error(missing);
  return missing;
}

/**
 * Starts it. One server on a free port has the pages of all `origins`: the browser is told that those names lead
 * there, so that the Origin is the story's own, and no port but a free one is taken. Nothing else is resolved but this
 * machine: a page cannot reach the network.
 *
 * @note Pages that playwright fulfils itself are of no address space: Chromium's Local Network Access then keeps them
 * from 127.0.0.1. A page that really came from there may go there.
 */
export async function startBrowser(origins: readonly string[]): Promise<TestBrowser> {
  const pages: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const html = pages[Number.parseInt(url.slice(1), 10)];
    response.writeHead(html === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const rules = [
    ...origins.map((origin) => `MAP ${new URL(origin).host} 127.0.0.1:${port}`),
    ...['MAP localhost 127.0.0.1', 'MAP 127.0.0.1 127.0.0.1', 'MAP * ~NOTFOUND'],
  ];
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [...ARGS, `--host-resolver-rules=${rules.join(',')}`],
  });
  const blank = async (before: string): Promise<Page> => {
    const context = await browser.newContext();
    await context.addInitScript({ path: before });
    return context.newPage();
  };
  return {
    blank,
    async open(origin, html, before, query = '') {
      const page = await blank(before);
      await page.goto(`${origin}/${pages.push(html) - 1}${query}`);
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
