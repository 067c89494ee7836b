import { HubConnectionBuilder, type IHttpConnectionOptions, LogLevel } from '@microsoft/signalr';
import { Client } from '@stomp/stompjs';
import { setupServer } from 'msw/node';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket as WsWebSocket } from 'ws';
import { mockServer } from '../../src/mock/adapters/mock-socket/index.ts';
import { handlers } from '../../src/mock/adapters/msw/index.ts';
import type { MockVerbs } from '../../src/mock/verbs.ts';
import { globalWebSocket } from '../conformance/global-web-socket.ts';
import { openSession } from './autobahn-session.ts';
import { contractAt, startClientMock } from './start-client-mock.ts';

// What a page runs takes the global WebSocket, and does not know what stands behind it.
await globalWebSocket();
const msw = setupServer();

const TRANSPORTS = ['ws', 'mock-socket', 'msw'] as const;
type Transport = (typeof TRANSPORTS)[number];

/** The mock behind the global `WebSocket`, and its address. */
async function stand(transport: Transport, document: string): Promise<{ mock: MockVerbs; base: string }> {
  if (transport === 'ws') {
    const mock = await startClientMock(document);
    vi.stubGlobal('WebSocket', WsWebSocket);
    onTestFinished(() => void vi.unstubAllGlobals());
    return { mock, base: mock.url };
  }
  const contract = contractAt(document);
  const [server] = Object.values(contract.servers);
  const base = `http://${server?.host}`;
  if (transport === 'mock-socket') {
    const mock = mockServer(contract, { push: 'off' });
    onTestFinished(() => mock.close());
    return { mock, base };
  }
  const mock = handlers(contract, { push: 'off', unhandled: 'error' });
  msw.listen({ onUnhandledRequest: 'error' });
  msw.use(...mock);
  onTestFinished(() => {
    mock.close();
    msw.resetHandlers();
    msw.close();
  });
  return { mock, base };
}

test.each(TRANSPORTS)('@stomp/stompjs hears what it subscribes to, over %s', async (transport) => {
  const { mock, base } = await stand(transport, './stomp.yaml');
  const brokerURL = `${base.replace('http', 'ws')}/ws`;
  const client = new Client({ brokerURL, reconnectDelay: 0, heartbeatIncoming: 0, heartbeatOutgoing: 100 });
  onTestFinished(() => client.deactivate());
  await new Promise<void>((resolve) => {
    client.onConnect = () => resolve();
    client.activate();
  });
  const heard: string[] = [];
  const attic = client.subscribe(
    '/topic/attic',
    ({ headers }) => void heard.push(String(headers.destination)),
  );
  await expect.poll(() => heard.length).toBeGreaterThan(2);
  expect(new Set(heard)).toEqual(new Set(['/topic/attic']));
  attic.unsubscribe();
  await mock.waitFor('unsubscribe');
  await expect.poll(() => mock.received('heartbeat').length).toBeGreaterThan(1);
  await client.deactivate();
  await mock.waitFor('disconnect');
  expect(mock.violations()).toEqual([]);
});

test.each(TRANSPORTS)('autobahn calls, subscribes and is called, over %s', async (transport) => {
  const { mock, base } = await stand(transport, './wamp.yaml');
  const session = await openSession(`${base.replace('http', 'ws')}/ws`, 'realm1');
  expect(await session.call('com.add', [2, 3])).toBe(5);
  let heard = 0;
  const subscription = await session.subscribe('com.ticks', () => {
    heard += 1;
  });
  await expect.poll(() => heard).toBeGreaterThan(2);
  await session.unsubscribe(subscription);
  await session.register('com.mine', () => 3);
  await mock.waitFor('yield', [70, 1, {}, [3]]);
  session.leave('wamp.close.normal', 'done');
  expect(mock.violations()).toEqual([]);
});

// mock-socket has no HTTP to negotiate over.
test.each(['ws', 'msw'] as const)('@microsoft/signalr negotiates and invokes, over %s', async (transport) => {
  const { mock, base } = await stand(transport, './signalr.yaml');
  // In Node it would take `ws`; that it can be told is not among its types.
  const options = { WebSocket: globalThis.WebSocket } as IHttpConnectionOptions;
  const hub = new HubConnectionBuilder()
    .withUrl(`${base}/chat`, options)
    .configureLogging(LogLevel.None)
    .build();
  onTestFinished(() => hub.stop());
  hub.on('ReceiveMessage', () => {});
  await hub.start();
  expect(await hub.invoke('Send', 'good morning')).toBe('good morning');
  expect(mock.violations()).toEqual([]);
});
