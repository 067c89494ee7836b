import { WebSocket } from 'ws';
import type { ConformanceAdapter } from '../../../src/conformance/index.ts';
import type { PageWebSocketClass } from '../../../src/mock/adapters/page/web-socket.ts';
import { startMock } from '../../../src/mock/start-mock.ts';

/** What \`ws\` is told where a server does not answer with 101. */
export function refusalOf(url: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const client = new WebSocket(url);
    client.on('open', () => reject(new Error('It was accepted.')));
    client.on('error', reject);
    client.on('unexpected-response', (_, response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
}

/** The mock on a real port, and the client of `ws`. */
export const wsAdapter: ConformanceAdapter = {
  name: 'ws',
  lacks: {
    'fake-timers':
      'A real socket takes real time: fake timers hold its frames back, or are past what is still on its way.',
  },
  async start(contract, { origin, ...options }) {
    const mock = await startMock(contract, { ...options, port: 0 });
    let cookie: string | undefined;
    class Client extends WebSocket {
      constructor(url: string, protocols?: string | string[]) {
        super(url, protocols, {
          ...(origin === undefined ? {} : { origin }),
          ...(cookie === undefined ? {} : { headers: { cookie } }),
        });
      }
    }
    return {
      mock,
      url: (target) => `${mock.url.replace('http', 'ws')}${target}`,
      WebSocket: Client as unknown as PageWebSocketClass,
      async fetch(target, init) {
        const response = await fetch(`${mock.url}${target}`, init);
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
        return response;
      },
      refusalOf: (target) => refusalOf(`${mock.url.replace('http', 'ws')}${target}`),
      stop: () => mock.close(),
    };
  },
};
