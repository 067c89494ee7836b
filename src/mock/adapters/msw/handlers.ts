import { HttpResponse, http, type RequestHandler, type WebSocketHandler, ws } from 'msw';
import { type ContractJson, contractFrom } from '../../../contract/contract-json.ts';
import type { MockVerbs } from '../../verbs.ts';
import { createPageCore, type PageOptions, type PageReception } from '../page/page-core.ts';
import { responseParts } from '../page/response-parts.ts';
import { routesOf } from '../page/routes.ts';
import { patternsOf } from './patterns.ts';
import {
  closeWithoutCode,
  fail,
  hang,
  type MswClient,
  pageSocketOf,
  selectSubprotocol,
  socketOf,
} from './socket.ts';

export interface MswOptions extends PageOptions {
  /**
   * What becomes of a WebSocket to a server of the contract that no endpoint fits: it is refused as the server would
   * refuse it, and told of with `console.error`; it is told of and goes to the real server; it goes there. Default: what
   * MSW's `onUnhandledRequest` says. Unhandled HTTP requests are always MSW's.
   */
  readonly unhandled?: 'error' | 'warn' | 'bypass';
}

export type MswHandler = RequestHandler | WebSocketHandler;

/**
 * MSW handlers, `setupWorker(...mock)`, and the mock that they are of. After a `reload` they still stand at the addresses of
 * the first contract.
 */
export interface MswMock extends MockVerbs, Iterable<MswHandler> {
  readonly handlers: readonly MswHandler[];
  /** Ends every connection (1001) and every timer. The handlers go on to answer; take them out of MSW first. */
  close(): void;
}

/**
 * Mocks a contract in MSW, 2.10 and later or 3: in a browser's service worker and in Node.
 * @throws CountersignError `contract.invalid`, `target.bad-url`, and what `countersign/mock` throws for its options
 */
export function handlers(json: ContractJson, options: MswOptions = {}): MswMock {
  const contract = contractFrom(json);
  const { url, unhandled } = options;
  let routes = routesOf(contract, url);
  const core = createPageCore(contract, options, {
    urlOf: (endpoint, target) => routes.urlOf(endpoint, target),
  });
  const patterns = patternsOf(contract, routes.sites);
  /** Handshakes that came as HTTP requests, headers and all; MSW makes a WebSocket of them at once. */
  const upgraded = new Map<string, PageReception>();

  const connect = ({
    client,
    info,
  }: {
    client: object;
    info: { protocols?: string | string[] | undefined };
  }): void => {
    const page = client as MswClient;
    const socket = socketOf(client);
    const protocols = [info.protocols ?? []].flat();
    const reception =
      upgraded.get(page.url.href) ??
      core.handshake(page.url, routes.targetAt(page.url) ?? page.url.pathname, protocols);
    upgraded.delete(page.url.href);
    if (reception.kind !== 'accept') {
      if (reception.kind === 'hang') hang(socket);
      else fail(socket);
      return;
    }
    selectSubprotocol(socket, protocols, reception.subprotocol);
    closeWithoutCode(socket);
    const begin = (): void => {
      const connection = reception.open(pageSocketOf(page, socket));
      page.addEventListener('message', ({ data }) => connection.message(data));
      page.addEventListener('close', ({ code, reason }) => connection.closed(code, reason));
    };
    socket.addEventListener('open', begin, { once: true });
  };

  const sockets = ws.link(patterns.sockets).addEventListener('connection', connect);
  const upgrades = http.get(patterns.upgrades, ({ request }) => {
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') return undefined;
    const at = new URL(request.url.replace(/^http/, 'ws'));
    const protocols = listOf(request.headers.get('sec-websocket-protocol'));
    const reception = core.handshake(at, routes.targetAt(at) ?? at.pathname, protocols, request.headers);
    if (reception.kind === 'hang') return new Promise<undefined>(() => undefined);
    if (reception.kind === 'accept') upgraded.set(at.href, reception);
    if (reception.kind !== 'refuse' || reception.answer === undefined) return undefined;
    const [body, init] = responseParts('GET', reception.answer);
    // Node waits for the end of a body whose length it does not know.
    init.headers.set('content-length', String(new TextEncoder().encode(body ?? '').length));
    return new HttpResponse(body, init);
  });
  const companions = patterns.companions.map(({ url: path, methods }) =>
    http.all(path, async ({ request }) => {
      if (!methods.has(request.method)) return undefined;
      const at = new URL(request.url);
      const answer = await core.request(at, routes.targetAt(at) ?? at.pathname, request);
      return new HttpResponse(...responseParts(request.method, answer));
    }),
  );
  const stray: Parameters<ReturnType<typeof ws.link>['addEventListener']>[1] = (connection) => {
    const at = new URL(connection.client.url);
    if (routes.endpointAt(at) !== undefined) return;
    const known = core.verbs.endpoints().map((endpoint) => endpoint.url);
    const text = `[countersign] No endpoint of the contract is at ${at.origin}${at.pathname}. It has ${known.join(', ')}.`;
    if (unhandled === 'error') {
      console.error(text);
      connect(connection);
      return;
    }
    if (unhandled === 'warn') console.warn(text);
    connection.server.connect();
  };
  const strays =
    unhandled === undefined ? [] : [ws.link(patterns.servers).addEventListener('connection', stray)];

  const all: readonly MswHandler[] = [upgrades, ...companions, sockets, ...strays];
  return {
    ...core.verbs,
    handlers: all,
    [Symbol.iterator]: () => all[Symbol.iterator](),
    reload(next) {
      routes = routesOf(next, url);
      return core.verbs.reload(next);
    },
    close: () => core.stop(),
  };
}

function listOf(header: string | null): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
