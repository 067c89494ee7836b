import { describe, expect, test } from 'vitest';
import type { Contract } from '../contract/contract.ts';
import type { ContractSchema, Schema } from '../contract/schema.ts';
import { textTables } from './text-tables.ts';

function tablesOf(
  schemas: Readonly<Record<string, Schema | undefined>>,
  guarded?: ContractSchema['guarded'],
): readonly string[] {
  const contract = {
    schemas: Object.fromEntries(
      Object.entries({ ...schemas, aim: { const: 'aim' } }).map(([id, schema]) => [
        id,
        { schema: schema ?? true, dialect: 'draft-07', ...(guarded === undefined ? {} : { guarded }) },
      ]),
    ),
  } as unknown as Contract;
  const at = { file: 'a.yaml', line: 1, column: 1, pointer: '' };
  const message = { contentType: 'text/plain', format: 'text', examples: [], at } as const;
  return textTables(
    contract,
    Object.entries(schemas).map(([id, schema]) => ({
      ...message,
      id,
      name: id,
      ...(schema === undefined ? {} : { payload: id }),
    })),
  );
}

describe('texts are told apart', () => {
  const other = { type: 'string', pattern: '^OTHER' };
  test.each<[string, Schema | undefined, string]>([
    ['by a pattern', { pattern: '^A\\n' }, "['one', /^A\\n/u]"],
    ['by one with a slash and the end of a line', { pattern: '/\n' }, "['one', /\\/\\n/u]"],
    ['by one that only the older syntax allows', { pattern: '^\\_a' }, "['one', /^\\_a/]"],
    ['by a constant', { const: 'a.b' }, "['one', /^(?:a\\.b)$/u]"],
    ['by an enum', { enum: ['a', 'b|c'] }, "['one', /^(?:a|b\\|c)$/u]"],
    ['through a reference', { $ref: '#/schemas/aim' }, "['one', /^(?:aim)$/u]"],
  ])('%s', (_, schema, table) => {
    expect(tablesOf({ one: schema, other })).toEqual([table, "['other', /^OTHER/u]"]);
  });

  test.each<[string, Schema | undefined]>([
    ['any text', { type: 'string' }],
    ['no schema', undefined],
    ['a circle', { $ref: '#/schemas/one' }],
    ['what is no regular expression', { pattern: '(' }],
  ])('last comes what fits no other: %s', (_, schema) => {
    expect(tablesOf({ one: schema, other })).toEqual(["['other', /^OTHER/u]", "['one']"]);
  });

  test('a single one needs no pattern', () => {
    expect(tablesOf({ other })).toEqual(["['other']"]);
  });

  test('one that must not be run on what a peer sends tells nothing', () => {
    const guarded = { '^OTHER': { kind: 'backtracks' } } as const;
    expect(tablesOf({ other, one: { const: 'x' } }, guarded)).toEqual(["['one', /^(?:x)$/u]", "['other']"]);
  });
});
