import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Json } from '../contract/json.ts';
import { readPointer } from '../contract/json-pointer.ts';
import { formatLocation } from '../errors/source-location.ts';
import { createValidators } from '../schema/create-validators.ts';
import { load } from './load.ts';
import { loadContract } from './load-contract.ts';

const imported = vi.hoisted(() => vi.fn());
vi.mock('./payload-languages.ts', async (importOriginal) => {
  imported();
  return importOriginal();
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign formats '));
});
afterAll(() => rm(folder, { recursive: true }));

const PROTO = `syntax = "proto3";
// message Comment { map<string, int32> nothing = 1; }
message Order {
  string id = 1;
  oneof how { double limit = 2; bool market = 3; }
  map<string, Note> notes = 4;
  repeated Side sides = 5;
}
message Note { string text = 1; string notes = 2; }
enum Side { BUY = 0; SELL = 1; }
`;
const AVRO = `{ "type": "record", "name": "Tick", "namespace": "a.b", "fields": [
  { "name": "symbol", "type": "string" },
  { "name": "price", "type": ["null", "int", "double"], "default": null },
  { "name": "parent", "type": ["null", "Tick"], "default": null } ] }`;

/** A document with one message, whose payload is that. */
function three(payload: string): string {
  return `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
servers: { s: { host: localhost, protocol: ws } }
channels:
  c:
    address: /c
    messages:
      m:
        payload:
${payload.replaceAll(/^/gm, '          ').trimEnd()}
operations:
  o: { action: receive, channel: { $ref: '#/channels/c' } }
`;
}

const wrapped = (format: string, schema: string): string =>
  three(`schemaFormat: ${format}\nschema: ${schema.replaceAll('\n', '\n  ')}`);

const AVRO_FORMAT = 'application/vnd.apache.avro+json;version=1.9.0';
const PROTO_FORMAT = 'application/vnd.google.protobuf;version=3';

async function judge(document: string, payloads: readonly Json[]) {
  const path = join(folder, 'asyncapi.yaml');
  await writeFile(path, document);
  const { contract, problems } = await loadContract(path, { cache: false });
  const id = contract.messages.m?.payload;
  const validators = createValidators(contract);
  return {
    good: payloads.map((payload) => id === undefined || validators.valid(id, payload)),
    problems: problems.map(({ severity, message, at }) => [
      severity,
      message,
      formatLocation(at).replace(`${folder}/`, ''),
    ]),
  };
}

const TICKS = [
  { symbol: 'A', price: 1, parent: null },
  { symbol: 'A', price: null },
  { symbol: 'A', price: 1.5, parent: { symbol: 'B' } },
  { symbol: 7 },
  { price: 1 },
];
const TICKS_GOOD = [true, true, true, false, false];
const ORDERS = [
  { id: 'a', market: true, notes: { x: { text: 'hi', notes: 'y' } } },
  { limit: 1.5, sides: ['BUY'] },
  { sides: ['HOLD'] },
  { notes: { x: 'hi' } },
  { market: 7 },
];
const ORDERS_GOOD = [true, true, false, false, false];

// The first of this file, since a module is imported once.
test('what reads other languages is not imported for a document that has none of them', async () => {
  const path = join(folder, 'asyncapi.yaml');
  await writeFile(path, three('type: object'));
  await load(path, { validate: false });
  expect(imported).not.toHaveBeenCalled();
  await writeFile(path, wrapped(AVRO_FORMAT, AVRO));
  await load(path, { validate: false });
  expect(imported).toHaveBeenCalledOnce();
});

