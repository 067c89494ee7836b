import { describe, expect, test } from 'vitest';
import { tinyContract } from '../../test/support/tiny-contract.ts';
import type { Schema } from '../contract/schema.ts';
import { createValidators } from '../schema/create-validators.ts';
import { createRecogniser } from './create-recogniser.ts';
import type { Recogniser } from './recognition.ts';

function recogniserOf(schemas: Record<string, Schema>): Recogniser {
  const { contract, endpoint } = tinyContract(
    Object.fromEntries(
      Object.entries(schemas).map(([id, schema]) => [id, { from: 'client' as const, schema }]),
    ),
  );
  return createRecogniser(contract, endpoint, 'client', createValidators(contract));
}

const typed = (type: string, properties: Record<string, Schema> = {}, required: string[] = []): Schema => ({
  type: 'object',
  properties: { type: { const: type }, ...properties },
  required: ['type', ...required],
});

const feed = recogniserOf({
  ping: typed('ping'),
  subscribe: typed('subscribe', { symbol: { type: 'string' } }, ['symbol']),
  quiet: {
    type: 'object',
    properties: {
      type: { const: 'order' },
      data: { type: 'object', properties: { kind: { enum: ['buy', 'sell'] } }, required: ['kind'] },
    },
    required: ['type', 'data'],
  },
  cancel: {
    type: 'object',
    properties: {
      type: { const: 'order' },
      data: { type: 'object', properties: { kind: { const: 'cancel' } }, required: ['kind'] },
    },
    required: ['type', 'data'],
  },
});

const text = (value: unknown) => ({
  kind: 'text' as const,
  text: typeof value === 'string' ? value : JSON.stringify(value),
});

describe('A frame is recognised by the constants of its message', () => {
  test.each([
    [{ type: 'ping' }, 'ping'],
    [{ type: 'subscribe', symbol: 'AAPL' }, 'subscribe'],
    [{ type: 'order', data: { kind: 'sell' } }, 'quiet'],
    [{ type: 'order', data: { kind: 'cancel' } }, 'cancel'],
  ])('%j is "%s"', (payload, message) => {
    expect(feed.recognise(text(payload))).toMatchObject({ kind: 'message', message, payload });
  });

  test('one that breaks its schema is the message that its constants say, with what is wrong', () => {
    const recognition = feed.recognise(text({ type: 'subscribe', symbol: 7 }));
    expect(recognition).toMatchObject({ kind: 'broken', message: 'subscribe' });
    expect(recognition.kind === 'broken' && recognition.errors[0]?.message).toBe(
      '/symbol is 7, and must be a string',
    );
  });

  test('one that no constant knows is unknown', () => {
    expect(feed.recognise(text({ type: 'dance' }))).toMatchObject({
      kind: 'unknown',
      reason:
        'It fits no message that the client may send: /type is "dance", and none of "ping", "subscribe", "order".',
    });
  });

  test('text that is no JSON is malformed', () => {
    expect(feed.recognise(text('{"type": '))).toMatchObject({ kind: 'malformed' });
  });

  test('a binary frame is malformed where only JSON is spoken', () => {
    expect(feed.recognise({ kind: 'binary', base64: 'AAEC', size: 3 })).toEqual({
      kind: 'malformed',
      reason: 'It is a binary frame, where only text is spoken.',
    });
  });

  test('a constant keeps its type: "1" is not 1', () => {
    const numbers = recogniserOf({ one: { properties: { op: { const: 1 } }, required: ['op'] } });
    expect(numbers.recognise(text({ op: 1 })).kind).toBe('message');
    expect(numbers.recognise(text({ op: '1' })).kind).not.toBe('message');
  });

  test('a tuple with a leading constant is told apart by it', () => {
    const call = (id: number): Schema => ({
      type: 'array',
      items: [{ const: id }, { type: 'string' }],
      minItems: 2,
    });
    const ocpp = recogniserOf({ call: call(2), result: call(3), error: call(4) });
    expect(ocpp.recognise(text([3, 'abc']))).toMatchObject({ kind: 'message', message: 'result' });
    expect(ocpp.recognise(text([4, 17]))).toMatchObject({ kind: 'broken', message: 'error' });
  });

  test('what every branch of a oneOf agrees on counts as a constant', () => {
    const either = recogniserOf({
      trade: { oneOf: [typed('buy'), typed('sell')] },
      note: typed('note'),
    });
    expect(either.recognise(text({ type: 'sell' }))).toMatchObject({ kind: 'message', message: 'trade' });
  });

  test('a message without constants is tried after those that have some', () => {
    const open = recogniserOf({ anything: { type: 'object' }, ping: typed('ping') });
    expect(open.recognise(text({ type: 'ping' }))).toMatchObject({ message: 'ping' });
    expect(open.recognise(text({ type: 'other' }))).toMatchObject({ message: 'anything' });
  });

  test('a property called __proto__ is a property', () => {
    const open = recogniserOf({ ping: typed('ping') });
    expect(open.recognise(text('{"__proto__": {"type": "ping"}}')).kind).toBe('unknown');
  });
});

