import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { loadContract, type Mock, startMock } from '../../src/index.ts';
import { extendExpect } from '../../src/vitest/index.ts';

extendExpect();
let mock: Mock;
beforeAll(async () => {
  const { contract } = await loadContract(join(import.meta.dirname, 'project/feed.yaml'), { cache: false });
  mock = await startMock(contract, { port: 0, push: 'off' });
});
beforeEach(() => mock.reset());
afterAll(() => mock.close());

/** Sends these frames on one connection, and ends when the mock has them. */
async function say(...frames: readonly unknown[]): Promise<void> {
  const before = mock.received().length;
  const socket = new WebSocket(`${mock.url.replace('http', 'ws')}/ws`);
  await once(socket, 'open');
  for (const frame of frames) socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  await vi.waitFor(() => expect(mock.received()).toHaveLength(before + frames.length));
  socket.terminate();
}

/** The same, without asking the clock. */
async function sayAtOnce(...frames: readonly unknown[]): Promise<void> {
  const socket = new WebSocket(`${mock.url.replace('http', 'ws')}/ws`);
  await once(socket, 'open');
  for (const frame of frames) socket.send(JSON.stringify(frame));
}

async function refused(path: string): Promise<void> {
  const socket = new WebSocket(`${mock.url.replace('http', 'ws')}${path}`);
  await once(socket, 'error');
}

/** What a matcher says where it does not hold, and what it hands to the diff. */
async function failure(assert: () => unknown): Promise<Error & { actual?: unknown; expected?: unknown }> {
  try {
    await assert();
  } catch (error) {
    return error as Error;
  }
  throw new Error('The matcher holds.');
}

describe('toHaveReceived', () => {
  test('holds for a message that came, with what was asked of it', async () => {
    await say({ type: 'subscribe', symbol: 'AAPL', depth: { levels: 5 } });
    expect(mock).toHaveReceived('subscribe');
    expect(mock).toHaveReceived('subscribe', { symbol: 'AAPL' });
    expect(mock).toHaveReceived('subscribe', { symbol: expect.stringMatching(/^A/), depth: { levels: 5 } });
    expect(mock).not.toHaveReceived('subscribe', { symbol: 'MSFT' });
    expect(mock).not.toHaveReceived('ping');
  });

  test.each([
    {
      what: 'of that message, the one that differs least',
      said: [
        { type: 'ping' },
        { type: 'subscribe', symbol: 'TSLA', depth: { levels: 9 } },
        { type: 'subscribe', symbol: 'MSFT', depth: { levels: 5 } },
        { type: 'ping' },
      ],
      wanted: { symbol: 'AAPL', depth: { levels: 5 } },
      message: [
        'No client has sent "subscribe" with {"depth": {"levels": 5}, "symbol": "AAPL"}.',
        'Of 4 frames received, the nearest is "subscribe" from connection # at feed',
        '  /symbol is "MSFT", not "AAPL"',
      ],
      diff: {
        actual: { type: 'subscribe', symbol: 'MSFT', depth: { levels: 5 } },
        expected: { type: 'subscribe', symbol: 'AAPL', depth: { levels: 5 } },
      },
    },
    {
      what: 'a member that is missing, and a matcher',
      said: [{ type: 'subscribe', symbol: 'MSFT' }],
      wanted: { symbol: expect.stringMatching(/^A/), depth: { levels: expect.any(Number) } },
      message: [
        'No client has sent "subscribe" with {"depth": {"levels": Any<Number>}, "symbol": StringMatching /^A/}.',
        'Of 1 frame received, the nearest is "subscribe" from connection # at feed',
        '  /symbol is "MSFT", not StringMatching /^A/',
        '  /depth is missing, not {"levels": Any<Number>}',
      ],
      diff: { actual: { type: 'subscribe', symbol: 'MSFT' } },
    },
    {
      what: 'where none is of that message, the one that was meant to be',
      said: [{ type: 'subscrib', symbol: 'AAPL' }, { type: 'ping' }],
      wanted: { symbol: 'AAPL' },
      message: [
        'No client has sent "subscribe" with {"symbol": "AAPL"}.',
        'Of 2 frames received, the nearest is {"type":"subscrib","symbol":"AAPL"} from connection # at feed',
        '  It breaks the contract: It fits no message that the client may send; nearest is "subscribe": /type is "subscrib", and must be "subscribe".',
        '  {"type":"subscrib","symbol":"AAPL"}',
      ],
      diff: {},
    },
    {
      what: 'else the last one',
      said: [{ type: 'ping' }],
      wanted: undefined,
      message: [
        'No client has sent "subscribe".',
        'Of 1 frame received, the nearest is "ping" from connection # at feed',
        '  {"type":"ping"}',
      ],
      diff: {},
    },
  ])('else shows the nearest frame: $what', async ({ said, wanted, message, diff }) => {
    await say(...said);
    const error = await failure(() => expect(mock).toHaveReceived('subscribe', wanted));
    expect(error.message.replace(/connection \d+/, 'connection #')).toBe(message.join('\n'));
    expect(error).toMatchObject(diff);
    if (!('actual' in diff)) expect(error.actual).toBeUndefined();
  });

  test('says what is known where no frame came', async () => {
    const silent = await failure(() => expect(mock).toHaveReceived('ping'));
    expect(silent.message).toBe(
      'No client has sent "ping".\nNo frame was received, and nobody has tried to connect.',
    );
    await refused('/wss');
    const lost = await failure(() => expect(mock).toHaveReceived('ping'));
    expect(lost.message).toBe(
      [
        'No client has sent "ping".',
        'No frame was received, and no connection was opened.',
        '1 handshake was refused:',
        '- handshake /wss: No endpoint of the contract has the path /wss. The contract has /ws, /stock/{symbol}.',
      ].join('\n'),
    );
    await say();
    const mute = await failure(() => expect(mock).toHaveReceived('ping'));
    expect(mute.message).toContain('No frame was received on the 1 connection that was opened.\n1 handshake');
  });

  test('negated, shows what was received', async () => {
    await say({ type: 'ping' });
    const error = await failure(() => expect(mock).not.toHaveReceived('ping'));
    expect(error.message.replace(/connection \d+/, 'connection #')).toBe(
      '"ping" was received once:\n- "ping" from connection # at feed\n  {"type":"ping"}',
    );
  });

  test('knows a misspelt message, and a subject that is no mock', () => {
    expect(() => expect(mock).toHaveReceived('subscrib')).toThrow(
      'The contract has no message "subscrib" that a client sends. Did you mean "subscribe"?',
    );
    expect(() => expect({}).toHaveReceived('ping')).toThrow(
      'toHaveReceived asks a mock what it received, and this is none. Give it what startMock() or the fixture of contractTest() gave.',
    );
  });
});

