import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClient, makeTypes } from '../../src/build/make-types.ts';
import { handlersText } from '../../src/codegen/handlers.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Json } from '../../src/contract/json.ts';
import { bundleOf, bundleOfJson } from '../support/bundle-of.ts';
import { createProject, type Project } from './project.ts';

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

/** The types of a document with one channel that has these messages. */
async function typesOf(messages: Readonly<Record<string, unknown>>, schemas: object = {}): Promise<string> {
  const refs = Object.keys(messages).map((name) => ({
    $ref: `#/channels/c/messages/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  }));
  const document = {
    asyncapi: '3.0.0',
    info: { title: 'T', version: '1' },
    servers: { s: { host: 'localhost:1', protocol: 'ws' } },
    channels: { c: { address: '/', messages } },
    operations: { o: { action: 'send', channel: { $ref: '#/channels/c' }, messages: refs } },
    components: { schemas },
  };
  const { contract } = compile(bundleOfJson(document as Json));
  const origin = { document: './document.json', title: 'T', version: '1', kind: 'types' };
  return makeTypes(contract, origin);
}

/** What stands before the unions. */
async function declarations(messages: Readonly<Record<string, unknown>>, schemas?: object): Promise<string> {
  const text = await typesOf(messages, schemas);
  return text.slice(text.indexOf('\n\n') + 2, text.indexOf('\n\n/** What a client of')).trim();
}

describe('a schema becomes', () => {
  test.each<[string, object | boolean, string]>([
    [
      'its members, of which only the required ones are certain',
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'integer' }, b: { type: ['string', 'null'] } },
      },
      'export interface M {\n  a: number;\n  b?: string | null;\n}',
    ],
    [
      'literals, where the values are known',
      { enum: ['a', 1, null, { x: [true] }] },
      'export type M = "a" | 1 | null | {"x":[true]};',
    ],
    [
      'a record, where nothing is known of an object',
      { type: 'object' },
      'export interface M {\n  [k: string]: unknown;\n}',
    ],
    [
      'a record of what all others are',
      { type: 'object', additionalProperties: { type: 'number' } },
      'export interface M {\n  [k: string]: number;\n}',
    ],
    ['an array', { type: 'array', minItems: 3, items: { type: 'string' } }, 'export type M = string[];'],
    [
      'a tuple, of the older and of the newer dialect',
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'array',
        prefixItems: [{ type: 'string' }, { type: 'number' }],
        items: false,
      },
      'export type M = [string, number];',
    ],
    [
      'a union',
      { oneOf: [{ type: 'string' }, { type: 'object', properties: { a: { const: 1 } } }] },
      'export type M = (string | {\n  a?: 1;\n});',
    ],
    ['unknown, where nothing of it is a type', { not: { type: 'string' } }, 'export type M = unknown;'],
    [
      'what it says beside branches that only demand',
      {
        type: 'object',
        properties: { a: { type: 'string' } },
        anyOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      'export interface M {\n  a?: string;\n}',
    ],
  ])('%s', async (_, payload, text) => {
    expect(await declarations({ m: { payload } })).toBe(text);
  });
});

describe('a name', () => {
  const payload = { type: 'object', properties: { a: { type: 'string' } } };

  test('is the message’s, in PascalCase, and none of the language or of the browser', async () => {
    const text = await declarations({ 'user.joined': { payload }, error: { payload }, '2fa': { payload } });
    expect([...text.matchAll(/export interface (\S+)/g)].map(([, name]) => name)).toEqual([
      'UserJoined',
      'ErrorMessage',
      '_2fa',
    ]);
  });

  test('is taken once', async () => {
    const text = await declarations({ 'a-b': { payload }, a_b: { payload } });
    expect([...text.matchAll(/export interface (\S+)/g)].map(([, name]) => name)).toEqual([
      'AB',
      'ABMessage',
    ]);
  });

  test('of a schema that messages share stays its own', async () => {
    const ref = { $ref: '#/components/schemas/Shared' };
    expect(await declarations({ a: { payload: ref }, b: { payload: ref } }, { Shared: payload })).toBe(
      'export type A = Shared;\n\nexport type B = Shared;\n\nexport interface Shared {\n  a?: string;\n}',
    );
  });
});

test('recursion is a name, and what TypeScript has no type for is unknown', async () => {
  const schemas = {
    Tree: {
      type: 'object',
      properties: { in: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
    },
    Circle: { anyOf: [{ $ref: '#/components/schemas/Circle' }, { type: 'string' }] },
  };
  const text = await declarations(
    {
      tree: { payload: { $ref: '#/components/schemas/Tree' } },
      circle: { payload: { $ref: '#/components/schemas/Circle' } },
    },
    schemas,
  );
  expect(text).toBe('export interface Tree {\n  in?: Tree[];\n}\n\nexport type Circle = unknown;');
});

test('a chain of 600 references is as many names', async () => {
  const schemas = Object.fromEntries(
    Array.from({ length: 600 }, (_, n) => [
      `S${n}`,
      n === 599
        ? { type: 'string' }
        : { type: 'object', properties: { next: { $ref: `#/components/schemas/S${n + 1}` } } },
    ]),
  );
  const text = await typesOf({ m: { payload: { $ref: '#/components/schemas/S0' } } }, schemas);
  expect(text).toContain('export interface S598 {\n  next?: S599;\n}');
  expect(text).toContain('export type S599 = string;');
});

/** A document that tries to be code of the file that is made of it. */
const HOSTILE = `
asyncapi: 3.0.0
info: { title: "T */ evil() /*\\n evil()", version: "1\\nevil()" }
servers: { s: { host: 'localhost:1', protocol: ws } }
channels:
  "c'\`\${evil()}":
    address: "/a\`\${evil()}'\\\\/{p'q}"
    description: "*/ evil() /*"
    title: "*/ evil() /*"
    parameters: { "p'q": { enum: ["x'y", "\\\\"] } }
    bindings: { ws: { query: { type: object, properties: { "v'\\n": { type: string } } } } }
    messages:
      "m'*/\\n": { summary: "*/ evil() /*", payload: { type: object, tsType: 'evil()', title: "*/ evil() /*", description: "*/\\nevil()", required: ["__proto__"], properties: { "a'b\\n*/": { const: "\\u2028'*/" }, "__proto__": { type: string }, constructor: { type: number } } } }
      tsType: { payload: { tsType: 'evil', type: string } }
      enums: { payload: { enum: [{ $ref: 'http://127.0.0.1:1/evil.json' }] } }
operations:
  "o'": { action: receive, channel: { $ref: "#/channels/c'\`\${evil()}" } }
`;

test('a hostile document is text, and nothing else, in all that is made of it', async () => {
  const { contract } = compile(bundleOf(HOSTILE));
  expect(Object.keys(contract.messages)).toHaveLength(3);
  const origin = {
    document: "./hostile\n'.yaml",
    title: contract.title,
    version: contract.version,
    kind: 'types',
  };
  project.write('hostile/contract.types.ts', await makeTypes(contract, origin));
  project.write('hostile/client.ts', await makeClient(contract, origin));
  project.write('hostile/handlers.ts', handlersText(contract, './contract.types.js'));
  expect(project.typecheck()).toEqual([]);
});
