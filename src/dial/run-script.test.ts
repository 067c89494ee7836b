import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../test/support/virtual-clock.ts';
import type { Json } from '../contract/json.ts';
import type { IncomingFrame, Recognition } from '../rules/recognition.ts';
import type { ExpectStep, OutgoingFrame, Script, Step } from '../script/script.ts';
import { createRedactor } from '../transcript/redact.ts';
import { TRANSCRIPT_LIMIT, type Transcript } from '../transcript/transcript.ts';
import { type RunOptions, runScript } from './run-script.ts';
import { RECORDED_FRAMES } from './script-connection.ts';
import type { Clock, Transport, Wire, WireListener } from './transport.ts';

/** The server's side of a connection in memory. */
interface Peer extends Pick<WireListener, 'closed'> {
  send(payload: Json): void;
  frame: WireListener['frame'];
  sent: NonNullable<WireListener['sent']>;
}

/** A server in memory. What it does, it does in the tick in which it is asked. */
interface Server {
  open?(peer: Peer, target: string): void;
  receive?(frame: OutgoingFrame, peer: Peer): void;
  /** Default: answers the Close. */
  close?(peer: Peer, code: number | undefined): void;
  /** ms until a handshake is answered. */
  slow?: number;
  refuse?: boolean;
}

function transportTo(server: Server, clock: Clock, log: string[] = []): Transport {
  const handshake = (
    kind: 'accepted' | 'refused' | 'failed',
    after: number,
    target: string,
  ): never | object => {
    const request = { line: `GET ${target} HTTP/1.1`, headers: [['Authorization', 'Bearer hunter22']] };
    if (kind === 'accepted')
      return { request, outcome: { kind, status: 101, reason: '', headers: [], breaches: [], after } };
    if (kind === 'refused')
      return { request, outcome: { kind, status: 403, reason: '', headers: [], body: 'hunter22', after } };
    return { request, outcome: { kind, stage: 'answer', code: 'TIMEOUT', message: '', after } };
  };
  return {
    base: 'ws://memory',
    open: (opening, within) =>
      new Promise((resolve) => {
        const slow = server.slow ?? 0;
        clock.after(Math.min(slow, within), () => {
          const kind = slow > within ? 'failed' : server.refuse === true ? 'refused' : 'accepted';
          const record = handshake(
            kind,
            Math.min(slow, within),
            opening.target,
          ) as Transcript['connections'][string]['handshake'];
          resolve(
            kind === 'accepted'
              ? { handshake: record, wire: wireTo(server, opening.target, log) }
              : { handshake: record },
          );
        });
      }),
    request: (step) =>
      new Promise((resolve) => {
        clock.after(Math.min(5, step.within), () =>
          resolve({
            request: { method: step.method, url: `http://memory${step.target}`, headers: step.headers },
            outcome: {
              kind: 'answered',
              status: 200,
              headers: [['Set-Cookie', 's=1; Path=/']],
              body: 'hunter22',
              after: 5,
            },
          }),
        );
      }),
  };
}

function wireTo(server: Server, target: string, log: string[]): Wire {
  let listener: WireListener | undefined;
  let over = false;
  const peer: Peer = {
    send: (payload) => peer.frame('text', JSON.stringify(payload), JSON.stringify(payload).length),
    frame: (...frame) => listener?.frame(...frame),
    sent: (...frame) => listener?.sent?.(...frame),
    closed(...close) {
      if (over) return;
      over = true;
      listener?.closed(...close);
    },
  };
  return {
    listen(to) {
      listener = to;
      server.open?.(peer, target);
    },
    send: (frame) => server.receive?.(frame, peer),
    read: (reading) => void log.push(reading ? 'read' : 'no more reading'),
    close(code) {
      log.push(`close ${target} ${code}`);
      if (server.close === undefined) peer.closed(code ?? 1005, '', 'close-frame', 'client');
      else server.close(peer, code);
    },
    destroy() {
      log.push(`destroy ${target}`);
      peer.closed(1006, '', 'fin', 'client');
    },
  };
}

