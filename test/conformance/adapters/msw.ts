import { setupServer } from 'msw/node';
import type { ConformanceAdapter } from '../../../src/conformance/index.ts';
import { handlers } from '../../../src/mock/adapters/msw/index.ts';
import type { PageWebSocketClass } from '../../../src/mock/adapters/page/web-socket.ts';
import { refusalOf } from './ws.ts';

const HOST = 'conformance.test';

/** One for all cases, as one has it: what MSW 2.10 has listened for, it does not forget. */
const server = setupServer();
let isListening = false;

/** MSW in Node; there has to be a global `WebSocket` before it is imported. */
export const mswAdapter: ConformanceAdapter = {
  name: 'msw',
  lacks: {},
  start(contract, options) {
    const mock = handlers(contract, { ...options, unhandled: 'error' });
    if (!isListening) server.listen({ onUnhandledRequest: 'error' });
    isListening = true;
    server.use(...mock);
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
        server.resetHandlers();
      },
    };
  },
};
