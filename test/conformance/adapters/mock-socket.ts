import type { ConformanceAdapter } from '../../../src/conformance/index.ts';
import { mockServer } from '../../../src/mock/adapters/mock-socket/index.ts';
import { WITHOUT_A_WIRE } from './in-page.ts';

const NO_HTTP = 'mock-socket has no HTTP. Use MSW beside it, or countersign/msw in its place.';

export const mockSocketAdapter: ConformanceAdapter = {
  name: 'mock-socket',
  lacks: {
    ...WITHOUT_A_WIRE,
    companions: NO_HTTP,
    clean: 'mock-socket says `wasClean: false` for every code but 1000 and 1005.',
  },
  start(contract, options) {
    const mock = mockServer(contract, options);
    return {
      mock,
      url: (target) => `ws://conformance.test${target}`,
      WebSocket: mock.WebSocket,
      stop: () => mock.close(),
    };
  },
};