describe('toReceive', () => {
  test('waits for what is still to come, in real time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const waiting = expect(mock).toReceive('subscribe', { symbol: 'AAPL' });
      await sayAtOnce({ type: 'ping' }, { type: 'subscribe', symbol: 'AAPL' });
      await waiting;
      await expect(mock).toReceive('ping');
    } finally {
      vi.useRealTimers();
    }
  });

  test('else says what came instead', async () => {
    await say({ type: 'subscribe', symbol: 'MSFT' });
    const error = await failure(() =>
      expect(mock).toReceive('subscribe', { symbol: 'AAPL' }, { within: 20 }),
    );
    expect(error.message.replace(/connection \d+/, 'connection #')).toBe(
      [
        'No client sent "subscribe" with {"symbol": "AAPL"} within 20 ms.',
        'Of 1 frame received, the nearest is "subscribe" from connection # at feed',
        '  /symbol is "MSFT", not "AAPL"',
      ].join('\n'),
    );
    expect(error.expected).toEqual({ type: 'subscribe', symbol: 'AAPL' });
  });

  test('negated, needs an end', async () => {
    await expect(mock).not.toReceive('ping', undefined, { within: 20 });
    const error = await failure(() => expect(mock).not.toReceive('ping'));
    expect(error.message).toBe(
      'To wait for nothing needs an end: expect(mock).not.toReceive(message, partial, { within: 200 }), or not.toHaveReceived, which does not wait.',
    );
  });
});

describe('toKeepContract, of a mock', () => {
  test('holds while the client does nothing wrong', async () => {
    await say({ type: 'ping' });
    expect(mock).toKeepContract();
    const error = await failure(() => expect(mock).not.toKeepContract());
    expect(error.message).toBe('The client kept the contract: the mock has seen no violation.');
  });

  test('else shows each frame and each handshake that broke it', async () => {
    await refused('/stocks/AAPL');
    await say({ type: 'subscribe', symbol: 'aapl' }, 'hello');
    const error = await failure(() => expect(mock).toKeepContract());
    expect(error.message).toBe(
      [
        'The client broke the contract 3 times:',
        '- handshake /stocks/AAPL: No endpoint of the contract has the path /stocks/AAPL. The contract has /ws, /stock/{symbol}.',
        '- frame at feed: It is no valid "subscribe": /symbol is "aapl", and must match pattern "^[A-Z]+$".',
        '  {"type":"subscribe","symbol":"aapl"}',
        '- frame at feed: It is not JSON: Unexpected token \'h\', "hello" is not valid JSON.',
        '  hello',
      ].join('\n'),
    );
    expect(mock).not.toKeepContract();
  });

  test('a frame needs a contract that is known', () => {
    expect(() => expect('{}').toKeepContract()).toThrow(
      "Whether a frame keeps a contract is known once the contract is: await extendExpect('asyncapi.yaml') first.",
    );
  });
});
