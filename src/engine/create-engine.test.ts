import { describe, expect, test } from 'vitest';
import { nowhere, promised, tinyContract } from '../../test/support/tiny-contract.ts';
import type { Binding } from '../contract/binding.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { Operation } from '../contract/operation.ts';
import type { Schema } from '../contract/schema.ts';
import { createEngine, type EngineOptions } from './create-engine.ts';
import type { Effect, Engine } from './engine.ts';

const message = (type: string, properties: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  properties: { type: { const: type }, ...properties },
  required: ['type', ...Object.keys(properties)],
});
const symbol: Schema = { type: 'string' };
const bindSymbol: Binding = {
  into: '/symbol',
  from: { kind: 'request', pointer: '/symbol' },
  basis: 'extension',
  at: nowhere,
};

const operations: readonly Operation[] = [
  {
    kind: 'request',
    id: 'subscribe',
    messages: ['subscribe'],
    reply: { basis: 'document', messages: ['subscribed'], bind: [bindSymbol], delay: 0, at: nowhere },
    at: nowhere,
  },
  {
    kind: 'request',
    id: 'unsubscribe',
    messages: ['unsubscribe'],
    reply: { basis: 'document', messages: ['unsubscribed'], bind: [bindSymbol], delay: 0, at: nowhere },
    at: nowhere,
  },
  {
    kind: 'push',
    id: 'ticks',
    messages: ['tick'],
    every: promised(1000),
    after: promised('subscribe'),
    until: promised('unsubscribe'),
    ordered: promised('/sequence'),
    bind: [bindSymbol],
    at: nowhere,
  },
];

function feed(endpoint: Partial<Endpoint> = {}, options: EngineOptions = {}) {
  const { contract } = tinyContract(
    {
      subscribe: {
        from: 'client',
        schema: message('subscribe', { symbol }),
        examples: [
          { name: 'apple', payload: { type: 'subscribe', symbol: 'AAPL' } },
          { name: 'microsoft', payload: { type: 'subscribe', symbol: 'MSFT' } },
        ],
      },
      unsubscribe: { from: 'client', schema: message('unsubscribe', { symbol }) },
      subscribed: {
        from: 'server',
        schema: message('subscribed', { symbol, note: { type: 'string' } }),
        examples: [
          { name: 'apple', payload: { type: 'subscribed', symbol: 'AAPL', note: 'an apple' } },
          { name: 'microsoft', payload: { type: 'subscribed', symbol: 'MSFT', note: 'a window' } },
        ],
      },
      unsubscribed: { from: 'server', schema: message('unsubscribed', { symbol }) },
      tick: {
        from: 'server',
        schema: message('tick', { symbol, sequence: { type: 'integer' } }),
        examples: [{ type: 'tick', symbol: 'AAPL', sequence: 1 }],
      },
      welcome: { from: 'server', schema: message('welcome'), examples: [{ type: 'welcome' }] },
      error: { from: 'server', schema: message('error'), examples: [{ type: 'error' }] },
      echo: { from: 'server', schema: message('echo'), examples: [{ type: 'echo' }] },
    },
    { operations, ...endpoint },
  );
  return drive(createEngine(contract, options));
}

/** An engine with a hand on its clock. */
function drive(engine: Engine) {
  let now = 0;
  const payloads = (effects: readonly Effect[]): Json[] =>
    effects.flatMap((effect) =>
      effect.type === 'send' && 'text' in effect.data ? [JSON.parse(effect.data.text)] : [],
    );
  return {
    engine,
    open(connection = 1): Json[] {
      const decision = engine.handshake({ path: '/', query: [], headers: [] }, now);
      if (decision.kind !== 'accept') throw new Error(`The handshake got ${decision.kind}.`);
      return payloads(engine.step({ type: 'open', connection, accepted: decision.judgement, at: now }));
    },
    effects(frame: unknown, connection = 1): readonly Effect[] {
      const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
      return engine.step({ type: 'frame', connection, frame: { kind: 'text', text }, at: now });
    },
    say(frame: unknown, connection = 1): Json[] {
      return payloads(this.effects(frame, connection));
    },
    /** All that is sent in the next `ms`. */
    wait(ms: number): { at: number; payload: Json }[] {
      const end = now + ms;
      const seen: { at: number; payload: Json }[] = [];
      for (let due = engine.due; due !== undefined && due <= end; due = engine.due) {
        now = due;
        seen.push(
          ...payloads(engine.step({ type: 'tick', at: now })).map((payload) => ({ at: due ?? 0, payload })),
        );
      }
      now = end;
      return seen;
    },
  };
}

