import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { createDocumentReader } from './document/document-reader.ts';
import { createProblemList } from './problems.ts';
import { createSchemaCollector } from './schemas.ts';

function collect(yaml: string, files: Record<string, string> = {}) {
  const problems = createProblemList();
  const reader = createDocumentReader(bundleOf(yaml, files), problems);
  const schemas = createSchemaCollector(reader, problems);
  const node = reader.child(reader.root, 'payload');
  if (node === undefined) throw new Error('There is no payload.');
  return { id: schemas.collect(node, 'messages/m'), table: schemas.table(), problems: problems.all };
}

describe('schemas are collected into one flat table', () => {
  it('an inline schema is named by the message, a component by its pointer', () => {
    const { id, table } = collect(`
payload: { type: object, properties: { next: { $ref: '#/components/schemas/Nächste Seite' } } }
components: { schemas: { Nächste Seite: { type: string } } }
`);
    expect(id).toBe('messages/m');
    expect(table).toEqual({
      'messages/m': {
        schema: {
          type: 'object',
          properties: { next: { $ref: '#/schemas/components~1schemas~1Nachste_Seite' } },
        },
        dialect: 'draft-07',
      },
      'components/schemas/Nachste_Seite': { schema: { type: 'string' }, dialect: 'draft-07' },
    });
  });

  it('recursion stays a reference', () => {
    const { id, table } = collect(`
payload: { $ref: '#/components/schemas/Tree' }
components: { schemas: { Tree: { type: object, properties: { left: { $ref: '#/components/schemas/Tree' } } } } }
`);
    expect(id).toBe('components/schemas/Tree');
    expect(table[id]?.schema).toEqual({
      type: 'object',
      properties: { left: { $ref: '#/schemas/components~1schemas~1Tree' } },
    });
    expect(Object.keys(table)).toEqual(['components/schemas/Tree']);
  });

  it('another file lends its name, and its own references are seen from there', () => {
    const { table } = collect("payload: { $ref: 'tick.json' }", {
      'tick.json':
        '{ "$id": "x", "$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/a", "$defs": { "a": { "type": "string" } } }',
    });
    expect(table).toEqual({
      'tick.json/_defs/a': { schema: { type: 'string' }, dialect: '2020-12' },
    });
  });

  it('what only looks like a reference is left alone', () => {
    const { table } = collect(`
payload:
  properties: { $ref: { type: string }, type: { const: { $ref: '#/a' } } }
  enum: [{ $ref: '#/b' }]
  default: { $ref: '#/c' }
  examples: [{ $ref: '#/d' }]
`);
    expect(table['messages/m']?.schema).toEqual({
      properties: { $ref: { type: 'string' }, type: { const: { $ref: '#/a' } } },
      enum: [{ $ref: '#/b' }],
      default: { $ref: '#/c' },
      examples: [{ $ref: '#/d' }],
    });
  });

  it('every place of a schema is rewritten, and identifiers and definitions are dropped', () => {
    const ref = "{ $ref: '#/components/schemas/S' }";
    const { table } = collect(`
payload:
  $id: urn:x
  id: urn:y
  $schema: http://json-schema.org/draft-07/schema#
  definitions: { gone: { type: string } }
  allOf: [${ref}]
  items: [${ref}]
  additionalItems: ${ref}
  additionalProperties: ${ref}
  patternProperties: { ^a: ${ref} }
  dependencies: { a: [b], c: ${ref} }
  not: ${ref}
  if: ${ref}
components: { schemas: { S: true } }
`);
    const to = { $ref: '#/schemas/components~1schemas~1S' };
    expect(table['messages/m']?.schema).toEqual({
      allOf: [to],
      items: [to],
      additionalItems: to,
      additionalProperties: to,
      patternProperties: { '^a': to },
      dependencies: { a: ['b'], c: to },
      not: to,
      if: to,
    });
  });

  it('beside a $ref only annotations stay in draft-07, all of it in 2020-12', () => {
    const yaml = (dialect: string) => `
payload: { $schema: '${dialect}', properties: { a: { $ref: '#/components/schemas/S', default: 1, minLength: 2 } } }
components: { schemas: { S: true } }
`;
    const to = { $ref: '#/schemas/components~1schemas~1S' };
    const old = collect(yaml('http://json-schema.org/draft-07/schema#')).table['messages/m'];
    const young = collect(yaml('https://json-schema.org/draft/2020-12/schema')).table['messages/m'];
    expect(old).toEqual({ dialect: 'draft-07', schema: { properties: { a: { default: 1, ...to } } } });
    expect(young).toEqual({
      dialect: '2020-12',
      schema: { properties: { a: { default: 1, minLength: 2, ...to } } },
    });
  });

  it('a pasted schema may refer to its own definitions', () => {
    const { table, problems } = collect(`
payload:
  properties: { a: { $ref: '#/definitions/A' } }
  definitions: { A: { properties: { b: { $ref: '#/definitions/B' } } }, B: { type: string } }
`);
    expect(problems).toEqual([]);
    expect(table).toEqual({
      'messages/m': {
        schema: { properties: { a: { $ref: '#/schemas/payload~1definitions~1A' } } },
        dialect: 'draft-07',
      },
      'payload/definitions/A': {
        schema: { properties: { b: { $ref: '#/schemas/payload~1definitions~1B' } } },
        dialect: 'draft-07',
      },
      'payload/definitions/B': { schema: { type: 'string' }, dialect: 'draft-07' },
    });
  });

  it("OpenAPI 3.0's own keywords are rewritten", () => {
    const { table } = collect(`
payload:
  properties:
    a: { type: string, nullable: true, enum: [x] }
    b: { type: number, minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }
    nullable: { type: boolean }
`);
    expect(table['messages/m']?.schema).toEqual({
      properties: {
        a: { type: ['string', 'null'], enum: ['x', null] },
        b: { type: 'number', exclusiveMinimum: 0, maximum: 9 },
        nullable: { type: 'boolean' },
      },
    });
  });

  it.each([
    [
      '{ type: float, minimum: 1 }',
      { minimum: 1 },
      '/payload/type',
      '"type" cannot have this value, and is left out.',
    ],
    ['{ required: true }', {}, '/payload/required', '"required" cannot have this value, and is left out.'],
    ['{ minLength: "3" }', {}, '/payload/minLength', '"minLength" cannot have this value, and is left out.'],
    [
      '{ properties: [a] }',
      {},
      '/payload/properties',
      '"properties" cannot have this value, and is left out.',
    ],
    ['{ not: 5 }', { not: true }, '/payload/not', 'This is no schema; any value fits it.'],
    ['text', true, '/payload', 'This is no schema; any value fits it.'],
  ])('one slip does not cost the whole schema: %s', (schema, expected, pointer, message) => {
    const { table, problems } = collect(`payload: ${schema}`);
    expect(table['messages/m']?.schema).toEqual(expected);
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'warning', message, at: expect.objectContaining({ pointer }) }),
    ]);
  });

  it('a reference to nothing fits any value', () => {
    const { table, problems } = collect("payload: { properties: { a: { $ref: '#/gone' } } }");
    expect(table['messages/m']?.schema).toEqual({ properties: { a: true } });
    expect(problems.map(({ message }) => message)).toEqual(['"#/gone" points to nothing.']);
  });

  it('a property called __proto__ is a property', () => {
    const { table } = collect('payload: { properties: { __proto__: { type: string } } }');
    const schema = table['messages/m']?.schema as { properties: object };
    expect(Object.keys(schema.properties)).toEqual(['__proto__']);
  });
});
