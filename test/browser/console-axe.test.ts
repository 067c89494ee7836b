import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/load/load-contract.ts';
import { type Mock, startMock } from '../../src/mock/index.ts';
import { ROOT } from '../architecture/source-file.ts';
import { browserMissing, startBrowser, type TestBrowser } from '../support/browser.ts';
import { connect } from '../support/plain-client.ts';
import { type OpenConsole, openConsole } from './console/open-console.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SIZES = [
  ['wide', WIDE],
  ['half a screen', { width: 1000, height: 800 }],
  ['a phone', PHONE],
] as const;

/** axe-core (WCAG 2.2 A and AA, and what it calls best practice) finds nothing, whatever is shown. */
describe.skipIf(browserMissing())('the console is for everybody', () => {
  let browser: TestBrowser;
  let mock: Mock;
  let console: OpenConsole;
  beforeAll(async () => {
    const [started, { contract }] = await Promise.all([
      startBrowser([]),
      loadContract(join(ROOT, 'asyncapi.yaml'), { validate: false }),
    ]);
    browser = started;
    mock = await startMock(contract, { port: 0, push: 'off', faults: ['duplicate'] });
    console = await openConsole(browser, mock);
    const client = await connect(`${mock.url.replace('http', 'ws')}/ws`);
    client.send({ type: 'subscribe', symbol: 12 });
    client.send({ type: 'subscribe', symbol: 'AAPL' });
    await expect(connect(`${mock.url.replace('http', 'ws')}/wss`)).rejects.toThrow();
    await fetch(`${mock.url}/api/health`);
    await console.rows.filter({ hasText: 'GET 200' }).waitFor();
  });
  afterAll(async () => {
    await console?.close();
    await mock?.close();
    await browser?.close();
  });

  const cases = (['light', 'dark'] as const).flatMap((scheme) =>
    SIZES.map(([size, viewport]) => [scheme, size, viewport] as const),
  );
  test.each(cases)('%s, %s', async (colorScheme, _size, viewport) => {
    const { page } = console;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    const show = async (view: string): Promise<void> => {
      if (viewport === PHONE) await page.getByRole('button', { name: view, exact: true }).click();
    };
    await show('Messages');
    await console.rows.filter({ hasText: '/symbol is 12' }).first().click();
    await page.locator('#inspector .verdict.bad').waitFor();
    expect(await violations(page)).toEqual([]);
    await show('Messages');
    expect(await violations(page)).toEqual([]);
    await show('Contract');
    await page.locator('.side .item').first().click();
    expect(await violations(page)).toEqual([]);
    for (const name of ['Send', 'Scenarios', 'Faults'] as const) {
      await console.tab(name);
      expect(await violations(page)).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });
});

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe-core finds, in a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  // The page's own policy forbids scripts of others; playwright's evaluation is none of the page's.
  if (!(await page.evaluate("'axe' in globalThis"))) {
    const { readFile } = await import('node:fs/promises');
    await page.evaluate(await readFile(AXE, 'utf8'));
  }
  const found = await page.evaluate<readonly AxeViolation[]>(
    'axe.run().then(({ violations }) => violations)',
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary.replaceAll(/\s+/g, ' ')}`),
  );
}
