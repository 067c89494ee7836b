// @vitest-environment happy-dom
import { HttpResponse, http, ws } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import contract from '../../../conformance/contract.json' with { type: 'json' };
import { handlers, type MswMock, type MswOptions } from './index.ts';

const server = setupServer();
const mocks: MswMock[] = [];

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  for (const mock of mocks.splice(0)) mock.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});
afterAll(() => server.close());

/** The JSON has wider types than `Contract`: it is taken without a cast. */
function use(options: MswOptions = {}): MswMock {
  const mock = handlers(contract, { push: 'off', ...options });
  mocks.push(mock);
  server.use(...mock);
  return mock;
}

/** What a page is told of it, until it is closed or has got `count` messages. */
function watch(url: string, count = Number.POSITIVE_INFINITY): Promise<unknown[]> {
  const seen: unknown[] = [];
  const socket = new WebSocket(url);
  return new Promise((resolve) => {
    const note = (what: unknown): void => {
      if (seen.push(what) === count) resolve(seen);
    };
    socket.onmessage = ({ data }) => note(JSON.parse(String(data)));
    socket.onerror = () => note('error');
    socket.onclose = ({ code, wasClean }) => {
      note(`close ${code} ${wasClean}`);
      resolve(seen);
    };
  });
}

test('a page of happy-dom is greeted', async () => {
  const mock = use();
  expect(await watch('ws://conformance.test/talk', 1)).toEqual([{ type: 'welcome' }]);
  expect(mock.connections()).toHaveLength(1);
});

test('handlers of MSW’s own for the same host go on', async () => {
  use();
  server.use(
    http.get('http://conformance.test/other', () => HttpResponse.text('mine')),
    ws
      .link('ws://conformance.test/mine')
      .addEventListener('connection', ({ client }) => client.send('"mine"')),
  );
  expect(await (await fetch('http://conformance.test/other')).text()).toBe('mine');
  expect(await watch('ws://conformance.test/mine', 1)).toEqual(['mine']);
});

describe('the API is elsewhere than the document says', () => {
  test.each([
    ['ws://localhost:8000', 'ws://localhost:8000/talk', 'http://localhost:8000/session'],
    ['https://api.example/v2', 'wss://api.example/v2/talk', 'https://api.example/v2/session'],
  ])('%s', async (url, talk, session) => {
    const mock = use({ url });
    expect(mock.endpoints()[0]?.url).toBe(talk);
    expect(await watch(talk, 1)).toEqual([{ type: 'welcome' }]);
    expect((await fetch(session, { method: 'POST' })).status).toBe(200);
  });

  test('what is no URL is refused', () => {
    expect(() => handlers(contract, { url: 'ftp://x' })).toThrow(
      '"ftp://x" is not a ws://, wss://, http:// or https:// URL.',
    );
  });
});

describe('a WebSocket that no endpoint fits', () => {
  test('is refused, and told of, where that is an error', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const mock = use({ unhandled: 'error' });
    expect(await watch('ws://conformance.test/tallk')).toEqual(['error', 'close 1006 false']);
    expect(told.mock.calls[0]?.[0]).toContain(
      'No endpoint of the contract is at ws://conformance.test/tallk. It has',
    );
    expect(mock.violations()).toHaveLength(1);
  });

  test.each([
    ['warn', 1],
    ['bypass', 0],
  ] as const)('goes to the real server with %s', async (unhandled, warnings) => {
    const told = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const mock = use({ unhandled });
    const seen = await watch('ws://conformance.test/tallk');
    expect(seen.at(-1)).toMatch(/^close/);
    expect(told).toHaveBeenCalledTimes(warnings);
    expect(mock.violations()).toEqual([]);
  });
});

test('fake timers that are switched on after the mock was made drive its streams', async () => {
  use({ push: 60_000 });
  vi.useFakeTimers();
  const got = watch('ws://conformance.test/news', 2);
  await vi.advanceTimersByTimeAsync(130_000);
  expect(await got).toHaveLength(2);
});

test('a document in the place of a contract is a mistake that says what to do', () => {
  const document = { asyncapi: '3.0.0' } as unknown as typeof contract;
  expect(() => handlers(document)).toThrow('This is an AsyncAPI document, and no contract yet.');
});

test('two mocks, one after the other, know nothing of each other', async () => {
  const first = use();
  await watch('ws://conformance.test/talk', 1);
  first.close();
  server.resetHandlers();
  const second = use();
  await watch('ws://conformance.test/talk', 1);
  expect([first.connections().length, second.connections().length]).toEqual([0, 1]);
});
