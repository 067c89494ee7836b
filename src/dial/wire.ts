import type { Socket } from 'node:net';
import { type PerMessageDeflate, Receiver } from 'ws';
import { closePayload, encodeFrame, payloadOf } from './encode-frame.ts';
import { createOutgoingFrames } from './outgoing-frames.ts';
import type { Wire, WireListener } from './transport.ts';

/** Most bytes of one received message; more is a protocol error, answered with Close 1009. */
export const MAX_PAYLOAD: number = 64 * 1024 * 1024;

/** How long, in ms, TCP may take to end once the closing handshake is done. */
const LINGER = 1_000;

/** How many Pings of one packet are answered each; of more, only the last is (RFC 6455 §5.5.3 lets a flood be answered so). */
const PINGS_AT_ONCE = 100;

/** How long, in ms, nothing more is read after a packet with a flood of Pings: whoever sends without end is read slowly. */
const REST = 50;

/** Most bytes that wait to be sent before Pongs are left out: who does not read them does not need them. */
const PENDING = 1024 * 1024;

type Closed = Parameters<WireListener['closed']>;

/**
 * A socket on which the server has accepted the handshake. Nothing is read before `listen`.
 * Pings are answered at once (RFC 6455 §5.5.2), unless the closing handshake has begun or they are a flood; while a frame
 * goes out in pieces, only the last one is, and after it.
 * `closed` tells, for a protocol error, who broke the protocol.
 * @param rest the bytes that came right behind the head: the first frames.
 * @param deflate what reads compressed messages, where that was agreed on.
 */
export function createWire(socket: Socket, rest: Buffer, deflate?: PerMessageDeflate): Wire {
  const receiver = new Receiver({
    ...(deflate === undefined ? {} : { extensions: { 'permessage-deflate': deflate } }),
    maxPayload: MAX_PAYLOAD,
    maxFragments: 16_384,
    maxBufferedChunks: 262_144,
  });
  let listener: WireListener | undefined;
  let closeSent = false;
  let ended: Closed | undefined;
  let resting: NodeJS.Timeout | undefined;
  let isRead = true;

  /** Tells the listener, once, and ends TCP. */
  const end = (...closed: Closed): void => {
    if (ended !== undefined) return;
    ended = closed;
    clearTimeout(resting);
    socket.off('data', onData);
    socket.resume();
    socket.end();
    const timer = setTimeout(() => socket.destroy(), LINGER);
    socket.once('close', () => clearTimeout(timer));
    listener?.closed(...closed);
  };
  const resume = (): void => {
    if (isRead || ended !== undefined) socket.resume();
  };
  const first = (): 'client' | 'server' => (closeSent ? 'client' : 'server');

  const write = (bytes: Buffer): void => {
    if (socket.writable) socket.write(bytes);
  };
  let pings = 0;
  let owed: Buffer | undefined;
  const outgoing = createOutgoingFrames();
  let owedAfterFrame: Buffer | undefined;
  const pong = (data: Buffer): void => {
    if (outgoing.isMidFrame) {
      owedAfterFrame = data;
      return;
    }
    if (closeSent || ended !== undefined || socket.writableLength > PENDING) return;
    write(encodeFrame('pong', data));
    listener?.sent?.('pong', data.toString('base64'), data.length);
  };
  const onData = (chunk: Buffer): void => {
    pings = 0;
    if (!receiver.write(chunk)) socket.pause();
    if (owed === undefined) return;
    pong(owed);
    owed = undefined;
    if (ended !== undefined) return;
    socket.pause();
    resting = setTimeout(resume, REST);
  };

  socket.on('error', () => end(1006, '', 'reset', first()));
  socket.on('end', () => receiver.end());
  socket.on('close', () => end(1006, '', 'fin', first()));

  receiver.on('drain', resume);
  receiver.on('finish', () => end(1006, '', 'fin', first()));
  receiver.on('message', (data, isBinary) =>
    listener?.frame(isBinary ? 'binary' : 'text', data.toString(isBinary ? 'base64' : 'utf8'), data.length),
  );
  receiver.on('pong', (data) => listener?.frame('pong', data.toString('base64'), data.length));
  receiver.on('ping', (data) => {
    listener?.frame('ping', data.toString('base64'), data.length);
    pings += 1;
    if (pings > PINGS_AT_ONCE) owed = data;
    else pong(data);
  });
  receiver.on('conclude', (code, reason) => {
    const by = first();
    if (!closeSent) write(encodeFrame('close', closePayload(code === 1005 ? undefined : code)));
    closeSent = true;
    end(code, reason.toString('utf8'), 'close-frame', by);
  });
  receiver.on('error', (error) => {
    if (!closeSent) write(encodeFrame('close', closePayload(closeCodeFor(error.code))));
    closeSent = true;
    end(1006, error.message, 'protocol-error', 'server');
  });

  return {
    listen(to) {
      if (listener !== undefined) throw new Error('A wire has one listener.');
      listener = to;
      if (ended !== undefined) return to.closed(...ended);
      if (rest.length > 0) onData(rest);
      if (ended !== undefined) return;
      socket.on('data', onData);
      resume();
    },
    send(frame) {
      if (ended !== undefined) return;
      const { kind, payload } = payloadOf(frame);
      const bytes = kind === 'raw' ? payload : encodeFrame(kind, payload);
      write(bytes);
      if (kind !== 'raw' && !outgoing.isMidFrame) return;
      outgoing.pass(bytes);
      if (outgoing.isMidFrame || owedAfterFrame === undefined) return;
      pong(owedAfterFrame);
      owedAfterFrame = undefined;
    },
    read(reading) {
      isRead = reading;
      if (reading) resume();
      else if (ended === undefined) socket.pause();
    },
    close(code, reason) {
      if (closeSent || ended !== undefined) return;
      // Else the Close that answers it would never be seen.
      isRead = true;
      resume();
      closeSent = true;
      write(encodeFrame('close', closePayload(code, reason)));
    },
    destroy() {
      end(1006, '', 'fin', 'client');
      socket.destroy();
    },
  };
}

/** RFC 6455 §7.4.1: the code for what ws's Receiver found wrong. */
function closeCodeFor(error: string | undefined): number {
  switch (error) {
    case 'WS_ERR_INVALID_UTF8':
      return 1007;
    case 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH':
    case 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH':
      return 1009;
    case 'WS_ERR_TOO_MANY_BUFFERED_PARTS':
      return 1008;
    default:
      return 1002;
  }
}
