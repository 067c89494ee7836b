import { describe, expect, test } from 'vitest';
import type { Json } from '../contract/json.ts';
import type { Schema } from '../contract/schema.ts';
import { createValidators } from './create-validators.ts';
import { createSampler } from './sampler.ts';

function samplerOf(schema: Schema, others: Readonly<Record<string, Schema>> = {}) {
  const schemas = Object.fromEntries(
    Object.entries({ main: schema, ...others }).map(([id, one]) => [
      id,
      { schema: one, dialect: 'draft-07' as const },
    ]),
  );
  const validators = createValidators({ schemas });
  const sampler = createSampler({ schemas }, validators);
  return {
    sample: (seed = 1): Json | undefined => sampler.sample('main', seed),
    valid: (value: Json): boolean => validators.valid('main', value),
  };
}

const object = (properties: Record<string, Schema>, more: Record<string, Json> = {}): Schema => ({
  type: 'object',
  properties: properties as unknown as Json,
  ...more,
});

type Row = readonly [title: string, schema: Schema, others?: Record<string, Schema>];

describe('A sample is valid', () => {
  const rows: readonly Row[] = [
    ['a pattern and a shortest length', { type: 'string', pattern: '^[a-z]+$', minLength: 12 }],
    ['a format and a pattern', { type: 'string', format: 'uuid', pattern: '^[0-9a-f-]{36}$' }],
    ['a format that nobody judges', { type: 'string', format: 'currency' }],
    ['a format that few libraries make', { type: 'string', format: 'uri-template' }],
    ['a shortest and a longest text', { type: 'string', minLength: 40, maxLength: 41 }],
    ['a longest text of nothing', { type: 'string', maxLength: 0 }],
    ['whole numbers in OpenAPI’s words', { type: 'number', format: 'int32' }],
    ['open bounds', { type: 'integer', exclusiveMinimum: 3, exclusiveMaximum: 5 }],
    ['a multiple', { type: 'number', multipleOf: 0.25, minimum: 0.1, maximum: 0.6 }],
    ['a bound below zero', { type: 'integer', maximum: -5 }],
    ['properties that must be counted', { type: 'object', minProperties: 3 }],
    [
      'names of properties',
      { type: 'object', propertyNames: { enum: ['a', 'b'] }, minProperties: 2, additionalProperties: {} },
    ],
    [
      'names that follow a pattern',
      {
        type: 'object',
        patternProperties: { '^x-[a-z]+$': { type: 'integer' } },
        additionalProperties: false,
        minProperties: 1,
      },
    ],
    [
      'a tuple',
      { type: 'array', items: [{ const: 2 }, { type: 'string' }], minItems: 2, additionalItems: false },
    ],
    [
      'items that differ',
      { type: 'array', items: { enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 3 },
    ],
    ['an item among others', { type: 'array', contains: { const: 7 }, items: { type: 'integer' } }],
    [
      'exactly one of several shapes that overlap',
      {
        oneOf: [
          object({ a: { type: 'string' } }, { required: ['a'] }),
          object({ a: { type: 'string' }, b: { type: 'integer' } }, { required: ['a', 'b'] }),
        ],
      },
    ],
    [
      'shapes that only allow properties of their own, below an object with more of them',
      object(
        { type: { type: 'string' }, at: { type: 'integer' } },
        {
          oneOf: [
            { additionalProperties: false, properties: { type: { const: 'joined' } } },
            { additionalProperties: false, properties: { type: { const: 'left' }, why: { type: 'string' } } },
          ],
        },
      ),
    ],
    [
      'what depends on a value',
      object(
        { kind: { enum: ['a', 'b'] }, more: { type: 'integer' } },
        {
          required: ['kind'],
          if: { properties: { kind: { const: 'a' } } },
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: { required: ['more'] },
          else: { not: { required: ['more'] } },
        },
      ),
    ],
    [
      'a part of a part',
      { allOf: [{ $ref: '#/schemas/base' }, object({ b: { type: 'integer' } }, { required: ['b'] })] },
      { base: object({ a: { type: 'integer', minimum: 4 } }, { required: ['a'] }) },
    ],
    [
      'a tree',
      { $ref: '#/schemas/node' },
      {
        node: object(
          { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/schemas/node' } } },
          { required: ['name', 'children'] },
        ),
      },
    ],
    [
      'a list that is linked, with an end',
      { $ref: '#/schemas/link' },
      {
        link: object(
          { next: { anyOf: [{ $ref: '#/schemas/link' }, { type: 'null' }] } },
          { required: ['next'] },
        ),
      },
    ],
    ['an example that its own schema forbids', { type: 'integer', examples: ['seven'] }],
    ['keywords of somebody’s own', { type: 'object', 'x-order': { a: 1 }, optional: true, properties: {} }],
  ];
  test.for(rows)('%s', ([, schema, others]) => {
    const { sample, valid } = samplerOf(schema, others);
    for (let seed = 1; seed <= 20; seed += 1) {
      const value = sample(seed);
      expect(value).toBeDefined();
      expect(valid(value ?? null)).toBe(true);
      expect(sample(seed)).toEqual(value);
    }
  });
});

test('It shows all properties, with the values that the author thought of', () => {
  const { sample } = samplerOf(
    object({
      symbol: { type: 'string', example: 'NVDA' },
      side: { enum: ['buy'] },
      note: { type: ['null', 'string'] },
      fills: { type: 'array', items: object({ price: { type: 'number', default: 12.5 } }) },
    }),
  );
  expect(sample()).toEqual({
    symbol: 'NVDA',
    side: 'buy',
    note: expect.stringMatching(/^note-\d+$/),
    fills: [{ price: 12.5 }],
  });
});

test('Different seeds take different shapes', () => {
  const { sample } = samplerOf({ oneOf: [{ const: 'a' }, { const: 'b' }, { const: 'c' }] });
  const seen = new Set(Array.from({ length: 30 }, (_, seed) => sample(seed)));
  expect([...seen].sort()).toEqual(['a', 'b', 'c']);
});

describe('What no value satisfies has no sample', () => {
  const rows: readonly Row[] = [
    ['nothing', false],
    ['a contradiction', { type: 'integer', minimum: 5, maximum: 4 }],
    [
      'parts that forbid each other’s properties',
      {
        allOf: [
          object({ a: {} }, { required: ['a'], additionalProperties: false }),
          object({ b: {} }, { required: ['b'], additionalProperties: false }),
        ],
      },
    ],
    [
      'a chain without an end',
      { $ref: '#/schemas/link' },
      { link: object({ next: { $ref: '#/schemas/link' } }, { required: ['next'] }) },
    ],
  ];
  test.for(rows)('%s', ([, schema, others]) => {
    expect(samplerOf(schema, others).sample()).toBeUndefined();
  });
});

test('A schema that branches into itself thirty times is sampled at once', () => {
  const branches = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`p${i}`, { $ref: `#/schemas/s${i % 5}` }]),
  );
  const others = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`s${i}`, object(branches)]));
  const began = performance.now();
  expect(samplerOf({ $ref: '#/schemas/s0' }, others).sample()).toBeDefined();
  expect(performance.now() - began).toBeLessThan(2_000);
});
