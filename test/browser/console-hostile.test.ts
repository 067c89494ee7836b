import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import { type Mock, startMock } from '../../src/mock/index.ts';
import { browserMissing, startBrowser, type TestBrowser } from '../support/browser.ts';
import { chatContract } from '../support/chat-contract.ts';
import { connect } from '../support/plain-client.ts';
import { type OpenConsole, openConsole } from './console/open-console.ts';

const MARKUP = `"><img src=x onerror="globalThis.owned=1"><script>globalThis.owned=1</script>`;
const ENDPOINT = 'chat';

/** A document of a stranger, and clients of a stranger: what they say is shown, and never run. */
describe.skipIf(browserMissing())('the console of a hostile document', () => {
  let browser: TestBrowser;
  let mock: Mock;
  let console: OpenConsole;
  beforeAll(async () => {
    browser = await startBrowser([]);
    mock = await startMock(hostile(), { port: 0, push: 'off' });
    console = await openConsole(browser, mock);
  });
  afterAll(async () => {
    await console?.close();
    await mock?.close();
    await browser?.close();
  });

  test('runs nothing that a document or a client says', async () => {
    const { page, rows } = console;
    const client = await connect(`${mock.url.replace('http', 'ws')}/chat?x=${encodeURIComponent(MARKUP)}`, {
      headers: { 'User-Agent': '<b>' },
    });
    client.send({ type: 'say', text: MARKUP });
    client.send({ type: 'say', [MARKUP]: 1 });
    client.send(MARKUP);
    client.send({ type: MARKUP });
    await fetch(`${mock.url}/nowhere?${encodeURIComponent(MARKUP)}`);
    await rows.filter({ hasText: 'GET 404' }).waitFor();
    const count = await rows.count();
    for (let index = 0; index < count; index += 1) {
      await rows.nth(index).click();
      await page.locator('#inspector h2').waitFor();
    }
    await page.locator('.side .item').first().click();
    await page.getByText(MARKUP).first().waitFor();
    for (const name of ['Send', 'Scenarios', 'Faults'] as const) await console.tab(name);
    expect(await page.evaluate('globalThis.owned')).toBeUndefined();
    expect(await page.locator('img, iframe, #console script').count()).toBe(0);
    expect(await console.troubles()).toEqual([]);
  });

  test('asks nobody but the mock', async () => {
    const asked = await console.page.evaluate<string[]>(
      "performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin)",
    );
    expect([...new Set(asked)]).toEqual([mock.url]);
  });
});

function hostile(): Contract {
  const contract = chatContract();
  const [chat, ...others] = contract.endpoints as readonly [Endpoint, ...Endpoint[]];
  const say = contract.messages.say;
  return {
    ...contract,
    title: MARKUP,
    file: MARKUP,
    version: MARKUP,
    endpoints: [{ ...chat, id: ENDPOINT, title: MARKUP, summary: MARKUP }, ...others],
    messages: {
      ...contract.messages,
      ...(say === undefined ? {} : { say: { ...say, title: MARKUP, summary: MARKUP } }),
    },
  };
}