describe('A connection', () => {
  test('is greeted in the order of the contract', () => {
    expect(feed({ greeting: promised(['welcome', 'echo']) }).open()).toEqual([
      { type: 'welcome' },
      { type: 'echo' },
    ]);
  });

  test('that is silent for `idle` gets the keepalive, again and again, and is closed after `close`', () => {
    const mock = feed({ keepalive: promised({ idle: 30_000, send: 'echo', close: 100_000 }) });
    mock.open();
    expect(mock.wait(29_999)).toEqual([]);
    expect(mock.wait(1)).toEqual([{ at: 30_000, payload: { type: 'echo' } }]);
    mock.say({ type: 'unsubscribe', symbol: 'AAPL' });
    expect(mock.wait(30_000).map(({ at }) => at)).toEqual([60_000]);
    mock.wait(69_999);
    expect(mock.engine.step({ type: 'tick', at: 130_000 })).toContainEqual({
      type: 'close',
      connection: 1,
      code: 1000,
      reason: 'idle',
    });
  });

  test('that is closed is waited for no more', () => {
    const mock = feed();
    mock.open();
    mock.say({ type: 'subscribe', symbol: 'AAPL' });
    mock.engine.step({ type: 'closed', connection: 1, code: 1000, at: 0 });
    expect(mock.engine.due).toBeUndefined();
  });
});

describe('A request', () => {
  test('is answered by the example of the same name', () => {
    const mock = feed();
    mock.open();
    expect(mock.say({ type: 'subscribe', symbol: 'MSFT' })[0]).toEqual({
      type: 'subscribed',
      symbol: 'MSFT',
      note: 'a window',
    });
  });

  test('that is no example is answered by the first, with its own values bound', () => {
    const mock = feed();
    mock.open();
    expect(mock.say({ type: 'subscribe', symbol: 'TSLA' })[0]).toMatchObject({ symbol: 'TSLA' });
  });

  test('without an example for its reply is answered by a sample that is valid and bound', () => {
    const mock = feed();
    mock.open();
    expect(mock.say({ type: 'unsubscribe', symbol: 'AAPL' })).toEqual([
      { type: 'unsubscribed', symbol: 'AAPL' },
    ]);
  });
});

describe('A frame that fits no message', () => {
  const bad = [['{"type":'], [{ type: 'subscribe', symbol: 7 }]] as const;

  test.each(bad)('%j is ignored where the contract says nothing, and journalled', (frame) => {
    const mock = feed();
    mock.open();
    const effects = mock.effects(frame);
    expect(effects).toHaveLength(1);
    expect(effects[0]).toMatchObject({ type: 'received', violation: expect.stringMatching(/^It is /) });
  });

  test.each(bad)('%j gets the declared reply', (frame) => {
    const mock = feed({
      invalid: promised({ kind: 'reply', message: 'error' }),
      otherwise: promised('echo'),
    });
    mock.open();
    expect(mock.say(frame)).toEqual([{ type: 'error' }]);
  });

  test.each(bad)('%j gets the declared close code', (frame) => {
    const mock = feed({ invalid: promised({ kind: 'close', code: 1008 }) });
    mock.open();
    expect(mock.effects(frame)).toContainEqual({
      type: 'close',
      connection: 1,
      code: 1008,
      reason: 'invalid message',
    });
  });

  test('but is well formed gets `otherwise`', () => {
    const mock = feed({
      invalid: promised({ kind: 'reply', message: 'error' }),
      otherwise: promised('echo'),
    });
    mock.open();
    expect(mock.say({ type: 'dance' })).toEqual([{ type: 'echo' }]);
  });
});

