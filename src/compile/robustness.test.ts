import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { bundleOfJson } from '../../test/support/bundle-of.ts';
import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { writePointer } from '../contract/json-pointer.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { compile } from './compile.ts';

/** Uses as much of AsyncAPI and of `x-countersign` as fits. */
const WHOLE = parse(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
defaultContentType: application/json
x-countersign:
  scenarios: { a: { endpoint: c, steps: [{ client: ask, payload: { n: 1 } }, { server: tick, until: { n: 2 }, within: 1s }, { companion: get, status: 200 }] } }
servers:
  s:
    host: '{h}:1'
    pathname: /v1
    protocol: ws
    variables: { h: { default: localhost, enum: [localhost] } }
    security: [{ $ref: '#/components/securitySchemes/k' }]
    x-countersign: { origins: [http://a.example], refuse: { path: [403, { close: 4404 }] }, limits: { payload: 1KiB }, cors: { credentials: true } }
  api: { host: h, protocol: http }
channels:
  c:
    address: /c/{p}?q={q}
    servers: [{ $ref: '#/servers/s' }]
    parameters: { p: { enum: [x], location: $message.payload#/p }, q: { schema: { type: string } } }
    bindings: { ws: { query: { required: [v], properties: { v: { const: '1' } } }, headers: { properties: { Origin: { enum: [http://a.example] } } } } }
    messages: { ask: { $ref: '#/components/messages/ask' }, tick: { $ref: '#/components/messages/tick' }, hi: {}, bad: {} }
    x-countersign: { greeting: [hi], invalid: { reply: bad }, otherwise: tick, keepalive: { idle: 1s, send: hi } }
  r: { address: null, messages: { done: { payload: true } } }
  h: { address: /h, servers: [{ $ref: '#/servers/api' }], messages: { ok: { bindings: { http: { statusCode: 200 } } } } }
operations:
  ask:
    action: receive
    channel: { $ref: '#/channels/c' }
    messages: [{ $ref: '#/channels/c/messages/ask' }]
    traits: [{ $ref: '#/components/operationTraits/t' }]
    reply: { channel: { $ref: '#/channels/r' } }
    x-countersign: { when: { required: [n] }, reply: [{ message: done, repeat: 2 }], bind: { /n: $message.payload#/n }, within: 1s }
  ticks: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/tick' }], x-countersign: { every: 1s, after: ask, ordered: /n } }
  get: { action: receive, channel: { $ref: '#/channels/h' }, messages: [], bindings: { http: { method: GET, query: { properties: { z: {} } } } }, reply: { channel: { $ref: '#/channels/h' } }, x-countersign: { issues: { scheme: k, at: /t, ttl: 1m } } }
components:
  operationTraits: { t: { summary: s, bindings: { ws: {} } } }
  securitySchemes: { k: { type: httpApiKey, in: query, name: k } }
  messages:
    ask: { payload: { $ref: '#/components/schemas/Tree' }, correlationId: { location: $message.payload#/n }, examples: [{ name: e, payload: { n: 1 } }] }
    tick: { payload: { schemaFormat: application/schema+json;version=2020-12, schema: { allOf: [{ $ref: '#/components/schemas/Tree' }] } }, traits: [{ contentType: application/json }] }
  schemas: { Tree: { type: object, properties: { n: { type: integer }, left: { $ref: '#/components/schemas/Tree' } } } }
`) as Json;

const PLACES = placesOf(WHOLE, '');

function placesOf(value: Json, pointer: string): string[] {
  const members: readonly (readonly [string, Json])[] = Array.isArray(value)
    ? value.map((item: Json, index: number) => [String(index), item] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return members.flatMap(([key, member]) => {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [place, ...placesOf(member, place)];
  });
}

const junk: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(
    undefined,
    null,
    '',
    0,
    true,
    [],
    {},
    [[null]],
    { $ref: '#' },
    { $ref: 5 },
    { $ref: '#/nope' },
    { $ref: 'gone.yaml' },
    { $ref: '#/channels/c' },
    { $ref: '#/operations/ask/channel' },
    { constructor: {}, toString: 1 },
    JSON.parse('{ "__proto__": { "payload": {} } }') as Json,
  ),
  fc.constantFrom(...PLACES).map((place) => ({ $ref: `#${place}` })),
  fc.jsonValue().map((value) => value as Json),
);

function expectSound(contract: Contract): void {
  const text = JSON.stringify(contract);
  expect(JSON.parse(text)).toEqual(contract);
  for (const [, id = ''] of text.matchAll(/"\$ref":"#\/schemas\/([^"]*)"/g)) {
    expect(contract.schemas).toHaveProperty([id.replaceAll('~1', '/').replaceAll('~0', '~')]);
  }
  const known = Object.keys(contract.messages);
  for (const endpoint of contract.endpoints) {
    expect(endpoint.address).toMatch(/^\/(?!\/)/);
    expect(Object.keys(contract.servers)).toContain(endpoint.server);
    expect(known).toEqual(expect.arrayContaining([...endpoint.messages.client, ...endpoint.messages.server]));
    for (const operation of endpoint.operations) {
      const { client, server } = endpoint.messages;
      expect(operation.messages).not.toEqual([]);
      expect(operation.kind === 'request' ? client : server).toEqual(
        expect.arrayContaining([...operation.messages]),
      );
      if (operation.kind === 'request')
        expect(server).toEqual(expect.arrayContaining([...(operation.reply?.messages ?? [])]));
    }
  }
  for (const { request, responses } of contract.companions) {
    expect(known).toEqual(expect.arrayContaining([...request, ...responses.map(({ message }) => message)]));
  }
}

it('the whole document compiles without a word', () => {
  const { contract, problems } = compile(bundleOfJson(WHOLE));
  expect(problems).toEqual([]);
  expectSound(contract);
});

it('whatever is broken in it, the answer is a sound contract or an error of our own', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...PLACES), junk), { minLength: 1, maxLength: 3 }),
      (changes) => {
        const document = changes.reduce<Json>(
          (whole, [place, value]) => writePointer(whole, place, value),
          WHOLE,
        );
        try {
          expectSound(compile(bundleOfJson(document)).contract);
        } catch (error) {
          if (!(error instanceof CountersignError)) throw error;
        }
      },
    ),
    { numRuns: 200 },
  );
});

it.each(['/asyncapi', '/operations/ask/x-microcks-operation'])(
  'a name of Object.prototype at %s is data',
  (place) => {
    const junk = { toString: 1, constructor: {}, valueOf: null };
    const document = writePointer(WHOLE, place, { ...junk, dispatcher: junk });
    const outcome = (): void => expectSound(compile(bundleOfJson(document)).contract);
    if (place !== '/asyncapi') outcome();
    else expect(outcome).toThrow('AsyncAPI {"toString":1');
  },
);

it('nesting without end is cut, not followed', () => {
  let schema: Json = { type: 'string' };
  let example: Json = 1;
  for (let depth = 0; depth < 3_000; depth += 1) {
    schema = { type: 'object', properties: { a: schema } };
    example = [example];
  }
  const { contract, problems } = compile(
    bundleOfJson({
      asyncapi: '3.0.0',
      info: {},
      servers: { s: { host: 'h', protocol: 'ws' } },
      channels: {
        c: { address: '/', messages: { subscribe: { payload: schema, examples: [{ payload: example }] } } },
      },
    }),
  );
  expect(Object.keys(contract.messages)).toEqual(['subscribe']);
  expect(problems.filter(({ severity }) => severity !== 'info').map(({ message }) => message)).toEqual([
    'The schema is nested deeper than 200 levels; what lies below is left out.',
  ]);
});

it('time grows with the size of the document, not faster', () => {
  const messages: Record<string, Json> = {};
  const operations: Record<string, Json> = {};
  for (let index = 0; index < 2_000; index += 1) {
    const key = index % 2 === 0 ? `doThing${index}` : `thing${index}`;
    messages[key] = { payload: { properties: { type: { const: key } } } };
    operations[key] = {
      action: index % 2 === 0 ? 'receive' : 'send',
      channel: { $ref: '#/channels/c' },
      messages: [{ $ref: `#/channels/c/messages/${key}` }],
    };
  }
  const document = {
    asyncapi: '3.0.0',
    info: {},
    servers: { s: { host: 'h', protocol: 'ws' } },
    channels: { c: { address: '/', messages } },
    operations,
  };
  const started = performance.now();
  expect(compile(bundleOfJson(document)).contract.endpoints[0]?.operations).toHaveLength(2_000);
  expect(performance.now() - started).toBeLessThan(10_000);
});
