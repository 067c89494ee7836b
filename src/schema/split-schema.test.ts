import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../contract/json.ts';
import type { ContractSchema, Schema } from '../contract/schema.ts';
import { createValidators } from './create-validators.ts';
import { mutate } from './mutate/mutate.ts';
import { createSampler } from './sampler.ts';
import { schemaKey } from './schema-key.ts';
import { splitSchema } from './split-schema.ts';

/** An object schema of so many properties. */
function record(count: number, more: JsonObject = {}): JsonObject {
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'integer', minimum: 0 }])),
    required: names.slice(0, 2),
    ...more,
  };
}

/** As generated documents have it: one object, written out wherever it is used. */
function repeating(): JsonObject {
  const card = record(12, { additionalProperties: false });
  const player = {
    type: 'object',
    properties: { hand: { type: 'array', items: card }, table: { type: 'array', items: card }, top: card },
    required: ['hand', 'top'],
  };
  const players = { type: 'object', properties: { 'a/b': player, c: player }, required: ['a/b', 'c'] };
  return {
    anyOf: [{ type: 'object', properties: { before: players, after: players }, required: ['after'] }],
  };
}

function contractOf(schema: Schema, dialect: ContractSchema['dialect'] = 'draft-07') {
  return { schemas: { 'x y': { schema, dialect } } };
}

test('a small schema stays in one piece', () => {
  const schema = record(30);
  expect(splitSchema('s', schema)).toEqual({ whole: schema, parts: new Map() });
});

test('what stands in many places becomes one part, and those that others refer to come first', () => {
  const { whole, parts } = splitSchema('x y', repeating());
  const card = '/anyOf/0/properties/before/properties/a~1b/properties/hand/items';
  expect([...parts.keys()]).toEqual([schemaKey('x y', card), schemaKey('x y', '/anyOf/0')]);
  expect(JSON.stringify([whole, ...parts.values()]).match(/"p11"/g)).toHaveLength(1);
});

describe('a schema in parts gives the verdicts and the errors of the whole', () => {
  const unevaluated = {
    type: 'object',
    properties: { kind: { type: 'string' }, list: { type: 'array', items: record(40) } },
    allOf: [record(45), record(45, { required: ['p3'] })],
    unevaluatedProperties: false,
  };
  test.each<[string, Schema, ContractSchema['dialect']]>([
    ['an object that is repeated', repeating(), 'draft-07'],
    ['what is left over', unevaluated, '2020-12'],
    ['branches', { oneOf: [record(80), record(90, { required: ['p9'] })] }, 'draft-07'],
    [
      'conditions',
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      { if: record(50), then: record(50, { required: ['p4'] }), else: { not: record(60) } },
      '2019-09',
    ],
  ])('%s', (_, schema, dialect) => {
    const contract = contractOf(schema, dialect);
    expect(splitSchema('x y', schema).parts.size).toBeGreaterThan(0);
    const split = createValidators(contract);
    const Plain = { 'draft-07': Ajv, '2019-09': Ajv2019, '2020-12': Ajv2020 }[dialect];
    const whole = new Plain({ strict: false, allErrors: true, validateSchema: false }).compile(schema);
    const sample = createSampler(contract, split).sample('x y', 1);
    const values: Json[] = [null, {}, [], { kind: 1 }, { after: { 'a/b': {}, c: [] } }];
    if (sample !== undefined) {
      values.push(sample, ...mutate(contract, split, 'x y', sample, 1).map(({ payload }) => payload));
    }
    for (const value of values) {
      const valid = whole(value);
      expect(split.valid('x y', value)).toBe(valid);
      const errors = split.errors('x y', value).map(({ pointer, keyword }) => `${keyword} ${pointer}`);
      expect(errors.sort()).toEqual(
        valid ? [] : (whole.errors ?? []).map((error) => `${error.keyword} ${error.instancePath}`).sort(),
      );
    }
    expect(values.length).toBeGreaterThan(5);
  });
});

test('an error names the place of its rule in the schema that it stands in', () => {
  const line = { type: 'object', properties: { 'p/q': record(60) } };
  const contract = {
    schemas: {
      'm/oneOf/1': {
        schema: { properties: { in: { $ref: '#/schemas/other one' } } },
        dialect: 'draft-07' as const,
      },
      'other one': { schema: { items: [line, record(60)] }, dialect: 'draft-07' as const },
    },
  };
  const { errors } = createValidators(contract);
  const value = { in: [{ 'p/q': { p0: -1, p1: 1 } }, { p0: 1, p1: 'x' }] };
  expect(errors('m/oneOf/1', value).map(({ schemaPath }) => schemaPath)).toEqual([
    'other one/items/0/properties/p~1q/properties/p0/minimum',
    'other one/items/0/properties/p~1q/properties/p1/type',
  ]);
});

test('made ready in pieces, it says the same', () => {
  const contract = contractOf(repeating());
  const [ready, cold] = [createValidators(contract), createValidators(contract)];
  expect([...ready.prepare('x y')]).toHaveLength(splitSchema('x y', repeating()).parts.size);
  for (const value of [{}, { after: {} }, 7])
    expect(ready.errors('x y', value)).toEqual(cold.errors('x y', value));
});
