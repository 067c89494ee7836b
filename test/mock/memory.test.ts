import { describe, expect, test } from 'vitest';
import { runScript } from '../../src/dial/run-script.ts';
import type { EngineOptions } from '../../src/engine/create-engine.ts';
import type { Opening, Step } from '../../src/script/script.ts';
import type { Transcript } from '../../src/transcript/transcript.ts';
import { type ChatOptions, chatContract } from '../support/chat-contract.ts';
import { createMemoryMock } from '../support/memory-transport.ts';
import { promised } from '../support/tiny-contract.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const HOUR = 3_600_000;

function run(
  steps: readonly Step[],
  chat: ChatOptions = {},
  options: EngineOptions = {},
): Promise<Transcript> {
  const clock = createVirtualClock();
  const { transport } = createMemoryMock(chatContract(chat), clock, options);
  return clock.run(runScript({ steps, deadline: 1_000 * HOUR }, transport, clock));
}

const connect = (target: string, opening: Partial<Opening> = {}): Step => ({
  do: 'connect',
  on: 'a',
  opening: { target, ...opening },
  within: 1_000,
});
const expectOne: Step = { do: 'expect', on: 'a', until: {}, within: 1_000 };

describe('virtual time', () => {
  test('half a day of a stream runs in a moment, at its cadence', async () => {
    const transcript = await run([connect('/feed/x'), { do: 'wait', ms: 12 * HOUR }]);
    const times = transcript.connections.a?.frames.map(({ at }) => at) ?? [];
    expect(times.slice(0, 3)).toEqual([0, 5_000, 10_000]);
    expect(times.length).toBeGreaterThanOrEqual(12 * 720);
    expect(transcript.duration).toBe(12 * HOUR);
  });

  test('the same seed gives the same transcript, word for word', async () => {
    const steps: Step[] = [
      connect('/feed/x'),
      { do: 'wait', ms: HOUR },
      { do: 'close', on: 'a', code: 1000 },
    ];
    expect(JSON.stringify(await run(steps))).toBe(JSON.stringify(await run(steps)));
  });

  test('a promise that nothing can settle is an error, not a hang', async () => {
    await expect(createVirtualClock().run(new Promise(() => {}))).rejects.toThrow(
      'Nothing is left that could settle the promise: no timer waits.',
    );
  });

  test('timers fire in their order, those of the same time as they were set, cancelled ones not', async () => {
    const clock = createVirtualClock(100);
    const fired: string[] = [];
    const set = (name: string, ms: number) => clock.after(ms, () => fired.push(`${name} ${clock.now()}`));
    set('late', 20);
    set('a', 10);
    set('b', 10);
    set('cancelled', 5)();
    await clock.run(new Promise<void>((resolve) => clock.after(30, resolve)));
    expect(fired).toEqual(['a 110', 'b 110', 'late 120']);
  });
});

describe('a conversation in memory', () => {
  test('is what it is over a socket', async () => {
    const transcript = await run([
      connect('/chat'),
      expectOne,
      { do: 'send', on: 'a', frame: { json: { type: 'say', text: '¡hola!' } } },
      expectOne,
      { do: 'send', on: 'a', frame: { ping: 'p' } },
      { do: 'close', on: 'a', code: 1000, reason: 'bye' },
      { do: 'request', as: 'health', method: 'GET', target: '/health', headers: [], within: 1_000 },
    ]);
    const connection = transcript.connections.a;
    expect(transcript.ended).toBe('completed');
    expect(connection?.handshake.outcome).toMatchObject({ kind: 'accepted', breaches: [] });
    expect(connection?.frames.map(({ from, kind, data }) => [from, kind, data])).toEqual([
      ['server', 'text', '{"type":"hello"}'],
      ['client', 'text', '{"type":"say","text":"¡hola!"}'],
      ['server', 'text', '{"type":"said","text":"¡hola!"}'],
      ['client', 'ping', 'cA=='],
      ['server', 'pong', 'cA=='],
    ]);
    expect(connection?.close).toMatchObject({ by: 'client', code: 1000, how: 'close-frame' });
    expect(transcript.answers.health?.outcome).toMatchObject({ status: 200, body: '{"type":"healthy"}' });
  });

  test.each([
    [1007, 'invalid UTF-8', Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff])],
    [1002, 'an unmasked frame', Buffer.from([0x81, 0x01, 0x61])],
    [1009, 'more than the payload limit', Buffer.from([0x81, 0xfe, 0x04, 0x00, 0, 0, 0, 0])],
  ])('is closed by the server with %i for %s', async (code, _what, bytes) => {
    const transcript = await run(
      [
        connect('/chat'),
        expectOne,
        { do: 'send', on: 'a', frame: { raw: bytes.toString('base64') } },
        { do: 'expect', on: 'a', until: { closed: true }, within: 1_000 },
      ],
      { endpoint: { payloadLimit: promised(1_000) } },
    );
    expect(transcript.connections.a?.close).toMatchObject({ by: 'server', code, how: 'close-frame' });
  });
});

describe('a refused handshake in memory', () => {
  const origins = promised(['http://localhost:3000']);

  test.each<[number, string, Partial<Opening>]>([
    [404, '/nowhere', {}],
    [403, '/chat', { origin: 'http://evil.example' }],
    [405, '/chat', { method: 'POST' }],
    [426, '/chat', { headers: [['Sec-WebSocket-Version', '99']] }],
    [426, '/chat', { omit: ['Upgrade'] }],
    [400, '/chat', { omit: ['Sec-WebSocket-Key'] }],
    [400, '/%ff', {}],
    [505, '/chat', { httpVersion: '1.0' }],
  ])('%i for %s %j', async (status, target, opening) => {
    const transcript = await run([connect(target, opening)], { handshake: { origins } });
    expect(transcript.connections.a?.handshake.outcome).toMatchObject({ kind: 'refused', status });
  });

  test('by accepting and then closing', async () => {
    const transcript = await run(
      [
        connect('/chat', { origin: 'http://evil.example' }),
        { do: 'expect', on: 'a', until: { closed: true }, within: 9 },
      ],
      { handshake: { origins, refuse: { origin: promised([{ close: 4403 }]) } } },
    );
    expect(transcript.connections.a).toMatchObject({
      handshake: { outcome: { kind: 'accepted' } },
      frames: [],
      close: { by: 'server', code: 4403, reason: 'The Origin http://evil.example is not on the allow-list.' },
    });
  });

  test('by never answering: it takes as long as the client waits, and no real time', async () => {
    const transcript = await run([connect('/chat')], {}, { faults: ['silent-handshake'] });
    expect(transcript.connections.a?.handshake.outcome).toEqual({
      kind: 'failed',
      stage: 'answer',
      code: 'TIMEOUT',
      message: 'No answer came within 1000 ms.',
      after: 1_000,
    });
  });
});
