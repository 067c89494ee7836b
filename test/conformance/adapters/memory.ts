import { type ConformanceAdapter, memoryMock } from '../../../src/conformance/index.ts';
import { WITHOUT_A_WIRE } from './in-page.ts';

const HOST = 'conformance.test';

export const memoryAdapter: ConformanceAdapter = {
  name: 'memory',
  lacks: WITHOUT_A_WIRE,
  start(contract, options) {
    const mock = memoryMock(contract, options);
    return {
      mock,
      url: (target) => `ws://${HOST}${target}`,
      WebSocket: mock.WebSocket,
      fetch: (target, init) => mock.fetch(`http://${HOST}${target}`, init),
      stop: () => mock.close(),
    };
  },
};
