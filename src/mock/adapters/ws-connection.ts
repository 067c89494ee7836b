import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeReason } from '../refusal-text.ts';
import type { Port, Session } from '../session.ts';
import { coalesce } from './coalesce.ts';

/** A connection of `ws` as the driver wants it. */
export function portOf(ws: WebSocket, socket: Duplex): Port {
  return {
    send(data) {
      // After its Close frame an endpoint sends no more (RFC 6455 §5.5.1); `ws` may have answered the peer's already.
      if (ws.readyState !== ws.OPEN) return;
      coalesce(socket);
      ws.send('text' in data ? data.text : Buffer.from(data.base64, 'base64'));
    },
    close: (code, reason) => closeWith(ws, code, reason),
    drop: () => ws.terminate(),
    get buffered() {
      return socket.writableLength;
    },
  };
}

/** Hands what `ws` says to the session. The first listener is the hot path: it runs for every message. */
export function attach(ws: WebSocket, session: Session): void {
  ws.on('message', (data: Buffer, isBinary) => {
    if (isBinary) session.frame({ kind: 'binary', base64: data.toString('base64'), size: data.length });
    else session.frame({ kind: 'text', text: data.toString() });
  });
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
