import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser.ts';
import { type Seen, until } from './seen.ts';
import { fixtureText, RECORD, type System, seenIn } from './visit.ts';

const HTML = fixtureText('notifications/frontend/index.html');

async function visit(
  browser: TestBrowser,
  query: string,
  act: (page: Page) => Promise<void>,
): Promise<readonly Seen[]> {
  const seen = await seenIn(
    await browser.open('http://localhost:5174', HTML, RECORD, query),
    async (page) => {
      await page.click('#connect');
      await act(page);
      // What stands on the page at the end.
      await page.evaluate(`seen.push(['page', document.querySelector('#log').textContent])`);
    },
  );
  return seen.flatMap((event): readonly Seen[] => (event[0] === 'page' ? lines(String(event[1])) : [event]));
}

/** JSON may be written with and without spaces. */
function lines(text: string): readonly Seen[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, label = line, json] = /^(.*?): (\{.*\})$/.exec(line) ?? [];
      return json === undefined ? ['page', label] : ['page', label, JSON.parse(json)];
    });
}

const CONNECTED = {
  type: 'connected',
  user: { id: '<id 1>', email: 'websocket@test.com', role: 'customer' },
  expires_at: '<instant>',
};
const ORDERED = {
  type: 'order_created',
  data: { id: '<id 2>', item: 'coffee', quantity: 2, status: 'created' },
};

export const notifications: System = {
  fixture: 'notifications',
  document: 'fixtures/notifications/asyncapi.yaml',
  visits: [
    {
      title: 'the page logs in, gets a token, connects, orders and is told',
      go: (browser, host) =>
        visit(browser, `?api=${host}`, async (page) => {
          await until(page, 'message');
          await page.click('#order');
          await until(page, 'message', 2);
          await until(page, 'fetch', 3);
          await page.click('#disconnect');
          await until(page, 'close');
        }),
      sees: [
        ['fetch', 'POST /api/v1/auth/login', 200],
        ['fetch', 'GET /api/v1/auth/ws-token', 200],
        ['fetch', 'POST /api/v1/orders', 201],
        ['open', '/api/v1/ws'],
        ['message', CONNECTED],
        ['message', ORDERED],
        ['close', 1005, '', true],
        ['page', '[WebSocket] Got WebSocket token from API'],
        ['page', '[WebSocket] Connection opened successfully'],
        ['page', '[WebSocket] Received', CONNECTED],
        ['page', '[WebSocket] Received', ORDERED],
        ['page', '[WebSocket] Connection closed', { code: 1005, reason: '', wasClean: true }],
      ],
    },
    {
      title: 'the page on localhost and the API on 127.0.0.1: no cookie is sent, so there is no token',
      go: (browser, host) =>
        visit(browser, `?api=${host.replace('localhost', '127.0.0.1')}`, async (page) => {
          await page.waitForFunction(`document.querySelector('#log').textContent !== ''`);
        }),
      sees: [
        ['fetch', 'POST /api/v1/auth/login', 200],
        ['fetch', 'GET /api/v1/auth/ws-token', 401],
        ['page', '[WebSocket] No token: 401'],
      ],
    },
  ],
};
