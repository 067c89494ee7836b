import type { Json, JsonObject } from '../../contract/json.ts';

const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });
const reason = (description: string): JsonObject => ({ description, ...wrapped('refusal') });

/** draft-07 ignores what stands beside a `$ref`; `allOf` keeps the description. */
function wrapped(name: string): JsonObject {
  return { allOf: [ref(name)] };
}

/** What a server may say for all of its endpoints, and a channel for its own. */
export const POLICY_PROPERTIES: Readonly<Record<string, Json>> = {
  origins: ref('origins'),
  missingOrigin: {
    description:
      'What a handshake without Origin gets. A browser always sends one, other clients may not. Default: accept.',
    enum: ['accept', 'reject'],
  },
  subprotocols: {
    description:
      'The subprotocols that the server speaks (RFC 6455 §1.9). Default: none, and none is selected.',
    anyOf: [
      ref('names'),
      {
        type: 'object',
        required: ['supported'],
        properties: {
          supported: ref('names'),
          required: {
            description: 'Is a handshake without any of them refused? Default: false.',
            type: 'boolean',
          },
        },
        additionalProperties: false,
      },
    ],
    fix: 'Write { supported: [v1.json], required: false }.',
  },
  refuse: {
    description:
      'How a handshake is refused, reason by reason. Default: 403; 401 for credentials; 503 for capacity.',
    type: 'object',
    properties: {
      path: reason('A path that the document does not have.'),
      origin: reason('An Origin that is not in the list, or none where one is needed.'),
      credentials: reason('A credential that is missing, wrong or expired.'),
      role: reason('A good credential of a role that may not connect.'),
      capacity: reason('As many connections are open as may be.'),
      query: reason('A query parameter or header that is missing or breaks its schema.'),
      subprotocol: reason('None of the offered subprotocols is supported, and one is required.'),
    },
    additionalProperties: false,
  },
  roles: { description: 'Only these roles may connect. Default: everybody.', ...wrapped('names') },
  expiry: {
    description: 'What happens to an open connection when its credential expires. Default: nothing.',
    type: 'object',
    required: ['close'],
    properties: {
      close: ref('closeCode'),
      within: { description: 'How long after the expiry at most. Default: 5s.', ...wrapped('duration') },
    },
    additionalProperties: false,
  },
  greeting: {
    description: 'Messages that the server sends on open, in this order. Default: none.',
    ...wrapped('names'),
  },
  invalid: {
    description: 'What a frame gets that fits no message. Default: ignore, and say so in the journal.',
    anyOf: [
      { const: 'ignore' },
      {
        type: 'object',
        properties: { reply: ref('name'), close: ref('closeCode') },
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: false,
      },
    ],
    fix: 'Write { reply: <message> }, { close: 1008 } or ignore.',
  },
  otherwise: {
    description: 'The reply to a well-formed frame that no message fits. Default: what `invalid` says.',
    ...wrapped('name'),
  },
  keepalive: {
    description: 'What the server does about silence. Default: nothing.',
    type: 'object',
    required: ['idle'],
    properties: {
      idle: { description: 'Silence of the client after which `send` is sent.', ...wrapped('duration') },
      send: { description: 'The message to send. Default: none.', ...wrapped('name') },
      close: {
        description: 'Silence after which the server closes. Default: never.',
        ...wrapped('duration'),
      },
    },
    additionalProperties: false,
  },
  limits: {
    description: 'What a server takes. Default: no limit.',
    type: 'object',
    properties: {
      connections: { description: 'Most connections open at once.', type: 'integer', minimum: 0 },
      payload: { description: 'Most bytes of one message; more is closed with 1009.', ...wrapped('size') },
    },
    additionalProperties: false,
  },
  cors: ref('cors'),
};
