import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { compile } from './compile.ts';

function handshakeOf(parts: { server?: string; channel?: string; operation?: string; schemes?: string }) {
  const { contract, problems } = compile(
    bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: h, protocol: ws ${parts.server ?? ''} } }
channels: { c: { address: /, messages: { m: {} } ${parts.channel ?? ''} } }
operations: { o: { action: receive, channel: { $ref: '#/channels/c' } ${parts.operation ?? ''} } }
components: { securitySchemes: { ${parts.schemes ?? ''} } }
`),
  );
  const [endpoint] = contract.endpoints;
  if (endpoint === undefined) throw new Error('There is an endpoint.');
  return { handshake: endpoint.handshake, contract, problems };
}

describe('the ws channel binding', () => {
  it('its query and headers are fields, with a schema and a good value each', () => {
    const { handshake, contract } = handshakeOf({
      channel:
        ', bindings: { ws: { query: { type: object, required: [id, free], properties: { id: { type: integer, examples: [7] }, on: { type: boolean, default: true } } }, headers: { properties: { X-A: { const: b } } } } }',
    });
    const plain = ({ name, required, schema, example }: (typeof handshake.query)[number]) => [
      name,
      required,
      schema,
      example,
    ];
    expect(handshake.query.map(plain)).toEqual([
      ['id', true, 'channels/c/query/id', '7'],
      ['on', false, 'channels/c/query/on', 'true'],
      ['free', true, undefined, undefined],
    ]);
    expect(handshake.headers.map(plain)).toEqual([['X-A', false, 'channels/c/headers/X-A', 'b']]);
    expect(contract.schemas['channels/c/query/id']?.schema).toEqual({ type: 'integer', examples: [7] });
  });

  it('Origin and Sec-WebSocket-Protocol with enum or const are the allow-list and the subprotocols', () => {
    const { handshake } = handshakeOf({
      channel:
        ', bindings: { ws: { headers: { required: [origin], properties: { Origin: { enum: [http://a.example, http://b.example] }, Sec-WebSocket-Protocol: { const: v1.json } } } } }',
    });
    expect(handshake.origins).toMatchObject({
      value: ['http://a.example', 'http://b.example'],
      basis: 'document',
    });
    expect(handshake.missingOrigin).toMatchObject({ value: 'reject', basis: 'document' });
    expect(handshake.subprotocols).toMatchObject({
      value: { supported: ['v1.json'], required: false },
      basis: 'document',
    });
    expect(handshake.headers).toEqual([]);
  });

  it('said twice and differing is an error; the extension\u2019s word holds', () => {
    const { handshake, problems } = handshakeOf({
      channel:
        ', bindings: { ws: { headers: { properties: { Origin: { const: http://a.example } } } } }, x-countersign: { origins: [http://b.example] }',
    });
    expect(handshake.origins?.value).toEqual(['http://b.example']);
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        rule: 'said-twice',
        message: '"origins" is said twice: the ws binding\'s headers at line 5 say something else.',
      }),
    ]);
  });
});

describe('x-countersign', () => {
  it('says the rest of the policy', () => {
    const { handshake } = handshakeOf({
      server:
        ', x-countersign: { origins: any, missingOrigin: reject, subprotocols: [a, b], refuse: { origin: 403, credentials: [401, { close: 4401 }] }, roles: [staff], expiry: { close: 4401 }, limits: { connections: 2 } }',
    });
    expect(handshake).toMatchObject({
      origins: { value: 'any', basis: 'extension' },
      missingOrigin: { value: 'reject' },
      subprotocols: { value: { supported: ['a', 'b'], required: false } },
      refuse: {
        origin: { value: [{ status: 403 }] },
        credentials: { value: [{ status: 401 }, { close: 4401 }] },
      },
      roles: { value: ['staff'] },
      expiry: { value: { close: 4401, within: 5_000 } },
      connections: { value: 2 },
    });
  });
});

describe('security', () => {
  const ref = (name: string) => `{ $ref: '#/components/securitySchemes/${name}' }`;

  it.each([
    ['{ type: http, scheme: Basic }', 'http-basic', { in: 'authorization', scheme: 'Basic' }],
    ['{ type: http, scheme: bearer }', 'http-bearer', { in: 'authorization', scheme: 'Bearer' }],
    ['{ type: http, scheme: digest }', 'other', { in: 'elsewhere' }],
    ['{ type: httpApiKey, in: query, name: token }', 'api-key', { in: 'query', name: 'token' }],
    ['{ type: httpApiKey, in: header, name: X-Key }', 'api-key', { in: 'header', name: 'X-Key' }],
    ['{ type: httpApiKey, in: cookie, name: sid }', 'api-key', { in: 'cookie', name: 'sid' }],
    ['{ type: apiKey, in: user }', 'api-key', { in: 'elsewhere' }],
    ['{ type: userPassword }', 'user-password', { in: 'authorization', scheme: 'Basic' }],
    ['{ type: oauth2, flows: {} }', 'oauth2', { in: 'authorization', scheme: 'Bearer' }],
    ['{ type: openIdConnect }', 'open-id-connect', { in: 'authorization', scheme: 'Bearer' }],
    ['{ type: X509 }', 'x509', { in: 'elsewhere' }],
    ['{ type: scramSha256 }', 'other', { in: 'elsewhere' }],
  ])('%s', (scheme, type, carrier) => {
    const { handshake } = handshakeOf({ server: `, security: [${ref('k')}]`, schemes: `k: ${scheme}` });
    expect(
      handshake.credentials.map(({ anyOf }) => anyOf.map(({ name, type: t, carrier: c }) => [name, t, c])),
    ).toEqual([[['k', type, carrier]]]);
  });

  it('a list is any of them; the server\u2019s and the operation\u2019s must both hold; the same twice counts once', () => {
    const { handshake } = handshakeOf({
      server: `, security: [${ref('a')}, ${ref('b')}]`,
      operation: `, security: [${ref('c')}]`,
      schemes: 'a: { type: X509 }, b: { type: oauth2 }, c: { type: userPassword }',
    });
    expect(handshake.credentials.map(({ anyOf }) => anyOf.map(({ name }) => name))).toEqual([
      ['a', 'b'],
      ['c'],
    ]);
  });

  it('AsyncAPI 2: names in one requirement must all hold, an empty one asks for nothing', () => {
    const names = (security: string) =>
      compile(
        bundleOf(`
asyncapi: 2.6.0
info: { title: T, version: '1' }
servers: { s: { url: 'ws://h', protocol: ws, security: ${security} } }
channels: { /: { publish: { message: {} } } }
components: { securitySchemes: { a: { type: X509 }, b: { type: oauth2 } } }
`),
      ).contract.endpoints[0]?.handshake.credentials.map(({ anyOf }) => anyOf.map(({ name }) => name));
    expect(names('[{ a: [], b: [] }]')).toEqual([['a'], ['b']]);
    expect(names('[{ a: [] }, { b: [] }]')).toEqual([['a', 'b']]);
    expect(names('[{ a: [] }, {}]')).toEqual([]);
    expect(names('[{ c: [] }]')).toEqual([]);
  });
});