/** The message is the payload's `type`; a `bad` one is broken. */
function recognise(_: string, __: string, frame: IncomingFrame): Recognition {
  const payload = JSON.parse(frame.kind === 'text' ? frame.text : '""') as { type?: string; bad?: boolean };
  if (payload.type === undefined)
    return { kind: 'unknown', payload: payload as Json, reason: 'it has no type' };
  if (payload.bad !== true) return { kind: 'message', message: payload.type, payload: payload as Json };
  const errors = [{ pointer: '/bad', keyword: 'const', message: '/bad must be false', schemaPath: '' }];
  return { kind: 'broken', message: payload.type, payload: payload as Json, errors };
}

const connect: Step = { do: 'connect', on: 'a', endpoint: 'e', opening: { target: '/ws' }, within: 1_000 };
const send = (json: Json): Step => ({ do: 'send', on: 'a', frame: { json } });
const hear = (message: string, within = 100): ExpectStep => ({
  do: 'expect',
  on: 'a',
  until: { messages: [message] },
  within,
});
const untilClosed = (within = 100): ExpectStep => ({
  do: 'expect',
  on: 'a',
  until: { closed: true },
  within,
});

async function play(
  server: Server | ((clock: Clock) => Server),
  steps: readonly Step[],
  options: RunOptions & { deadline?: number; log?: string[] } = {},
): Promise<{ transcript: Transcript; took: number }> {
  const clock = createVirtualClock();
  const script: Script = { steps, deadline: options.deadline ?? 60_000 };
  const transport = transportTo(typeof server === 'function' ? server(clock) : server, clock, options.log);
  const transcript = await clock.run(runScript(script, transport, clock, { recognise, ...options }));
  return { transcript, took: clock.now() };
}

const echo: Server = {
  open: (peer) => peer.send({ type: 'hello' }),
  receive: (frame, peer) => {
    if ('json' in frame) peer.send({ type: 'echo', of: frame.json });
  },
};

