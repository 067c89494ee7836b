import type { JsonObject } from '../../contract/json.ts';

/** A conversation written once: the mock plays the server's side, `verify` the client's, the docs draw it. */
export const SCENARIO: JsonObject = {
  description: 'A conversation. Other messages that the contract allows may come between its steps.',
  type: 'object',
  required: ['steps'],
  properties: {
    title: { description: 'Default: the name.', type: 'string' },
    endpoint: {
      description:
        'Key of the channel. Default: the only endpoint; none where every step is an HTTP companion.',
      type: 'string',
    },
    steps: {
      description: 'What is said, in this order.',
      type: 'array',
      minItems: 1,
      items: { $ref: '#/definitions/step' },
      fix: 'Write a list of steps, such as [{ client: ping }, { server: pong }].',
    },
  },
  additionalProperties: false,
};

const common: JsonObject = {
  example: { description: 'Name of the example to start from. Default: the first.', type: 'string' },
  payload: { description: 'A literal, deep partial, over the example. Default: the example as it is.' },
};

const judged: JsonObject = {
  matches: {
    description: 'A JSON Schema that the payload satisfies. Default: none but its own.',
    allOf: [{ $ref: '#/definitions/schema' }],
  },
  repeat: { description: 'How many of them. Default: 1.', default: 1, type: 'integer', minimum: 1 },
};

export const STEP: JsonObject = {
  description: 'One step: the client sends, the server sends, or the client asks an HTTP companion.',
  type: 'object',
  properties: {
    client: { description: 'The message that the client sends.', type: 'string' },
    server: { description: 'The message that the server sends.', type: 'string' },
    companion: { description: 'The HTTP operation that the client asks.', type: 'string' },
    ...common,
    ...judged,
    until: {
      description:
        'The message comes again and again until it holds this literal, deep partial. Default: it comes once.',
    },
    within: {
      description: 'Time since the step before. Default: 10 s, not promised.',
      allOf: [{ $ref: '#/definitions/duration' }],
    },
    status: {
      description: 'The status that the companion answers with. Default: any below 400.',
      type: 'integer',
      minimum: 100,
      maximum: 599,
    },
  },
  oneOf: [{ required: ['client'] }, { required: ['server'] }, { required: ['companion'] }],
  additionalProperties: false,
  fix: 'Give the step exactly one of "client", "server" and "companion".',
};
