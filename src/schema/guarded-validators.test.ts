import { describe, expect, test } from 'vitest';
import type { Json } from '../contract/json.ts';
import type { ContractSchema, Schema } from '../contract/schema.ts';
import { createValidators } from './create-validators.ts';
import { guardPatterns } from './patterns/guard-patterns.ts';
import { skippedPatterns } from './skipped-patterns.ts';

function guarded(schema: Schema): { readonly schemas: Readonly<Record<string, ContractSchema>> } {
  return guardPatterns({ schemas: { s: { schema, dialect: 'draft-07' } } });
}

function isValid(schema: Schema, value: Json): boolean {
  return createValidators(guarded(schema)).valid('s', value);
}

const ATTACK = `${'a'.repeat(40)}!`;

describe('a pattern that backtracks for ever', () => {
  test('is not run, and what stands beside it is', () => {
    const schema = { type: 'string', pattern: '^(a+)+$', minLength: 3 };
    expect(isValid(schema, ATTACK)).toBe(true);
    expect(isValid(schema, '!!')).toBe(false);
    expect(skippedPatterns(guarded(schema))).toEqual([
      { schema: 's', pattern: '^(a+)+$', guard: { kind: 'backtracks' } },
    ]);
  });

  test('nor on the names of properties, so that none of them is additional', () => {
    const schema = {
      properties: { b: { type: 'number' } },
      patternProperties: { '^(a+)+$': { type: 'number' }, '^x': { type: 'number' } },
      additionalProperties: false,
    };
    expect(isValid(schema, { [ATTACK]: 'any', aa: 'any' })).toBe(true);
    expect(isValid(schema, { x1: 'any' })).toBe(false);
    expect(isValid(schema, { b: 'any' })).toBe(false);
  });

  test('is a value like any other where it is no keyword', () => {
    const schema = {
      properties: { pattern: { const: '^(a+)+$' } },
      enum: [{ pattern: '^(a+)+$' }],
      required: ['pattern'],
    };
    expect(isValid(schema, { pattern: '^(a+)+$' })).toBe(true);
    expect(isValid(schema, { pattern: 'b' })).toBe(false);
    expect(skippedPatterns(guarded(schema))).toEqual([]);
  });
});

test('a slow pattern is run on texts up to its limit', () => {
  const schema = { pattern: '\\s+$' };
  expect(isValid(schema, 'a')).toBe(false);
  expect(isValid(schema, 'a'.repeat(14_142))).toBe(false);
  expect(isValid(schema, 'a'.repeat(14_143))).toBe(true);
});

test('a pattern that only the older syntax allows is run as it was meant', () => {
  const schema = { pattern: '^[\\w-.]+\\_$' };
  expect(isValid(schema, 'a-._')).toBe(true);
  expect(isValid(schema, 'a b_')).toBe(false);
  // Without the guards of a contract that was loaded, too.
  const plain = createValidators({ schemas: { s: { schema, dialect: 'draft-07' } } });
  expect(plain.valid('s', 'a b_')).toBe(false);
});

test('a pattern that is none leaves the rest of the schema', () => {
  const schema = { type: 'object', properties: { a: { type: 'string', pattern: '(?i)x' } } };
  expect(isValid(schema, { a: 'anything' })).toBe(true);
  expect(isValid(schema, { a: 7 })).toBe(false);
});
