import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import type { Json } from '../../src/contract/json.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { startMock } from '../../src/mock/start-mock.ts';
import { HOSTILE } from '../docs/hostile-document.ts';
import { documents } from '../laws/documents.ts';
import { browserMissing } from '../support/browser.ts';
import { bundleOfJson } from '../support/bundle-of.ts';
import { openFile, startChromium, type WrittenSite, writeDocs } from './docs/open-site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } }],
  ['on a phone', { colorScheme: 'light', viewport: { width: 360, height: 780 } }],
];

/** It is 2.5 MB of script: one of them proves as much as five. */
const WITH_REFERENCE = ['voice'];
/** Between them they have every kind of block: streams, credentials, scenarios, companions, an address that must not exist. */
const SHOWN = ['market-feed', 'bio-mining', 'notifications', 'voice'];

describe.skipIf(browserMissing())('the docs, opened from disk without a network', () => {
  let browser: Browser;
  const sites = new Map<string, WrittenSite>();
  beforeAll(async () => {
    browser = await startChromium();
    for (const [name, path] of documents.filter(([one]) => SHOWN.includes(one))) {
      const { contract, bundle } = await loadContract(path, { validate: false });
      sites.set(name, await writeDocs({ contract, bundle }));
    }
    const bundle = bundleOfJson(JSON.parse(HOSTILE) as Json);
    const { contract } = compile(bundle, { perspective: 'auto' });
    sites.set('hostile', await writeDocs({ contract, bundle: async () => bundle }));
  });
  afterAll(async () => {
    for (const site of sites.values()) site.remove();
    await browser?.close();
  });
  const siteOf = (name: string): WrittenSite => {
    const site = sites.get(name);
    if (site === undefined) throw new RangeError(name);
    return site;
  };

  test.each(SHOWN)(
    '%s: every page shows itself, without an error and without asking for anything',
    async (name) => {
      const shown = siteOf(name).pages.filter(
        (path) => path !== 'reference.html' || WITH_REFERENCE.includes(name),
      );
      for (const path of shown) {
        const { page, troubles } = await openFile(browser, siteOf(name), path);
        expect([path, troubles]).toEqual([path, []]);
        if (path === 'reference.html')
          expect(await page.getByRole('heading', { name: 'Operations' }).count()).toBeGreaterThan(0);
        await page.context().close();
      }
    },
  );

  const looks = LOOKS.map(
    ([look, options], index) =>
      [['voice', 'notifications', 'market-feed'][index] ?? '', look, options] as const,
  );
  test.each(looks)(
    '%s, %s: axe finds nothing serious, and nothing is wider than the page',
    async (name, _look, options) => {
      for (const path of siteOf(name).pages.filter((one) => one !== 'reference.html')) {
        const { page } = await openFile(browser, siteOf(name), path, options);
        await page.evaluate(AXE);
        const { violations } = (await page.evaluate(
          "axe.run({ resultTypes: ['violations'] })",
        )) as AxeResults;
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect([
          path,
          serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3)}`),
        ]).toEqual([path, []]);
        expect([path, await page.evaluate('document.documentElement.scrollWidth - innerWidth')]).toEqual([
          path,
          0,
        ]);
        await page.context().close();
      }
    },
  );

  test('no script of a hostile document runs, on no page', async () => {
    for (const path of siteOf('hostile').pages) {
      const { page, troubles } = await openFile(browser, siteOf('hostile'), path);
      await page.waitForTimeout(path === 'reference.html' ? 500 : 50);
      expect([
        path,
        await page.evaluate('globalThis.pwned'),
        troubles.filter((line) => line.startsWith('asked for')),
      ]).toEqual([path, undefined, []]);
      await page.context().close();
    }
  });

  test('search finds a message from the keyboard, and leads to it', async () => {
    const { page } = await openFile(browser, siteOf('voice'), 'index.html');
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox').fill('session_start');
    await page.locator('dialog a').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/endpoints\/voice\.html#/);
    expect(await page.evaluate('document.querySelector(":target")?.textContent')).toContain('session');
    await page.context().close();
  });

  test('the choice of a language and of colours holds on the next page', async () => {
    const { page } = await openFile(browser, siteOf('voice'), 'endpoints/voice.html', {
      colorScheme: 'light',
    });
    await page.getByRole('tab', { name: 'Python' }).click();
    await page.getByRole('button', { name: /^Colours: System/ }).click();
    await page.getByRole('button', { name: /^Colours: Light/ }).click();
    await page.reload();
    expect(await page.getByRole('tab', { name: 'Python' }).getAttribute('aria-selected')).toBe('true');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    expect(await page.locator('.tab:not([hidden]) code').first().textContent()).toContain(
      'websockets.connect(',
    );
    await page.context().close();
  });

  describe('the panel to try it', () => {
    test('tells a page from a file what its Origin is, and what finds out why it was refused', async () => {
      const { contract } = await loadContract(documentOf('voice'), { validate: false });
      const mock = await startMock(contract, { port: 0 });
      const { page } = await openFile(browser, siteOf('voice'), 'endpoints/voice.html');
      const panel = page.locator('.try');
      await panel.getByLabel('Address').fill(`${mock.url.replace('http', 'ws')}/ws/voice/simple?user_id=u`);
      await panel.getByRole('button', { name: 'Connect' }).click();
      await panel.locator('.why').waitFor();
      expect(await panel.locator('.truth').first().textContent()).toBe(
        'This page connects as Origin null (it was opened from a file), which the contract does not allow: a server that keeps it refuses. Allowed: http://localhost:3000.',
      );
      expect(await panel.locator('.why pre').textContent()).toMatch(
        /^npx countersign diagnose 'ws:\/\/127\.0\.0\.1:\d+\/ws\/voice\/simple\?user_id=u' --origin null --document /,
      );
      await page.context().close();
      await mock.close();
    });

    test('on the mock itself: sends an example, and judges every frame by the rules', async () => {
      const { contract } = await loadContract(documentOf('market-feed'), { validate: false });
      const mock = await startMock(contract, { port: 0 });
      const page = await (await browser.newContext()).newPage();
      const [endpoint] = contract.endpoints.filter(({ messages }) => messages.client.length > 0);
      await page.goto(`${mock.url}/__countersign/docs/endpoints/${endpoint?.id}.html`);
      const panel = page.locator('.try');
      await panel.getByRole('button', { name: 'Connect' }).click();
      await panel.getByText('Connected', { exact: true }).first().waitFor();
      await panel.getByRole('button', { name: 'Send' }).click();
      await panel.locator('.from-client .badge.good').waitFor();
      await panel.locator('.from-server .badge.good').first().waitFor();
      await panel.getByLabel('Message to send').fill('{"type":"subscribe","symbol":7}');
      expect(await panel.locator('.judged').textContent()).toContain('breaks its schema');
      await panel.getByRole('button', { name: 'Send' }).click();
      await panel.locator('.from-client .badge.bad').waitFor();
      await page.context().close();
      await mock.close();
    });
  });

  test('the mock serves them live: after a reload they are of the new contract', async () => {
    const { contract, bundle } = await loadContract(documentOf('quotes'), { validate: false });
    const mock = await startMock(contract, { port: 0, document: bundle });
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${mock.url}/__countersign/docs/reference.html`);
    await page.getByRole('heading', { name: 'Operations' }).first().waitFor();
    await page.goto(`${mock.url}/__countersign/docs`);
    expect(await page.locator('h1').textContent()).toBe(contract.title);
    mock.reload({ ...contract, title: 'Quotes, renamed' });
    await page.reload();
    expect(await page.locator('h1').textContent()).toBe('Quotes, renamed');
    await page.context().close();
    await mock.close();
  });
});

function documentOf(name: string): string {
  const found = documents.find(([one]) => one === name);
  if (found === undefined) throw new RangeError(name);
  return found[1];
}
