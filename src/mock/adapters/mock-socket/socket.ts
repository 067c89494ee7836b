import { closeEvent } from '../page/events.ts';
import type { PageData } from '../page/frames.ts';
import type { PageSocket } from '../page/page-connection.ts';
import type { Outbox } from './outbox.ts';

/** The page's end of a connection; mock-socket's events are what its listeners are called with, whatever class they are. */
export interface Target {
  readonly url: string;
  readyState: number;
  readonly binaryType: string;
  dispatchEvent(event: { readonly type: string }): boolean;
  addEventListener(type: 'server::message', listener: (data: PageData) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number; reason: string }) => void): void;
}

/** The server's end. */
export interface MockSocketClient {
  readonly url: string;
  readonly target: Target;
  send(this: { readonly url: string }, data: string | ArrayBuffer | Blob): void;
  close(options: { code: number; reason: string }): void;
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/**
 * What a page sees of a handshake that failed. mock-socket's own refusal says 1000, and blames the subprotocol on the
 * console: so it goes on to open the connection, and nobody is told.
 */
export function fail(client: MockSocketClient): void {
  const { target } = client;
  target.readyState = CLOSED;
  target.dispatchEvent(new Event('error'));
  target.dispatchEvent(closeEvent(1006, '', false));
  target.dispatchEvent = () => {
    target.readyState = CLOSED;
    return false;
  };
  // It is forgotten only where it is closed.
  queueMicrotask(() => {
    client.close({ code: 1006, reason: '' });
    target.readyState = CLOSED;
  });
}

/** mock-socket opens it in a moment, and nobody is told. */
export function hang(target: Target): void {
  const { dispatchEvent } = target;
  target.dispatchEvent = (event) => {
    if (event.type !== 'open') return dispatchEvent.call(target, event);
    target.readyState = CONNECTING;
    return true;
  };
}

export function pageSocketOf(client: MockSocketClient, outbox: Outbox): PageSocket {
  // Each look at the client makes mock-socket a function anew: this one only knows the target.
  const { target, send } = client;
  const deliver = (data: string | ArrayBuffer | Blob): void => send.call(target, data);
  return {
    get binaryType() {
      return target.binaryType;
    },
    get isOpen() {
      return target.readyState === OPEN;
    },
    send: (data) => outbox.put(deliver, data),
    close: (code, reason) => end(code, reason),
    drop: () => end(1006, ''),
  };

  function end(code: number, reason: string): void {
    if (target.readyState === OPEN) client.close({ code, reason });
  }
}