describe('A constant that a message may do without', () => {
  const loose = recogniserOf({
    hello: { type: 'object', properties: { type: { const: 'hello' }, text: { type: 'string' } } },
    bye: {
      type: 'object',
      properties: { type: { const: 'bye' }, code: { type: 'integer' } },
      required: ['code'],
    },
    ping: typed('ping'),
  });

  test.each([
    [
      { type: 'bye', code: 1 },
      { kind: 'message', message: 'bye' },
    ],
    [{ text: 'hi' }, { kind: 'message', message: 'hello' }],
    [
      { code: 1, text: 7 },
      { kind: 'message', message: 'bye' },
    ],
    [{ type: 'ping' }, { kind: 'message', message: 'ping' }],
    [{ type: 'other', text: 'hi' }, { kind: 'unknown' }],
  ])('%j', (payload, expected) => {
    expect(loose.recognise(text(payload))).toMatchObject(expected);
  });
});

describe('A frame that fits several messages', () => {
  const { contract, endpoint } = tinyContract({
    a: { from: 'server', schema: { type: 'object', required: ['x'] } },
    b: { from: 'server', schema: { type: 'object', required: ['y'] } },
    c: { from: 'server', schema: { type: 'object', required: ['x'] } },
    sound: { from: 'server', format: 'binary' },
    image: { from: 'server', format: 'binary' },
  });
  const recogniser = (also?: number): Recogniser =>
    createRecogniser(
      contract,
      endpoint,
      'server',
      createValidators(contract),
      also === undefined ? {} : { also },
    );
  const bytes = { kind: 'binary', base64: 'AA==', size: 1 } as const;

  test('is the first of them, and the others where they are asked for', () => {
    const frame = text({ x: 1, y: 1 });
    expect(recogniser().recognise(frame)).toEqual({ kind: 'message', message: 'a', payload: { x: 1, y: 1 } });
    expect(recogniser(5).recognise(frame)).toMatchObject({ message: 'a', also: ['b', 'c'] });
    expect(recogniser(1).recognise(frame)).toMatchObject({ message: 'a', also: ['b'] });
    expect(recogniser(5).recognise(text({ y: 1 }))).toEqual({
      kind: 'message',
      message: 'b',
      payload: { y: 1 },
    });
  });

  test('bytes may be any of those that are bytes', () => {
    expect(recogniser().recognise(bytes)).toEqual({ kind: 'message', message: 'sound', payload: 'AA==' });
    expect(recogniser(5).recognise(bytes)).toMatchObject({ message: 'sound', also: ['image'] });
  });
});

test('Among 2,000 messages a frame is recognised by two looks, not by 2,000 validations', () => {
  const schemas = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`m${i}`, typed(`t${i}`)]));
  const many = recogniserOf(schemas);
  expect(many.recognise(text({ type: 't1234' }))).toMatchObject({ kind: 'message', message: 'm1234' });
});
