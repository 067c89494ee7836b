import { takeSeen, until } from './seen.ts';
import { RECORD, type System, scriptText, seenIn, visitWith } from './visit.ts';

const ORIGIN = 'http://localhost:3000';
const GREETING = { type: 'connection', status: 'connected', message: 'Connected to UpTrade AI BEAST MODE' };
const SUBSCRIBED = { type: 'subscribed', symbol: 'AAPL', message: 'Subscribed to AAPL updates' };
const PONG = { type: 'pong', timestamp: '<instant>' };
/** `ws.close()` without a code: the page is told 1005. */
const CLOSED = ['close', 1005, '', true];
const PERCENT = { change_percent: '<number>' };

export const marketFeed: System = {
  fixture: 'market-feed',
  document: 'asyncapi.yaml',
  visits: [
    {
      title: 'the console snippet, pasted whole: it speaks before the connection is open',
      go: async (browser, host) =>
        seenIn(await browser.blank(RECORD), async (page) => {
          await page.goto(`http://${host}/docs`);
          await takeSeen(page);
          await page.addScriptTag({ content: scriptText('console.js', host) });
          await until(page, 'message');
        }),
      sees: [
        ['thrown', 'InvalidStateError'],
        ['open', '/ws'],
        ['console', '✅ Connected!'],
        ['message', GREETING],
        ['console', '📨 Received:', GREETING],
      ],
    },
    {
      title: 'the console snippet, line by line',
      go: async (browser, host) =>
        seenIn(await browser.blank(RECORD), async (page) => {
          await page.goto(`http://${host}/docs`);
          await takeSeen(page);
          const [connect = '', ping = ''] = scriptText('console.js', host).split('// Send a ping');
          await page.addScriptTag({ content: connect });
          await until(page, 'message');
          await page.addScriptTag({ content: ping });
          await until(page, 'message', 2);
        }),
      sees: [
        ['open', '/ws'],
        ['console', '✅ Connected!'],
        ['message', GREETING],
        ['console', '📨 Received:', GREETING],
        ['message', PONG],
        ['console', '📨 Received:', PONG],
      ],
    },
    {
      title: 'the JavaScript integration',
      go: (browser, host) =>
        visitWith(browser, { origin: ORIGIN, script: 'integration.js', host }, (page) =>
          until(page, 'message', 2),
        ),
      sees: [
        ['open', '/ws'],
        ['console', 'Connected to UpTrade AI'],
        ['message', GREETING],
        ['console', 'Welcome:', 'Connected to UpTrade AI BEAST MODE'],
        ['message', SUBSCRIBED],
        ['console', 'Subscribed to:', 'AAPL'],
      ],
    },
    {
      title: 'the React hook, mounted and unmounted',
      go: (browser, host) =>
        visitWith(browser, { origin: ORIGIN, script: 'react-hook.js', host }, async (page) => {
          await until(page, 'message');
          await page.evaluate('unmount()');
          await until(page, 'close');
        }),
      sees: [
        ['console', false, 'no socket'],
        ['open', '/ws'],
        ['console', true, 'no socket'],
        ['console', true, 'a socket'],
        ['message', GREETING],
        CLOSED,
        ['console', false, 'a socket'],
      ],
    },
    {
      title: 'the Vue composable, mounted and unmounted',
      go: (browser, host) =>
        visitWith(browser, { origin: ORIGIN, script: 'vue-composable.js', host }, async (page) => {
          await until(page, 'message');
          await page.evaluate('unmount()');
          await until(page, 'close');
        }),
      sees: [
        ['open', '/ws'],
        ['console', 'connected', true],
        ['message', GREETING],
        CLOSED,
        ['console', 'connected', false],
      ],
    },
    {
      title: 'every message, and what is none; the wording of an error is the server’s own',
      varying: ['message'],
      go: (browser, host) =>
        visitWith(browser, { origin: ORIGIN, script: 'every-message.js', host }, (page) =>
          until(page, 'close'),
        ),
      sees: [
        ['open', '/ws/live'],
        ['message', { ...GREETING, message: '<string>' }],
        ['message', PONG],
        ['message', { type: 'subscribed', symbol: 'BRK.B', message: '<string>' }],
        ['message', { type: 'unsubscribed', symbol: 'BRK.B' }],
        ['message', { type: 'echo', received: { type: 'custom', data: '…' } }],
        ['message', { type: 'echo', received: { type: 'news', about: ['AAPL', null, 1.5] } }],
        ['message', { type: 'echo', received: [1, 2] }],
        ['message', { type: 'error', message: '<string>' }],
        ['message', { type: 'error', message: '<string>' }],
        ['message', { type: 'error', message: '<string>' }],
        ['close', 1000, 'done', true],
      ],
    },
    {
      title: 'the three streams',
      varying: ['price', 'change', 'change_percent', 'volume', 'value', 'market_status', 'news'],
      go: (browser, host) =>
        visitWith(browser, { origin: ORIGIN, script: 'streams.js', host }, (page) => until(page, 'close', 3)),
      sees: [
        ['open', '/ws/stock/NVDA'],
        [
          'message',
          {
            ...{ symbol: 'NVDA', price: '<number>', change: '<number>', ...PERCENT, volume: '<number>' },
            timestamp: '<instant>',
          },
        ],
        CLOSED,
        ['open', '/ws/market'],
        [
          'message',
          {
            market_status: '<string>',
            indices: [
              { symbol: 'SPX', name: 'S&P 500', value: '<number>', ...PERCENT },
              { symbol: 'IXIC', name: 'Nasdaq Composite', value: '<number>', ...PERCENT },
              { symbol: 'DJI', name: 'Dow Jones Industrial Average', value: '<number>', ...PERCENT },
            ],
            timestamp: '<instant>',
          },
        ],
        CLOSED,
        ['open', '/ws/news'],
        ['message', { news: '<array>' }],
        CLOSED,
      ],
    },
  ],
};
