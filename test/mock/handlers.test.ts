import { afterEach, describe, expect, test } from 'vitest';
import {
  defineMock,
  type Mock,
  type MockHandlers,
  type MockOptions,
  startMock,
} from '../../src/mock/index.ts';
import { type ChatOptions, chatContract } from '../support/chat-contract.ts';
import { connect, type PlainClient } from '../support/plain-client.ts';
import { promised } from '../support/tiny-contract.ts';

const running: Mock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

async function start(
  handlers: MockHandlers,
  options: MockOptions = {},
  chat: ChatOptions = {},
): Promise<Mock> {
  const mock = await startMock(chatContract(chat), { port: 0, push: 'off', handlers, ...options });
  running.push(mock);
  return mock;
}

/** Connects, and takes the greeting. */
async function join(mock: Mock, path = '/chat'): Promise<PlainClient> {
  const client = await connect(mock.url.replace('http', 'ws') + path);
  expect(await client.next()).toEqual({ type: 'hello' });
  return client;
}

const say = (text: string): object => ({ type: 'say', text });
const said = (text: string): object => ({ type: 'said', text });

describe('a handler', () => {
  test('answers in place of the document, with state of its connection and of the mock', async () => {
    const mock = await start({
      chat: {
        say(request, { send, state, shared }) {
          state.n = Number(state.n ?? 0) + 1;
          shared.n = Number(shared.n ?? 0) + 1;
          send('said', said(`${request.text} ${state.n} ${shared.n}`));
        },
      },
    });
    const [one, two] = [await join(mock), await join(mock)];
    one.send(say('a'));
    expect(await one.next()).toEqual(said('a 1 1'));
    one.send(say('b'));
    expect(await one.next()).toEqual(said('b 2 2'));
    two.send(say('c'));
    expect(await two.next()).toEqual(said('c 1 3'));
    expect(mock.violations()).toEqual([]);
  });

  test('of an operation goes before that of the message, and what has none keeps its behaviour', async () => {
    const mock = await start(
      { chat: { speak: (_, { send }) => send('said', said('operation')) } },
      {},
      { endpoint: { otherwise: promised('echo') } },
    );
    const client = await join(mock);
    client.send(say('a'));
    expect(await client.next()).toEqual(said('operation'));
    client.send({ what: 'is this' });
    expect(await client.next()).toMatchObject({ type: 'echo' });
  });

  test('leaves it to the document with proceed, and says what the document would say', async () => {
    const mock = await start({
      chat: {
        say: (request, { send, proceed }) => (request.text === 'own' ? send('said') : proceed()),
      },
    });
    const client = await join(mock);
    client.send(say('declared'));
    expect(await client.next()).toEqual(said('declared'));
    client.send(say('own'));
    expect(await client.next()).toEqual(said('own'));
  });

  test('speaks to all, later, again and again, until its connection ends', async () => {
    const mock = await start({
      chat: {
        say(_, { broadcast, every, close, ...context }) {
          broadcast('said', said('to all'));
          const stop = every(1, () => {
            broadcast('said', said('again'));
            stop();
          });
          context.after(20, () => close(4000, 'enough'));
          context.after(40, () => broadcast('said', said('never')));
        },
      },
    });
    const [one, two] = [await join(mock), await join(mock)];
    one.send(say('go'));
    expect(await two.next()).toEqual(said('to all'));
    expect(await two.next()).toEqual(said('again'));
    expect(await one.closed).toBe(4000);
    await expect(two.next(100)).rejects.toThrow('No frame');
  });

  test('drops a connection without a Close frame', async () => {
    const mock = await start({ chat: { say: (_, { drop }) => drop() } });
    const client = await join(mock);
    client.send(say('x'));
    expect(await client.closed).toBe(1006);
  });
});

