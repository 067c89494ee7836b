import type { Json, JsonObject } from '../../contract/json.ts';

const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });
const reason = (description: string): JsonObject => ({ description, ...wrapped('refusal') });

/** draft-07 ignores what stands beside a `$ref`; `allOf` keeps the description. */
function wrapped(name: string): JsonObject {
  return { allOf: [ref(name)] };
}

/** What a server may say for all of its endpoints, and a channel for its own. */
export const POLICY_PROPERTIES: Readonly<Record<string, Json>> = {
  origins: {
    description:
      'The origins that may connect, as a browser sends them (RFC 6454 §6.2), or "any". Default: any.',
    default: 'any',
    ...wrapped('origins'),
    mock: 'Refuses a handshake whose `Origin` is none of them, as `refuse.origin` says.',
    verify:
      'Each of them connects (`origin.allowed`); a foreign one, one that looks alike and `null` do not (`origin.foreign`, `origin.look-alike`, `origin.null`).',
    examples: [['http://localhost:3000', 'https://app.example.com']],
  },
  missingOrigin: {
    description:
      'What a handshake without Origin gets. A browser always sends one, other clients may not. Default: accept.',
    default: 'accept',
    enum: ['accept', 'reject'],
    mock: 'Accepts or refuses it.',
    verify: 'A handshake without `Origin` gets that (`origin.missing`).',
    examples: ['reject'],
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
          supported: { description: 'The subprotocols, the preferred one first.', ...wrapped('names') },
          required: {
            description: 'Is a handshake without any of them refused? Default: false.',
            default: false,
            type: 'boolean',
          },
        },
        additionalProperties: false,
      },
    ],
    fix: 'Write { supported: [v1.json], required: false }.',
    mock: 'Selects the first that a client offers and it knows; refuses as `refuse.subprotocol` says where one is required.',
    verify:
      'Each one that is offered is selected, and nothing that was not offered (`handshake.subprotocol`).',
    examples: [{ supported: ['v1.json'], required: true }],
  },
  refuse: {
    description:
      'How a handshake is refused, reason by reason. Default: a status that fits the reason, not promised.',
    type: 'object',
    properties: {
      path: reason('A path that the document does not have. Default: 404.'),
      origin: reason('An Origin that is not in the list, or none where one is needed. Default: 403.'),
      credentials: reason('A credential that is missing, wrong or expired. Default: 401.'),
      role: reason('A good credential of a role that may not connect. Default: 403.'),
      capacity: reason('As many connections are open as may be. Default: 503.'),
      query: reason('A query parameter or header that is missing or breaks its schema. Default: 400.'),
      subprotocol: reason(
        'None of the offered subprotocols is supported, and one is required. Default: 400.',
      ),
    },
    additionalProperties: false,
    mock: 'Refuses with the first form of the list.',
    verify:
      'The handshake is refused with one of the forms, in the check of that reason. Where nothing is said, any refusal will do.',
    examples: [{ path: [403, 404], origin: 403, credentials: [401, { close: 4401 }] }],
  },
  roles: {
    description: 'Only these roles may connect. Default: everybody.',
    ...wrapped('names'),
    mock: 'Refuses a credential of another role, as `refuse.role` says.',
    verify: 'A good credential of another role is refused (`role.wrong`).',
    examples: [['staff']],
  },
  expiry: {
    description: 'What happens to an open connection when its credential expires. Default: nothing.',
    type: 'object',
    required: ['close'],
    properties: {
      close: { description: 'The code that it is closed with.', ...wrapped('closeCode') },
      within: {
        description: 'How long after the expiry at most. Default: 5s.',
        default: '5s',
        ...wrapped('duration'),
      },
    },
    additionalProperties: false,
    mock: 'Closes the connection when the credential that it issued expires.',
    verify: 'The connection is closed with that code in time (`credentials.expiry`), where patience allows.',
    examples: [{ close: 4401, within: '5s' }],
  },
  greeting: {
    description: 'Messages that the server sends on open, in this order. Default: none.',
    ...wrapped('names'),
    mock: 'Sends them to each client on open.',
    verify: 'They come on open, in this order, and fit their schemas (`stream.greeting`).',
    examples: [['welcome']],
  },
  invalid: {
    description:
      'What a frame gets that fits no message. Default: ignore, and say so in the journal; a request gone wrong gets the error among its own declared replies.',
    default: 'ignore',
    anyOf: [
      { const: 'ignore' },
      {
        type: 'object',
        properties: {
          reply: { description: 'The message that answers it.', ...wrapped('name') },
          close: { description: 'The code that the connection is closed with.', ...wrapped('closeCode') },
        },
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: false,
      },
    ],
    fix: 'Write { reply: <message> }, { close: 1008 } or ignore.',
    mock: 'Answers, closes or ignores. It answers with the example that says best, by the words of its name, summary and texts, what was wrong, and with the id of the frame where it has a place for one.',
    verify: 'A malformed frame gets that, and the server goes on (`bad-input.malformed`).',
    examples: [{ reply: 'error' }],
  },
  otherwise: {
    description: 'The reply to a well-formed frame that no message fits. Default: what `invalid` says.',
    ...wrapped('name'),
    mock: 'Answers with it.',
    verify: 'A frame of no known kind gets it (`exchange.otherwise`).',
    examples: ['echo'],
  },
  keepalive: {
    description: 'What the server does about silence. Default: nothing.',
    type: 'object',
    required: ['idle'],
    properties: {
      idle: { description: 'Silence of the client after which `send` is sent.', ...wrapped('duration') },
      send: { description: 'The message to send. Default: none.', ...wrapped('name') },
      ping: {
        description:
          'Send a WebSocket Ping then (RFC 6455 §5.5.2); a Pong is a sign of life. Default: false.',
        default: false,
        type: 'boolean',
      },
      close: {
        description: 'Silence after which the server closes. Default: never.',
        ...wrapped('duration'),
      },
      code: { description: 'The code that it closes with. Default: 1000.', ...wrapped('closeCode') },
    },
    additionalProperties: false,
    mock: 'Sends after that much silence, and closes.',
    verify: 'Both happen (`connection.keepalive`), where patience allows.',
    examples: [
      { idle: '30s', send: 'ping', close: '60s' },
      { idle: '20s', ping: true, close: '40s', code: 1011 },
    ],
  },
  limits: {
    description: 'What a server takes. Default: no limit.',
    type: 'object',
    properties: {
      connections: {
        description: 'Most connections open at once. Default: no limit.',
        type: 'integer',
        minimum: 0,
      },
      payload: {
        description: "Most bytes of one message; more is closed with 1009. Default: the mock's own limit.",
        ...wrapped('size'),
      },
    },
    additionalProperties: false,
    mock: 'Refuses what is more, as `refuse.capacity` says; closes with 1009.',
    verify:
      'The connection beyond the limit is refused (`connection.capacity`). The payload limit is not checked.',
    examples: [{ connections: 100, payload: '1MiB' }],
  },
  cors: {
    description:
      'What a page of another origin may read of the HTTP companions (Fetch standard, CORS protocol). Default: no promise.',
    ...wrapped('cors'),
    mock: 'Answers preflights, and adds the `Access-Control` headers.',
    verify: 'Pages of the allowed origins may read the answer, others not (`http.cors`).',
    examples: [{ origins: ['http://localhost:3000'], credentials: true }],
  },
};
