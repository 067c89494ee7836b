import type { Opening, OutgoingFrame, RequestStep } from '../script/script.ts';
import type { AnswerRecord, HandshakeRecord } from '../transcript/transcript.ts';

/** Where scripts are run: real sockets, or an engine in the same process. */
export interface Transport {
  /** Never rejects: a handshake that fails is an outcome. */
  open(opening: Opening, within: number): Promise<Opened>;
  /** Never rejects. */
  request(step: RequestStep): Promise<AnswerRecord>;
  /** The base that openings go to, `ws://host:port`, for transcripts. */
  readonly base: string;
}

export interface Opened {
  readonly handshake: HandshakeRecord;
  /** Present exactly when the outcome is `accepted` and the answer is one that frames can follow. */
  readonly wire?: Wire;
}

/** An open connection. Frames that came with the handshake's last packet are delivered to the first listener. */
export interface Wire {
  listen(listener: WireListener): void;
  send(frame: OutgoingFrame): void;
  /** Reads on, or reads nothing until it is told to read on. */
  read(reading: boolean): void;
  /** Sends a Close frame. */
  close(code?: number, reason?: string): void;
  /** Ends TCP without one. */
  destroy(): void;
}

export interface WireListener {
  /** `data`: the text, or base64 of the bytes (binary, ping, pong); `size`: bytes. */
  frame(kind: 'text' | 'binary' | 'ping' | 'pong', data: string, size: number): void;
  /** A frame that the wire sent by itself: the Pong that answers a Ping (RFC 6455 §5.5.3). `data`: base64. */
  sent?(kind: 'pong', data: string, size: number): void;
  /** Called once, last. */
  closed(
    code: number,
    reason: string,
    how: 'close-frame' | 'fin' | 'reset' | 'protocol-error',
    by: 'client' | 'server',
  ): void;
}

/** Time, so that laws can run years of it in a second. */
export interface Clock {
  /** ms, never going back. */
  now(): number;
  /** Calls back once after `ms`; the result cancels. */
  after(ms: number, callback: () => void): () => void;
}
