import type { Contract } from '../../../contract/contract.ts';
import { type Core, createCore, type Surroundings } from '../../core.ts';
import type { Peer } from '../../journal.ts';
import type { OpeningRequest } from '../../opening-request.ts';
import { receiveOpening } from '../../receive-opening.ts';
import { parseRequestTarget } from '../../request-target.ts';
import type { PlainAnswer } from '../../unknown-request.ts';
import type { BehaviourOptions } from '../../verbs.ts';
import { createCookieJar } from './cookie-jar.ts';
import { openConnection, type PageConnection, type PageSocket } from './page-connection.ts';

/** Options of a mock that lives in the page, or in the process of the test. */
export interface PageOptions extends BehaviourOptions {
  /** Where the page thinks that the API is, `ws://localhost:8000`. Default: the servers of the document. */
  readonly url?: string;
  /** The page's origin, as its handshakes bring it. Default: `location.origin`, and none where there is no page. */
  readonly origin?: string;
}

/** What becomes of a handshake, as a page sees it. */
export type PageReception =
  | {
      readonly kind: 'accept';
      /** `''`: none. */
      readonly subprotocol: string;
      /** To be called once the page has been told that the connection is open. */
      open(socket: PageSocket): PageConnection;
    }
  /** A page is told nothing of a refusal: `error`, then `close` with 1006, not clean (WHATWG WebSockets §2.2). */
  | { readonly kind: 'refuse'; readonly status: number; readonly answer: PlainAnswer | undefined }
  | { readonly kind: 'hang' };

/** The core, as transports without a network need it: it is spoken to in the words of a page. */
export interface PageCore extends Core {
  /** @param target path and query, as the contract has them */
  handshake(url: URL, target: string, protocols: readonly string[], headers?: Headers): PageReception;
  request(url: URL, target: string, request: Request): Promise<PlainAnswer>;
}

const PEER: Peer = { host: 'page', port: 0 };

/** RFC 6455 §4.1: any 16 bytes. */
const KEY = 'AAAAAAAAAAAAAAAAAAAAAA==';

export function createPageCore(
  contract: Contract,
  options: PageOptions,
  surroundings: Surroundings,
): PageCore {
  const core = createCore(contract, options, surroundings);
  const { driver, mask } = core;
  const jar = createCookieJar();
  const origin = options.origin ?? pageOrigin();

  /** The handshake that a browser would send. */
  function openingOf(url: URL, target: string, protocols: readonly string[], own?: Headers): OpeningRequest {
    const cookie = jar.header(url);
    const given = [...(own ?? [])].filter(([name]) => !name.startsWith('sec-websocket-'));
    const isGiven = (name: string): boolean => given.some(([one]) => one === name);
    return {
      method: 'GET',
      httpVersion: '1.1',
      target,
      headers: [
        ...given.filter(([name]) => !/^(host|connection|upgrade)$/.test(name)),
        ['Host', url.host],
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', KEY],
        ...(protocols.length === 0 ? [] : [['Sec-WebSocket-Protocol', protocols.join(', ')] as const]),
        ...(origin === undefined || isGiven('origin') ? [] : [['Origin', origin] as const]),
        ...(cookie === undefined || isGiven('cookie') ? [] : [['Cookie', cookie] as const]),
      ],
    };
  }

  return {
    ...core,
    handshake(url, target, protocols, headers) {
      const reception = receiveOpening(driver, mask, openingOf(url, target, protocols, headers), PEER);
      if (reception.kind === 'hang') return reception;
      if (reception.kind === 'refuse') return { kind: 'refuse', status: reception.status, answer: reception };
      const { subprotocol } = reception.kind === 'accept' ? reception.judgement : reception;
      // A browser fails a connection whose offers were all passed over (WHATWG Fetch, "establish a WebSocket connection").
      const isPassedOver = protocols.length > 0 && subprotocol === undefined;
      if (reception.kind === 'accept-then-close') {
        const { code, reason } = reception;
        if (isPassedOver) return { kind: 'refuse', status: 101, answer: undefined };
        return {
          kind: 'accept',
          subprotocol: subprotocol ?? '',
          open(socket) {
            socket.close(code, reason);
            return { message: () => undefined, closed: () => undefined };
          },
        };
      }
      const { judgement, attempt } = reception;
      const open = (socket: PageSocket): PageConnection =>
        openConnection(socket, judgement.endpoint, (port) => driver.open(judgement, attempt, port, PEER));
      if (isPassedOver) {
        open(DEAF).closed(1006, '');
        return { kind: 'refuse', status: 101, answer: undefined };
      }
      return { kind: 'accept', subprotocol: subprotocol ?? '', open };
    },
    async request(url, target, request) {
      const { method, headers, credentials } = request;
      const cookie = credentials === 'omit' || headers.has('cookie') ? undefined : jar.header(url);
      const parsed = parseRequestTarget(target) ?? { path: target, query: [] };
      const answer = await driver.request(
        {
          method,
          ...parsed,
          headers: [
            ...headers,
            ...(cookie === undefined ? [] : [['cookie', cookie] as const]),
            ...(origin === undefined || headers.has('origin') ? [] : [['origin', origin] as const]),
          ],
          body: await request.clone().text(),
        },
        PEER,
      );
      jar.take(answer.headers);
      return answer;
    },
  };
}

const DEAF: PageSocket = { binaryType: 'blob', isOpen: false, send: ignore, close: ignore, drop: ignore };

function ignore(): void {
  // Nobody is there any more.
}

/** `about:blank` and files have no origin that a server could know: `null`, which a browser sends too. */
function pageOrigin(): string | undefined {
  const { location, document } = globalThis as { location?: { origin?: string }; document?: unknown };
  return document === undefined ? undefined : location?.origin;
}
