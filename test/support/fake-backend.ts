import { STATUS_CODES } from 'node:http';
import { Receiver } from 'ws';
import type { Json } from '../../src/contract/json.ts';
import type { Clock, Opened, Transport, Wire, WireListener } from '../../src/dial/transport.ts';
import { protocolCode } from '../../src/mock/adapters/ws-connection.ts';
import type { Header, Opening, RequestStep } from '../../src/script/script.ts';
import type { AnswerRecord, HandshakeBreach } from '../../src/transcript/transcript.ts';

/** The server's end of one connection of a fake backend. */
export interface Peer {
  readonly opening: Opening;
  json(payload: Json): void;
  text(data: string): void;
  close(code: number, reason?: string): void;
  /** Ends TCP without a Close frame. */
  drop(): void;
  /** Sends a frame that is not valid, for that reason. */
  breakProtocol(reason: string): void;
  after(ms: number, callback: () => void): void;
  /** Calls back when the connection is closed, by whomever. */
  gone(callback: () => void): void;
}

/** How a fake backend behaves. What is left out is what a good server of no contract would do. */
export interface Behaviour {
  /** Default 101. `hang`: no answer; `refused`: no TCP connection. */
  handshake?(opening: Opening): number | 'hang' | 'refused';
  readonly breaches?: readonly HandshakeBreach[];
  readonly subprotocol?: (opening: Opening) => string | undefined;
  readonly extensions?: (opening: Opening) => string | undefined;
  open?(peer: Peer): void;
  /** A data frame; `json` is `undefined` where it is none. */
  frame?(peer: Peer, json: Json | undefined, text: string): void;
  /** Default: the same payload, as base64. `undefined`: none. */
  pong?(data: string): string | undefined;
  /** What is done with bytes that are put on the wire as they are. Default: they are read as `ws` reads them. */
  raw?(peer: Peer, bytes: Buffer): void;
  /** What is done when a client reads no more, or reads on. Default: what is sent waits. */
  read?(peer: Peer, reading: boolean): void;
  /** How a Close is answered. Default: with a Close. */
  goodbye?(code: number): 'close-frame' | 'fin' | 'protocol-error';
  request?(step: RequestStep): {
    readonly status: number;
    readonly headers?: readonly Header[];
    readonly body?: string;
  };
}

/** A backend in memory, for tests of the runner: it knows no contract, and lies as it is told. */
export function createFakeBackend(clock: Clock, behaviour: Behaviour): Transport {
  return {
    base: 'ws://fake.test',
    open: (opening, within) => open(clock, behaviour, opening, within),
    request: (step) => Promise.resolve(answer(behaviour, step)),
  };
}

async function open(clock: Clock, behaviour: Behaviour, opening: Opening, within: number): Promise<Opened> {
  const headers: Header[] = [['Host', 'fake.test']];
  if (opening.origin !== undefined) headers.push(['Origin', opening.origin]);
  if (opening.subprotocols !== undefined)
    headers.push(['Sec-WebSocket-Protocol', opening.subprotocols.join(', ')]);
  headers.push(...(opening.headers ?? []));
  const request = { line: `GET ${opening.target} HTTP/1.1`, headers };
  const status = behaviour.handshake?.(opening) ?? 101;
  if (status === 'refused')
    return {
      handshake: {
        request,
        outcome: { kind: 'failed', stage: 'tcp', code: 'ECONNREFUSED', message: 'refused', after: 0 },
      },
    };
  const { count, pause } = opening.inPieces ?? { count: 1, pause: 0 };
  const arrival = (count - 1) * pause;
  if (arrival > 0 && arrival < within)
    await new Promise<void>((resolve) => void clock.after(arrival, resolve));
  if (status === 'hang' || (status === 101 && arrival >= within)) {
    await new Promise<void>((resolve) => void clock.after(within, resolve));
    return {
      handshake: {
        request,
        outcome: { kind: 'failed', stage: 'answer', code: 'TIMEOUT', message: 'no answer', after: within },
      },
    };
  }
  const reason = STATUS_CODES[status] ?? '';
  if (status !== 101)
    return {
      handshake: { request, outcome: { kind: 'refused', status, reason, headers: [], body: '', after: 1 } },
    };
  const subprotocol = behaviour.subprotocol?.(opening);
  const extensions = behaviour.extensions?.(opening);
  return {
    handshake: {
      request,
      outcome: {
        kind: 'accepted',
        status: 101,
        reason,
        headers: [],
        breaches: behaviour.breaches ?? [],
        ...(subprotocol === undefined ? {} : { subprotocol }),
        ...(extensions === undefined ? {} : { extensions }),
        after: 1,
      },
    },
    wire: createWire(clock, behaviour, opening),
  };
}

