import { afterEach, describe, expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { type Mock, type MockHandlers, type MockOptions, startMock } from '../../src/mock/index.ts';
import { bundleOf } from '../support/bundle-of.ts';
import { connect, dial } from '../support/plain-client.ts';

const running: Mock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

/** A login that hands out what the WebSocket takes, and a resource that has an address parameter. */
const contract: Contract = compile(
  bundleOf(`
asyncapi: 3.0.0
info: { title: Login, version: 1.0.0 }
servers:
  ws: { host: 'localhost:8000', protocol: ws, security: [{ $ref: '#/components/securitySchemes/pass' }] }
  http: { host: localhost:8000, protocol: http }
components: { securitySchemes: { pass: { type: httpApiKey, name: token, in: query } } }
channels:
  room:
    address: /ws
    servers: [{ $ref: '#/servers/ws' }]
    x-countersign: { greeting: [hello], refuse: { credentials: 401 } }
    messages:
      hello: { payload: { type: object, required: [type], properties: { type: { const: hello } } }, examples: [{ payload: { type: hello } }] }
  login:
    address: /login
    servers: [{ $ref: '#/servers/http' }]
    messages:
      credentials:
        payload: { type: object, required: [user], properties: { user: { type: string } } }
        examples: [{ name: staff, payload: { user: ann } }]
      session:
        payload: { type: object, required: [token], additionalProperties: false, properties: { token: { type: string }, user: { type: string } } }
        examples: [{ name: staff, payload: { token: t, user: ann } }]
        bindings: { http: { statusCode: 201 } }
      no:
        payload: { type: object, required: [error], properties: { error: { type: string } } }
        bindings: { http: { statusCode: 401 } }
operations:
  greet: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/hello' }] }
  logIn:
    action: receive
    channel: { $ref: '#/channels/login' }
    bindings: { http: { method: POST } }
    messages: [{ $ref: '#/channels/login/messages/credentials' }]
    reply:
      channel: { $ref: '#/channels/login' }
      messages: [{ $ref: '#/channels/login/messages/session' }, { $ref: '#/channels/login/messages/no' }]
    x-countersign: { issues: { scheme: pass, at: $message.payload#/token } }
`),
).contract;

async function start(request: unknown, options: MockOptions = {}): Promise<Mock> {
  const handlers = { logIn: { request } } as MockHandlers;
  const mock = await startMock(contract, { port: 0, push: 'off', handlers, ...options });
  running.push(mock);
  return mock;
}

async function logIn(mock: Mock, user = 'ann'): Promise<readonly [status: number, body: unknown]> {
  const answer = await fetch(`${mock.url}/login?token=secret&lang=en`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: 'http://page.test' },
    body: JSON.stringify({ user }),
  });
  const text = await answer.text();
  return [answer.status, text === '' ? undefined : JSON.parse(text)];
}

const wrongs = (mock: Mock): readonly unknown[] =>
  mock.violations().flatMap((entry) => (entry.type === 'request' ? [entry.violation] : []));

