import { setupWorker } from 'msw/browser';
import {
  type ConformanceAdapter,
  type ConformanceResult,
  runConformance,
} from '../../../src/conformance/index.ts';
import { handlers } from '../../../src/mock/adapters/msw/index.ts';
import type { PageWebSocketClass } from '../../../src/mock/adapters/page/web-socket.ts';
import { WITHOUT_A_WIRE } from '../../conformance/adapters/in-page.ts';
import { createFakeTimers } from '../../conformance/fake-timers.ts';

const HOST = 'conformance.test';

/** MSW as a frontend has it: one service worker, to which a test gives its handlers. */
const worker = setupWorker();

const adapter: ConformanceAdapter = {
  name: 'msw in a browser',
  lacks: WITHOUT_A_WIRE,
  start(contract, options) {
    // The page stands on localhost, because a service worker needs a secure context.
    const mock = handlers(contract, { origin: 'http://good.test', ...options, unhandled: 'error' });
    worker.use(...mock);
    return {
      mock,
      url: (target) => `ws://${HOST}${target}`,
      get WebSocket() {
        return globalThis.WebSocket as unknown as PageWebSocketClass;
      },
      fetch: (target, init) => fetch(`http://${HOST}${target}`, init),
      stop() {
        mock.close();
        worker.resetHandlers();
      },
    };
  },
};

declare global {
  var conformance: () => Promise<readonly ConformanceResult[]>;
}

globalThis.conformance = async () => {
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' });
  return runConformance(adapter, createFakeTimers());
};