describe('a script is run', () => {
  test('the whole of it, and what happened is told', async () => {
    const { transcript } = await play(echo, [
      connect,
      hear('hello'),
      send({ type: 'x', n: 1 }),
      hear('echo'),
    ]);
    expect(transcript).toEqual({
      connections: {
        a: {
          url: 'ws://memory/ws',
          handshake: {
            request: { line: 'GET /ws HTTP/1.1', headers: [['Authorization', 'Bearer [redacted]']] },
            outcome: { kind: 'accepted', status: 101, reason: '', headers: [], breaches: [], after: 0 },
          },
          frames: [
            {
              at: 0,
              step: 0,
              from: 'server',
              kind: 'text',
              data: '{"type":"hello"}',
              size: 16,
              message: 'hello',
            },
            {
              at: 0,
              step: 2,
              from: 'client',
              kind: 'text',
              data: '{"type":"x","n":1}',
              size: 18,
              message: 'x',
            },
            {
              at: 0,
              step: 2,
              from: 'server',
              kind: 'text',
              data: '{"type":"echo","of":{"type":"x","n":1}}',
              size: 39,
              message: 'echo',
            },
          ],
        },
      },
      answers: {},
      ended: 'completed',
      steps: [
        { from: 0, to: 0 },
        { from: 0, to: 0, fulfilled: true },
        { from: 0, to: 0 },
        { from: 0, to: 0, fulfilled: true },
      ],
      duration: 0,
    });
  });

  test('replies to requests sent in a row are found, though each came before its expectation', async () => {
    const of = (n: number): ExpectStep => ({
      do: 'expect',
      on: 'a',
      until: { where: [{ pointer: '/of/n', value: n }] },
      within: 9,
    });
    const { transcript } = await play(echo, [connect, send({ n: 1 }), send({ n: 2 }), of(2), of(1)]);
    expect(transcript.steps.map((step) => step.fulfilled)).toEqual([
      undefined,
      undefined,
      undefined,
      true,
      true,
    ]);
  });

  test('an expectation waits its time and no longer, and the script goes on', async () => {
    const { transcript, took } = await play(echo, [connect, hear('nothing', 250), { do: 'wait', ms: 1_000 }]);
    expect(transcript.steps).toEqual([
      { from: 0, to: 0 },
      { from: 0, to: 250, fulfilled: false },
      { from: 250, to: 1_250 },
    ]);
    expect(transcript.ended).toBe('completed');
    expect(took).toBe(1_250);
  });

  test('a wait goes on for as long as steps before it took', async () => {
    const slow = hear('nothing', 250);
    const like = (ms: number, from: number, to: number): Step => ({
      do: 'wait',
      ms,
      andAsLongAs: { from, to },
    });
    const { transcript } = await play(echo, [
      connect,
      slow,
      slow,
      like(300, 0, 2),
      like(300, 1, 1),
      like(1, 9, 9),
    ]);
    expect(transcript.steps.slice(3)).toEqual([
      { from: 500, to: 1_300 },
      { from: 1_300, to: 1_850 },
      { from: 1_850, to: 1_851 },
    ]);
  });

  test('years of it in no time', async () => {
    const { transcript } = await play(echo, [connect, { do: 'wait', ms: 1e12 }], { deadline: 1e13 });
    expect(transcript.duration).toBe(1e12);
  });

  test('a stream is heard until its last part', async () => {
    const server = (clock: Clock): Server => ({
      open(peer) {
        for (let n = 1; n <= 5; n += 1) clock.after(n * 10, () => peer.send({ type: 'part', last: n === 5 }));
      },
    });
    const until = { messages: ['part'], last: { last: true } };
    const { transcript } = await play(server, [connect, { do: 'expect', on: 'a', until, within: 1_000 }]);
    expect(transcript.steps[1]).toEqual({ from: 0, to: 50, fulfilled: true });
  });

  test('HTTP answers stand under their names, without secrets', async () => {
    const request: Step = {
      do: 'request',
      as: 'login',
      method: 'GET',
      target: '/?token=x',
      headers: [],
      within: 100,
    };
    const { transcript } = await play(echo, [request], { redact: createRedactor(['hunter22']) });
    expect(transcript.answers).toEqual({
      login: {
        request: { method: 'GET', url: 'http://memory/?token=[redacted]', headers: [] },
        outcome: {
          kind: 'answered',
          status: 200,
          headers: [['Set-Cookie', 's=[redacted]; Path=/']],
          body: '[redacted]',
          after: 5,
        },
      },
    });
  });
});

describe('frames are recorded', () => {
  test('with what they are in the eyes of the contract', async () => {
    const server: Server = {
      open(peer) {
        peer.send({ type: 'ok' });
        peer.send({ type: 'ok', bad: true });
        peer.send({});
        peer.frame('ping', 'AA==', 1);
        peer.sent('pong', 'AA==', 1);
      },
    };
    const { transcript } = await play(server, [connect]);
    expect(
      transcript.connections.a?.frames.map(({ from, kind, message, invalid }) => [
        from,
        kind,
        message,
        invalid,
      ]),
    ).toEqual([
      ['server', 'text', 'ok', undefined],
      ['server', 'text', 'ok', '/bad must be false'],
      ['server', 'text', undefined, 'it has no type'],
      ['server', 'ping', undefined, undefined],
      ['client', 'pong', undefined, undefined],
    ]);
  });

  test('as they were sent, whatever their kind', async () => {
    const frames: OutgoingFrame[] = [
      { json: 'é' },
      { text: '{' },
      { base64: 'AAE=' },
      { raw: '/w==' },
      { ping: 'hi' },
    ];
    const steps = frames.map((frame): Step => ({ do: 'send', on: 'a', frame }));
    const { endpoint: _, ...unknown } = connect as Extract<Step, { do: 'connect' }>;
    const { transcript } = await play({}, [unknown, ...steps]);
    expect(transcript.connections.a?.frames.map(({ kind, data, size }) => [kind, data, size])).toEqual([
      ['text', '"é"', 4],
      ['text', '{', 1],
      ['binary', 'AAE=', 2],
      ['raw', '/w==', 1],
      ['ping', 'aGk=', 2],
    ]);
  });

  test('up to a limit, and counted beyond it, while an expectation still hears them', async () => {
    const server: Server = {
      receive(_, peer) {
        for (let n = 0; n < RECORDED_FRAMES + 5; n += 1) peer.send({ type: 'x' });
        peer.send({ type: 'end' });
      },
    };
    const late: Server = {
      open(peer) {
        server.receive?.({ text: '' }, peer);
      },
      receive: (_, peer) => peer.send({ type: 'now' }),
    };
    const { transcript } = await play(late, [connect, hear('end'), send({ type: 'go' }), hear('now')]);
    // What the client itself sends is kept all the same: a reply is judged by it.
    expect(transcript.connections.a?.frames).toHaveLength(RECORDED_FRAMES + 1);
    // 5 of `x`, `end` and `now`.
    expect(transcript.connections.a?.unrecorded).toEqual({ frames: 7, bytes: 5 * 12 + 14 + 14 });
  });

  test('cut, and never through the middle of a secret', async () => {
    const secret = 'hunter22'.repeat(200);
    const server: Server = {
      open: (peer) => peer.frame('text', JSON.stringify(secret.repeat(1_000)), 1_600_002),
    };
    const { transcript } = await play(server, [connect], { redact: createRedactor([secret]) });
    const frame = transcript.connections.a?.frames[0];
    expect(frame?.size).toBe(1_600_002);
    expect(frame?.data.length).toBeLessThanOrEqual(TRANSCRIPT_LIMIT);
    expect(frame?.data).not.toContain('hunter22');
  });
});

