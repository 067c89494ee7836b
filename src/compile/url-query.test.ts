import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { promisesOf } from '../contract/promises.ts';
import { compile } from './compile.ts';

const V2 = (url: string, rest = ''): string => `
asyncapi: 2.6.0
info: { title: Q, version: '1' }
servers: { prod: { url: '${url}', protocol: wss, variables: { v: { default: '9' } }${rest} } }
channels:
  feed:
    bindings: { ws: { query: { properties: { lang: { type: string, enum: [en] } } } } }
    subscribe: { message: { name: tick, payload: { type: object } } }
components: { securitySchemes: { pass: { type: httpApiKey, name: token, in: query } } }
`;

const V3 = (server: string): string => `
asyncapi: 3.0.0
info: { title: Q, version: '1' }
servers: { prod: { protocol: wss, ${server} } }
channels: { feed: { address: feed } }
`;

describe('a query in the URL of a server belongs to every handshake', () => {
  it.each([
    ['one, and a variable', V2('wss://h.example/p?encoding=json&v={v}'), 'encoding=json v=9'],
    ['a variable that is not declared has no value', V2('wss://h.example/p?x={y}'), 'x=?'],
    ['percent-encoded', V2('wss://h.example/p?x=a%20b'), 'x=a b'],
    ['AsyncAPI 3, in the host', V3("host: 'h.example?x=1'"), 'x=1'],
    ['AsyncAPI 3, in the pathname', V3("host: h.example, pathname: '/p?x=1'"), 'x=1'],
    [
      'that of a credential is the scheme’s',
      V2('wss://h.example/p?token={v}&x=1', ', security: [{ pass: [] }]'),
      'x=1',
    ],
    ['one that a binding declares keeps its schema', V2('wss://h.example/p?lang=en'), 'lang=en'],
  ])('%s', (_, document, expected) => {
    const { contract, problems } = compile(bundleOf(document));
    const [endpoint] = contract.endpoints;
    const sent = endpoint?.handshake.query.filter(({ required }) => required) ?? [];
    expect(sent.map(({ name, example = '?' }) => `${name}=${example}`).join(' ')).toBe(expected);
    expect(contract.servers.prod?.host).toBe('h.example');
    expect(endpoint?.address).not.toContain('?');
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    // Clients send it; that the backend refuses who does not stands nowhere.
    expect(promisesOf(contract).filter(({ id }) => id.includes(':query.'))).toEqual([]);
  });
});

describe('an id that request and answer share below the top', () => {
  const document = (request: string, answer: string): string => `
asyncapi: 3.0.0
info: { title: N, version: '1' }
servers: { dev: { host: localhost, protocol: ws } }
channels:
  c:
    address: /c
    messages:
      askRequest: { payload: { type: object, properties: { type: { const: ask }, ${request} } } }
      askResponse: { payload: { type: object, properties: { type: { const: answer }, ${answer} } } }
operations:
  ask: { action: receive, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/askRequest' }] }
  tell: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/askResponse' }] }
`;
  const below = (parent: string, field: string): string =>
    `${parent}: { type: object, properties: { ${field}: { type: string } } }`;
  it.each([
    ['is copied', below('payload', 'requestId'), below('payload', 'requestId'), ['/payload/requestId']],
    ['under another parent is not', below('payload', 'requestId'), below('body', 'requestId'), []],
    ['that may be the id of a thing is not', below('order', 'id'), below('order', 'id'), []],
    [
      'goes behind one at the top',
      `id: { type: string }, ${below('meta', 'requestId')}`,
      `id: { type: string }, ${below('meta', 'requestId')}`,
      ['/id'],
    ],
  ])('%s', (_, request, answer, expected) => {
    const { contract } = compile(bundleOf(document(request, answer)));
    const operations = contract.endpoints[0]?.operations ?? [];
    const bound = operations.flatMap((one) =>
      one.kind === 'request' ? (one.reply?.bind ?? []).map(({ into, basis }) => [into, basis]) : [],
    );
    expect(bound).toEqual(expected.map((into) => [into, 'inferred']));
  });
});
