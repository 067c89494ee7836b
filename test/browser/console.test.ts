import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Scenario } from '../../src/contract/scenario.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { type Mock, startMock } from '../../src/mock/index.ts';
import { ROOT } from '../architecture/source-file.ts';
import { browserMissing, startBrowser, type TestBrowser } from '../support/browser.ts';
import { connect, type PlainClient } from '../support/plain-client.ts';
import { nowhere } from '../support/tiny-contract.ts';
import { type OpenConsole, openConsole } from './console/open-console.ts';

/** The server's side alone: whoever gets it knows that it was played. */
const TOLD: Scenario = {
  name: 'told',
  title: 'The server tells of a symbol',
  endpoint: 'feed',
  steps: [
    { kind: 'server', message: 'connection', at: nowhere },
    { kind: 'server', message: 'subscribed', payload: { symbol: 'GOOG' }, at: nowhere },
  ],
  at: nowhere,
};

/** What a person does with the console, in a real browser, with the story's document. */
describe.skipIf(browserMissing())('the console', () => {
  let contract: Contract;
  let browser: TestBrowser;
  let mock: Mock;
  let console: OpenConsole;
  let client: PlainClient;

  beforeAll(async () => {
    const [started, loaded] = await Promise.all([
      startBrowser([]),
      loadContract(join(ROOT, 'asyncapi.yaml'), { validate: false }),
    ]);
    browser = started;
    contract = { ...loaded.contract, scenarios: [...loaded.contract.scenarios, TOLD] };
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    mock = await startMock(contract, { port: 0, push: 'off' });
    console = await openConsole(browser, mock);
    client = await connect(`${mock.url.replace('http', 'ws')}/ws`);
    await client.next();
  });
  afterEach(async () => {
    const troubles = await console.troubles();
    await console.close();
    await mock.close();
    expect(troubles).toEqual([]);
  });

  const say = (...messages: object[]): void => {
    for (const message of messages) client.send(message);
  };
  const row = (text: RegExp) => console.rows.filter({ hasText: text });

  test('shows who connected and what was said, as it happens', async () => {
    say({ type: 'subscribe', symbol: 'AAPL' });
    await row(/server.*subscribed/).waitFor();
    const lines = (await console.rows.allInnerTexts()).map((text) =>
      text.replace(/^\d\d:\d\d:\d\d\.\d{3}\n/, '').replaceAll('\n', ' '),
    );
    expect(lines).toEqual([
      'client feed #1 connected /ws',
      expect.stringMatching(/^server feed #1 connection \{"type":"connection".* \d+ B$/),
      'client feed #1 subscribe {"type":"subscribe","symbol":"AAPL"} 36 B',
      expect.stringMatching(/^server feed #1 subscribed \{"type":"subscribed","symbol":"AAPL"/),
    ]);
    await console.page.getByText('live · 1 connected').waitFor();
  });

  test('says what is wrong with a wrong message: the place, the rule, and where the document says so', async () => {
    say({ type: 'subscribe', symbol: 12 });
    const wrong = row(/\/symbol is 12, and must be a string/);
    await wrong.click();
    const inspector = console.page.locator('#inspector');
    await inspector.getByText('It breaks its schema').waitFor();
    expect(await inspector.locator('.verdict').innerText()).toMatch(
      /\/symbol is 12, and must be a string\s+components\/schemas\/Symbol\/type\s+declared\s+at\s+\S*asyncapi\.yaml:\d+:\d+\s*$/,
    );
    expect(await inspector.locator('.place code').innerText()).toMatch(/asyncapi\.yaml:\d+:\d+$/);
    expect(await inspector.locator('.json .line.bad').innerText()).toContain('"symbol": 12');
  });

  test('shows a refused handshake with its reason', async () => {
    await expect(connect(`${mock.url.replace('http', 'ws')}/wss`)).rejects.toThrow();
    await row(/refused 40[34]/).click();
    await console.page.locator('#inspector').getByText('No endpoint of the contract').first().waitFor();
  });

  test('is filtered by text, by violations, by connection and by who sends', async () => {
    const other = await connect(`${mock.url.replace('http', 'ws')}/ws/live`);
    await other.next();
    say({ type: 'ping', timestamp: '2026-01-01T00:00:00Z' }, { type: 'subscribe' });
    await row(/lacks "symbol"/).waitFor();
    const { page, rows } = console;
    await page.getByLabel('Search messages').fill('PING 2026-01');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('button', { name: 'Show all', exact: true }).click();
    await page.getByRole('button', { name: /^Violations/ }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('button', { name: 'Show all', exact: true }).click();
    await page.getByRole('button', { name: /^#2 / }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('button', { name: /show all connections/ }).click();
    await page.getByRole('button', { name: 'Client', exact: true }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByLabel('Search messages').fill('nothing like it');
    await page.getByText('Nothing fits the filter').waitFor();
  });

  test('stands still while paused, and then catches up', async () => {
    await row(/connection/)
      .first()
      .waitFor();
    await console.page.getByRole('button', { name: 'Pause' }).click();
    const before = await console.rows.count();
    say({ type: 'subscribe', symbol: 'MSFT' });
    await console.page.getByText('Paused · 2 waiting').waitFor();
    expect(await console.rows.count()).toBe(before);
    await console.page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => console.rows.count()).toBe(before + 2);
    await console.page.getByRole('button', { name: 'Clear' }).click();
    await console.page.getByText('Nothing has happened yet').waitFor();
  });

  test('sends as the server, what the contract has judged before', async () => {
    const { page } = console;
    await console.tab('Send');
    await page.locator('#message').selectOption('subscribed');
    await page.locator('.verdict.good').waitFor();
    const payload = page.locator('#payload');
    await payload.fill('{"type":"subscribed","symbol":7,"message":"m"}');
    await page.locator('.verdict.bad').getByText('/symbol is 7, and must be a string').waitFor();
    await payload.fill('{"type":"subscribed","symbol":"TSLA","message":"Subscribed to TSLA updates"}');
    await page.locator('.verdict.good').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    expect(await client.next()).toEqual({
      type: 'subscribed',
      symbol: 'TSLA',
      message: 'Subscribed to TSLA updates',
    });
    await page.getByText('Sent subscribed to #1.').waitFor();
  });

  test('sends as a client, over a WebSocket of its own', async () => {
    const { page } = console;
    await console.tab('Send');
    await page.getByRole('button', { name: 'As a client' }).click();
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('Connected.').waitFor();
    await page.locator('#message').selectOption('subscribe');
    await page.locator('.verdict.good').waitFor();
    await page.locator('#payload').fill('{ "type": "subscribe", "symbol": "NVDA" }');
    await page.locator('#payload').press('Control+Enter');
    const received = await mock.waitFor('subscribe', { symbol: 'NVDA' });
    expect(received).toMatchObject({ connection: 2, payload: { type: 'subscribe', symbol: 'NVDA' } });
    await row(/#2.*subscribed.*NVDA/s).waitFor();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await row(/#2.*closed 1000/).waitFor();
  });

  test('tells why its own handshake was refused, which the browser does not', async () => {
    const { page } = console;
    await console.tab('Send');
    await page.getByRole('button', { name: 'As a client' }).click();
    await page.locator('#socket-url').fill(`${mock.url.replace('http', 'ws')}/nowhere`);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page
      .locator('.socket')
      .getByText(/The handshake was refused\. No endpoint/)
      .waitFor();
  });

  test('closes a connection with a code', async () => {
    const { page } = console;
    await page.getByRole('button', { name: /^#1 / }).click();
    await page.getByLabel('Code').fill('4401');
    await page.getByLabel('Reason').fill('token expired');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(await client.closed).toBe(4401);
    await row(/closed 4401.*token expired/).waitFor();
  });

  test('plays a scenario', async () => {
    await console.tab('Scenarios');
    const card = console.page.locator('.card', { hasText: 'The server tells of a symbol' });
    await card.getByRole('button', { name: 'Play' }).click();
    expect(await client.next()).toMatchObject({ type: 'subscribed', symbol: 'GOOG' });
    await console.page.getByText('Playing told on #1.').waitFor();
  });

  test('switches a fault on and off', async () => {
    const { page } = console;
    await console.tab('Faults');
    await page.getByLabel('Find a fault').fill('duplicate');
    await page.getByRole('switch', { name: 'duplicate' }).check();
    await page.getByRole('button', { name: '1 fault on' }).waitFor();
    expect(mock.faults()).toHaveLength(1);
    say({ type: 'ping', timestamp: '2026-01-01T00:00:00Z' });
    await row(/pong/).nth(1).waitFor();
    await row(/pong.*duplicate/)
      .first()
      .waitFor();
    await page.getByRole('switch', { name: 'duplicate' }).uncheck();
    await expect.poll(() => mock.faults()).toEqual([]);
  });

  test('exports what it shows, one entry a line', async () => {
    say({ type: 'subscribe' });
    await row(/lacks "symbol"/).waitFor();
    await console.page.getByRole('button', { name: /^Violations/ }).click();
    const [download] = await Promise.all([
      console.page.waitForEvent('download'),
      console.page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^uptrade-ai-market-feed-\d{4}-\d\d-\d\dT\d{6}\.jsonl$/);
    const text = await readFile(await download.path(), 'utf8');
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(mock.violations());
  });

  test('is used with the keyboard alone', async () => {
    say({ type: 'subscribe', symbol: 'AAPL' }, { type: 'subscribe' });
    await row(/lacks "symbol"/).waitFor();
    const { keyboard } = console.page;
    await keyboard.press('/');
    await keyboard.type('AAPL');
    await expect.poll(() => console.rows.count()).toBe(2);
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await keyboard.press('v');
    await expect.poll(() => console.rows.count()).toBe(1);
    await keyboard.press('j');
    await keyboard.press('Enter');
    await console.page.locator('#inspector').getByText('the payload lacks "symbol"').first().waitFor();
    expect(await console.page.evaluate('document.activeElement.id')).toBe('inspector');
    await keyboard.press('v');
    await keyboard.press('p');
    await console.page.getByText(/^Paused/).waitFor();
    await keyboard.press('?');
    await console.page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await keyboard.press('Escape');
    await console.page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('follows a reload of the document, and another mock on the same port', async () => {
    mock.reload({ ...contract, title: 'Another title' });
    await console.page.getByRole('heading', { name: 'Another title' }).waitFor();
    const port = Number(new URL(mock.url).port);
    await mock.close();
    await console.page.getByText('the mock is gone, trying again').waitFor();
    mock = await startMock(contract, { port, push: 'off' });
    for (let index = 0; index < 5; index += 1) await fetch(`${mock.url}/api/health`);
    await console.page.getByText('live · 0 connected').waitFor();
    await expect.poll(() => console.rows.count()).toBe(5);
    await console.page.getByRole('heading', { name: contract.title }).waitFor();
  });

  test('says what a page cannot do, and has the mock do without it when it is told to', async () => {
    const { contract: strict } = await loadContract(join(ROOT, 'fixtures/notifications/asyncapi.yaml'), {
      validate: false,
    });
    mock.reload(strict);
    const { page } = console;
    await page.getByRole('heading', { name: strict.title }).waitFor();
    await console.tab('Send');
    await page.getByRole('button', { name: 'As a client' }).click();
    await page
      .getByText(`It takes pages of http://localhost:5174 only. This page is of ${mock.url}`)
      .waitFor();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page
      .locator('.socket')
      .getByText(/is not on the allow-list/)
      .waitFor();
    for (const fault of ['any-origin', 'any-credential']) {
      await page.getByRole('button', { name: `Do without: switch on ${fault}` }).click();
      await page.getByText(`Switched on ${fault}@`).waitFor();
    }
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.locator('.socket').getByText('Connected.').waitFor();
    await page.getByRole('button', { name: '2 faults on' }).waitFor();
  });

  test('asks a companion, and shows what it answers', async () => {
    const { page } = console;
    await page.getByRole('button', { name: 'GET /api/health' }).click();
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.locator('.verdict.good').getByText('200 OK').waitFor();
    await page.locator('.json').getByText('"healthy"').waitFor();
    await row(/GET 200.*\/api\/health/).waitFor();
  });

  test('has the mock begin anew', async () => {
    await console.page.getByRole('button', { name: 'Reset the mock' }).click();
    expect(await client.closed).toBe(1012);
    await console.page.getByText('Nothing has happened yet').waitFor();
    await console.page.getByText('Nobody is connected.').waitFor();
  });
});
