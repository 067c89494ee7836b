import { describe, expect, test } from 'vitest';
import { compareVerdicts, evaluated } from '../../test/codegen/same-verdicts.ts';
import { contractOf, documents } from '../../test/laws/documents.ts';
import type { ContractSchema, Schema } from '../contract/schema.ts';
import { guardPatterns } from './patterns/guard-patterns.ts';
import { precompile } from './precompile.ts';
import { registerPrecompiled } from './precompiled-for.ts';

function contractWith(
  schema: Schema,
  dialect: ContractSchema['dialect'] = 'draft-07',
  others: Readonly<Record<string, Schema>> = {},
): { readonly schemas: Readonly<Record<string, ContractSchema>> } {
  const all = Object.entries({ s: schema, ...others });
  return guardPatterns({
    schemas: Object.fromEntries(all.map(([id, one]) => [id, { schema: one, dialect }])),
  });
}

test.each(documents)('%s: code gives the verdicts and the errors that compiling gives', async (_, path) => {
  const { judged, invalid, differing } = compareVerdicts(await contractOf(path));
  expect(differing).toEqual([]);
  expect(invalid).toBeGreaterThan(judged / 4);
});

describe('code gives the same verdicts for', () => {
  const tree = { type: 'object', properties: { in: { $ref: '#/schemas/s' } }, required: ['in'] };
  const everywhere = {
    anyOf: [{ $ref: '#/schemas/s' }, { $ref: '#/schemas/t' }],
    properties: { a: { $ref: '#/schemas/s' }, b: { $ref: '#/schemas/t' } },
  };
  test.each<[string, ReturnType<typeof contractWith>]>([
    [
      'a pattern, and one that only the older syntax allows',
      contractWith({ anyOf: [{ pattern: '^\\p{L}+$' }, { pattern: '^[\\w-.]+\\_$' }] }),
    ],
    ['a pattern that is never run', contractWith({ type: 'string', pattern: '^(a+)+$', minLength: 3 })],
    ['a slow pattern, on texts that are too long for it', contractWith({ pattern: '\\s+$', maxLength: 5 })],
    ['lengths in characters', contractWith({ type: 'string', maxLength: 1, minLength: 1 })],
    [
      'formats',
      contractWith({
        anyOf: ['date-time', 'uri', 'email', 'uuid', 'int32', 'regex'].map((format) => ({
          type: 'string',
          format,
        })),
      }),
    ],
    ['deep equality', contractWith({ uniqueItems: true, items: { enum: [{ a: [1] }, [], 'text'] } })],
    ['recursion', contractWith(tree)],
    ['recursion in so many ways that it is limited', contractWith(everywhere, 'draft-07', { t: everywhere })],
    [
      'what is left over',
      contractWith({ allOf: [{ properties: { type: true } }], unevaluatedProperties: false }, '2020-12'),
    ],
    ['a tuple', contractWith({ prefixItems: [{ type: 'number' }], items: false }, '2020-12')],
    [
      'a dynamic reference',
      contractWith(
        { $dynamicAnchor: 'node', properties: { type: { $dynamicRef: '#node' } }, type: 'object' },
        '2020-12',
      ),
    ],
    ['a schema of 2019', contractWith({ dependentRequired: { type: ['in'] } }, '2019-09')],
    ['a schema that cannot be compiled', contractWith({ $ref: '#/schemas/nothing' })],
    [
      'names that are hostile to code',
      contractWith({ required: ['*/'], properties: { '"];alert(1)//': { const: '\u2028' } } }, 'draft-07', {
        '__proto__"]': { type: 'null' },
      }),
    ],
  ])('%s', (_, contract) => {
    expect(compareVerdicts(contract)).toMatchObject({ differing: [] });
  });
});

test('code holds no import, and nothing that a content policy forbids', async () => {
  const code = precompile(await contractOf(documents[0]?.[1] ?? ''));
  expect(code).not.toMatch(/\brequire\b\(|\bimport\b|new Function|\beval\b/);
});

test('of another contract it is refused, with what to do', () => {
  const code = evaluated(precompile(contractWith({ type: 'string' })));
  expect(() => registerPrecompiled(contractWith({ type: 'number' }), code)).toThrow(
    expect.objectContaining({
      code: 'contract.stale-validators',
      message: 'The validators were generated from another contract.',
    }),
  );
});

test('the same schemas give the same code', () => {
  const schemas = () =>
    contractWith({ type: 'object', properties: { a: { enum: [1, 2] }, b: { format: 'uri' } } });
  expect(precompile(schemas())).toBe(precompile(schemas()));
});
