import { describe, expect, test } from 'vitest';
import type { Json } from '../../contract/json.ts';
import type { Schema } from '../../contract/schema.ts';
import { createValidators } from '../create-validators.ts';
import { mutate } from './mutate.ts';
import { shrinkPayload } from './shrink-payload.ts';

function broken(
  schema: Schema,
  payload: Json,
  rest: Readonly<Record<string, Schema>> = {},
): readonly string[] {
  const contract = contractOf(schema, rest);
  return mutate(contract, createValidators(contract), 'it', payload, 1)
    .map(({ pointer, keyword, payload: bad }) => `${keyword} at "${pointer}": ${JSON.stringify(bad)}`)
    .sort();
}

function contractOf(
  schema: Schema,
  rest: Readonly<Record<string, Schema>> = {},
): Parameters<typeof mutate>[0] {
  const all = Object.entries({ it: schema, ...rest });
  return { schemas: Object.fromEntries(all.map(([id, one]) => [id, { schema: one, dialect: 'draft-07' }])) };
}

describe('each rule is broken alone', () => {
  test.each<[string, Schema, Json, readonly string[]]>([
    [
      'what is required, and what is not declared',
      { required: ['a'], properties: { a: {}, b: {} }, additionalProperties: false },
      { a: 1, b: 2 },
      [
        'additionalProperties at "/countersign": {"a":1,"b":2,"countersign":true}',
        'required at "/a": {"b":2}',
      ],
    ],
    [
      'types, also null and fractions',
      { properties: { n: { type: 'integer' }, o: { type: ['object', 'null'] } } },
      { n: 3, o: {} },
      [
        'type at "/n": {"n":3.5,"o":{}}',
        'type at "/n": {"n":null,"o":{}}',
        'type at "/n": {"n":{"countersign":true},"o":{}}',
        'type at "/o": {"n":3,"o":"countersign"}',
      ],
    ],
    [
      'constants and lists of values',
      { properties: { type: { const: 'tick' }, side: { enum: ['buy', 'sell'] } } },
      { type: 'tick', side: 'buy' },
      [
        'const at "/type": {"type":"tick-countersign","side":"buy"}',
        'enum at "/side": {"type":"tick","side":"buy-countersign"}',
      ],
    ],
    [
      'texts',
      { minLength: 2, maxLength: 4, pattern: '^[a-z]+$' },
      'abc',
      ['maxLength at "": "abcab"', 'minLength at "": "a"', 'pattern at "": ""', 'pattern at "": "abc §§"'],
    ],
    [
      'numbers',
      { minimum: 0, exclusiveMaximum: 10, multipleOf: 2 },
      4,
      ['exclusiveMaximum at "": 10', 'minimum at "": -1', 'multipleOf at "": 5'],
    ],
    [
      'lists',
      { minItems: 1, maxItems: 2, uniqueItems: true, items: { minimum: 0 } },
      [1],
      ['maxItems at "": [1,1,1]', 'minItems at "": []', 'minimum at "/0": [-1]', 'uniqueItems at "": [1,1]'],
    ],
    ['nothing where everything goes', {}, { a: 1 }, []],
    [
      'not what another branch allows',
      { anyOf: [{ properties: { a: { type: 'string' } } }, { properties: { a: { type: 'null' } } }] },
      { a: 'x' },
      ['type at "/a": {"a":{"countersign":true}}'],
    ],
  ])('%s', (_, schema, payload, found) => {
    expect(broken(schema, payload)).toEqual(found);
  });

  test('through references, also of a schema to itself', () => {
    const node: Schema = {
      required: ['v'],
      properties: { v: { type: 'number' }, next: { $ref: '#/schemas/node' } },
    };
    expect(broken({ $ref: '#/schemas/node' }, { v: 1, next: { v: 2 } }, { node })).toEqual([
      'required at "/next/v": {"v":1,"next":{}}',
      'required at "/v": {"next":{"v":2}}',
      'type at "/next/v": {"v":1,"next":{"v":null}}',
      'type at "/next/v": {"v":1,"next":{"v":{"countersign":true}}}',
      'type at "/v": {"v":null,"next":{"v":2}}',
      'type at "/v": {"v":{"countersign":true},"next":{"v":2}}',
    ]);
  });

  test('the seed decides the order, and each keyword has its turn', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const contract = contractOf({
      required: names,
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    });
    const payload = Object.fromEntries(names.map((name) => [name, 'x']));
    const order = (seed: number): readonly string[] =>
      mutate(contract, createValidators(contract), 'it', payload, seed).map(
        ({ keyword, pointer }) => keyword + pointer,
      );
    expect(order(1)).toEqual(order(1));
    expect(order(1)).not.toEqual(order(2));
    expect(
      new Set(
        order(1)
          .slice(0, 2)
          .map((name) => name.split('/')[0]),
      ),
    ).toEqual(new Set(['required', 'type']));
  });
});

test('what is shrunk breaks the same rules, and no other', () => {
  const contract = contractOf({
    required: ['id', 'name'],
    properties: { id: { type: 'number' }, name: { minLength: 2 }, note: {}, tags: { minItems: 1 } },
  });
  const validators = createValidators(contract);
  const payload = { name: 'countersign is here', note: 'n', tags: ['a', 'b'] };
  expect(shrinkPayload(validators, 'it', payload)).toEqual([
    { name: 'countersign is here', note: 'n' },
    { name: 'countersign is here', tags: ['a', 'b'] },
    { name: 'countersi', note: 'n', tags: ['a', 'b'] },
    { name: 'countersign is here', note: 'n', tags: ['b'] },
    { name: 'countersign is here', note: 'n', tags: ['a'] },
  ]);
});
