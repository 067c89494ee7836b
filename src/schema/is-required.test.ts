import { expect, test } from 'vitest';
import type { Schema } from '../contract/schema.ts';
import { isRequired } from './is-required.ts';

const typed: Schema = { properties: { type: { const: 'a' } }, required: ['type'] };
const untyped: Schema = { properties: { type: { const: 'a' } } };

test.each<readonly [string, Schema, string, boolean]>([
  ['a required property', typed, '/type', true],
  ['an optional one', untyped, '/type', false],
  [
    'one inside of a required object',
    { properties: { data: typed }, required: ['data'] },
    '/data/type',
    true,
  ],
  ['one inside of an optional object', { properties: { data: typed } }, '/data/type', false],
  [
    'an optional one inside of a required object',
    { properties: { d: untyped }, required: ['d'] },
    '/d/type',
    false,
  ],
  ['by a reference', { $ref: '#/schemas/other' }, '/type', true],
  ['by one of the parts', { allOf: [untyped, typed] }, '/type', true],
  ['in every branch', { oneOf: [typed, typed] }, '/type', true],
  ['not in every branch', { anyOf: [typed, untyped] }, '/type', false],
  ['in a tuple that must be long enough', { items: [{ const: 2 }], minItems: 1 }, '/0', true],
  ['in a tuple that may be empty', { items: [{ const: 2 }] }, '/0', false],
  ['in a circle', { $ref: '#/schemas/circle' }, '/type', false],
])('%s', (_, schema, pointer, required) => {
  const dialect = 'draft-07' as const;
  const schemas = {
    main: { schema, dialect },
    other: { schema: typed, dialect },
    circle: { schema: { $ref: '#/schemas/circle' }, dialect },
  };
  expect(isRequired({ schemas }, 'main', pointer)).toBe(required);
});
