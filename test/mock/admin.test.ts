import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Contract } from '../../src/contract/contract.ts';
import { ADMIN_ROUTES } from '../../src/mock/admin/admin.ts';
import { type Mock, startMock } from '../../src/mock/index.ts';
import { ROOT } from '../architecture/source-file.ts';
import { chatContract } from '../support/chat-contract.ts';
import { connect, type PlainClient } from '../support/plain-client.ts';
import { nowhere } from '../support/tiny-contract.ts';

type Operation = { operationId: string; responses: Record<string, Response | { $ref: string }> };
type Response = { content?: Record<string, { schema: object }> };

const file = readFileSync(join(ROOT, 'schema/admin.openapi.yaml'), 'utf8');
const openApi = parse(file) as {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Response> };
};
const ajv = new Ajv2020({ strict: false });
ajv.addSchema({ ...openApi, $id: 'admin' });

const contract: Contract = {
  ...chatContract(),
  scenarios: [
    {
      name: 'told_twice',
      endpoint: 'chat',
      steps: [
        { kind: 'server', message: 'hello', at: nowhere },
        { kind: 'client', message: 'say', at: nowhere },
        { kind: 'server', message: 'said', payload: { text: 'once' }, at: nowhere },
        { kind: 'server', message: 'said', payload: { text: 'twice' }, at: nowhere },
      ],
      at: nowhere,
    },
  ],
};

let mock: Mock;
let client: PlainClient;
/** `GET /status 200`, for each that was answered. */
const answered = new Set<string>();

beforeAll(async () => {
  mock = await startMock(contract, { port: 0, push: 'off' });
});

afterAll(() => mock.close());

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks, and holds the answer to the OpenAPI file. */
async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const { status, type, text } = await exchange(method, path, sent, {
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...headers,
  });
  const parsed = /^application\/json(;|$)/.test(type) ? (JSON.parse(text) as unknown) : text;
  const template = templateOf(path.split('?')[0] ?? '');
  const operation = template === undefined ? undefined : openApi.paths[template]?.[method.toLowerCase()];
  if (operation !== undefined && template !== undefined) {
    answered.add(`${method} ${template} ${status}`);
    demandDocumented(operation, status, type, parsed);
  }
  return { status, body: parsed };
}

