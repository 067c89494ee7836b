import type { Page } from 'playwright-core';
import type { TestBrowser } from '../support/browser.ts';
import { type Seen, until } from './seen.ts';
import { fixtureText, RECORD, type System, seenIn } from './visit.ts';

const FRONTEND: Readonly<Record<string, { contentType: string; body: string }>> = {
  '/': { contentType: 'text/html', body: fixtureText('bio-mining/frontend/index.html') },
  '/js/app.js': { contentType: 'text/javascript', body: fixtureText('bio-mining/frontend/app.js') },
};

/** The page stands where its API does: the backend serves it, and for the mock the browser does. */
async function visit(
  browser: TestBrowser,
  host: string,
  query: string,
  act: (page: Page) => Promise<void>,
): Promise<readonly Seen[]> {
  return seenIn(await browser.blank(RECORD), async (page) => {
    for (const [path, file] of Object.entries(FRONTEND)) {
      await page.route(
        (url) => url.host === host && url.pathname === path,
        (route) => route.fulfill(file),
      );
    }
    await page.goto(`http://${host}/${query}`);
    await act(page);
  });
}

const SHOWN = `seen.push(['page', document.querySelector('#status').value,
  JSON.parse(document.querySelector('#training').textContent)])`;
const training = (status: string): unknown => [
  'page',
  'rest-api',
  {
    ...{ status, session_id: '<string>', epoch: '<number>', epochs: 100, progress: '<number>' },
    ...{ loss: '<number>', timestamp: '<instant>' },
  },
];
const REFUSED = [['error'], ['console', '❌ WebSocket connection failed'], ['close', 1006, '', false]];

export const bioMining: System = {
  fixture: 'bio-mining',
  document: 'fixtures/bio-mining/asyncapi.yaml',
  visits: [
    {
      title: 'REST only: a training is started, polled every two seconds and stopped, and the polling ends',
      varying: ['session_id', 'epoch', 'progress', 'loss'],
      go: async (browser, host) => {
        const seen = await visit(browser, host, '?websocket=off', async (page) => {
          await page.click('#start');
          await until(page, 'fetch', 2);
          await page.waitForFunction(`document.querySelector('#training').textContent !== ''`);
          await page.evaluate(SHOWN);
          await page.click('#stop');
          await until(page, 'fetch', 4);
          await page.waitForFunction(`!document.querySelector('#training').textContent.includes('running')`);
          await page.evaluate(SHOWN);
        });
        // How often it polls until it is stopped is a question of time.
        return seen.filter((event, at) => JSON.stringify(event) !== JSON.stringify(seen[at - 1]));
      },
      sees: [
        ['fetch', 'POST /api/training/historical/start', 200],
        ['fetch', 'GET /api/training/historical/status', 200],
        ['fetch', 'POST /api/training/historical/stop', 200],
        ['fetch', 'GET /api/training/historical/status', 200],
        ['console', 'ℹ️ WebSocket disabled - using REST API endpoints'],
        training('running'),
        training('stopped'),
      ],
    },
    {
      title: 'the WebSocket switched on: refused, and refused again',
      go: async (browser, host) => {
        const seen = await visit(browser, host, '?retry=200', (page) => until(page, 'close', 3));
        return seen.slice(0, 3 * REFUSED.length);
      },
      sees: [...REFUSED, ...REFUSED, ...REFUSED],
    },
  ],
};
