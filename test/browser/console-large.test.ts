import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mock, startMock } from '../../src/mock/index.ts';
import { browserMissing, startBrowser, type TestBrowser } from '../support/browser.ts';
import { chatContract } from '../support/chat-contract.ts';
import { connect } from '../support/plain-client.ts';
import { type OpenConsole, openConsole } from './console/open-console.ts';

const MANY = 100_000;
/** Rows that fill the window, and some on either side. */
const MOST_ROWS = 80;

/** What a person does with a long list: to the front, through it, and a search that finds a few. */
describe.skipIf(browserMissing())(`the console with ${MANY} messages`, () => {
  let browser: TestBrowser;
  const opened: { readonly mock: Mock; readonly console: OpenConsole }[] = [];
  beforeAll(async () => {
    browser = await startBrowser([]);
  });
  afterAll(async () => {
    for (const { mock, console } of opened) {
      await console.close();
      await mock.close();
    }
    await browser?.close();
  });

  test('keeps few rows in the document, and blocks no longer than with a thousand', {
    timeout: 180_000,
  }, async () => {
    const few = await filled(1_000);
    const blockedByFew = await used(few.page, 1_000);
    const many = await filled(MANY);
    const blockedByMany = await used(many.page, MANY);
    // What a busy machine adds, it adds to both.
    expect(blockedByMany.longest).toBeLessThan(3 * blockedByFew.longest + 150);
    expect(await many.troubles()).toEqual([]);
  });

  test('tells how many entries had left the ring before it could read them', async () => {
    const count = 30_000;
    const { page } = await filled(count, 1_000);
    const numberIn = async (pattern: RegExp): Promise<number> =>
      Number(pattern.exec(await page.locator('.foot').innerText())?.[1]?.replaceAll(',', ''));
    const [shown, gone] = [await numberIn(/([\d,]+) entries/), await numberIn(/([\d,]+) came too fast/)];
    expect(gone).toBeGreaterThan(0);
    // The handshake and the greeting are entries too.
    expect(shown + gone).toBe(count + 2);
  });

  /** A console that has followed a flood. */
  async function filled(count: number, journalSize = 2 * MANY): Promise<OpenConsole> {
    const mock = await startMock(chatContract(), { port: 0, push: 'off', journalSize });
    const console = await openConsole(browser, mock);
    opened.push({ mock, console });
    const client = await connect(`${mock.url.replace('http', 'ws')}/chat`);
    await client.next();
    await console.rows.filter({ hasText: 'hello' }).waitFor();
    for (let sent = 0; sent < count; sent += 500) {
      for (let i = sent; i < sent + 500; i += 1)
        mock.push('said', { type: 'said', text: i % 1_000 === 7 ? `needle ${i}` : `hay ${i}` });
      await new Promise((resolve) => setImmediate(resolve));
    }
    const last = new RegExp(`hay ${count - 1}|needle ${count - 1}`);
    await console.rows.filter({ hasText: last }).waitFor({ timeout: 120_000 });
    return console;
  }
});

/** Scrolls and searches; how long the page's thread was not free meanwhile, ms. */
async function used(page: Page, count: number): Promise<{ readonly longest: number }> {
  const rows = page.locator('.row');
  await page.evaluate('void (watched.longTasks.length = 0)');
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    await page.evaluate(
      `(list => { list.scrollTop = ${part} * list.scrollHeight; })(document.querySelector('#messages'))`,
    );
    const least = Math.max(0, Math.round(part * (count + 2)) - 60);
    await expect
      .poll(async () => Number(await rows.last().getAttribute('aria-posinset')))
      .toBeGreaterThanOrEqual(least);
    expect(await rows.count()).toBeLessThan(MOST_ROWS);
  }
  await page.getByLabel('Search messages').pressSequentially('needle');
  const needles = count / 1_000;
  await page.locator('.foot').getByText(`${needles} of `).waitFor();
  expect(await rows.count()).toBeLessThan(MOST_ROWS);
  await page.getByLabel('Search messages').fill('');
  await page
    .locator('.foot')
    .getByText(/^[\d,]+ entries$/)
    .waitFor();
  const tasks = await page.evaluate<number[]>('watched.longTasks');
  return { longest: Math.max(0, ...tasks) };
}