describe('a script ends', () => {
  test.each<[string, Server, Step[], number]>([
    ['send on no connection', echo, [send(1)], 1],
    ['expect on no connection', echo, [hear('x')], 1],
    ['close of no connection', echo, [{ do: 'close', on: 'a' }], 1],
    ['the same name twice', echo, [connect, connect], 2],
    ['send after a refusal', { refuse: true }, [connect, send(1)], 2],
    [
      'send after the end',
      { open: (peer) => peer.closed(1011, '', 'close-frame', 'server') },
      [connect, send(1)],
      2,
    ],
  ])('at a step that cannot be done: %s', async (_, server, steps, begun) => {
    const { transcript } = await play(server, [...steps, { do: 'wait', ms: 10 }]);
    expect(transcript.ended).toBe('stopped');
    expect(transcript.steps).toHaveLength(begun);
  });

  test('where a required expectation is not fulfilled', async () => {
    const { transcript } = await play(echo, [
      connect,
      { ...hear('x'), required: true },
      { do: 'wait', ms: 10 },
    ]);
    expect(transcript).toMatchObject({ ended: 'stopped', steps: [{}, { fulfilled: false }] });
    expect(transcript.steps).toHaveLength(2);
  });

  test('not where it is fulfilled', async () => {
    const { transcript } = await play(echo, [
      connect,
      { ...hear('hello'), required: true },
      { do: 'wait', ms: 10 },
    ]);
    expect(transcript).toMatchObject({ ended: 'completed', duration: 10 });
  });

  test.each<[string, Step]>([
    ['a wait', { do: 'wait', ms: 9_999 }],
    ['an expectation', hear('x', 9_999)],
    ['an unanswered close', { do: 'close', on: 'a' }],
  ])('at its deadline, in the middle of %s', async (_, step) => {
    const { transcript } = await play({ close: () => undefined }, [connect, step, { do: 'wait', ms: 1 }], {
      deadline: 500,
    });
    expect(transcript).toMatchObject({ ended: 'deadline', duration: 500 });
    expect(transcript.steps).toHaveLength(2);
  });

  test('at its deadline, in the middle of a handshake, which is recorded as timed out', async () => {
    const { transcript } = await play({ slow: 5_000 }, [connect], { deadline: 500 });
    expect(transcript).toMatchObject({
      ended: 'deadline',
      duration: 500,
      connections: { a: { handshake: { outcome: { kind: 'failed', code: 'TIMEOUT', after: 500 } } } },
    });
  });

  test('when the signal says so, and a handshake that is accepted later is dropped', async () => {
    const abort = new AbortController();
    const log: string[] = [];
    const server = (clock: Clock): Server => {
      clock.after(100, () => abort.abort());
      return { slow: 900 };
    };
    const clock = createVirtualClock();
    const transport = transportTo(server(clock), clock, log);
    const run = runScript({ steps: [connect], deadline: 5_000 }, transport, clock, { signal: abort.signal });
    const transcript = await clock.run(run);
    expect(transcript).toMatchObject({ ended: 'stopped', duration: 100, connections: {} });
    await clock.run(new Promise<void>((resolve) => clock.after(2_000, resolve)));
    expect(log).toEqual(['destroy /ws']);
  });

  test('before it begins, when the signal has come before', async () => {
    const { transcript } = await play(echo, [connect], { signal: AbortSignal.abort() });
    expect(transcript).toMatchObject({ ended: 'stopped', steps: [], connections: {} });
  });

  test('with the error of a recogniser that throws', async () => {
    const broken = (): Recognition => {
      throw new RangeError('a bug');
    };
    await expect(play(echo, [connect, hear('x')], { recognise: broken })).rejects.toThrow(
      new RangeError('a bug'),
    );
  });
});

