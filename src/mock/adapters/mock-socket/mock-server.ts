import { Server, WebSocket } from 'mock-socket';
import { type ContractJson, contractFrom } from '../../../contract/contract-json.ts';
import type { MockVerbs } from '../../verbs.ts';
import { createPageCore, type PageOptions, type PageReception } from '../page/page-core.ts';
import { routesOf } from '../page/routes.ts';
import type { PageWebSocketClass } from '../page/web-socket.ts';
import { createOutbox } from './outbox.ts';
import { fail, hang, type MockSocketClient, pageSocketOf, type Target } from './socket.ts';

export interface MockSocketOptions extends PageOptions {
  /** Puts `mock.WebSocket` in the place of the global one until `close()`. Default `true`. */
  readonly mock?: boolean;
  /**
   * What becomes of a WebSocket to a server of the contract that no endpoint fits: it is refused as the server would
   * refuse it (`error`, the default); it goes to the real server, with or without a word on the console.
   */
  readonly unhandled?: 'error' | 'warn' | 'bypass';
}

/** mock-socket's servers for a contract, and the mock that they are of. */
export interface MockSocketServer extends MockVerbs {
  /** mock-socket's `WebSocket`, which finds addresses with parameters and those that the contract does not have, too. */
  readonly WebSocket: PageWebSocketClass;
  /** Ends every connection (1001), every timer and every server, and gives the global `WebSocket` back. */
  close(): void;
}

/**
 * Mocks a contract with mock-socket 9.3 and later.
 * @throws CountersignError `contract.invalid`, `target.bad-url`, and what `countersign/mock` throws for its options
 */
export function mockServer(json: ContractJson, options: MockSocketOptions = {}): MockSocketServer {
  const contract = contractFrom(json);
  const { url, unhandled = 'error' } = options;
  let routes = routesOf(contract, url);
  const core = createPageCore(contract, options, {
    urlOf: (endpoint, target) => routes.urlOf(endpoint, target),
  });
  const servers = new Map<string, Server>();
  const outbox = createOutbox();
  const place = globalThis as { WebSocket?: unknown };
  const original = place.WebSocket;

  /** mock-socket knows no patterns, and forgets the query: a server for each URL that is asked for. */
  function serve(at: string): void {
    const key = at.replace(/\?.*$/, '');
    if (servers.has(key)) return;
    const receptions = new WeakMap<Target, PageReception>();
    const server: Server = new Server(key, { mock: false, selectProtocol });
    servers.set(key, server);
    server.on('connection', (client) => {
      const { target } = client as unknown as MockSocketClient;
      const reception = receptions.get(target);
      if (reception?.kind !== 'accept') return;
      const connection = reception.open(pageSocketOf(client as unknown as MockSocketClient, outbox));
      target.addEventListener('server::message', (data) => {
        outbox.hold();
        try {
          connection.message(data);
        } finally {
          outbox.release();
        }
      });
      target.addEventListener('close', ({ code, reason }) => connection.closed(code, reason));
    });

    /** It is asked last before a connection opens, and not told whose it is: the first that still waits. */
    function selectProtocol(protocols: string[]): string {
      const waiting = server.clients().find(({ readyState }) => readyState === WebSocket.CONNECTING);
      if (waiting === undefined) return '';
      const client = waiting as unknown as MockSocketClient;
      const { target } = client;
      const asked = new URL(target.url);
      const reception = core.handshake(asked, routes.targetAt(asked) ?? asked.pathname, protocols);
      receptions.set(target, reception);
      if (reception.kind === 'accept') return reception.subprotocol;
      if (reception.kind === 'hang') hang(target);
      else fail(client);
      return '';
    }
  }

  const ContractWebSocket: typeof WebSocket = new Proxy(WebSocket, {
    construct(target, given: ConstructorParameters<typeof WebSocket>, newTarget) {
      const [to] = given;
      const at = new URL(to);
      if (routes.targetAt(at) !== undefined) {
        const isOurs = routes.endpointAt(at) !== undefined;
        if (!isOurs && unhandled === 'warn')
          console.warn(`[countersign] No endpoint of the contract is at ${at.origin}${at.pathname}.`);
        if (!isOurs && unhandled !== 'error' && typeof original === 'function')
          return Reflect.construct(original, given) as object;
        serve(String(to));
      }
      // Of a proxy V8 makes each object with a shape of its own, which makes all that is done with it dearer.
      return Reflect.construct(target, given, newTarget === ContractWebSocket ? target : newTarget) as object;
    },
  });

  const serveExamples = (): void => {
    for (const endpoint of core.verbs.endpoints()) serve(endpoint.url);
  };
  serveExamples();
  if (options.mock !== false) place.WebSocket = ContractWebSocket;
  return {
    ...core.verbs,
    WebSocket: ContractWebSocket as unknown as PageWebSocketClass,
    reload(next) {
      routes = routesOf(next, url);
      const reloaded = core.verbs.reload(next);
      serveExamples();
      return reloaded;
    },
    close() {
      core.stop();
      for (const server of servers.values()) server.stop();
      if (place.WebSocket !== ContractWebSocket) return;
      if (original === undefined) delete place.WebSocket;
      else place.WebSocket = original;
    },
  };
}
