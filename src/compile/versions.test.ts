import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import type { Contract } from '../contract/contract.ts';
import { compile } from './compile.ts';

/** Without places, which differ between two texts. */
function meaning(contract: Contract): unknown {
  return JSON.parse(JSON.stringify(contract, (key, value: unknown) => (key === 'at' ? undefined : value)));
}

describe('after compiling nobody asks which version it was', () => {
  it('the same API written in AsyncAPI 2 and 3 is the same contract', () => {
    const v2 = compile(
      bundleOf(`
asyncapi: 2.6.0
info: { title: T, version: '1' }
servers: { s: { url: 'h:1/v1', protocol: WS, security: [{ key: [] }] } }
channels:
  /chat/{room}:
    parameters: { room: { schema: { type: string, enum: [a, b] }, location: $message.payload#/room } }
    bindings: { ws: { query: { properties: { lang: { const: en } } } } }
    publish: { operationId: say, message: { oneOf: [{ $ref: '#/components/messages/ping' }, { $ref: '#/components/messages/say' }] } }
    subscribe: { operationId: hear, message: { oneOf: [{ $ref: '#/components/messages/pong' }, { $ref: '#/components/messages/said' }] } }
components:
  securitySchemes: { key: { type: httpApiKey, in: query, name: key } }
  messages: &messages
    ping: { payload: { const: ping } }
    say: { payload: { $ref: '#/components/schemas/Say' } }
    pong: { payload: { const: pong } }
    said: { payload: { $ref: '#/components/schemas/Say' } }
  schemas: { Say: { type: object, properties: { room: { type: string } } } }
`),
    );
    const v3 = compile(
      bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: h:1, pathname: /v1, protocol: ws, security: [{ $ref: '#/components/securitySchemes/key' }] } }
channels:
  /chat/{room}:
    address: /chat/{room}
    parameters: { room: { enum: [a, b], schema: { type: string, enum: [a, b] }, location: $message.payload#/room } }
    bindings: { ws: { query: { properties: { lang: { const: en } } } } }
    messages:
      ping: { $ref: '#/components/messages/ping' }
      say: { $ref: '#/components/messages/say' }
      pong: { $ref: '#/components/messages/pong' }
      said: { $ref: '#/components/messages/said' }
operations:
  say: { action: receive, channel: { $ref: '#/channels/~1chat~1{room}' }, messages: [{ $ref: '#/channels/~1chat~1{room}/messages/ping' }, { $ref: '#/components/messages/say' }] }
  hear: { action: send, channel: { $ref: '#/channels/~1chat~1{room}' }, messages: [{ $ref: '#/channels/~1chat~1{room}/messages/pong' }, { $ref: '#/channels/~1chat~1{room}/messages/said' }] }
components:
  securitySchemes: { key: { type: httpApiKey, in: query, name: key } }
  messages:
    ping: { payload: { const: ping } }
    say: { payload: { $ref: '#/components/schemas/Say' } }
    pong: { payload: { const: pong } }
    said: { payload: { $ref: '#/components/schemas/Say' } }
  schemas: { Say: { type: object, properties: { room: { type: string } } } }
`),
    );
    expect(v2.problems).toEqual([]);
    expect(v3.problems).toEqual([]);
    expect(meaning(v3.contract)).toEqual(meaning(v2.contract));
    expect(v3.contract.endpoints[0]?.operations.map(({ id }) => id)).toEqual(['say.ping', 'say', 'hear']);
  });

  it('AsyncAPI 3 with the layout of AsyncAPI 2 is read as that, with a warning', () => {
    const { contract, problems } = compile(
      bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { url: 'ws://h', protocol: ws } }
channels: { /a: { publish: { message: { name: hello } } } }
`),
    );
    expect(contract.endpoints.map(({ address, messages }) => [address, messages.client])).toEqual([
      ['/a', ['hello']],
    ]);
    expect(problems).toEqual([
      {
        severity: 'warning',
        rule: 'document.invalid',
        message:
          'The document says AsyncAPI 3, but its channels say "publish" and "subscribe" as in AsyncAPI 2; it is read as that.',
        at: { file: 'asyncapi.yaml', pointer: '/channels', line: 5, column: 11 },
        fix: 'Write "asyncapi: 2.6.0", or convert the document with "asyncapi convert".',
      },
    ]);
  });
});

describe('what leaves nothing to compile is thrown', () => {
  it.each([
    ['[]', 'document.not-asyncapi', 'The document is not an object.'],
    ['a: 1', 'document.not-asyncapi', 'The document has no "asyncapi" key at its top.'],
    [
      'openapi: 3.1.0',
      'document.not-asyncapi',
      'The document is not AsyncAPI: it has "openapi" at its top where "asyncapi" is expected.',
    ],
    [
      'asyncapi: 1.2.0',
      'document.unsupported-version',
      'AsyncAPI 1.2.0 is not a version that Countersign reads.',
    ],
    [
      'asyncapi: 4.0.0',
      'document.unsupported-version',
      'AsyncAPI 4.0.0 is not a version that Countersign reads.',
    ],
    ['asyncapi: 3.0.0', 'document.no-websocket', 'The document has no channels.'],
    [
      'asyncapi: 3.0.0\nservers: { k: { host: h, protocol: kafka } }\nchannels: { a: { address: t } }',
      'document.no-websocket',
      'The document describes no WebSocket endpoint and no HTTP operation; its servers speak kafka.',
    ],
    [
      'asyncapi: 2.6.0\nservers: { k: { url: h, protocol: socket.io } }\nchannels: { a: { publish: {} } }',
      'document.no-websocket',
      'The document describes no WebSocket endpoint and no HTTP operation; its servers speak socket.io.',
    ],
  ])('%s', (yaml, code, message) => {
    expect(() => compile(bundleOf(yaml))).toThrowError(
      expect.objectContaining({ name: 'CountersignError', code, message, fix: expect.any(String) }),
    );
  });
});

describe('operations that cannot be placed are errors, and the rest is compiled', () => {
  it.each([
    ['{ channel: { $ref: "#/channels/c" } }', '/operations/o', 'Operation "o" has no action.'],
    ['{ action: receive }', '/operations/o', 'Operation "o" has no channel.'],
    [
      '{ action: receive, channel: { $ref: "#/components" } }',
      '/operations/o/channel',
      "The channel is none of the document's channels.",
    ],
    [
      '{ action: receive, channel: { $ref: "#/channels/d" } }',
      '/operations/o/channel/$ref',
      '"#/channels/d" points to nothing.',
    ],
  ])('%s', (operation, pointer, message) => {
    const { contract, problems } = compile(
      bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: h, protocol: ws } }
channels: { c: { address: / } }
operations: { o: ${operation} }
components: {}
`),
    );
    expect(contract.endpoints.map(({ id }) => id)).toEqual(['c']);
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'error', message, at: expect.objectContaining({ pointer }) }),
    ]);
  });
});