describe('open and close', () => {
  test('open says more than the greeting, or the greeting itself; close sees how it ended', async () => {
    const ends: unknown[] = [];
    const mock = await start({
      chat: {
        async open(opened, { send, state }) {
          state.path = opened.path;
          await Promise.resolve();
          if (ends.length > 0) send('hello', { type: 'hello', again: true });
          else send('said', said('first'));
        },
        close: ({ code }, { state, send }) => {
          send('said', said('nobody hears it'));
          ends.push({ code, ...state });
        },
      },
    });
    const url = `${mock.url.replace('http', 'ws')}/chat`;
    const one = await connect(url);
    expect([await one.next(), await one.next()]).toEqual([said('first'), { type: 'hello' }]);
    await one.end();
    await expect.poll(() => ends).toEqual([{ code: 1000, path: '/chat' }]);
    const two = await connect(url);
    expect(await two.next()).toEqual({ type: 'hello', again: true });
    await expect(two.next(50)).rejects.toThrow('No frame');
  });
});

describe('a handler that breaks the contract', () => {
  const handlers: MockHandlers = {
    chat: {
      say: (request, { send }) => {
        if (request.text === 'payload') send('said', { type: 'said', text: 5 });
        else if (request.text === 'nothing') send('sayd');
        else send('sayd', { type: 'sayd' });
      },
    },
  };

  test('is told of with its place, and what it says goes out', async () => {
    const mock = await start(handlers);
    const client = await join(mock);
    client.send(say('payload'));
    expect(await client.next()).toEqual({ type: 'said', text: 5 });
    client.send(say('name'));
    expect(await client.next()).toEqual({ type: 'sayd' });
    client.send(say('nothing'));
    await expect.poll(() => mock.violations().length).toBe(3);
    expect(mock.violations()).toMatchObject([
      {
        from: 'server',
        message: 'said',
        violation: expect.stringMatching(
          /^It is no valid "said": \/text .* Sent at test\/mock\/handlers\.test\.ts:\d+:\d+\.$/,
        ),
      },
      {
        from: 'server',
        violation: expect.stringMatching(
          /^"chat" has no message "sayd" that the server sends. Did you mean "said"\? Sent at /,
        ),
      },
      { from: 'server', withheld: true },
    ]);
  });

  test('is not let through where the mock is strict', async () => {
    const mock = await start(handlers, { strict: true });
    const client = await join(mock);
    client.send(say('payload'));
    client.send(say('name'));
    await expect.poll(() => mock.violations()).toMatchObject([{ withheld: true }, { withheld: true }]);
    await expect(client.next(50)).rejects.toThrow('No frame');
  });
});

describe('a handler that throws', () => {
  test.each([
    [
      'at once',
      (): never => {
        throw new TypeError('boom');
      },
    ],
    [
      'in a promise',
      async (): Promise<never> => {
        await Promise.resolve();
        throw new TypeError('boom');
      },
    ],
    [
      'later',
      (_: unknown, { after }: { after: (ms: number, f: () => unknown) => unknown }) =>
        after(1, () => {
          throw new TypeError('boom');
        }),
    ],
  ] as const)('%s ends its connection with 1011, and everybody else goes on', async (_, throwing) => {
    const mock = await start({
      chat: {
        say: (request, context) =>
          request.text === 'throw' ? throwing(request, context) : context.proceed(),
      },
    });
    const [one, two] = [await join(mock), await join(mock)];
    one.send(say('throw'));
    expect(await one.closed).toBe(1011);
    two.send(say('on'));
    expect(await two.next()).toEqual(said('on'));
    const entries = mock.journal.entries().filter(({ type }) => type === 'handler');
    expect(entries).toMatchObject([
      {
        connection: 1,
        endpoint: 'chat',
        handler: 'chat.say',
        message: 'TypeError: boom',
        place: expect.stringMatching(/^test\/mock\/handlers\.test\.ts:\d+:\d+$/),
      },
    ]);
  });

  test('for a payload that is no JSON', async () => {
    const mock = await start({ chat: { say: (_, { send }) => send('said', { n: 1n }) } });
    const client = await join(mock);
    client.send(say('x'));
    expect(await client.closed).toBe(1011);
  });
});

