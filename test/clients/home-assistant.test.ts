import {
  type Connection,
  callService,
  createConnection,
  createLongLivedTokenAuth,
  ERR_INVALID_AUTH,
  getConfig,
  getStates,
} from 'home-assistant-js-websocket';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Mock } from '../../src/mock/index.ts';
import { startClientMock } from './start-client-mock.ts';

// It is written for browsers, and for Node from 22 on.
beforeAll(() => void vi.stubGlobal('WebSocket', WebSocket));
afterAll(() => void vi.unstubAllGlobals());

async function connect(token = 'good'): Promise<{ mock: Mock; connection: Connection }> {
  const mock = await startClientMock('./home-assistant.yaml');
  const connection = await createConnection({ auth: createLongLivedTokenAuth(mock.url, token) });
  onTestFinished(() => connection.close());
  return { mock, connection };
}

test('home-assistant-js-websocket authenticates, and gets the result of each command', async () => {
  const { mock, connection } = await connect();
  expect(connection.haVersion).toBe('2026.11.0');
  const [states, config, called] = await Promise.all([
    getStates(connection),
    getConfig(connection),
    callService(connection, 'light', 'turn_on', { entity_id: 'light.bed' }),
    connection.ping(),
  ]);
  expect(states).toEqual([{ entity_id: 'light.bed', state: 'on' }]);
  expect(config).toMatchObject({ location_name: 'Home' });
  expect(called).toEqual({ context: { id: 'abc' } });
  expect(mock.violations()).toEqual([]);
});

test('home-assistant-js-websocket is refused with another token', async () => {
  await expect(connect('bad')).rejects.toBe(ERR_INVALID_AUTH);
});

test('home-assistant-js-websocket gets an error that says what was wrong with the command', async () => {
  const { connection } = await connect();
  await expect(callService(connection, 'kettle', 'boil')).rejects.toMatchObject({ code: 'not_found' });
  await expect(connection.sendMessagePromise({ type: 'fly' })).rejects.toMatchObject({
    code: 'unknown_command',
  });
});

test('home-assistant-js-websocket ends one of two subscriptions, and the other goes on', async () => {
  const { mock, connection } = await connect();
  const seen: Record<string, number> = { state_changed: 0, call_service: 0 };
  const count = ({ event_type }: { event_type: string }): void => {
    seen[event_type] = (seen[event_type] ?? 0) + 1;
  };
  const endFirst = await connection.subscribeEvents(count, 'state_changed');
  await connection.subscribeEvents(count, 'call_service');
  await expect.poll(() => Math.min(...Object.values(seen))).toBeGreaterThan(0);
  await endFirst();
  const before = { ...seen };
  await expect.poll(() => seen.call_service).toBeGreaterThan((before.call_service ?? 0) + 2);
  expect(seen.state_changed).toBe(before.state_changed);
  expect(mock.violations()).toEqual([]);
});
