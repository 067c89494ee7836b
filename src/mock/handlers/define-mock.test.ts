import { describe, expect, expectTypeOf, test } from 'vitest';
import { defineMock } from './define-mock.ts';

/** As `countersign generate types` writes it: an interface, without index signatures. */
interface Contract {
  endpoints: {
    voice: {
      client: { init: { user: string }; audio: Uint8Array; close: { why: string } };
      server: { started: { id: number }; words: string };
      operations: { begin: 'init' };
      parameters: { room: 'a' | 'b' };
    };
  };
  companions: {
    logIn: {
      request: { user: string };
      responses: { 200: { token: string }; 401: { error: string } };
      parameters: { realm: 'a' };
    };
  };
}

// The compiler is the judge: `npx tsc` fails where an error that is expected here is none.

describe('handlers typed from a contract', () => {
  test('know requests, what may be sent, parameters and state', () => {
    const handlers = defineMock<Contract, { user: string }, { rooms: number }>({
      voice: {
        init(request, { send, broadcast, state, shared, parameters }) {
          expectTypeOf(request).toEqualTypeOf<{ user: string }>();
          expectTypeOf(parameters.room).toEqualTypeOf<'a' | 'b'>();
          expectTypeOf(state.user).toEqualTypeOf<string | undefined>();
          expectTypeOf(shared.rooms).toEqualTypeOf<number | undefined>();
          send('started', { id: 1 });
          send('started');
          broadcast('words', 'hello');
        },
        begin: (request) => expectTypeOf(request).toEqualTypeOf<{ user: string }>(),
        audio: (request) => expectTypeOf(request).toEqualTypeOf<Uint8Array>(),
        // A message called "close" takes the key.
        close: (request) => expectTypeOf(request).toEqualTypeOf<{ why: string }>(),
        open: ({ path }, { send }) => send('words', path),
      },
    });
    expect(Object.keys(handlers.voice ?? {})).toHaveLength(5);
  });

  test('refuse a wrong message, payload, state, handler and endpoint', () => {
    const wrong = [
      defineMock<Contract, { user: string }>({
        voice: {
          init(request, { send, state }) {
            // @ts-expect-error no message of the server
            send('startd', { id: 1 });
            // @ts-expect-error a message of the client
            send('init', { user: '' });
            // @ts-expect-error a wrong payload
            send('started', { id: 'one' });
            // @ts-expect-error no such field
            state.usr = request.user;
            // @ts-expect-error no such field
            return request.usr;
          },
          // @ts-expect-error no message of the client
          started: () => undefined,
        },
      }),
      defineMock<Contract>({
        // @ts-expect-error no endpoint
        voise: {},
      }),
    ];
    expect(wrong).toHaveLength(2);
  });
});

test('handlers of HTTP companions know the body, and what the document answers by status', () => {
  const handlers = defineMock<Contract, object, { users: string[] }>({
    logIn: {
      request(body, { parameters, shared }) {
        expectTypeOf(body).toEqualTypeOf<{ user: string }>();
        expectTypeOf(parameters.realm).toEqualTypeOf<'a'>();
        expectTypeOf(shared.users).toEqualTypeOf<string[] | undefined>();
        return shared.users?.includes(body.user) === true
          ? { body: { token: 't' } }
          : { status: 401, body: { error: 'who?' } };
      },
    },
  });
  const wrong = [
    // @ts-expect-error the body of another status
    defineMock<Contract>({ logIn: { request: () => ({ status: 401, body: { token: 't' } }) } }),
    // @ts-expect-error no such status
    defineMock<Contract>({ logIn: { request: () => ({ status: 404, body: { error: '' } }) } }),
    // @ts-expect-error a companion has one handler
    defineMock<Contract>({ logIn: { open: () => undefined } }),
  ];
  expect([Object.keys(handlers.logIn ?? {}), wrong.length]).toEqual([['request'], 3]);
});

test('without a contract any name is good, and a payload is an object with anything in it', () => {
  const handlers = defineMock({
    chat: {
      say(request, { send, state }) {
        expectTypeOf(request.text).toEqualTypeOf<unknown>();
        state.text = request.text;
        send('said', { text: request.text });
      },
      open: ({ path }, { state, connection }) => {
        state.from = `${path} ${connection.toFixed()}`;
      },
      close: ({ code }, { shared }) => {
        shared.code = code;
      },
    },
  });
  expect(Object.keys(handlers)).toEqual(['chat']);
});
