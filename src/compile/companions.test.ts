import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import type { Companion } from '../contract/companion.ts';
import { compile } from './compile.ts';

const shape = ({ id, server, method, address, request, responses }: Companion) =>
  `${id}: ${method} ${server}${address} (${request.join('+')}) → ${responses.map(({ status, message }) => `${status} ${message}`).join(', ')}`;

function compileV3(channels: string, operations: string, rest = '') {
  const { contract, problems } = compile(
    bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { w: { host: h, protocol: ws }, api: { host: h, protocol: http, pathname: /api } }
channels:
${channels}
operations:
${operations}
${rest}
`),
  );
  return { contract, problems, companions: contract.companions };
}

const onHttp = "servers: [{ $ref: '#/servers/api' }]";

describe('HTTP companions', () => {
  it('a channel on an HTTP server is one, with its request and its responses by status', () => {
    const { contract, companions } = compileV3(
      `  login: { address: /login, ${onHttp}, messages: { login: { payload: { type: object } }, ok: {}, bad: { bindings: { http: { statusCode: 401 } } } } }`,
      `  logIn:
    action: receive
    channel: { $ref: '#/channels/login' }
    messages: [{ $ref: '#/channels/login/messages/login' }]
    reply: { messages: [{ $ref: '#/channels/login/messages/ok' }, { $ref: '#/channels/login/messages/bad' }] }`,
    );
    expect(contract.endpoints).toEqual([]);
    expect(companions.map(shape)).toEqual(['logIn: POST api/api/login (login) → 200 ok, 401 bad']);
  });

  it.each([
    ['messages: []', '{ http: { method: get } }', 'o: GET api/api/x () → 200 ok'],
    ['messages: []', '{}', 'o: GET api/api/x () → 200 ok'],
    [
      "messages: [{ $ref: '#/channels/x/messages/empty' }]",
      '{ http: { method: GET } }',
      'o: GET api/api/x () → 200 ok',
    ],
    [
      "messages: [{ $ref: '#/channels/x/messages/body' }]",
      '{ http: { method: DELETE } }',
      'o: DELETE api/api/x (body) → 200 ok',
    ],
    [
      "messages: [{ $ref: '#/channels/x/messages/empty' }]",
      '{ http: { method: POST } }',
      'o: POST api/api/x (empty) → 200 ok',
    ],
  ])('with %s and bindings %s', (messages, bindings, expected) => {
    const { companions } = compileV3(
      `  x: { address: /x, ${onHttp}, messages: { ok: {}, empty: {}, body: { payload: {} } } }`,
      `  o: { action: receive, channel: { $ref: '#/channels/x' }, ${messages}, bindings: ${bindings}, reply: { messages: [{ $ref: '#/channels/x/messages/ok' }] } }`,
    );
    expect(companions.map(shape)).toEqual([expected]);
  });

  it('an http binding makes one of a channel without servers, and of one operation of a WebSocket channel', () => {
    const { contract, companions } = compileV3(
      `  plain: { address: /plain, messages: { ok: {} } }
  both: { address: /both, servers: [{ $ref: '#/servers/w' }], bindings: { ws: {} }, messages: { m: {}, ok: {} } }`,
      `  a: { action: receive, channel: { $ref: '#/channels/plain' }, messages: [], bindings: { http: {} }, reply: { channel: { $ref: '#/channels/plain' } } }
  b: { action: receive, channel: { $ref: '#/channels/both' }, messages: [], bindings: { http: {} }, reply: { messages: [{ $ref: '#/channels/both/messages/ok' }] } }
  c: { action: receive, channel: { $ref: '#/channels/both' }, messages: [{ $ref: '#/channels/both/messages/m' }] }`,
    );
    expect(companions.map(shape)).toEqual(['a: GET api/api/plain () → 200 ok', 'b: GET w/both () → 200 ok']);
    expect(
      contract.endpoints.map(({ id, operations }) => [id, operations.map(({ id: operation }) => operation)]),
    ).toEqual([['both', ['c']]]);
  });

  it('the client asks, in its own view too', () => {
    const { companions } = compileV3(
      `  x: { address: /x, ${onHttp}, messages: { q: { payload: {} }, a: {} } }`,
      `  o: { action: send, channel: { $ref: '#/channels/x' }, messages: [{ $ref: '#/channels/x/messages/q' }], bindings: { http: { method: PUT } }, reply: { messages: [{ $ref: '#/channels/x/messages/a' }] } }`,
    );
    expect(companions.map(shape)).toEqual(['o: PUT api/api/x (q) → 200 a']);
  });

  it('AsyncAPI 2: publish is the request, subscribe on the same channel its answer', () => {
    const { contract } = compile(
      bundleOf(`
asyncapi: 2.6.0
info: { title: T, version: '1' }
servers: { api: { url: 'http://h/api', protocol: http } }
channels:
  /x/{id}:
    parameters: { id: { schema: { type: string, default: '7' } } }
    publish: { operationId: ask, bindings: { http: { type: request, method: POST, query: { required: [v], properties: { v: { enum: ['1'] } } } } }, message: { name: q, payload: {} } }
    subscribe: { operationId: answer, bindings: { http: { type: response } }, message: { name: a, payload: {} } }
  /y: { subscribe: { bindings: { http: { type: request, method: GET } }, message: { name: b } } }
`),
    );
    expect(contract.companions.map(shape)).toEqual([
      'ask: POST api/api/x/{id} (q) → 200 a',
      'y.subscribe: GET api/api/y () → 200 b',
    ]);
    expect(contract.companions[0]?.parameters.map(({ name, example }) => [name, example])).toEqual([
      ['id', '7'],
    ]);
    expect(
      contract.companions[0]?.query.map(({ name, required, example }) => [name, required, example]),
    ).toEqual([['v', true, '1']]);
  });

  it('what x-countersign says: what it issues, who may, and which pages may read it', () => {
    const { companions, problems } = compileV3(
      `  x: { address: /x, ${onHttp}, messages: { a: {} } }`,
      `  o:
    action: receive
    channel: { $ref: '#/channels/x' }
    messages: []
    reply: { channel: { $ref: '#/channels/x' } }
    security: [{ $ref: '#/components/securitySchemes/session' }]
    x-countersign:
      issues: { scheme: token, at: $message.payload#/token, ttl: 5m, role: /user/role }
      roles: [staff]
      cors: { credentials: true, origins: [http://a.example] }
      refuse: { credentials: 401, role: 403 }
      every: 2s`,
      `components:
  securitySchemes:
    session: { type: httpApiKey, in: cookie, name: sid }
    token: { type: httpApiKey, in: query, name: token }`,
    );
    expect(problems).toEqual([]);
    expect(companions[0]).toMatchObject({
      issues: { value: { scheme: 'token', at: '/token', ttl: 300_000, role: '/user/role' } },
      roles: { value: ['staff'] },
      cors: { value: { origins: ['http://a.example'], credentials: true }, basis: 'extension' },
      refuse: { credentials: { value: 401 }, role: { value: 403 } },
      every: { value: 2_000 },
      credentials: [{ anyOf: [{ name: 'session', carrier: { in: 'cookie', name: 'sid' } }] }],
    });
  });

  it('a scheme that does not exist is an error', () => {
    const { problems } = compileV3(
      `  x: { address: /x, ${onHttp}, messages: { a: {} } }`,
      `  o: { action: receive, channel: { $ref: '#/channels/x' }, messages: [], reply: { channel: { $ref: '#/channels/x' } }, x-countersign: { issues: { scheme: tokn } } }`,
      'components: { securitySchemes: { token: { type: httpApiKey, in: query, name: t } } }',
    );
    expect(problems.map(({ rule, message }) => [rule, message])).toEqual([
      [
        'extension.unknown-name',
        'There is no security scheme "tokn" in components.securitySchemes. Did you mean "token"?',
      ],
    ]);
  });

  it('the WebSocket\u2019s credential is not asked for on a host that is only borrowed from it', () => {
    const { contract } = compile(
      bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { w: { host: h, protocol: ws, security: [{ type: oauth2 }] } }
channels: { x: { address: /x, messages: { a: {} } } }
operations: { o: { action: receive, channel: { $ref: '#/channels/x' }, messages: [], bindings: { http: {} }, reply: { channel: { $ref: '#/channels/x' } } } }
`),
    );
    expect(contract.companions.map(({ credentials }) => credentials)).toEqual([[]]);
  });
});