describe('a handler of a companion', () => {
  test('answers with status, headers and body, and what it hands out opens the WebSocket', async () => {
    const mock = await start((body: { user: string }) => ({
      body: { token: `token-of-${body.user}`, user: body.user },
      headers: { 'X-Own': 'yes' },
    }));
    expect(await logIn(mock, 'bob')).toEqual([201, { token: 'token-of-bob', user: 'bob' }]);
    const url = mock.url.replace('http', 'ws');
    const client = await connect(`${url}/ws?token=token-of-bob`);
    expect(await client.next()).toEqual({ type: 'hello' });
    expect(await dial(`${url}/ws?token=token-of-eve`)).toMatchObject({ status: 401 });
    expect(wrongs(mock)).toEqual([]);
  });

  test('is async, keeps things in `shared`, and knows who asks, but no credential', async () => {
    const seen: unknown[] = [];
    const mock = await start(async (body: unknown, context: Record<string, unknown>) => {
      await Promise.resolve();
      const { proceed, shared, ...facts } = context;
      seen.push(body, facts);
      const kept = shared as { n?: number };
      kept.n = (kept.n ?? 0) + 1;
      return kept.n > 1 ? { status: 401, body: { error: 'too often' } } : undefined;
    });
    expect(await logIn(mock)).toMatchObject([201, { user: 'ann' }]);
    expect(await logIn(mock)).toEqual([401, { error: 'too often' }]);
    expect(seen.slice(0, 2)).toEqual([
      { user: 'ann' },
      {
        companion: 'logIn',
        method: 'POST',
        path: '/login',
        parameters: {},
        query: { lang: 'en' },
        origin: 'http://page.test',
        role: undefined,
        identity: undefined,
      },
    ]);
  });

  test('changes what the document says, with a credential that is good', async () => {
    const mock = await start((_: unknown, { proceed }: { proceed(): { status: number; body: object } }) => {
      const own = proceed();
      return { status: own.status, body: { ...own.body, user: 'changed' } };
    });
    const [status, body] = await logIn(mock);
    expect([status, body]).toEqual([201, { token: expect.any(String), user: 'changed' }]);
    const { token } = body as { token: string };
    await (await connect(`${mock.url.replace('http', 'ws')}/ws?token=${token}`)).next();
  });

  test('is asked for good requests only', async () => {
    const mock = await start(() => {
      throw new Error('never');
    });
    const answer = await fetch(`${mock.url}/login`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(400);
    expect(wrongs(mock)).toEqual([]);
  });
});

describe('a handler of a companion that is wrong', () => {
  const stray = () => ({ status: 201, body: { tokn: 'x' } });
  const violation =
    'The handler logIn.request answers against the contract. It is no valid "session": the payload lacks "token".';

  test('is answered all the same, and reported', async () => {
    const mock = await start(stray);
    expect(await logIn(mock)).toEqual([201, { tokn: 'x' }]);
    expect(wrongs(mock)).toEqual([violation]);
  });

  test('under --strict the client gets 500, which says why', async () => {
    const mock = await start(stray, { strict: true });
    expect(await logIn(mock)).toEqual([500, { error: violation }]);
    expect(wrongs(mock)).toEqual([violation]);
  });

  test.each<[string, () => unknown, string | RegExp]>([
    [
      'a status that the document does not have',
      () => ({ status: 404, body: {} }),
      'The handler logIn.request answers against the contract. "logIn" does not answer with 404; the document has 201, 401.',
    ],
    [
      'no body where one is declared',
      () => ({}),
      'The handler logIn.request answers against the contract. The answer has no body, and "session" is declared for 201.',
    ],
  ])('%s', async (_, handler, expected) => {
    const mock = await start(handler);
    await logIn(mock);
    expect(wrongs(mock)).toEqual([expected]);
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      'throws',
      () => {
        throw new Error('no users');
      },
      /^The handler logIn\.request threw at test\/mock\/companion-handlers\.test\.ts:\d+:\d+: Error: no users$/,
    ],
    [
      'rejects',
      () => Promise.reject(new RangeError('late')),
      /^The handler logIn\.request threw.*: RangeError: late$/,
    ],
    [
      'returns a text',
      () => 'x',
      /threw: TypeError: It returned a string; an answer is \{ status\?, headers\?, body\? \}\.$/,
    ],
    [
      'returns the body itself',
      () => ({ token: 'x' }),
      /It returned "token" beside status, headers and body; what is sent stands in "body"\.$/,
    ],
    ['returns no status', () => ({ status: 99 }), /99 is no HTTP status of an answer \(200 to 599\)\.$/],
    [
      'returns a header of two lines',
      () => ({ headers: { a: 'x\r\ny' } }),
      /The header "a" is no text of one line\.$/,
    ],
    [
      'returns a body that is no JSON',
      () => ({ body: () => undefined }),
      /The body is a function, and no JSON\.$/,
    ],
  ])('%s: 500, and everything else goes on', async (_, handler, expected) => {
    const mock = await start(handler);
    expect(await logIn(mock)).toEqual([500, { error: expect.stringMatching(expected) }]);
    expect(wrongs(mock)).toEqual([expect.stringMatching(expected)]);
    mock.useHandlers({});
    expect(await logIn(mock)).toMatchObject([201, { user: 'ann' }]);
  });

  test('is refused where it names what there is not', async () => {
    const mock = await start(() => undefined);
    expect(() => mock.useHandlers({ logIn: { requst: () => undefined } })).toThrow(
      'The option "handlers" handles "requst" of "logIn", which is an HTTP companion. Did you mean "request"?',
    );
    expect(() => mock.useHandlers({ logInn: {} })).toThrow(
      'The option "handlers" has handlers for "logInn", and the contract has no such endpoint or companion. Did you mean "logIn"?',
    );
  });
});
