import type { Json, JsonObject } from '../../contract/json.ts';

const described = (description: string, name: string): JsonObject => ({
  description,
  allOf: [{ $ref: `#/definitions/${name}` }],
});

/** What an operation may say; which of it has an effect depends on who starts the operation. */
export const OPERATION_PROPERTIES: Readonly<Record<string, Json>> = {
  when: {
    ...described(
      'Dispatch: a JSON Schema on the request. Unmatched: the next operation with that message; none: `invalid`. Default: any request.',
      'schema',
    ),
    on: ['request'],
    mock: 'Takes only requests that satisfy it.',
    verify: 'Sends requests that satisfy it.',
    examples: [{ properties: { symbol: { pattern: '^[A-Z]+$' } } }],
  },
  reply: {
    description:
      'The answer: a message, or several in this order, out of reply.messages only. Default: one of reply.messages.',
    anyOf: [
      { $ref: '#/definitions/name' },
      { $ref: '#/definitions/replyStep' },
      {
        type: 'array',
        minItems: 1,
        items: { anyOf: [{ $ref: '#/definitions/name' }, { $ref: '#/definitions/replyStep' }] },
      },
    ],
    fix: 'Write a message, { message: tick, repeat: 3 }, or a list of those.',
    on: ['request'],
    mock: 'Sends them, in this order.',
    verify: 'They come, in this order (`exchange.reply`).',
    examples: [['subscribed', { message: 'tick', repeat: 3 }]],
  },
  bind: {
    description:
      'Values that are put into what the server sends: a pointer there → a place in the request, or a template; in what comes `after` a request also a place in its reply, such as a subscription id of the server. In a text a place is a named group of its `pattern`: /id is (?<id>…). Default: none.',
    type: 'object',
    propertyNames: { pattern: '^(/.*)?$' },
    additionalProperties: {
      type: 'string',
      fix: 'Write "$message.payload#/pointer", "$reply.payload#/pointer" or "{{ template }}".',
    },
    fix: 'Write { /pointer: $message.payload#/pointer }.',
    on: ['request', 'push'],
    mock: 'Copies the value, with its JSON type, or renders the template.',
    verify:
      'What the server sends repeats the value of the request, or of its own reply. A template is nothing to demand.',
    examples: [{ '/symbol': '$message.payload#/symbol' }, { '/subscription': '$reply.payload#/result' }],
  },
  within: {
    ...described(
      'Time until the last message of the reply has come. Default: 10 s, not promised.',
      'duration',
    ),
    on: ['request'],
    mock: 'Nothing: it answers at once, or after `delay`.',
    verify: 'The whole reply comes in that time (`exchange.reply`).',
    examples: ['2s'],
  },
  delay: {
    ...described('How long the mock waits before it answers. Default: 0ms.', 'duration'),
    default: '0ms',
    on: ['request'],
    mock: 'Waits.',
    verify: 'Nothing.',
    examples: ['100ms'],
  },
  close: {
    description:
      'After the request, and its reply, the server closes the connection with this code (RFC 6455 §7.4). Default: it stays open.',
    allOf: [{ $ref: '#/definitions/closeCode' }],
    on: ['request'],
    mock: 'Closes it with that code.',
    verify: 'It is closed with that code (`exchange.close`).',
    examples: [1000],
  },
  roles: {
    ...described('Only these roles may use it, or get it. Default: everybody who is connected.', 'names'),
    on: ['request', 'push', 'companion'],
    mock: "Takes it as `invalid`, or keeps it back; answers an HTTP companion as the operation's `refuse.role` says.",
    verify: 'An HTTP companion refuses another role (`http.role`).',
    examples: [['staff']],
  },
  every: {
    ...described(
      'A stream: the first event at once, then one in each such time. On an HTTP companion: how often clients ask. Default: an event that just comes.',
      'duration',
    ),
    on: ['push', 'companion'],
    mock: 'Sends at that cadence.',
    verify: 'Events come at that cadence, within 20 % and 250 ms (`stream.event`), where patience allows.',
    examples: ['5s'],
  },
  after: {
    description:
      'The operation with which a client starts the stream, once per subscription; bound values tell subscriptions apart. Default: it starts on open.',
    type: 'string',
    minLength: 1,
    on: ['push'],
    mock: 'Starts the stream then.',
    verify: 'Asks for it first.',
    examples: ['subscribe'],
  },
  until: {
    description:
      'The operation with which a client ends it; only the one with equal bound values. Where that operation has them at another place, bind says where. Default: it never ends.',
    anyOf: [
      { type: 'string', minLength: 1 },
      {
        type: 'object',
        required: ['operation'],
        properties: {
          operation: { description: 'The operation.', type: 'string', minLength: 1 },
          bind: {
            description:
              'A pointer into what the stream sends → the place in the request that ends it. Default: the place of `bind`.',
            type: 'object',
            propertyNames: { pattern: '^(/.*)?$' },
            additionalProperties: { $ref: '#/definitions/place' },
          },
        },
        additionalProperties: false,
      },
    ],
    fix: 'Write the name of an operation, or { operation: unsubscribe, bind: { /id: $message.payload#/subscription } }.',
    on: ['push'],
    mock: 'Ends the stream then. A request that says no such value ends all of them.',
    verify: 'Nothing of the subscription comes afterwards (`stream.stop`).',
    examples: [
      'unsubscribe',
      { operation: 'unsubscribe', bind: { '/id': '$message.payload#/subscription' } },
    ],
  },
  to: {
    description:
      'Which connections of the endpoint get what a request triggers: the one that asked (sender), all, all others, or all with the same address parameters (address). Default: sender.',
    default: 'sender',
    enum: ['sender', 'all', 'others', 'address'],
    fix: 'Write sender, all, others or address.',
    on: ['push'],
    mock: 'Sends it to them. Where it binds an address parameter, only to those with the same value of it.',
    verify: 'A second connection gets what the first one triggers (`stream.event`).',
    examples: ['all'],
  },
  ordered: {
    ...described('A value that never decreases within one stream. Default: no order is promised.', 'pointer'),
    on: ['push'],
    mock: 'Lets it grow, whatever the examples say.',
    verify: 'It never decreases (`stream.event`).',
    examples: ['/sequence'],
  },
  issues: {
    description: 'The credential that a good answer of this HTTP operation hands out. Default: none.',
    type: 'object',
    required: ['scheme'],
    properties: {
      scheme: { description: 'Name in components.securitySchemes.', type: 'string', minLength: 1 },
      at: described('Where it stands in the answer. Default: in Set-Cookie, for a cookie.', 'place'),
      ttl: described('How long it is good. Default: for ever.', 'duration'),
      role: described(
        'Where its role stands in the answer. Default: that of the credential that was shown.',
        'place',
      ),
    },
    additionalProperties: false,
    on: ['companion'],
    mock: 'Hands out a fresh credential, which the handshake then accepts until it expires.',
    verify: 'Logs in with it where a credential is needed; a good answer hands one out (`http.companion`).',
    examples: [{ scheme: 'wsToken', at: '$message.payload#/token', ttl: '5m' }],
  },
  cors: {
    ...described("CORS of this HTTP operation alone. Default: the server's.", 'cors'),
    on: ['companion'],
    mock: 'Answers preflights, and adds the `Access-Control` headers.',
    verify: 'Pages of the allowed origins may read the answer, others not (`http.cors`).',
    examples: [{ origins: 'any' }],
  },
  refuse: {
    description:
      "What this HTTP operation answers to those who may not. Default: the server's, else 401 and 403.",
    type: 'object',
    properties: {
      credentials: {
        description:
          "The status for a credential that is missing, wrong or expired. Default: the server's, else 401.",
        allOf: [{ $ref: '#/definitions/status' }],
      },
      role: {
        description:
          "The status for a good credential of a role that may not ask. Default: the server's, else 403.",
        allOf: [{ $ref: '#/definitions/status' }],
      },
    },
    additionalProperties: false,
    on: ['companion'],
    mock: 'Answers with it.',
    verify: 'It is answered with it (`http.credentials`, `http.role`).',
    examples: [{ credentials: 401, role: 403 }],
  },
};

export const REPLY_STEP: JsonObject = {
  description: 'One message of a reply.',
  type: 'object',
  required: ['message'],
  properties: {
    message: { description: 'The message.', allOf: [{ $ref: '#/definitions/name' }] },
    repeat: { description: 'How often in a row. Default: 1.', default: 1, type: 'integer', minimum: 1 },
    example: {
      description: "Name of the example to play. Default: the one named like the request's, else the first.",
      type: 'string',
    },
  },
  additionalProperties: false,
};
