import { afterEach, describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { type Mock, startMock } from '../../src/mock/index.ts';
import { bundleOf } from '../support/bundle-of.ts';
import { connect, dial } from '../support/plain-client.ts';

const running: Mock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

interface Variant {
  readonly scheme: string;
  readonly issues: string;
  readonly refuse?: string;
  readonly roles?: string;
  readonly expiry?: string;
}

/** A login, and a WebSocket that takes what the login hands out. */
function document({ scheme, issues, refuse = '401', roles = '', expiry = '' }: Variant): string {
  return `
asyncapi: 3.0.0
info: { title: Login, version: 1.0.0 }
servers:
  ws: { host: 'localhost:8000', protocol: ws, security: [{ $ref: '#/components/securitySchemes/pass' }] }
  http:
    host: localhost:8000
    protocol: http
    x-countersign: { origins: [http://localhost:3000], cors: { credentials: true } }
components: { securitySchemes: { pass: ${scheme} } }
channels:
  room:
    address: /ws
    servers: [{ $ref: '#/servers/ws' }]
    x-countersign:
      greeting: [hello]
      subprotocols: { supported: [v1.json], required: false }
      refuse: { credentials: ${refuse}, role: 403 }
      ${roles}
      ${expiry}
    messages:
      hello: { payload: { type: object, required: [type], properties: { type: { const: hello } } }, examples: [{ payload: { type: hello } }] }
  login:
    address: /login
    servers: [{ $ref: '#/servers/http' }]
    messages:
      credentials:
        payload: { type: object, required: [user], properties: { user: { type: string }, password: { type: string } } }
        examples:
          - { name: staff, payload: { user: ada, password: secret } }
          - { name: guest, payload: { user: bob, password: secret } }
      token:
        bindings: { http: { statusCode: 200 } }
        payload: { type: object, required: [token], properties: { token: { type: string }, role: { type: string } } }
        examples:
          - { name: staff, payload: { token: abc, role: staff } }
          - { name: guest, payload: { token: abc, role: guest } }
      denied:
        bindings: { http: { statusCode: 401 } }
        payload: { type: object, required: [error], properties: { error: { type: string } } }
        examples: [{ payload: { error: wrong password } }]
operations:
  hello: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/hello' }] }
  login:
    action: receive
    channel: { $ref: '#/channels/login' }
    bindings: { http: { method: POST } }
    messages: [{ $ref: '#/channels/login/messages/credentials' }]
    reply:
      channel: { $ref: '#/channels/login' }
      messages: [{ $ref: '#/channels/login/messages/token' }, { $ref: '#/channels/login/messages/denied' }]
    x-countersign: { issues: ${issues} }
`;
}

async function start(variant: Variant): Promise<Mock> {
  const { contract, problems } = compile(bundleOf(document(variant)), {});
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const mock = await startMock(contract, { port: 0, push: 'off' });
  running.push(mock);
  return mock;
}

async function logIn(mock: Mock, user = 'ada'): Promise<{ token: string; cookie: string; status: number }> {
  const response = await fetch(`${mock.url}/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user, password: 'secret' }),
  });
  const { token = '' } = (await response.json()) as { token?: string };
  return { token, cookie: response.headers.get('set-cookie') ?? '', status: response.status };
}

const AT = '{ scheme: pass, at: $message.payload#/token, role: $message.payload#/role }';

/** What a client that has logged in opens a WebSocket with. */
type Shown = (login: { token: string; cookie: string }) => {
  readonly query?: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
};

const CARRIERS: readonly (readonly [name: string, scheme: string, issues: string, show: Shown])[] = [
  [
    'a cookie',
    '{ type: httpApiKey, name: sid, in: cookie }',
    '{ scheme: pass, role: $message.payload#/role }',
    ({ cookie }) => ({ headers: { cookie: cookie.split(';')[0] ?? '' } }),
  ],
  [
    'a bearer token',
    '{ type: http, scheme: bearer }',
    AT,
    ({ token }) => ({ headers: { authorization: `Bearer ${token}` } }),
  ],
  [
    'a query parameter',
    '{ type: httpApiKey, name: token, in: query }',
    AT,
    ({ token }) => ({ query: `?token=${token}` }),
  ],
  [
    'a header',
    '{ type: httpApiKey, name: X-Token, in: header }',
    AT,
    ({ token }) => ({ headers: { 'x-token': token } }),
  ],
  [
    'a subprotocol',
    '{ type: httpApiKey, name: Sec-WebSocket-Protocol, in: header }',
    AT,
    ({ token }) => ({ protocols: ['v1.json', token] }),
  ],
];

/** What stands before the token, as the document says it or not, and how the token is offered. */
const OFFERS: readonly (readonly [name: string, scheme: string, offer: (token: string) => string[]])[] = [
  ['with a prefix that the document says', "{ prefix: 'pass-' }", (token) => ['v1.json', `pass-${token}`]],
  ['with a prefix, and first', "{ prefix: 'pass-' }", (token) => [`pass-${token}`, 'v1.json']],
  ['with a usual prefix', '{}', (token) => ['v1.json', `bearer.${token}`]],
  ['with a usual prefix, and first', '{}', (token) => [`Authorization.${token}`, 'v1.json']],
  ['without a prefix, and first', '{}', (token) => [token, 'v1.json']],
  [
    'as Kubernetes does',
    '{}',
    (token) => [
      `base64url.bearer.authorization.k8s.io.${Buffer.from(token).toString('base64url')}`,
      'v1.json',
    ],
  ],
];

describe.each(OFFERS)('a token among the subprotocols %s', (_, extension, offer) => {
  const scheme = `{ type: httpApiKey, name: Sec-WebSocket-Protocol, in: header, x-countersign: ${extension} }`;

  test('opens the WebSocket, and is never sent back or written down', async () => {
    const mock = await start({ scheme, issues: AT });
    const { token } = await logIn(mock);
    const opened = await open(mock, { protocols: offer(token) });
    expect(opened.status).toBe(101);
    expect(opened.client?.subprotocol).toBe('v1.json');
    expect(JSON.stringify(mock.journal.entries())).not.toContain(token);
    expect((await open(mock, { protocols: offer('made-up') })).status).toBe(401);
  });

  test('is refused by a Close that a browser sees', async () => {
    const mock = await start({ scheme, issues: AT, refuse: '{ close: 4401 }' });
    const opened = await open(mock, { protocols: offer('made-up') });
    expect(opened.client?.subprotocol).toBe('v1.json');
    expect(await opened.client?.closed).toBe(4401);
  });
});

function open(
  mock: Mock,
  { query = '', headers = {}, protocols = [] }: ReturnType<Shown>,
): ReturnType<typeof dial> {
  return dial(`${mock.url.replace('http', 'ws')}/ws${query}`, { headers }, protocols);
}

describe.each(CARRIERS)('a login that leads to %s', (_, scheme, issues, show) => {
  test('opens the WebSocket, and nothing else does', async () => {
    const mock = await start({ scheme, issues });
    expect((await open(mock, {})).status).toBe(401);
    expect(mock.violations()).toMatchObject([
      { remedy: expect.stringMatching(/^Show one in .+\. POST \/login hands one out\.$/) },
    ]);
    expect((await open(mock, show({ token: 'made-up', cookie: 'sid=made-up' }))).status).toBe(401);
    const opened = await open(mock, show(await logIn(mock)));
    expect(opened.status).toBe(101);
    expect(await opened.client?.next()).toEqual({ type: 'hello' });
  });

  test('is of the right role, or is refused for it', async () => {
    const mock = await start({ scheme, issues, roles: 'roles: [staff]' });
    expect((await open(mock, show(await logIn(mock, 'bob')))).status).toBe(403);
    expect((await open(mock, show(await logIn(mock, 'ada')))).status).toBe(101);
  });

  test('expires, for who is connected and for who comes later', async () => {
    const short = issues.replace(/ }$/, ', ttl: 800ms }');
    const mock = await start({ scheme, issues: short, expiry: 'expiry: { close: 4401, within: 1s }' });
    const shown = show(await logIn(mock));
    const opened = await open(mock, shown);
    expect(await opened.client?.closed).toBe(4401);
    expect((await open(mock, shown)).status).toBe(401);
    expect(mock.violations()).toMatchObject([
      { guard: 'credentials', reason: 'The credential has expired.' },
    ]);
  });

  test('is refused in the declared form: accepted, then closed', async () => {
    const mock = await start({ scheme, issues, refuse: '{ close: 4401 }' });
    const opened = await open(mock, show({ token: 'made-up', cookie: 'sid=made-up' }));
    expect(opened.status).toBe(101);
    expect(await opened.client?.closed).toBe(4401);
  });
});

describe('a login', () => {
  const bearer = { scheme: '{ type: http, scheme: bearer }', issues: AT };

  test('with data that no example has is refused as the document says', async () => {
    const mock = await start(bearer);
    expect((await logIn(mock, 'eve')).status).toBe(401);
  });

  test('sends a cookie that a page of another port can use', async () => {
    const mock = await start({
      scheme: '{ type: httpApiKey, name: sid, in: cookie }',
      issues: '{ scheme: pass, ttl: 1h }',
    });
    const { cookie } = await logIn(mock);
    expect(cookie).toMatch(/^sid=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=3600$/);
  });

  test('is preflighted for the allowed origin, with credentials, and for no other', async () => {
    const mock = await start(bearer);
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${mock.url}/login`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    const allowed = await preflight('http://localhost:3000');
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'http://localhost:3000',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      vary: 'Origin',
    });
    const foreign = await preflight('http://evil.test');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    const answer = await fetch(`${mock.url}/login`, {
      method: 'POST',
      headers: { origin: 'http://localhost:3000' },
      body: JSON.stringify({ user: 'ada', password: 'secret' }),
    });
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
  });

  test('survives another contract: what was handed out stays good', async () => {
    const mock = await start(bearer);
    const { token } = await logIn(mock);
    const changed = compile(bundleOf(document({ ...bearer, roles: 'roles: [staff]' })), {}).contract;
    mock.reload(changed);
    const client = await connect(`${mock.url.replace('http', 'ws')}/ws`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await client.next()).toEqual({ type: 'hello' });
  });
});
