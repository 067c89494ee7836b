import { closeEvent } from '../page/events.ts';
import type { PageData } from '../page/frames.ts';
import type { PageSocket } from '../page/page-connection.ts';

/** MSW's WebSocket in the page's place of one: `client.socket`, which both MSW 2 and 3 hand out. */
export interface MswSocket extends EventTarget {
  readyState: number;
  protocol: string;
  binaryType: string;
  close(code?: number, reason?: string): void;
}

/** What a `connection` listener is given of the client, in MSW 2 and 3 alike. */
export interface MswClient {
  readonly url: URL;
  send(data: string | ArrayBuffer | Blob): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { data: PageData }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

export function socketOf(client: object): MswSocket {
  const { socket } = client as { readonly socket?: MswSocket };
  if (socket === undefined)
    throw new Error('This version of MSW has no client.socket; Countersign knows 2.10 to 3.');
  return socket;
}

/**
 * MSW takes the first subprotocol that is offered; this one is what the contract's server takes. Where they are the same
 * the socket is left alone: with a property of its own kind each look at it takes V8 a search.
 */
export function selectSubprotocol(socket: MswSocket, offered: readonly string[], subprotocol: string): void {
  if (subprotocol === (offered[0] ?? '')) return;
  Object.defineProperty(socket, 'protocol', {
    get: () => subprotocol,
    set: () => undefined,
    configurable: true,
  });
}

/** MSW closes with 1000 where the page says nothing; a browser sends no code then, which is 1005 (RFC 6455 §7.1.5). */
export function closeWithoutCode(socket: MswSocket): void {
  const { close } = socket;
  socket.close = (code, reason) => {
    if (code !== undefined || socket.readyState !== OPEN) {
      close.call(socket, code, reason);
      return;
    }
    socket.readyState = CLOSING;
    queueMicrotask(() => {
      socket.readyState = CLOSED;
      socket.dispatchEvent(closeEvent(1005, '', true));
    });
  };
}

/** What a page sees of a handshake that failed: no `open`. */
export function fail(socket: MswSocket): void {
  socket.readyState = CLOSED;
  socket.dispatchEvent(new Event('error'));
  socket.dispatchEvent(closeEvent(1006, '', false));
}

/** MSW opens it in a moment, and nobody is told. */
export function hang(socket: MswSocket): void {
  const { dispatchEvent } = socket;
  socket.dispatchEvent = (event) => {
    if (event.type !== 'open') return dispatchEvent.call(socket, event);
    socket.readyState = CONNECTING;
    return true;
  };
}

export function pageSocketOf(client: MswClient, socket: MswSocket): PageSocket {
  return {
    get binaryType() {
      return socket.binaryType;
    },
    get isOpen() {
      return socket.readyState === OPEN;
    },
    send: (data) => client.send(data),
    // MSW sends in the next microtask, unless the connection is closed by then.
    close: (code, reason) => queueMicrotask(() => client.close(code, reason)),
    drop: () =>
      queueMicrotask(() => {
        if (socket.readyState !== OPEN) return;
        socket.readyState = CLOSED;
        socket.dispatchEvent(closeEvent(1006, '', false));
      }),
  };
}
