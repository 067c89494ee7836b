import type { Contract } from '../../src/contract/contract.ts';
import type { Endpoint } from '../../src/contract/endpoint.ts';
import type { HandshakePolicy } from '../../src/contract/handshake-policy.ts';
import type { JsonObject } from '../../src/contract/json.ts';
import type { Message } from '../../src/contract/message.ts';
import { nowhere, promised } from './tiny-contract.ts';

function message(id: string, example: JsonObject): Message {
  return {
    id,
    name: id,
    contentType: 'application/json',
    format: 'json',
    payload: id,
    examples: [{ payload: example, at: nowhere }],
    at: nowhere,
  };
}

function schema(
  type: string,
  properties: JsonObject,
  required: readonly string[],
): Contract['schemas'][string] {
  return {
    dialect: 'draft-07',
    schema: {
      type: 'object',
      properties: { type: { const: type }, ...properties },
      required: ['type', ...required],
    },
  };
}

export interface ChatOptions {
  readonly handshake?: Partial<HandshakePolicy>;
  readonly endpoint?: Partial<Endpoint>;
}

/**
 * A small API for tests of the mock: at `/chat`, `hello` is sent on open, `say` is answered with `said` (the text
 * is copied), and anything else that is JSON with `echo`; at `/feed/{topic}`, `tick` comes every 5 s.
 * `GET /health` is its companion.
 */
export function chatContract(options: ChatOptions = {}): Contract {
  const handshake: HandshakePolicy = {
    query: [],
    headers: [],
    credentials: [],
    refuse: {},
    ...options.handshake,
  };
  return {
    format: 1,
    title: 'Chat',
    version: '1.0.0',
    file: 'chat.yaml',
    perspective: { value: 'server', chosenBy: 'document', score: 1, reasons: [] },
    servers: { dev: { name: 'dev', protocol: 'ws', host: 'localhost:8000', pathname: '' } },
    endpoints: [
      {
        id: 'chat',
        title: 'The chat room',
        server: 'dev',
        channels: ['chat'],
        address: '/chat',
        parameters: [],
        handshake,
        messages: { client: ['say'], server: ['hello', 'said', 'echo'] },
        operations: [
          {
            kind: 'request',
            id: 'speak',
            messages: ['say'],
            reply: {
              basis: 'document',
              messages: ['said'],
              bind: [
                {
                  into: '/text',
                  from: { kind: 'request', pointer: '/text' },
                  basis: 'extension',
                  at: nowhere,
                },
              ],
              delay: 0,
              at: nowhere,
            },
            at: nowhere,
          },
        ],
        greeting: promised(['hello']),
        at: nowhere,
        ...options.endpoint,
      },
      {
        id: 'feed',
        server: 'dev',
        channels: ['feed'],
        address: '/feed/{topic}',
        parameters: [{ name: 'topic', examples: ['café & co'], at: nowhere }],
        handshake: { query: [], headers: [], credentials: [], refuse: {} },
        messages: { client: [], server: ['tick'] },
        operations: [
          { kind: 'push', id: 'ticks', messages: ['tick'], every: promised(5_000), bind: [], at: nowhere },
        ],
        at: nowhere,
      },
    ],
    companions: [
      {
        id: 'health',
        server: 'dev',
        method: 'GET',
        address: '/health',
        parameters: [],
        query: [],
        request: [],
        responses: [{ status: 200, message: 'healthy' }],
        credentials: [],
        refuse: {},
        at: nowhere,
      },
    ],
    scenarios: [],
    messages: {
      hello: message('hello', { type: 'hello' }),
      say: message('say', { type: 'say', text: 'hi' }),
      said: message('said', { type: 'said', text: 'hi' }),
      echo: message('echo', { type: 'echo' }),
      tick: message('tick', { type: 'tick', price: 1 }),
      healthy: message('healthy', { type: 'healthy' }),
    },
    schemas: {
      hello: schema('hello', {}, []),
      say: schema('say', { text: { type: 'string' } }, ['text']),
      said: schema('said', { text: { type: 'string' } }, ['text']),
      echo: schema('echo', {}, []),
      tick: schema('tick', { price: { type: 'number' } }, ['price']),
      healthy: schema('healthy', {}, []),
    },
    unknownPath: {},
  };
}