describe('A stream', () => {
  const ticks = (seen: { at: number; payload: Json }[]) =>
    seen.map(({ at, payload }) => [at, (payload as { symbol: string }).symbol]);

  test('begins at once, keeps its cadence, and ends only for the subscription that is ended', () => {
    const mock = feed();
    mock.open();
    expect(mock.say({ type: 'subscribe', symbol: 'AAPL' })).toHaveLength(2);
    mock.wait(500);
    mock.say({ type: 'subscribe', symbol: 'MSFT' });
    expect(ticks(mock.wait(1500))).toEqual([
      [1000, 'AAPL'],
      [1500, 'MSFT'],
      [2000, 'AAPL'],
    ]);
    mock.say({ type: 'unsubscribe', symbol: 'AAPL' });
    expect(ticks(mock.wait(2000))).toEqual([
      [2500, 'MSFT'],
      [3500, 'MSFT'],
    ]);
  });

  test('of the same values is not begun twice', () => {
    const mock = feed();
    mock.open();
    mock.say({ type: 'subscribe', symbol: 'AAPL' });
    mock.say({ type: 'subscribe', symbol: 'AAPL' });
    expect(mock.wait(1000)).toHaveLength(1);
  });

  test('never decreases where it is ordered, though its example comes round again', () => {
    const mock = feed();
    mock.open();
    mock.say({ type: 'subscribe', symbol: 'AAPL' });
    expect(mock.wait(3000).map(({ payload }) => (payload as { sequence: number }).sequence)).toEqual([
      2, 3, 4,
    ]);
  });

  test('goes on from now after a long pause, instead of catching up in a burst', () => {
    const mock = feed();
    mock.open();
    mock.say({ type: 'subscribe', symbol: 'AAPL' });
    const sent = mock.engine.step({ type: 'tick', at: 3_600_000 }).filter(({ type }) => type === 'send');
    expect(sent.length).toBeLessThanOrEqual(2);
  });

  test('reaches only the connection that asked for it', () => {
    const mock = feed();
    mock.open(1);
    mock.open(2);
    mock.say({ type: 'subscribe', symbol: 'AAPL' }, 2);
    const sent = mock.engine.step({ type: 'tick', at: 1000 });
    expect(sent.flatMap((effect) => (effect.type === 'send' ? [effect.connection] : []))).toEqual([2]);
  });
});

test('Pushes that nothing triggers come in turn, one a second, unless they are switched off', () => {
  const push: Operation = { kind: 'push', id: 'news', messages: ['error', 'echo'], bind: [], at: nowhere };
  const mock = feed({ operations: [push] });
  mock.open();
  expect(mock.wait(2000)).toEqual([
    { at: 1000, payload: { type: 'error' } },
    { at: 2000, payload: { type: 'echo' } },
  ]);
  const quiet = feed({ operations: [push] }, { push: 'off' });
  quiet.open();
  expect(quiet.engine.due).toBeUndefined();
});

test('The same seed and the same events give the same effects', () => {
  const conversation = (seed: number): string => {
    const mock = feed({}, { seed });
    mock.open();
    return JSON.stringify([
      mock.effects({ type: 'unsubscribe', symbol: 'A' }),
      mock.effects({ type: 'subscribe', symbol: 'B' }),
    ]);
  };
  expect(conversation(5)).toBe(conversation(5));
});

describe('A fault', () => {
  const replyUnder = (fault: string): Json[] => {
    const mock = feed({ greeting: promised(['welcome']) }, { faults: [fault] });
    mock.open();
    return mock.say({ type: 'subscribe', symbol: 'AAPL' });
  };

  test('no-reply leaves the stream, and no reply', () => {
    expect(replyUnder('no-reply')).toEqual([{ type: 'tick', symbol: 'AAPL', sequence: 1 }]);
  });

  test('wrong-reply answers with another message', () => {
    expect(replyUnder('wrong-reply')[0]).not.toMatchObject({ type: 'subscribed' });
  });

  test('missing-field leaves out a required field, but not the one that tells the message', () => {
    expect(replyUnder('missing-field')[0]).toEqual({ type: 'subscribed', note: 'an apple' });
  });

  test('wrong-binding answers with another value of the same type', () => {
    expect(replyUnder('wrong-binding')[0]).toEqual({ type: 'subscribed', symbol: 'AAPX', note: 'an apple' });
  });

  test('crash-on-invalid drops the connection', () => {
    const mock = feed({}, { faults: ['crash-on-invalid'] });
    mock.open();
    expect(mock.effects('{')).toContainEqual({ type: 'drop', connection: 1 });
  });

  test('that does not exist is named, with the nearest that does', () => {
    expect(() => feed({}, { faults: ['no-replay'] })).toThrow(
      'There is no fault "no-replay". Did you mean "no-reply"?',
    );
  });
});
