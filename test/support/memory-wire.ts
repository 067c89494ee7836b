import { Receiver } from 'ws';
import { closePayload, encodeFrame, payloadOf } from '../../src/dial/encode-frame.ts';
import type { Wire, WireListener } from '../../src/dial/transport.ts';
import { protocolCode } from '../../src/mock/adapters/ws-connection.ts';
import { closeReason } from '../../src/mock/refusal-text.ts';
import type { Port, Session } from '../../src/mock/session.ts';

/** A connection without a network: what one end does, the other sees in the next microtask. */
export interface MemoryWire {
  /** The server's end. */
  readonly port: Port;
  /** The client's end. */
  readonly client: Wire;
  /** Who hears what the client sends. Without one (accept, then close) it goes nowhere. */
  attach(session: Session): void;
}

type Closed = Parameters<WireListener['closed']>;

/**
 * What the client sends goes as masked bytes through the frame reader that the `ws` server uses, so that broken
 * frames break here as they do there.
 */
export function createMemoryWire(maxPayload: number): MemoryWire {
  let session: Session | undefined;
  let listener: WireListener | undefined;
  /** Events on their way, until the client listens. */
  let underway: ((to: WireListener) => void)[] = [];
  let flushing = false;
  let over = false;
  let answering = true;
  let isRead = true;

  function deliver(event: (to: WireListener) => void): void {
    underway.push(event);
    flush();
  }
  function flush(): void {
    if (flushing || listener === undefined || !isRead) return;
    flushing = true;
    queueMicrotask(() => {
      flushing = false;
      const events = underway;
      underway = [];
      for (const event of events) if (listener !== undefined) event(listener);
    });
  }
  /** Ends both sides: the server hears `code`, the client the rest. */
  function end(server: Parameters<Session['closed']>, ...client: Closed): void {
    if (over) return;
    over = true;
    queueMicrotask(() => session?.closed(...server));
    deliver((to) => to.closed(...client));
  }

  const receiver = new Receiver({ isServer: true, maxPayload });
  receiver.on('message', (data, isBinary) => {
    if (isBinary) session?.frame({ kind: 'binary', base64: data.toString('base64'), size: data.length });
    else session?.frame({ kind: 'text', text: data.toString() });
  });
  receiver.on('ping', (data) => {
    if (answering) deliver((to) => to.frame('pong', data.toString('base64'), data.length));
  });
  receiver.on('conclude', (code, reason) => {
    const text = reason.toString();
    end([code, text], code, text, 'close-frame', 'client');
  });
  receiver.on('error', (error) => {
    const code = protocolCode(error) ?? 1002;
    end([code, '', error.message], code, '', 'close-frame', 'server');
  });

  return {
    attach(to) {
      session = to;
    },
    port: {
      buffered: 0,
      send(data) {
        if (over) return;
        const [kind, text, size] =
          'text' in data
            ? (['text', data.text, Buffer.byteLength(data.text)] as const)
            : (['binary', data.base64, Buffer.byteLength(data.base64, 'base64')] as const);
        deliver((to) => to.frame(kind, text, size));
      },
      answerPings(answer) {
        answering = answer;
      },
      ping() {
        if (over) return;
        deliver((to) => to.frame('ping', '', 0));
        queueMicrotask(() => session?.pong());
      },
      close: (code, reason) => end([code, reason], code, closeReason(reason), 'close-frame', 'server'),
      drop: () => end([1006, ''], 1006, '', 'fin', 'server'),
    },
    client: {
      listen(to) {
        listener = to;
        flush();
      },
      send(frame) {
        if (over) return;
        const { kind, payload } = payloadOf(frame);
        receiver.write(kind === 'raw' ? payload : encodeFrame(kind, payload));
      },
      read(reading) {
        isRead = reading;
        flush();
      },
      close(code, reason) {
        isRead = true;
        if (!over) receiver.write(encodeFrame('close', closePayload(code, reason)));
      },
      destroy: () => end([1006, ''], 1006, '', 'fin', 'client'),
    },
  };
}
