import { setupServer } from 'msw/node';
import type { ConformanceAdapter } from '../../../src/conformance/index.ts';
import { handlers } from '../../../src/mock/adapters/msw/index.ts';
import type { PageWebSocketClass } from '../../../src/mock/adapters/page/web-socket.ts';
import { refusalOf } from './ws.ts';

const HOST = 'conformance.test';

/** MSW in Node; there has to be a global `WebSocket` before it is imported. */
export const mswAdapter: ConformanceAdapter = {
  name: 'msw',
  lacks: {},
  start(contract, options) {
    const mock = handlers(contract, { ...options, unhandled: 'error' });
    const server = setupServer(...mock);
    // `ws` and everybody else in Node opens WebSockets through `http`, which MSW intercepts.
    server.listen({ onUnhandledRequest: 'error' });
    return {
      mock,
      url: (target) => `ws://${HOST}${target}`,
      get WebSocket() {
        return globalThis.WebSocket as unknown as PageWebSocketClass;
      },
      fetch: (target, init) => fetch(`http://${HOST}${target}`, init),
      refusalOf: (target) => refusalOf(`ws://${HOST}${target}`),
      stop() {
        mock.close();
        server.close();
      },
    };
  },
};
