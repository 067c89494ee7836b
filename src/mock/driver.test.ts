import { beforeEach, describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { createFakeEngine, type FakeEngine } from '../../test/support/fake-engine.ts';
import { createVirtualClock, type VirtualClock } from '../../test/support/virtual-clock.ts';
import type { Effect } from '../engine/engine.ts';
import { createDriver, DROP_LIMIT, type Driver, PUSH_LIMIT } from './driver.ts';
import { createJournal } from './journal.ts';
import { createMask } from './mask.ts';
import type { Session } from './session.ts';

const contract = chatContract();
const [endpoint] = contract.endpoints;
if (endpoint === undefined) throw new Error('The chat contract has an endpoint.');
const attempt = { path: '/chat', query: [['token', 'secret-1234']] as const, headers: [] };
const peer = { host: '127.0.0.1', port: 50_000 };

interface FakePort {
  readonly log: string[];
  buffered: number;
}

let clock: VirtualClock;
let engine: FakeEngine;
let driver: Driver;

beforeEach(() => {
  clock = createVirtualClock(1_000);
  engine = createFakeEngine(endpoint);
  driver = createDriver({
    contract,
    createEngine: () => engine,
    clock,
    journal: createJournal(100),
    mask: createMask(contract),
    epoch: 1_000_000,
  });
});

function open(): { session: Session; port: FakePort } {
  const port = {
    log: [] as string[],
    buffered: 0,
    send: (data: object) => void port.log.push(`send ${JSON.stringify(data)}`),
    close: (code: number, reason: string) => void port.log.push(`close ${code} ${reason}`),
    drop: () => void port.log.push('drop'),
  };
  const session = driver.open(
    { kind: 'accept', endpoint: endpoint as never, parameters: {} },
    attempt,
    port,
    peer,
  );
  return { session, port };
}

const send = (connection: number, text: string): Effect => ({
  type: 'send',
  connection,
  data: { text },
  message: 'said',
});
const waited = (ms: number): Promise<void> => clock.run(new Promise((resolve) => clock.after(ms, resolve)));

describe('frames', () => {
  test('reach the engine, and its effects are carried out and journalled in their order', () => {
    const { session, port } = open();
    engine.on('frame', () => [
      { type: 'received', connection: 1, message: 'say', payload: { type: 'say' } },
      send(1, 'a'),
      send(1, 'b'),
    ]);
    session.frame({ kind: 'text', text: '{"type":"say"}' });
    expect(port.log).toEqual(['send {"text":"a"}', 'send {"text":"b"}']);
    expect(driver.journal.entries().slice(1)).toEqual([
      {
        id: 2,
        type: 'frame',
        at: 1_001_000,
        from: 'client',
        connection: 1,
        endpoint: 'chat',
        message: 'say',
        kind: 'text',
        data: '{"type":"say"}',
        length: 14,
      },
      expect.objectContaining({ id: 3, from: 'server', message: 'said', data: 'a' }),
      expect.objectContaining({ id: 4, from: 'server', message: 'said', data: 'b' }),
    ]);
  });

  test('that fit no message are journalled with what is wrong', () => {
    const { session } = open();
    engine.on('frame', () => [
      {
        type: 'received',
        connection: 1,
        message: undefined,
        payload: undefined,
        violation: 'It is not JSON.',
      },
    ]);
    session.frame({ kind: 'binary', base64: 'AAE=', size: 2 });
    expect(driver.journal.entries().at(-1)).toMatchObject({
      message: undefined,
      kind: 'binary',
      data: 'AAE=',
      violation: 'It is not JSON.',
    });
  });

  test('that come after our Close are not looked at, and nothing is sent after it', () => {
    const { session, port } = open();
    engine.on('frame', () => [{ type: 'close', connection: 1, code: 1008, reason: 'no' }, send(1, 'late')]);
    session.frame({ kind: 'text', text: 'x' });
    session.frame({ kind: 'text', text: 'y' });
    expect(port.log).toEqual(['close 1008 no']);
    expect(engine.events.filter(({ type }) => type === 'frame')).toHaveLength(1);
    expect(driver.connections()).toMatchObject([{ id: 1, state: 'closing' }]);
  });
});

describe('time', () => {
  test('the engine gets a tick when it is due, and the next one after that', async () => {
    engine.due = 3_000;
    engine.on('tick', ({ at }) => {
      engine.due = at < 5_000 ? at + 1_000 : undefined;
      return [];
    });
    open();
    await waited(10_000);
    expect(engine.events.filter(({ type }) => type === 'tick').map(({ at }) => at)).toEqual([
      3_000, 4_000, 5_000,
    ]);
  });

  test('a due that is put off does not tick too early', async () => {
    const { session } = open();
    engine.due = 2_000;
    session.frame({ kind: 'text', text: 'x' });
    engine.due = 4_000;
    session.frame({ kind: 'text', text: 'y' });
    engine.on('tick', () => {
      engine.due = undefined;
      return [];
    });
    await waited(10_000);
    expect(engine.events.filter(({ type }) => type === 'tick').map(({ at }) => at)).toEqual([4_000]);
  });

  test('a due that is brought forward ticks in time', async () => {
    const { session } = open();
    engine.due = 9_000;
    session.frame({ kind: 'text', text: 'x' });
    engine.due = 2_000;
    session.frame({ kind: 'text', text: 'y' });
    engine.on('tick', () => {
      engine.due = undefined;
      return [];
    });
    await waited(10_000);
    expect(engine.events.filter(({ type }) => type === 'tick').map(({ at }) => at)).toEqual([2_000]);
  });

  test('after stop there is no tick', async () => {
    engine.due = 3_000;
    const { port } = open();
    driver.stop(1001, 'The mock is closing.');
    await waited(10_000);
    expect(port.log).toEqual(['close 1001 The mock is closing.']);
    expect(engine.events.map(({ type }) => type)).toEqual(['open']);
  });
});

describe('a client that does not read', () => {
  test('gets no push, but still its replies', () => {
    const { session, port } = open();
    engine.on('push', () => [send(1, 'push')]);
    engine.on('frame', () => [send(1, 'reply')]);
    port.buffered = PUSH_LIMIT + 1;
    driver.push({ endpoint: 'chat', message: 'said' });
    session.frame({ kind: 'text', text: 'x' });
    expect(port.log).toEqual(['send {"text":"reply"}']);
    expect(driver.journal.entries().slice(1)).toMatchObject([
      { dropped: true, data: 'push' },
      { data: 'reply' },
    ]);
  });

  test('is cut off when too much waits for it', () => {
    const { session, port } = open();
    engine.on('frame', () => [send(1, 'reply')]);
    port.buffered = DROP_LIMIT + 1;
    session.frame({ kind: 'text', text: 'x' });
    session.closed(1006, '');
    expect(port.log).toEqual(['drop']);
    expect(driver.journal.entries().slice(1)).toMatchObject([
      { type: 'close', by: 'server', code: 1006, reason: 'The client leaves 67108865 bytes unread.' },
    ]);
    expect(driver.connections()).toEqual([]);
  });
});

describe('the end of a connection', () => {
  test.each([
    ['the client', undefined, 'client'],
    ['the transport, because the client broke the protocol', 'Invalid WebSocket frame', 'server'],
  ])('by %s is journalled, and the engine told', (_who, violation, by) => {
    const { session } = open();
    session.closed(1002, '', violation);
    expect(driver.journal.entries().at(-1)).toMatchObject({ type: 'close', code: 1002, by });
    expect(engine.events.at(-1)).toEqual({ type: 'closed', connection: 1, code: 1002, at: 1_000 });
  });

  test('is journalled once when the mock began it', () => {
    const { session } = open();
    engine.on('frame', () => [{ type: 'close', connection: 1, code: 4401, reason: 'expired' }]);
    session.frame({ kind: 'text', text: 'x' });
    session.closed(4401, '');
    expect(driver.journal.entries().filter(({ type }) => type === 'close')).toEqual([
      expect.objectContaining({ by: 'server', code: 4401, reason: 'expired' }),
    ]);
  });

  test('gives no id to another connection', () => {
    open().session.closed(1000, '');
    expect(open().session.id).toBe(2);
  });
});

test('a bug in the engine ends the connection that met it with 1011, and no other', () => {
  const one = open();
  const two = open();
  engine.on('frame', (event) => {
    if (event.type === 'frame' && event.connection === 1) throw new Error('boom');
    return [send(2, 'fine')];
  });
  one.session.frame({ kind: 'text', text: 'x' });
  two.session.frame({ kind: 'text', text: 'x' });
  expect(one.port.log).toEqual(['close 1011 internal error']);
  expect(two.port.log).toEqual(['send {"text":"fine"}']);
  expect(driver.journal.entries().find(({ type }) => type === 'bug')).toMatchObject({
    connection: 1,
    message: expect.stringMatching(/^Error: boom\n/),
  });
});

test('a handshake is journalled with its credential masked', () => {
  open();
  expect(driver.journal.entries()).toEqual([
    {
      id: 1,
      type: 'handshake',
      at: 1_001_000,
      peer,
      target: '/chat?token=***',
      outcome: 'accepted',
      endpoint: 'chat',
      connection: 1,
    },
  ]);
});

test('a request is answered by the engine, else with 404, or 426 at the address of a WebSocket', () => {
  const request = { method: 'GET', path: '/x', query: [], headers: [], body: '' };
  engine.on('request', (event) =>
    event.type === 'request' && event.request.path === '/health'
      ? [{ type: 'answer', status: 200, headers: [], body: 'ok', companion: 'health' }]
      : [],
  );
  expect(driver.request({ ...request, path: '/health' }, peer)).toEqual({
    status: 200,
    headers: [],
    body: 'ok',
  });
  expect(driver.request(request, peer)).toEqual({
    status: 404,
    headers: [['Content-Type', 'application/json; charset=utf-8']],
    body: '{"error":"The contract has no GET /x.","known":["GET /health","WebSocket /chat","WebSocket /feed/{topic}"]}',
  });
  expect(driver.request({ ...request, path: '/feed/a' }, peer)).toMatchObject({
    status: 426,
    headers: expect.arrayContaining([['Upgrade', 'websocket']]),
  });
  expect(driver.journal.entries()).toMatchObject([
    { type: 'request', target: '/health', status: 200, companion: 'health' },
    { type: 'request', target: '/x', status: 404 },
    { type: 'request', target: '/feed/a', status: 426 },
  ]);
});

test('reset ends what is open, forgets what was, and begins with a new engine', () => {
  const { session, port } = open();
  const old = engine;
  engine = createFakeEngine(endpoint);
  driver.reset();
  session.frame({ kind: 'text', text: 'late' });
  session.closed(1012, '');
  expect(port.log).toEqual(['close 1012 The mock was reset.']);
  expect(driver.connections()).toEqual([]);
  expect(driver.journal.entries()).toEqual([]);
  open();
  expect(old.events.map(({ type }) => type)).toEqual(['open']);
  expect(engine.events).toMatchObject([{ type: 'open', connection: 2 }]);
});
