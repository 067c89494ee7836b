import type { Json, JsonObject } from '../../contract/json.ts';

const described = (description: string, name: string): JsonObject => ({
  description,
  allOf: [{ $ref: `#/definitions/${name}` }],
});

/** What an operation may say; which of it has an effect depends on who starts the operation. */
export const OPERATION_PROPERTIES: Readonly<Record<string, Json>> = {
  when: described(
    'Dispatch: a JSON Schema on the request. Unmatched: the next operation with that message; none: `invalid`. Default: any request.',
    'schema',
  ),
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
  },
  bind: {
    description:
      'Values that are put into what the server sends: a pointer there → a place in the request, or a template. Default: none.',
    type: 'object',
    propertyNames: { pattern: '^(/.*)?$' },
    additionalProperties: {
      type: 'string',
      fix: 'Write "$message.payload#/pointer" or "{{ template }}".',
    },
    fix: 'Write { /pointer: $message.payload#/pointer }.',
  },
  within: described(
    'Time until the last message of the reply has come. Default: 10 s, not promised.',
    'duration',
  ),
  delay: described('How long the mock waits before it answers. Default: 0ms.', 'duration'),
  roles: described('Only these roles may use it, or get it. Default: everybody who is connected.', 'names'),
  every: described(
    'A stream: the first event at once, then one in each such time. On an HTTP companion: how often clients ask. Default: an event that just comes.',
    'duration',
  ),
  after: {
    description:
      'The operation with which a client starts the stream, once per subscription; bound values tell subscriptions apart. Default: it starts on open.',
    type: 'string',
    minLength: 1,
  },
  until: {
    description:
      'The operation with which a client ends it; only the one with equal bound values. Default: it never ends.',
    type: 'string',
    minLength: 1,
  },
  ordered: described(
    'A value that never decreases within one stream. Default: no order is promised.',
    'pointer',
  ),
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
  },
  cors: { $ref: '#/definitions/cors' },
  refuse: {
    description:
      "What this HTTP operation answers to those who may not. Default: the server's, else 401 and 403.",
    type: 'object',
    properties: {
      credentials: { $ref: '#/definitions/status' },
      role: { $ref: '#/definitions/status' },
    },
    additionalProperties: false,
  },
};

export const REPLY_STEP: JsonObject = {
  description: 'One message of a reply.',
  type: 'object',
  required: ['message'],
  properties: {
    message: { $ref: '#/definitions/name' },
    repeat: { description: 'How often in a row. Default: 1.', type: 'integer', minimum: 1 },
    example: {
      description: "Name of the example to play. Default: the one named like the request's, else the first.",
      type: 'string',
    },
  },
  additionalProperties: false,
};