function createWire(clock: Clock, behaviour: Behaviour, opening: Opening): Wire {
  let listener: WireListener | undefined;
  let isOpen = true;
  let isRead = true;
  const unread: string[] = [];
  const onGone: (() => void)[] = [];
  const end = (
    code: number,
    reason: string,
    how: 'close-frame' | 'fin' | 'protocol-error',
    by: 'client' | 'server',
  ): void => {
    if (!isOpen) return;
    isOpen = false;
    for (const callback of onGone) callback();
    listener?.closed(code, reason, how, by);
  };
  const peer: Peer = {
    opening,
    json: (payload) => peer.text(JSON.stringify(payload)),
    text: (data) => {
      if (isOpen && !isRead) unread.push(data);
      else if (isOpen) listener?.frame('text', data, Buffer.byteLength(data));
    },
    close: (code, reason = '') => end(code, reason, 'close-frame', 'server'),
    drop: () => end(1006, '', 'fin', 'server'),
    breakProtocol: (reason) => end(1006, reason, 'protocol-error', 'server'),
    after: (ms, callback) => void clock.after(ms, callback),
    gone: (callback) => void onGone.push(callback),
  };
  const pong = (data: string, size: number): void => {
    const answered = behaviour.pong === undefined ? data : behaviour.pong(data);
    if (answered !== undefined) listener?.frame('pong', answered, size);
  };
  const receiver = new Receiver({ isServer: true });
  receiver.on('message', (data) => {
    const text = data.toString();
    behaviour.frame?.(peer, parse(text), text);
  });
  receiver.on('ping', (data) => pong(data.toString('base64'), data.length));
  receiver.on('conclude', (code) => end(code, '', 'close-frame', 'server'));
  receiver.on('error', (error) => peer.close(protocolCode(error) ?? 1002));
  return {
    listen(given) {
      listener = given;
      behaviour.open?.(peer);
    },
    send(frame) {
      if (!isOpen) return;
      if ('ping' in frame) {
        pong(Buffer.from(frame.ping).toString('base64'), frame.ping.length);
        return;
      }
      if ('raw' in frame) {
        const bytes = Buffer.from(frame.raw, 'base64');
        if (behaviour.raw === undefined) receiver.write(bytes);
        else behaviour.raw(peer, bytes);
        return;
      }
      const text = 'json' in frame ? JSON.stringify(frame.json) : 'text' in frame ? frame.text : '';
      behaviour.frame?.(peer, parse(text), text);
    },
    read(reading) {
      isRead = reading;
      behaviour.read?.(peer, reading);
      for (const data of reading ? unread.splice(0) : []) peer.text(data);
    },
    close(code = 1005) {
      const how = behaviour.goodbye?.(code) ?? 'close-frame';
      end(how === 'close-frame' ? code : 1006, '', how, 'client');
    },
    destroy: () => end(1006, '', 'fin', 'client'),
  };
}

function answer(behaviour: Behaviour, step: RequestStep): AnswerRecord {
  const { status, headers = [], body = '' } = behaviour.request?.(step) ?? { status: 404 };
  return {
    request: {
      method: step.method,
      url: `http://fake.test${step.target}`,
      headers: step.headers,
      ...(step.body === undefined ? {} : { body: step.body }),
    },
    outcome: { kind: 'answered', status, headers, body, after: 1 },
  };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
