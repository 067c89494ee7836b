import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Mock, type MockOptions, startMock } from '../../src/mock/index.ts';
import { chatContract } from '../support/chat-contract.ts';
import { connect, dial } from '../support/plain-client.ts';
import { handshakeBytes, rawClient } from '../support/raw-client.ts';

const running: Mock[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

async function start(options: MockOptions): Promise<{ mock: Mock; url: string }> {
  const mock = await startMock(chatContract(), { port: 0, push: 'off', ...options });
  running.push(mock);
  return { mock, url: `${mock.url.replace('http', 'ws')}/chat` };
}

describe('what a client sees on a real socket', () => {
  test.each([
    ['close-4401', 4401],
    ['close-3000-after-1', 3000],
    ['drop', 1006],
    ['drop-after-1', 1006],
  ])('%s: %i', async (fault, code) => {
    const { url } = await start({ faults: [fault] });
    const client = await connect(url);
    expect(await client.closed).toBe(code);
  });

  test.each([
    ['refuse-401', 401],
    ['refuse-503', 503],
  ])('%s: %i', async (fault, status) => {
    const { mock, url } = await start({ faults: [fault] });
    expect((await dial(url)).status).toBe(status);
    expect(mock.journal.entries()).toMatchObject([{ type: 'handshake', guard: 'fault', fault }]);
    expect(mock.violations()).toEqual([]);
  });

  test.each([
    [429, '1'],
    [503, '1'],
    [403, null],
  ])('refuse-%i: Retry-After %s', async (status, expected) => {
    const { mock } = await start({ faults: [`refuse-${status}`] });
    const client = rawClient(Number(new URL(mock.url).port));
    client.write(handshakeBytes('/chat'));
    const answer = (await client.read('\r\n\r\n')).toString('latin1');
    expect(/^Retry-After: (.*)$/im.exec(answer)?.[1] ?? null).toBe(expected);
    client.socket.destroy();
  });

  test('silent-handshake: no answer', async () => {
    const { url } = await start({ faults: ['silent-handshake'] });
    await expect(dial(url, { handshakeTimeout: 200 })).rejects.toThrow('Opening handshake has timed out');
  });

  test('no-pong: Pings stay without an answer, until it is switched off', async () => {
    const { mock, url } = await start({ faults: ['no-pong'] });
    const socket = new WebSocket(url);
    const pongs: string[] = [];
    socket.on('pong', (data) => pongs.push(data.toString()));
    await new Promise((resolve) => socket.once('message', resolve));
    const reply = (): Promise<unknown> => {
      const came = new Promise((resolve) => socket.once('message', resolve));
      socket.send('{"type":"say","text":"x"}');
      return came;
    };
    socket.ping('one');
    await reply();
    mock.setFaults([]);
    socket.ping('two');
    await reply();
    expect(pongs).toEqual(['two']);
    socket.terminate();
  });

  test('trickle: one message in several frames, whole in the journal', async () => {
    const { mock, url } = await start({ faults: ['trickle-80'] });
    const client = rawClient(Number(new URL(mock.url).port));
    client.write(handshakeBytes('/chat'));
    // Text without FIN, 8 bytes; then a continuation with FIN, 8 bytes (RFC 6455 §5.2, §5.4).
    const bytes = (await client.read('"hello"}')).toString('latin1');
    expect(bytes).toContain('\u0001\u0008{"type":');
    expect(bytes).toContain('\u0080\u0008"hello"}');
    client.socket.destroy();
    const whole = await connect(url);
    expect(await whole.next()).toEqual({ type: 'hello' });
    expect(mock.journal.entries().filter(({ type }) => type === 'frame')).toMatchObject([
      { data: '{"type":"hello"}' },
      { data: '{"type":"hello"}' },
    ]);
  });
});

describe('the journal', () => {
  /** What the server said and did, without what is not of interest here. */
  const said = (mock: Mock): readonly string[] =>
    mock.journal.entries().flatMap((entry) => {
      if (entry.type === 'faults') return [`now ${entry.faults.join(', ')}`];
      if (entry.type === 'close') return [`closed ${entry.code} by ${entry.fault ?? 'nobody'}`];
      if (entry.type !== 'frame' || entry.from === 'client') return [];
      return [`${entry.message} ${entry.lost ? 'lost' : 'sent'} by ${entry.fault ?? 'nobody'}`];
    });

  test.each<[string, readonly string[]]>([
    ['lose-2', ['hello sent by nobody', 'said lost by lose-2']],
    ['no-reply', ['hello sent by nobody', 'said lost by no-reply']],
    [
      'duplicate',
      ['hello sent by nobody', 'hello sent by duplicate', 'said sent by nobody', 'said sent by duplicate'],
    ],
    ['corrupt', ['hello sent by corrupt', 'said sent by corrupt']],
    [
      'close-4401-after-2',
      ['hello sent by nobody', 'said sent by nobody', 'closed 4401 by close-4401-after-2'],
    ],
    ['drop-after-2', ['hello sent by nobody', 'said sent by nobody', 'closed 1006 by drop-after-2']],
  ])('says what %s has done', async (fault, expected) => {
    const { mock, url } = await start({ faults: [fault] });
    const client = await connect(url);
    client.send({ type: 'say', text: 'x' });
    await expect.poll(() => said(mock), { timeout: 10_000 }).toEqual(expected);
  });

  test('names all that had their way with a frame, and says when faults are switched', async () => {
    const { mock, url } = await start({ faults: ['duplicate', 'latency-1ms'] });
    await connect(url);
    await expect.poll(() => said(mock), { timeout: 10_000 }).toHaveLength(2);
    mock.setFaults([]);
    expect(said(mock)).toEqual(['hello sent by latency-1ms', 'hello sent by duplicate, latency-1ms', 'now ']);
  });

  test('holds nothing for lost that is only late', async () => {
    const { mock, url } = await start({ faults: ['reorder'] });
    const client = await connect(url);
    expect(await client.next(10_000)).toEqual({ type: 'hello' });
    expect(said(mock)).toEqual(['hello sent by nobody']);
  });
});

describe('chosen by the client', () => {
  test('in the query, where it is allowed: on its own connection alone', async () => {
    const { url } = await start({ allowQueryFaults: true });
    const [broken, whole] = [await connect(`${url}?__countersign=close-4401-after-1`), await connect(url)];
    expect(await broken.closed).toBe(4401);
    expect(await whole.next()).toEqual({ type: 'hello' });
    expect((await dial(`${url}?__countersign=refuse-429`)).status).toBe(429);
    expect((await dial(`${url}?__countersign=refuse-42`)).status).toBe(400);
  });

  test('and not where it is not', async () => {
    const { url } = await start({});
    const client = await connect(`${url}?__countersign=close-4401`);
    expect(await client.next()).toEqual({ type: 'hello' });
  });
});

describe('mistakes', () => {
  test.each([
    [{ faults: ['close-99'] }, '"close-99" has "99" for <code>'],
    [{ faults: ['silent@chta'] }, '"silent@chta" is to be committed at "chta"'],
    [{ scenarios: ['unhappy'] }, 'The contract has no scenario "unhappy" that a mock can play.'],
  ])('%j', async (options, message) => {
    await expect(startMock(chatContract(), { port: 0, ...options })).rejects.toThrow(message);
  });

  test('leave the faults that are on as they were', async () => {
    const { mock } = await start({ faults: ['silent'] });
    expect(() => mock.setFaults(['no-reply', 'no-replay'])).toThrow('There is no fault "no-replay".');
    expect(mock.faults()).toEqual(['silent']);
    mock.setFaults(['no-reply', 'no-reply']);
    expect(mock.faults()).toEqual(['no-reply']);
    mock.reset();
    expect(mock.faults()).toEqual(['silent']);
  });
});
