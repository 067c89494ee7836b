import { type ContractJson, contractFrom } from '../../../contract/contract-json.ts';
import type { Clock } from '../../clock.ts';
import type { MockVerbs } from '../../verbs.ts';
import { createPageCore, type PageOptions } from '../page/page-core.ts';
import { responseParts } from '../page/response-parts.ts';
import { routesOf } from '../page/routes.ts';
import type { PageWebSocketClass } from '../page/web-socket.ts';
import { memoryWebSocket } from './memory-web-socket.ts';

export interface MemoryOptions extends PageOptions {
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/** A mock without a network: code under test is handed its `WebSocket` and `fetch` in place of the global ones. */
export interface MemoryMock extends MockVerbs {
  readonly WebSocket: PageWebSocketClass;
  /** Answers for the servers of the contract; rejects elsewhere, as `fetch` does where nobody listens. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Ends every connection (1001) and every timer. */
  close(): void;
}

/** @throws CountersignError `contract.invalid`, `target.bad-url`, and what `countersign/mock` throws for its options */
export function memoryMock(json: ContractJson, options: MemoryOptions = {}): MemoryMock {
  const contract = contractFrom(json);
  let routes = routesOf(contract, options.url);
  const core = createPageCore(contract, options, {
    urlOf: (endpoint, target) => routes.urlOf(endpoint, target),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  return {
    ...core.verbs,
    WebSocket: memoryWebSocket((url, protocols) => {
      const target = routes.targetAt(url);
      return target === undefined
        ? { kind: 'refuse', status: 0, answer: undefined }
        : core.handshake(url, target, protocols);
    }),
    async fetch(input, init) {
      const request = new Request(input, init);
      const url = new URL(request.url);
      const target = routes.targetAt(url);
      if (target === undefined) throw new TypeError(`fetch failed: the mock is not at ${url.origin}.`);
      return new Response(...responseParts(request.method, await core.request(url, target, request)));
    },
    reload(next) {
      routes = routesOf(next, options.url);
      return core.verbs.reload(next);
    },
    close: () => core.stop(),
  };
}
