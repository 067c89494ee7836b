import { randomBytes } from 'node:crypto';
import type { Header, Opening } from '../script/script.ts';
import type { HandshakeOutcome } from '../transcript/transcript.ts';
import { agreedDeflate } from './agreed-deflate.ts';
import { type AnswerState, createAnswerReader } from './answer-reader.ts';
import { connectSocket, type Dialled } from './connect-socket.ts';
import { failureOf, timeoutAt } from './dial-failure.ts';
import type { DialTarget } from './dial-target.ts';
import { handshakeBreaches } from './handshake-breaches.ts';
import { listOf, valuesOf } from './http-head.ts';
import { openingHead, writeHead } from './opening-head.ts';
import { systemClock } from './system-clock.ts';
import type { Opened, Wire } from './transport.ts';
import { createWire } from './wire.ts';

/** How long, in ms, the body of a refusal is waited for once its head is there. */
const BODY_WAIT = 500;

/**
 * Connects, sends the opening handshake, and reads the answer. Never rejects, and ends within `within` ms
 * (a refusal's body may take 500 ms more). Without a wire in the result, the socket is destroyed.
 */
export function openWebSocket(target: DialTarget, opening: Opening, within: number): Promise<Opened> {
  const request = openingHead(target, opening, randomBytes(16).toString('base64'));
  const began = systemClock.now();
  const after = (): number => Math.round((systemClock.now() - began) * 10) / 10;

  return new Promise((resolve) => {
    let dialled: Dialled;
    try {
      dialled = connectSocket(target);
    } catch (error) {
      const failure = failureOf(error instanceof Error ? error : new Error(String(error)), 'tcp');
      resolve({ handshake: { request, outcome: { kind: 'failed', ...failure, after: after() } } });
      return;
    }

    const { socket, stage } = dialled;
    const reader = createAnswerReader();
    let headAfter: number | undefined;
    let done = false;
    let stopWriting = (): void => {};

    const finish = (outcome: HandshakeOutcome, wire?: Wire): void => {
      if (done) return;
      done = true;
      cancel();
      stopWriting();
      socket.off('data', onData);
      if (wire === undefined) socket.destroy();
      resolve({ handshake: { request, outcome }, ...(wire === undefined ? {} : { wire }) });
    };

    const take = (state: AnswerState): void => {
      if (done || state.kind === 'head') return;
      if (state.kind === 'broken') {
        finish({ ...state, kind: 'failed', stage: stage(), after: after() });
        return;
      }
      if (state.kind === 'upgraded') {
        socket.pause();
        finish(
          accepted(request.headers, state, after()),
          speaksWebSocket(state)
            ? createWire(socket, state.rest, agreedDeflate(request.headers, state.head.headers))
            : undefined,
        );
        return;
      }
      if (headAfter === undefined) {
        headAfter = after();
        cancel();
        cancel = systemClock.after(BODY_WAIT, () => take(reader.end()));
      }
      if (state.kind === 'body') return;
      const { status, reason, headers } = state.head;
      finish({ kind: 'refused', status, reason, headers, body: state.body, after: headAfter });
    };

    const onData = (chunk: Buffer): void => take(reader.push(chunk));
    let cancel = systemClock.after(within, () =>
      finish({ kind: 'failed', ...timeoutAt(stage(), within), after: after() }),
    );
    socket.on('data', onData);
    socket.on('end', () => take(reader.end()));
    socket.on('close', () => take(reader.end()));
    socket.on('error', (error) => {
      if (headAfter === undefined) finish({ kind: 'failed', ...failureOf(error, stage()), after: after() });
      else take(reader.end());
    });
    const write = (bytes: Buffer, { count, pause } = opening.inPieces ?? { count: 1, pause: 0 }): void => {
      const size = Math.max(1, Math.ceil(bytes.length / count));
      if (socket.writable) socket.write(bytes.subarray(0, size));
      if (bytes.length > size)
        stopWriting = systemClock.after(pause, () =>
          write(bytes.subarray(size), { count: count - 1, pause }),
        );
    };
    socket.once(target.protocol === 'wss' ? 'secureConnect' : 'connect', () =>
      write(Buffer.from(writeHead(request))),
    );
  });
}

type Upgraded = Extract<AnswerState, { kind: 'upgraded' }>;

function accepted(sent: readonly Header[], { head, rest }: Upgraded, after: number): HandshakeOutcome {
  const [subprotocol] = valuesOf(head.headers, 'sec-websocket-protocol');
  const extensions = valuesOf(head.headers, 'sec-websocket-extensions').join(', ');
  return {
    kind: 'accepted',
    status: 101,
    reason: head.reason,
    headers: head.headers,
    breaches: handshakeBreaches(sent, head, rest),
    ...(subprotocol === undefined ? {} : { subprotocol }),
    ...(extensions === '' ? {} : { extensions }),
    after,
  };
}

/** After an upgrade to something else (`h2c`) no WebSocket frame can follow. */
function speaksWebSocket({ head }: Upgraded): boolean {
  const upgrade = listOf(head.headers, 'upgrade').map((token) => token.toLowerCase());
  return upgrade.length === 0 || upgrade.includes('websocket');
}
