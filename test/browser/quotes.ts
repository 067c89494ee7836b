import { until } from './seen.ts';
import { type System, visitWith } from './visit.ts';

const OWN = 'http://localhost:3000';
/** A page of somebody else. */
const FOREIGN = 'http://otro-sitio.test';
const VARYING = ['bid', 'ask', 'timestamp'];

const quote = (sequence: number): readonly unknown[] => [
  [
    'message',
    {
      ...{ type: 'quote', title: 'Cotización de EUR/ARS', pair: 'EUR/ARS', bid: '<number>', ask: '<number>' },
      ...{ sequence, timestamp: '<number>' },
    },
  ],
  ['console', 'Cotización de EUR/ARS', '✓'],
];
const CONVERSATION = [
  ['console', '¿Está activo?', true],
  ['open', '/ws/cotizaciones'],
  [
    'message',
    {
      type: 'welcome',
      message: 'Conexión establecida',
      user: null,
      pairs: ['USD/ARS', 'EUR/ARS', 'BTC/USD'],
    },
  ],
  ['message', { type: 'pong', timestamp: '<number>' }],
  ['message', { type: 'error', code: 'unknown_pair', message: '¡El par no existe!', pair: 'XXX/YYY' }],
  ['message', { type: 'error', code: 'invalid_json', message: 'El mensaje no es JSON válido' }],
  ['message', { type: 'subscribed', pair: 'EUR/ARS', message: 'Suscripción confirmada' }],
  ...quote(1),
  ...quote(2),
  ['message', { type: 'unsubscribed', pair: 'EUR/ARS', message: 'Suscripción cancelada' }],
  ['close', 1000, 'adiós', true],
];

export const quotes: System = {
  fixture: 'quotes',
  document: 'fixtures/quotes/asyncapi.yaml',
  visits: [
    {
      title: 'its own page, in Spanish with all accents',
      varying: VARYING,
      go: (browser, host) =>
        visitWith(browser, { origin: OWN, script: 'quotes.js', host }, async (page) => {
          await page.evaluate('void follow()');
          await until(page, 'close');
        }),
      sees: [['fetch', 'GET /cotizaciones/health', 200], ...CONVERSATION],
    },
    {
      title: 'a foreign page: the companion may not be read, the WebSocket is refused',
      go: (browser, host) =>
        visitWith(browser, { origin: FOREIGN, script: 'quotes.js', host }, async (page) => {
          await page.evaluate('follow().catch((error) => console.log(error.name))');
          await page.evaluate(`void new WebSocket('ws://${host}/ws/cotizaciones')`);
          await until(page, 'close');
        }),
      sees: [
        ['fetch', 'GET /cotizaciones/health', 'failed'],
        ['console', 'TypeError'],
        ['error'],
        ['close', 1006, '', false],
      ],
    },
  ],
};