describe('a connection is closed', () => {
  test('by a step, which waits for the answer', async () => {
    const server = (clock: Clock): Server => ({
      close: (peer, code) =>
        void clock.after(30, () => peer.closed(code ?? 0, 'bye hunter22', 'close-frame', 'client')),
    });
    const close: Step = { do: 'close', on: 'a', code: 4000 };
    const { transcript } = await play(server, [connect, close, close], {
      redact: createRedactor(['hunter22']),
    });
    expect(transcript.ended).toBe('completed');
    expect(transcript.steps[1]).toEqual({ from: 0, to: 30 });
    expect(transcript.connections.a?.close).toEqual({
      at: 30,
      by: 'client',
      code: 4000,
      reason: 'bye [redacted]',
      how: 'close-frame',
    });
  });

  test('by dropping it when nobody answers the Close for 2 s', async () => {
    const { transcript } = await play({ close: () => undefined }, [connect, { do: 'close', on: 'a' }]);
    expect(transcript.connections.a?.close).toEqual({
      at: 2_000,
      by: 'client',
      code: 1006,
      reason: '',
      how: 'fin',
    });
  });

  test('abruptly, where that is asked', async () => {
    const log: string[] = [];
    const { transcript } = await play(echo, [connect, { do: 'close', on: 'a', abrupt: true }], { log });
    expect(transcript.connections.a?.close).toMatchObject({ at: 0, by: 'client', code: 1006, how: 'fin' });
    expect(log).toEqual(['destroy /ws']);
  });

  test('by the server, which ends an expectation at once, and fulfils it where that was expected', async () => {
    const server = (clock: Clock): Server => ({
      open(peer) {
        peer.send({ type: 'last' });
        clock.after(40, () => peer.closed(4401, 'expired', 'close-frame', 'server'));
      },
    });
    const steps = [connect, hear('x'), untilClosed(), hear('last'), hear('last')];
    const { transcript } = await play(server, steps);
    expect(transcript.steps.slice(1)).toEqual([
      { from: 0, to: 40, fulfilled: false },
      { from: 40, to: 40, fulfilled: true },
      { from: 40, to: 40, fulfilled: true },
      { from: 40, to: 40, fulfilled: false },
    ]);
    expect(transcript.ended).toBe('completed');
  });

  test('at the end of the script, politely, and that is not recorded', async () => {
    const log: string[] = [];
    const b: Step = { ...(connect as Extract<Step, { do: 'connect' }>), on: 'b', opening: { target: '/b' } };
    const { transcript } = await play(echo, [connect, b], { log });
    expect(log).toEqual(['close /ws 1000', 'close /b 1000']);
    expect(transcript.connections.a).not.toHaveProperty('close');
  });

  test('at the end, by dropping it when nobody answers within 200 ms', async () => {
    const log: string[] = [];
    const { transcript, took } = await play({ close: () => undefined }, [connect], { log });
    expect(log).toEqual(['close /ws 1000', 'destroy /ws']);
    expect(transcript.duration).toBe(0);
    expect(took).toBe(200);
  });
});
