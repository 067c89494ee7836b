import { ws } from 'msw';
import { setupWorker } from 'msw/browser';
import { setupServer } from 'msw/node';
import { describe, test } from 'vitest';
import contract from '../../src/conformance/contract.json' with { type: 'json' };
import { type ConformanceAdapter, describeConformance, memoryMock } from '../../src/conformance/index.ts';
import { mockServer } from '../../src/mock/adapters/mock-socket/index.ts';
import { contractMessages, handlers } from '../../src/mock/adapters/msw/index.ts';

/** Never run: the types of each version of MSW take what is written here, and the widened JSON without a cast. */
export function asUsersWrite(adapter: ConformanceAdapter): void {
  const mock = handlers(contract, { push: 'off', unhandled: 'warn' });
  setupServer(...mock);
  setupWorker(...mock.handlers);
  mock.push('headline', { type: 'headline', text: 'x' }, { endpoint: 'news' });
  // MSW 2 ignores what it does not know.
  const options = { extensions: [contractMessages(contract, 'talk')] };
  const link: (url: string, given: typeof options) => unknown = ws.link;
  link('ws://x', options);
  mockServer(contract).received('ask');
  void memoryMock(contract).fetch('http://x');
  describeConformance(adapter, { describe, test });
}
