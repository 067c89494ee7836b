import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import type { OutgoingData } from '../../engine/engine.ts';
import { closeReason } from '../refusal-text.ts';
import type { Port, Session } from '../session.ts';
import { coalesce } from './coalesce.ts';
import type { FairReader } from './fair-reader.ts';
import { textFrame } from './text-frame.ts';

const { OPEN } = WebSocket;

/** A connection of `ws` as the driver wants it. */
export function portOf(ws: WebSocket, socket: Duplex): Port {
  return new WsPort(ws, socket);
}

/** A class, where functions would do: 10,000 connections would have 80,000 of them. */
class WsPort implements Port {
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  /** Nothing is deflated and nothing else waits within `ws`: what is written to the socket keeps its order. */
  readonly #isPlain: boolean;

  constructor(ws: WebSocket, socket: Duplex) {
    this.#ws = ws;
    this.#socket = socket;
    this.#isPlain = ws.extensions === '';
  }

  send(data: OutgoingData): void {
    const ws = this.#ws;
    // After its Close frame an endpoint sends no more (RFC 6455 §5.5.1); `ws` may have answered the peer's already.
    if (ws.readyState !== OPEN) return;
    coalesce(this.#socket);
    if (this.#isPlain && 'text' in data) this.#socket.write(textFrame(data.text));
    else ws.send('text' in data ? data.text : Buffer.from(data.base64, 'base64'));
  }

  fragment(data: OutgoingData, last: boolean): void {
    if (this.#ws.readyState !== OPEN) return;
    this.#ws.send('text' in data ? data.text : Buffer.from(data.base64, 'base64'), { fin: last });
  }

  answerPings(answer: boolean): void {
    // `ws` can be told so for a whole server only, before it accepts; this is what its own switch sets.
    (this.#ws as WebSocket & { _autoPong: boolean })._autoPong = answer;
  }

  ping(): void {
    this.#ws.ping();
  }

  close(code: number, reason: string): void {
    closeWith(this.#ws, code, reason);
  }

  drop(): void {
    // What was sent before has gone out: else the last message before a break would be lost with it.
    while (this.#socket.writableCorked > 0) this.#socket.uncork();
    this.#ws.terminate();
  }

  get buffered(): number {
    // What is being deflated has not reached the socket yet.
    return this.#isPlain ? this.#socket.writableLength : this.#ws.bufferedAmount;
  }
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