describe('what a handler may know', () => {
  test('is who and where, and never the secret', async () => {
    const seen: unknown[] = [];
    const handlers: MockHandlers = {
      chat: {
        say: (_, { query, role, identity, origin, connection, endpoint, parameters }) =>
          void seen.push({ query, role, identity, origin, connection, endpoint, parameters }),
      },
    };
    const scheme = {
      name: 'token',
      type: 'api-key',
      carrier: { in: 'query', name: 'access' },
      at: { file: '', pointer: '', line: 0, column: 0 },
    } as const;
    const credentials = [{ anyOf: [scheme], at: scheme.at }];
    const mock = await start(handlers, {}, { handshake: { credentials } });
    const client = await join(mock, '/chat?access=very-secret&room=1');
    client.send(say('x'));
    await expect.poll(() => seen.length).toBe(1);
    expect(seen).toEqual([
      {
        query: { room: '1' },
        role: undefined,
        identity: 'credential-1',
        origin: undefined,
        connection: 1,
        endpoint: 'chat',
        parameters: {},
      },
    ]);
  });

  test('a role is one where the document knows it', async () => {
    const roles: unknown[] = [];
    const at = { file: '', pointer: '', line: 0, column: 0 };
    const credentials = [
      {
        anyOf: [{ name: 't', type: 'http-bearer', carrier: { in: 'authorization', scheme: 'Bearer' }, at }],
        at,
      },
    ] as const;
    const mock = await start(
      { chat: { say: (_, { role }) => void roles.push(role) } },
      {},
      { handshake: { credentials, roles: promised(['staff']) } },
    );
    const url = `${mock.url.replace('http', 'ws')}/chat`;
    const client = await connect(url, { headers: { authorization: 'Bearer staff' } });
    client.send(say('x'));
    await expect.poll(() => roles).toEqual(['staff']);
  });
});

describe('handlers are replaced', () => {
  test('while connections, their state and their timers stay', async () => {
    const count = (text: string): MockHandlers => ({
      chat: {
        say(_, { send, state, every }) {
          state.n = Number(state.n ?? 0) + 1;
          send('said', said(`${text} ${state.n}`));
          if (text === 'old') every(60_000, () => undefined);
        },
      },
    });
    const mock = await start(count('old'));
    const client = await join(mock);
    client.send(say('x'));
    expect(await client.next()).toEqual(said('old 1'));
    mock.useHandlers(count('new'));
    client.send(say('x'));
    expect(await client.next()).toEqual(said('new 2'));
    mock.useHandlers({});
    client.send(say('x'));
    expect(await client.next()).toEqual(said('x'));
  });

  test('not by ones that name what the contract does not have', async () => {
    const mock = await start({ chat: { say: (_, { send }) => send('said', said('good')) } });
    expect(() => mock.useHandlers({ chta: {} })).toThrow(
      'The option "handlers" has handlers for "chta", and the contract has no such endpoint or companion. Did you mean "chat"?',
    );
    expect(() => mock.useHandlers({ chat: { sya: () => undefined } })).toThrow(
      'The option "handlers" handles "sya", which no client sends on "chat". Did you mean "say"?',
    );
    const client = await join(mock);
    client.send(say('x'));
    expect(await client.next()).toEqual(said('good'));
  });

  test('reset forgets what they kept', async () => {
    const mock = await start({
      chat: {
        say(_, { send, shared }) {
          shared.n = Number(shared.n ?? 0) + 1;
          send('said', said(`${shared.n}`));
        },
      },
    });
    for (const round of [1, 2]) {
      const client = await join(mock);
      client.send(say('x'));
      expect([round, await client.next()]).toEqual([round, said('1')]);
      mock.reset();
      expect(await client.closed).toBe(1012);
    }
  });
});

test('defineMock gives back what it gets', () => {
  const handlers = { chat: { say: () => undefined } };
  expect(defineMock(handlers)).toBe(handlers);
});