describe('a payload is held to its schema', () => {
  test('in Avro', async () => {
    expect(await judge(wrapped(AVRO_FORMAT, AVRO), TICKS)).toMatchObject({ good: TICKS_GOOD, problems: [] });
  });

  test('in Avro, from a file of its own', async () => {
    await writeFile(join(folder, 'tick.avsc'), AVRO);
    const document = wrapped(AVRO_FORMAT, "{ $ref: './tick.avsc' }");
    expect(await judge(document, TICKS)).toMatchObject({ good: TICKS_GOOD, problems: [] });
  });

  test('in Protocol Buffers', async () => {
    const found = await judge(wrapped(PROTO_FORMAT, `|\n${PROTO}`), ORDERS);
    expect(found).toMatchObject({ good: ORDERS_GOOD, problems: [] });
  });

  test('in Protocol Buffers, from a file of its own', async () => {
    await writeFile(join(folder, 'order.proto'), PROTO);
    const document = wrapped(PROTO_FORMAT, "{ $ref: './order.proto' }");
    expect(await judge(document, ORDERS)).toMatchObject({ good: ORDERS_GOOD, problems: [] });
  });

  test('in proto2, where a field can be required', async () => {
    const text = '|\nsyntax = "proto2";\nmessage M { required string a = 1; optional string b = 2; }';
    const format = 'application/vnd.google.protobuf;version=2';
    expect(await judge(wrapped(format, text), [{ a: 'x' }, { b: 'x' }])).toMatchObject({
      good: [true, false],
      problems: [],
    });
  });

  test('of a message of AsyncAPI 2', async () => {
    const document = `asyncapi: 2.6.0
info: { title: T, version: 1.0.0 }
servers: { s: { url: localhost, protocol: ws } }
channels:
  c:
    publish:
      message:
        messageId: m
        schemaFormat: ${AVRO_FORMAT}
        payload: { $ref: '#/components/schemas/Tick' }
components:
  schemas:
    Tick: ${AVRO.replaceAll('\n', '\n      ')}
`;
    expect((await judge(document, TICKS)).good).toEqual(TICKS_GOOD);
  });

  test('in OpenAPI 3.0', async () => {
    const schema =
      '{ type: object, properties: { a: { type: integer, nullable: true, minimum: 1, exclusiveMinimum: true } } }';
    const document = wrapped('application/vnd.oai.openapi;version=3.0.0', schema);
    expect((await judge(document, [{ a: null }, { a: 2 }, { a: 1 }, { a: 'x' }])).good).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a schema that cannot be read is a warning at its line, and any payload fits it', () => {
  test.each([
    [
      'Avro',
      wrapped(AVRO_FORMAT, '{ type: record, name: T, fields: [{ name: a, type: strin }] }'),
      'The Avro schema cannot be read, and any payload fits it: undefined type name: strin.',
    ],
    [
      'Protobuf',
      wrapped(PROTO_FORMAT, "'message {'"),
      "The Protobuf schema cannot be read, and any payload fits it: illegal type name '{' (root, line 1).",
    ],
    [
      'Protobuf that is no text',
      wrapped(PROTO_FORMAT, '{ type: object }'),
      'The Protobuf schema cannot be read, and any payload fits it: it must be a text, such as "schema: |" with the .proto file.',
    ],
    [
      'a format that nobody reads',
      wrapped('application/raml+yaml;version=1.0', '{ type: object }'),
      'Message "m" has a payload in the format "application/raml+yaml;version=1.0", which Countersign does not read: any payload fits it.',
    ],
  ])('%s', async (_, document, message) => {
    const { good, problems } = await judge(document, [7, { a: [] }]);
    expect(problems).toContainEqual(['warning', message, 'asyncapi.yaml:11:11']);
    expect(good).toEqual([true, true]);
  });
});

test('a place below a schema that was converted is the schema in the document', async () => {
  const path = join(folder, 'asyncapi.yaml');
  await writeFile(path, wrapped(AVRO_FORMAT, AVRO));
  const { bundle } = await load(path, { validate: false });
  const pointer = '/channels/c/messages/m/payload/schema/properties/symbol';
  expect(readPointer(bundle.documents[bundle.root], pointer)).toEqual({ type: 'string' });
  expect(bundle.locate(bundle.root, pointer)).toMatchObject({ line: 11, column: 11 });
});
