import type { JsonObject } from '../../contract/json.ts';

/**
 * Values that come again and again.
 */
export const VALUE_DEFINITIONS: Readonly<Record<string, JsonObject>> = {
  duration: {
    description: 'A time with its unit: ms, s, m or h.',
    type: 'string',
    pattern: '^\\d+(\\.\\d+)?(ms|s|m|h)$',
    examples: ['100ms', '30s', '5m', '1h'],
    fix: 'Write a number with its unit, such as "100ms", "30s", "5m" or "1h".',
  },
  size: {
    description: 'A number of bytes, or a text with its unit: B, kB, MB, GB, KiB, MiB or GiB.',
    type: ['integer', 'string'],
    minimum: 0,
    pattern: '^\\d+(\\.\\d+)?(B|kB|KB|MB|GB|KiB|MiB|GiB)$',
    examples: ['1MiB', '64KiB', 65536],
    fix: 'Write a number of bytes, or a text such as "64KiB" or "1MB".',
  },
  pointer: {
    description: 'A JSON Pointer (RFC 6901) into a payload.',
    type: 'string',
    pattern: '^(/.*)?$',
    examples: ['/data/symbol'],
    fix: 'Write a JSON Pointer, such as "/symbol".',
  },
  place: {
    description: 'A place in a payload: a runtime expression or a JSON Pointer.',
    type: 'string',
    pattern: '^(\\$message\\.payload(#(/.*)?)?|/.*)$',
    examples: ['$message.payload#/token'],
    fix: 'Write "$message.payload#/pointer".',
  },
  name: { description: 'The key of a message in its channel.', type: 'string', minLength: 1 },
  names: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    fix: 'Write a list, such as [a, b].',
  },
  closeCode: {
    description: 'A WebSocket close code that an endpoint may send (RFC 6455 §7.4).',
    type: 'integer',
    minimum: 1000,
    maximum: 4999,
    fix: 'Write a close code such as 1008, or one of your own between 4000 and 4999.',
  },
  status: {
    description: 'The status of an HTTP response that is no success.',
    type: 'integer',
    minimum: 300,
    maximum: 599,
    fix: 'Write an HTTP status such as 401, 403 or 404.',
  },
  close: {
    description: 'Accept the handshake, then close before any data frame.',
    type: 'object',
    required: ['close'],
    properties: { close: { $ref: '#/definitions/closeCode' } },
    additionalProperties: false,
  },
  refusal: {
    description: 'An HTTP status, { close: code }, or a list of those: any one of them is right.',
    anyOf: [
      { $ref: '#/definitions/status' },
      { $ref: '#/definitions/close' },
      {
        type: 'array',
        minItems: 1,
        items: { anyOf: [{ $ref: '#/definitions/status' }, { $ref: '#/definitions/close' }] },
      },
    ],
    fix: 'Write an HTTP status such as 403, { close: 4401 }, or a list of those.',
  },
  origins: {
    description: 'Origins as a browser sends them (RFC 6454 §6.2): scheme, host and port, or "any".',
    anyOf: [
      { const: 'any' },
      {
        type: 'array',
        // Whether each is one that a browser sends is judged by lint's origin-not-an-origin, in better words.
        items: { type: 'string', minLength: 1 },
      },
    ],
    fix: 'Write "any", or a list such as [http://localhost:3000].',
  },
  cors: {
    description:
      'What a page of another origin may read of the HTTP companions (Fetch standard, CORS protocol).',
    type: 'object',
    properties: {
      origins: {
        description: 'The origins whose pages may read it. Default: those that may connect.',
        allOf: [{ $ref: '#/definitions/origins' }],
      },
      credentials: {
        description: 'May cookies be sent along? Default: false.',
        default: false,
        type: 'boolean',
      },
    },
    additionalProperties: false,
  },
  schema: {
    description: 'A JSON Schema.',
    type: ['object', 'boolean'],
    fix: 'Write a JSON Schema, such as { properties: { symbol: { const: AAPL } } }.',
  },
};
