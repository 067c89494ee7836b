import { expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../src/mock/index.ts';
import { contractOf } from '../behaviour/stage.ts';

const contract = contractOf(`
asyncapi: 3.0.0
info: { title: Hub, version: 1.0.0 }
defaultContentType: application/json
servers: { ws: { host: localhost, protocol: ws }, http: { host: localhost, protocol: http } }
channels:
  negotiate: { address: '/{hub}/negotiate', parameters: { hub: {} }, servers: [ { $ref: '#/servers/http' } ], messages: { ask: {}, answer: { payload: { type: object, required: [url, hub], properties: { url: { type: string }, hub: { type: string }, name: { type: string } } }, examples: [ { payload: { url: 'ws://{{ request.headers[host] }}/hub', hub: '{{ request.params[hub] }}' } } ] } } }
  connect: { address: /connect, servers: [ { $ref: '#/servers/http' } ], messages: { form: { contentType: application/x-www-form-urlencoded, payload: { type: object } }, opened: { payload: { type: object, properties: { name: { type: string } } }, examples: [ { payload: { name: "{{ request.body/name || 'nobody' }}" } } ] } } }
  hub: { address: /hub, servers: [ { $ref: '#/servers/ws' } ], messages: { hello: { payload: { type: object } } } }
operations:
  negotiate: { action: receive, channel: { $ref: '#/channels/negotiate' }, bindings: { http: { method: POST } }, messages: [ { $ref: '#/channels/negotiate/messages/ask' } ], reply: { messages: [ { $ref: '#/channels/negotiate/messages/answer' } ] } }
  connect: { action: receive, channel: { $ref: '#/channels/connect' }, bindings: { http: { method: POST } }, messages: [ { $ref: '#/channels/connect/messages/form' } ], reply: { messages: [ { $ref: '#/channels/connect/messages/opened' } ] } }
  hello: { action: receive, channel: { $ref: '#/channels/hub' }, messages: [ { $ref: '#/channels/hub/messages/hello' } ] }
`);

async function post(path: string, init: RequestInit = {}) {
  const mock = await startMock(contract, { port: 0, push: 'off' });
  onTestFinished(() => mock.close());
  const response = await fetch(mock.url + path, { method: 'POST', ...init });
  return { host: new URL(mock.url).host, status: response.status, body: (await response.json()) as unknown };
}

test('a request message without a payload is a POST without a body; templates know the host and the path', async () => {
  const { host, status, body } = await post('/chat/negotiate?negotiateVersion=1');
  expect([status, body]).toEqual([200, { url: `ws://${host}/hub`, hub: 'chat' }]);
});

test.each([
  ['', 'nobody'],
  ['name=Ann+Lee', 'Ann Lee'],
])('the form "%s" is an object, even where it is empty', async (form, name) => {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  expect(await post('/connect', { headers, body: form })).toMatchObject({ status: 200, body: { name } });
});