/** On a connection of its own: one that is kept may be closed by the server just when the next request goes out. */
function exchange(
  method: string,
  path: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const url = encodeURI(`${mock.url}/__countersign${path}`).replaceAll('%25', '%');
    const sent = request(url, { method, headers, agent: false });
    sent.once('response', (response) => {
      let text = '';
      const type = (response.headers['content-type'] ?? '').split(';')[0] ?? '';
      const done = (): void => resolve({ status: response.statusCode ?? 0, type, text });
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        // A stream does not end: what it tells first is enough.
        if (type === 'text/event-stream' && /event: state\n.*\n\n/.test(text)) response.destroy();
      });
      response.once('close', done);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function templateOf(path: string): string | undefined {
  const templates = Object.keys(openApi.paths);
  const fits = (template: string): boolean =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return templates.find((template) => template === path) ?? templates.find(fits);
}

function demandDocumented(operation: Operation, status: number, type: string, body: unknown): void {
  // A wrong content type and a long body are the same everywhere, and said once, in the text.
  if (status === 413 || status === 415) return;
  const response = resolved(operation.responses[status]);
  if (response === undefined)
    throw new Error(`${operation.operationId} answers ${status}, which the file does not have.`);
  const [mediaType] = type.split(';');
  if (response.content === undefined) {
    expect(body).toBe('');
    return;
  }
  expect(Object.keys(response.content)).toContain(mediaType);
  const { schema } = response.content[mediaType ?? ''] ?? {};
  const values = mediaType === 'application/jsonl' ? linesOf(body) : [body];
  for (const value of values) {
    const valid = ajv.validate(withRefs(schema ?? {}), value);
    expect({ operation: operation.operationId, errors: valid ? [] : ajv.errors }).toEqual({
      operation: operation.operationId,
      errors: [],
    });
  }
}

function resolved(response: Operation['responses'][string] | undefined): Response | undefined {
  return response !== undefined && '$ref' in response
    ? openApi.components.responses[response.$ref.split('/').at(-1) ?? '']
    : response;
}

function withRefs(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"admin#/components')) as object;
}

const linesOf = (body: unknown): unknown[] =>
  String(body)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

describe('what it is', () => {
  beforeAll(async () => {
    client = await connect(`${mock.url.replace('http', 'ws')}/chat`);
    await client.next();
    client.send({ type: 'say', text: 'one' });
    await client.next();
    client.send({ type: 'say', text: 2 });
    client.send({ type: 'say', text: 'three' });
    await client.next();
  });

  test('status, endpoints, connections, contract, and the file itself', async () => {
    expect((await ask('GET', '/status')).body).toMatchObject({ active_connections: 1 });
    expect((await ask('GET', '/endpoints')).body).toMatchObject({
      endpoints: [{ id: 'chat' }, { id: 'feed' }],
    });
    expect((await ask('GET', '/connections')).body).toMatchObject({
      connections: [{ id: 1, endpoint: 'chat' }],
    });
    expect((await ask('GET', '/connections?endpoint=feed')).body).toEqual({ connections: [] });
    expect((await ask('GET', '/contract')).body).toMatchObject({ title: 'Chat' });
    expect((await ask('GET', '/openapi.yaml')).body).toBe(file);
  });

  test.each([
    ['', ['handshake', 'frame', 'frame', 'frame', 'frame', 'frame', 'frame']],
    ['?limit=1', ['frame']],
    ['?type=handshake', ['handshake']],
    ['?message=hello', ['frame']],
    ['?connection=1&limit=2', ['frame', 'frame']],
    ['?connection=2', []],
    ['?endpoint=feed', []],
    ['?violations=true', ['frame']],
    ['?since=6', ['frame']],
  ])('the journal%s', async (query, types) => {
    const { body } = await ask('GET', `/journal${query}`);
    expect(linesOf(body).map((entry) => (entry as { type: string }).type)).toEqual(types);
  });

  test('violations, each with what is wrong', async () => {
    expect((await ask('GET', '/violations')).body).toMatchObject({
      violations: [{ type: 'frame', violation: expect.stringContaining('It is no valid "say"') }],
    });
    expect((await ask('GET', '/violations?since=1000')).body).toEqual({ violations: [] });
  });

  test.each([
    ['?message=say', ['one', 2, 'three']],
    ['?message=say&payload={"text":"one"}', ['one']],
    ['?connection=1&limit=1', ['one']],
    ['?connection=2', []],
    ['?since=4', [2, 'three']],
  ])('what was received%s', async (query, texts) => {
    const { body } = await ask('GET', `/received${query}`);
    const { received } = body as { received: { payload: { text: unknown } }[] };
    expect(received.map(({ payload }) => payload.text)).toEqual(texts);
  });
});

describe('waiting', () => {
  test('for a message that came', async () => {
    expect((await ask('GET', '/wait?message=say&payload={"text":"one"}')).body).toMatchObject({
      received: { payload: { text: 'one' } },
    });
  });

  test('for one that is still to come', async () => {
    const waiting = ask('GET', '/wait?message=say&payload={"text":"later"}');
    await ask('GET', '/status');
    client.send({ type: 'say', text: 'later' });
    expect(await waiting).toMatchObject({ status: 200, body: { received: { payload: { text: 'later' } } } });
    expect(await client.next()).toEqual({ type: 'said', text: 'later' });
  });

  test('in vain: what came instead', async () => {
    expect(await ask('GET', '/wait?message=say&payload={"text":"never"}&within=1')).toMatchObject({
      status: 504,
      body: { error: 'No client sent such a "say" within 1 ms.', received: { length: 4 } },
    });
  });

  test('not more than a hundred at a time', async () => {
    const path = '/wait?message=say&since=1000000&within=1000';
    const all = await Promise.all(Array.from({ length: 101 }, () => ask('GET', path)));
    expect(all.map(({ status }) => status).sort()).toEqual([503, ...Array(100).fill(504)]);
  });
});

describe('what may be said', () => {
  test('a message, with its examples', async () => {
    expect((await ask('GET', '/messages/say')).body).toMatchObject({
      id: 'say',
      format: 'json',
      examples: [{ payload: { type: 'say' } }],
    });
  });

  test.each([
    [
      { from: 'client', text: '{"type":"say","text":"x"}' },
      { kind: 'message', message: 'say', problems: [] },
    ],
    [
      { from: 'client', text: '{"type":"say","text":2}' },
      {
        kind: 'broken',
        message: 'say',
        violation: 'It is no valid "say": /text is 2, and must be a string.',
        problems: [{ pointer: '/text', keyword: 'type', message: '/text is 2, and must be a string' }],
      },
    ],
    [
      { from: 'server', text: '{"type":"say","text":"x"}' },
      { kind: 'unknown', problems: [] },
    ],
    [
      { from: 'client', text: '{' },
      { kind: 'malformed', violation: expect.stringMatching(/^It is not JSON: /) },
    ],
    [
      { from: 'client', base64: 'AAE=' },
      { kind: 'malformed', violation: 'It is a binary frame, where only text is spoken.' },
    ],
  ])('the contract judges %j', async (frame, verdict) => {
    expect((await ask('POST', '/judge', { endpoint: 'chat', ...frame })).body).toMatchObject(verdict);
  });
});

describe('following', () => {
  const eventsIn = (text: unknown): readonly { name: string; id: number; data: unknown }[] =>
    [...String(text).matchAll(/id: (\d+)\nevent: (\w+)\ndata: (.*)\n\n/g)].map(
      ([, id, name = '', data = '']) => ({ id: Number(id), name, data: JSON.parse(data) as unknown }),
    );

  test('begins with what is so now', async () => {
    const { body } = await ask('GET', '/events');
    expect(eventsIn(body)).toMatchObject([
      { name: 'state', data: { connections: 1, faults: [], contract: expect.any(Number) } },
    ]);
  });

  test('goes on where a browser was cut off', async () => {
    const { entries, all } = await new Promise<{ entries: readonly unknown[]; all: string }>(
      (resolve, reject) => {
        const sent = request(`${mock.url}/__countersign/events?since=0`, {
          headers: { 'Last-Event-ID': '2' },
          agent: false,
        });
        sent.once('error', reject);
        sent.once('response', (response) => {
          let all = '';
          response.setEncoding('utf8').on('data', (chunk: string) => {
            all += chunk;
            const told = eventsIn(all).find(({ name }) => name === 'entries');
            if (told === undefined) return;
            response.destroy();
            resolve({ entries: told.data as readonly unknown[], all });
          });
        });
        sent.end();
      },
    );
    expect(all).toMatch(/^retry: 1000\n\n/);
    expect(entries[0]).toMatchObject({ id: 3, type: 'frame' });
  });
});

describe('making it do things', () => {
  test('a message is pushed to all, to an endpoint, to a connection', async () => {
    for (const to of [{}, { endpoint: 'chat' }, { connection: 1 }]) {
      const pushed = await ask('POST', '/push', {
        message: 'said',
        payload: { type: 'said', text: 'psst' },
        ...to,
      });
      expect(pushed).toMatchObject({ status: 200, body: { connections: [1] } });
      expect(await client.next()).toEqual({ type: 'said', text: 'psst' });
    }
  });

  test('a fault is switched on for connections that are open, and off again', async () => {
    expect((await ask('GET', '/faults')).body).toMatchObject({ faults: [] });
    expect((await ask('PUT', '/faults/corrupt')).body).toEqual({ faults: ['corrupt'] });
    client.send({ type: 'say', text: 'x' });
    await expect(client.next()).rejects.toThrow(SyntaxError);
    expect((await ask('DELETE', '/faults/corrupt')).body).toEqual({ faults: [] });
    client.send({ type: 'say', text: 'y' });
    expect(await client.next()).toEqual({ type: 'said', text: 'y' });
    const faults = ['no-reply@feed', 'duplicate@#1'];
    expect((await ask('PUT', '/faults', { faults })).body).toEqual({ faults });
    client.send({ type: 'say', text: 'z' });
    expect([await client.next(), await client.next()]).toEqual(Array(2).fill({ type: 'said', text: 'z' }));
    expect((await ask('DELETE', '/faults')).body).toEqual({ faults: [] });
  });

  test('a scenario is played, and then everything is as before', async () => {
    expect((await ask('GET', '/scenarios')).body).toEqual({
      scenarios: [{ name: 'told_twice', endpoint: 'chat', steps: 4 }],
    });
    expect((await ask('POST', '/scenarios/told_twice/play', { connection: 1 })).body).toEqual({
      connections: [1],
    });
    client.send({ type: 'say', text: 'a' });
    expect([await client.next(), await client.next()]).toMatchObject([{ text: 'once' }, { text: 'twice' }]);
    client.send({ type: 'say', text: 'b' });
    expect(await client.next()).toMatchObject({ text: 'b' });
  });

  test.each<[number, string, string, unknown, string]>([
    [400, 'GET', '/endpoints?id=chat', undefined, 'There is no query parameter "id" here.'],
    [
      400,
      'GET',
      '/connections?endpont=chat',
      undefined,
      'There is no query parameter "endpont" here. Did you mean "endpoint"?',
    ],
    [400, 'GET', '/journal?since=x', undefined, '"x" is no whole number.'],
    [400, 'GET', '/violations?limit=all', undefined, '"all" is no whole number.'],
    [400, 'GET', '/received?payload={', undefined, '"{" is no JSON.'],
    [
      404,
      'GET',
      '/received?message=sya',
      undefined,
      'The contract has no message "sya" that a client sends. Did you mean "say"?',
    ],
    [400, 'GET', '/wait', undefined, 'Nobody says which message to wait for.'],
    [
      404,
      'GET',
      '/wait?message=said',
      undefined,
      'The contract has no message "said" that a client sends. Did you mean "say"?',
    ],
    [400, 'GET', '/faults?x=1', undefined, 'There is no query parameter "x" here.'],
    [400, 'GET', '/scenarios?x=1', undefined, 'There is no query parameter "x" here.'],
    [400, 'POST', '/push', {}, 'The field "message" is missing.'],
    [400, 'POST', '/push', '{', 'The body is no JSON.'],
    [400, 'POST', '/push', [1], 'The body is no JSON object.'],
    [400, 'POST', '/push', { message: 1 }, 'It must be a text.'],
    [
      404,
      'POST',
      '/push',
      { message: 'sad' },
      'The contract has no message "sad" that a server sends. Did you mean "said"?',
    ],
    [404, 'POST', '/push', { message: 'said', connection: 99 }, 'No connection 99 is open.'],
    [400, 'POST', '/connections/1/close', { cod: 1 }, 'There is no field "cod" here. Did you mean "code"?'],
    [404, 'POST', '/connections/99/close', undefined, 'No connection 99 is open.'],
    [400, 'PUT', '/faults', {}, 'The field "faults" is missing.'],
    [
      404,
      'PUT',
      '/faults',
      { faults: ['no-replay'] },
      'There is no fault "no-replay". Did you mean "no-reply"?',
    ],
    [404, 'PUT', '/faults/no-replay', undefined, 'There is no fault "no-replay". Did you mean "no-reply"?'],
    [
      400,
      'PUT',
      '/faults/no-reply@chta',
      undefined,
      '"no-reply@chta" is to be committed at "chta", and the contract has no such endpoint. Did you mean "chat"?',
    ],
    [404, 'DELETE', '/faults/no-reply', undefined, 'The fault "no-reply" is not on.'],
    [
      404,
      'POST',
      '/scenarios/told_twce/play',
      undefined,
      'The contract has no scenario "told_twce" that a mock can play. Did you mean "told_twice"?',
    ],
    [400, 'POST', '/scenarios/told_twice/play', { to: 1 }, 'There is no field "to" here.'],
    [400, 'POST', '/reset', { hard: true }, 'There is no field "hard" here.'],
    [400, 'GET', '/events?since=x', undefined, '"x" is no whole number.'],
    [404, 'GET', '/messages/sya', undefined, 'The contract has no message "sya". Did you mean "say"?'],
    [400, 'GET', '/messages/say?seed=2', undefined, 'There is no query parameter "seed" here.'],
    [
      404,
      'POST',
      '/judge',
      { endpoint: 'chta', from: 'client', text: '' },
      'The contract has no endpoint "chta". Did you mean "chat"?',
    ],
    [400, 'POST', '/judge', { endpoint: 'chat', text: '' }, 'Nobody says who sends it.'],
    [400, 'POST', '/judge', { endpoint: 'chat', from: 'client' }, 'A frame is text or bytes.'],
    [404, 'GET', '/statsu', undefined, 'There is no /__countersign/statsu.'],
    [405, 'POST', '/status', undefined, 'POST is not allowed here.'],
  ])('%i for %s %s %j', async (status, method, path, body, error) => {
    expect(await ask(method, path, body)).toMatchObject({ status, body: { error } });
  });

  test('a body that is no JSON by its type, or too long, is not read', async () => {
    expect(await ask('POST', '/reset', '{}', { 'Content-Type': 'text/plain' })).toMatchObject({
      status: 415,
      body: { at: 'header.content-type', fix: 'Send Content-Type: application/json.' },
    });
    expect(await ask('POST', '/push', JSON.stringify({ message: 'x'.repeat(2 ** 20) }))).toMatchObject({
      status: 413,
    });
  });

  test('a connection is closed with a code', async () => {
    await ask('POST', '/connections/1/close', { code: 4401, reason: 'expired' });
    expect(await client.closed).toBe(4401);
  });

  test('a reset ends connections, and empties the journal', async () => {
    const other = await connect(`${mock.url.replace('http', 'ws')}/chat`);
    expect((await ask('POST', '/reset')).status).toBe(204);
    expect(await other.closed).toBe(1012);
    expect((await ask('GET', '/received')).body).toEqual({ received: [] });
  });
});

describe('who may ask', () => {
  const raw = (headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(mock.url);
      const sent = request({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/__countersign/reset',
        headers,
      });
      sent.once('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.once('error', reject);
      sent.end();
    });

  test.each([
    [204, 'nobody in particular', {}],
    [204, 'its own page', { Host: 'localhost:4600', Origin: 'http://localhost:4600' }],
    [403, 'a foreign page', { Origin: 'https://evil.example' }],
    [403, 'a page on another port', { Host: 'localhost:4600', Origin: 'http://localhost:3000' }],
    [403, 'a rebound name', { Host: 'evil.example:4600' }],
  ])('%i for %s', async (status, _who, headers) => {
    expect(await raw(headers)).toBe(status);
  });
});

describe('the file', () => {
  const documented = Object.entries(openApi.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== 'parameters')
      .map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );

  test('has every route, and no other', () => {
    expect(documented.map(([name]) => name).sort()).toEqual(
      ADMIN_ROUTES.map(({ method, path }) => `${method} ${path}`).sort(),
    );
  });

  test('and every status that it has was answered above', () => {
    const never = documented.flatMap(([name, { responses }]) =>
      Object.keys(responses)
        .map((status) => `${name} ${status}`)
        .filter((one) => !answered.has(one)),
    );
    expect(never).toEqual([]);
  });
});
