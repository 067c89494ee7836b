import { describe, expect, test } from 'vitest';
import { tinyContract } from '../../test/support/tiny-contract.ts';
import type { Schema } from '../contract/schema.ts';
import { createValidators } from '../schema/create-validators.ts';
import { createRecogniser } from './create-recogniser.ts';

function whatIsWrong(schemas: Readonly<Record<string, Schema>>, payload: unknown): string {
  const { contract, endpoint } = tinyContract(
    Object.fromEntries(
      Object.entries(schemas).map(([id, schema]) => [id, { from: 'client' as const, schema }]),
    ),
  );
  const { recognise } = createRecogniser(contract, endpoint, 'client', createValidators(contract));
  const recognition = recognise({ kind: 'text', text: JSON.stringify(payload) });
  if (recognition.kind === 'unknown') return recognition.reason;
  return recognition.kind === 'broken'
    ? `broken "${recognition.message}": ${recognition.errors[0]?.message}`
    : recognition.kind;
}

const object = (properties: Record<string, Schema>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const text: Schema = { type: 'string' };
const number: Schema = { type: 'number' };

describe('Messages without a constant: the one with the same keys, and what is wrong with it', () => {
  const plain = {
    position: object({ lat: number, lon: number, speed: number }, ['lat', 'lon']),
    note: object({ user: text, text: text }),
    pose: object({ lat: number, lon: number, heading: number }),
  };
  test.each([
    [
      { lat: '1', lon: 2 },
      'It fits no message that the client may send; nearest is "position": /lat is "1", and must be a number.',
    ],
    [
      { user: 'a', txt: 'b' },
      'It fits no message that the client may send; nearest is "note": the payload lacks "text" (and 1 more).',
    ],
    [
      { lat: 1, lon: 2, heading: 'north' },
      'It fits no message that the client may send; nearest is "pose": /heading is "north", and must be a number.',
    ],
    [
      // Two are as near; the one with fewer errors.
      { lat: 1, lon: '2', heading: 3 },
      'It fits no message that the client may send; nearest is "pose": /lon is "2", and must be a number.',
    ],
    [{ quite: 'another' }, 'It fits no message that the client may send.'],
    [7, 'It fits no message that the client may send.'],
    [[], 'It fits no message that the client may send.'],
    [null, 'It fits no message that the client may send.'],
  ])('%j', (payload, reason) => {
    expect(whatIsWrong(plain, payload)).toBe(reason);
  });
});

describe('Messages with a constant: the one that was meant, or the values that there are', () => {
  const typed = (type: string, properties: Record<string, Schema> = {}) =>
    object({ type: { const: type }, ...properties });
  const feed = {
    subscribe: typed('subscribe', { symbol: text }),
    unsubscribe: typed('unsubscribe', { symbol: text }),
    login: typed('login', { user: text, password: text }),
    a: typed('a'),
    b: typed('b'),
    ping: { type: 'object', properties: { op: { const: 'ping' } }, required: ['op'] },
  } satisfies Record<string, Schema>;
  test.each([
    [
      { type: 'subscrib', symbol: 'AAPL' },
      'It fits no message that the client may send; nearest is "subscribe": /type is "subscrib", and must be "subscribe".',
    ],
    [
      { kind: 'login', user: 'a', password: 'b' },
      'It fits no message that the client may send; nearest is "login": the payload lacks "type" (and 1 more).',
    ],
    [{ type: 'login', user: 'a' }, 'broken "login": the payload lacks "password"'],
    [
      { type: 'completely other' },
      'It fits no message that the client may send: /type is "completely other", and none of "subscribe", "unsubscribe", "login", "a" and 1 more.',
    ],
    [
      { quite: 'another' },
      'It fits no message that the client may send: it has no /type, which would be one of "subscribe", "unsubscribe", "login", "a" and 1 more.',
    ],
    [[1], 'It fits no message that the client may send.'],
  ])('%j', (payload, reason) => {
    expect(whatIsWrong(feed, payload)).toBe(reason);
  });
});

test('The only message there is', () => {
  expect(whatIsWrong({ hello: object({ type: { const: 'hello' } }) }, { type: 'x' })).toBe(
    'It fits no message that the client may send; nearest is "hello": /type is "x", and must be "hello".',
  );
});

test('Among 10,000 messages the nearest is found all the same', () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [`m${i}`, object({ [`key${i}`]: number, common: number })]),
  );
  expect(whatIsWrong(schemas, { key7: 'x', common: 1 })).toBe(
    'It fits no message that the client may send; nearest is "m7": /key7 is "x", and must be a number.',
  );
});
