import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeReason } from '../refusal-text.ts';
import type { Port, Session } from '../session.ts';
import { coalesce } from './coalesce.ts';
import type { FairReader } from './fair-reading.ts';
import { textFrame } from './text-frame.ts';

/** A connection of `ws` as the driver wants it. */
export function portOf(ws: WebSocket, socket: Duplex): Port {
  // Nothing is deflated and nothing else waits within `ws`: what is written to the socket keeps its order.
  const isPlain = ws.extensions === '';
  return {
    send(data) {
      // After its Close frame an endpoint sends no more (RFC 6455 §5.5.1); `ws` may have answered the peer's already.
      if (ws.readyState !== ws.OPEN) return;
      coalesce(socket);
      if (isPlain && 'text' in data) socket.write(textFrame(data.text));
      else ws.send('text' in data ? data.text : Buffer.from(data.base64, 'base64'));
    },
    fragment(data, last) {
      if (ws.readyState !== ws.OPEN) return;
      ws.send('text' in data ? data.text : Buffer.from(data.base64, 'base64'), { fin: last });
    },
    answerPings(answer) {
      // `ws` can be told so for a whole server only, before it accepts; this is what its own switch sets.
      (ws as WebSocket & { _autoPong: boolean })._autoPong = answer;
    },
    ping: () => ws.ping(),
    close: (code, reason) => closeWith(ws, code, reason),
    drop() {
      // What was sent before is on its way.
      while (socket.writableCorked > 0) socket.uncork();
      ws.terminate();
    },
    get buffered() {
      // What is being deflated has not reached the socket yet.
      return isPlain ? socket.writableLength : ws.bufferedAmount;
    },
  };
}

/** What a connection is watched for, beside what its session says. */
export interface Watch {
  readonly reader: FairReader;
  /** Why that text is too much to read, or `undefined`. */
  tooRich(text: Buffer): string | undefined;
}

/** Hands what `ws` says to the session. The first listener is the hot path: it runs for every message. */
export function attach(ws: WebSocket, session: Session, { reader, tooRich }: Watch): void {
  ws.on('message', (data: Buffer, isBinary) => {
    reader.finished();
    const excess = isBinary ? undefined : tooRich(data);
    if (excess !== undefined) {
      session.closed(1009, '', excess);
      closeWith(ws, 1009, excess);
    } else if (isBinary)
      session.frame({ kind: 'binary', base64: data.toString('base64'), size: data.length });
    else session.frame({ kind: 'text', text: data.toString() });
  });
  ws.on('pong', () => session.pong());
  ws.on('error', (error) => {
    // What breaks the protocol ends the session at once; TCP may take longer. Other errors are followed by `close`.
    const code = protocolCode(error);
    if (code !== undefined) session.closed(code, '', error.message);
  });
  ws.on('close', (code, reason) => session.closed(code, reason.toString()));
}

/**
 * The Close code that `ws` sends for what a client may not send (RFC 6455 §7.4.1); `undefined`: the error is not
 * about a frame.
 */
export function protocolCode(error: Error & { code?: string }): number | undefined {
  switch (error.code) {
    case 'WS_ERR_INVALID_UTF8':
      return 1007;
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
    case 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH':
      return 1009;
    case 'WS_ERR_TOO_MANY_BUFFERED_PARTS':
      return 1008;
    default:
      return error.code?.startsWith('WS_ERR_') === true ? 1002 : undefined;
  }
}

/** `ws` throws for a code that may not stand on the wire (RFC 6455 §7.4.1); then there is no Close frame at all. */
export function closeWith(ws: WebSocket, code: number, reason: string): void {
  try {
    ws.close(code, closeReason(reason));
  } catch {
    ws.terminate();
  }
}
