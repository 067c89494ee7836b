import type { Endpoint } from '../../../contract/endpoint.ts';
import { payloadLimitOf } from '../../payload-limit.ts';
import { closeReason } from '../../refusal-text.ts';
import type { Port, Session } from '../../session.ts';
import { createInbox, dataFor, type PageData } from './frames.ts';

/** The server's hand on a page's WebSocket. */
export interface PageSocket {
  /** As the page has set it: `blob` or `arraybuffer`. */
  readonly binaryType: string;
  /** Neither closed nor about to be. */
  readonly isOpen: boolean;
  send(data: string | ArrayBuffer | Blob): void;
  /** With a code that may stand on the wire; what was sent before arrives before. */
  close(code: number, reason: string): void;
  /** The page sees `close` with 1006, not clean. */
  drop(): void;
}

/** What the page does with it. */
export interface PageConnection {
  message(data: PageData): void;
  closed(code: number, reason: string): void;
}

/** Joins a page's WebSocket to a session of the driver, by the rules that `ws` keeps on a real connection. */
export function openConnection(
  socket: PageSocket,
  endpoint: Endpoint,
  begin: (port: Port) => Session,
): PageConnection {
  const limit = payloadLimitOf(endpoint);
  const close = (code: number, reason: string): void => {
    if (isOnWire(code)) socket.close(code, closeReason(reason));
    else socket.drop();
  };
  const port: Port = {
    buffered: 0,
    send(data) {
      if (socket.isOpen) socket.send('text' in data ? data.text : dataFor(socket.binaryType, data));
    },
    close,
    drop: () => socket.drop(),
    // A browser answers every Ping, and a page never knows of it.
    ping: () => queueMicrotask(() => session.pong()),
  };
  const session = begin(port);
  const receive = createInbox((frame) => {
    const size = frame.kind === 'binary' ? frame.size : bytesOf(frame.text, limit);
    if (size <= limit) {
      session.frame(frame);
      return;
    }
    session.closed(1009, '', 'Max payload size exceeded');
    close(1009, '');
  });
  return {
    message: receive,
    closed: (code, reason) => session.closed(code, reason),
  };
}

/** RFC 6455 §7.4.1, §7.4.2: the codes that a Close frame may hold. */
function isOnWire(code: number): boolean {
  return (
    (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)
  );
}

/** A UTF-16 unit takes three bytes of UTF-8 at most, so most texts need not be measured. */
function bytesOf(text: string, limit: number): number {
  return text.length * 3 <= limit ? text.length : new TextEncoder().encode(text).length;
}
