import { expect, test } from 'vitest';
import { severityOf } from './severity.ts';

const shape = 'asyncapi-document-resolved';
const document = { asyncapi: '3.0.0', servers: { ws: { protocol: 'ws' }, queue: { protocol: 'kafka' } } };

const rows: [string, (string | number)[], string, 'error' | 'warning'][] = [
  [shape, [], 'Object must have required property "info"', 'warning'],
  [shape, [], 'Object must have required property "channels"', 'error'],
  [shape, [], 'Property "foo" is not expected to be here', 'warning'],
  [shape, ['info'], '"info" property must have required property "title"', 'warning'],
  [shape, ['info', 'externalDocs'], 'Property "externalDocs" is not expected to be here', 'warning'],
  [shape, ['info', 'license', 'url'], '"url" property must match format "uri"', 'warning'],
  [shape, ['channels'], '"channels" property type must be object', 'error'],
  [shape, ['channels', 'a', 'address'], '"address" property type must be string', 'error'],
  [shape, ['channels', 'a', 'tags', 0], '"0" property type must be object', 'warning'],
  [shape, ['channels', 'a', 'publish'], 'Property "publish" is not expected to be here', 'warning'],
  [shape, ['servers', 'ws'], '"ws" property must have required property "host"', 'warning'],
  [shape, ['servers', 'ws'], '"ws" property type must be object', 'error'],
  [shape, ['servers', 'queue'], '"queue" property type must be object', 'warning'],
  [shape, ['servers', 'ws', 'bindings', 'mqtt'], '"mqtt" property type must be object', 'warning'],
  [
    shape,
    ['operations', 'send', 'action'],
    '"action" property must be equal to one of the allowed values: "send", "receive"',
    'warning',
  ],
  [shape, ['operations', 'send', 'channel'], '"channel" property type must be object', 'warning'],
  [shape, ['operations', 'send'], '"send" property type must be object', 'error'],
  [shape, ['components', 'messages', 'm'], '"m" property type must be object', 'warning'],
  ['asyncapi-document-unresolved', ['channels', 'a'], '"a" property type must be object', 'error'],
  [
    'asyncapi3-operation-messages-from-referred-channel',
    ['operations', 'send', 'messages'],
    'Operation message does not belong to the specified channel.',
    'warning',
  ],
  ['asyncapi2-message-examples', ['channels', 'a'], '"payload" property type must be object', 'warning'],
  ['invalid-ref', ['channels', 'a', '$ref'], "'#/x' does not exist", 'warning'],
  ['uncaught-error', [], 'Error thrown during AsyncAPI document validation', 'warning'],
];

test.each(rows)('%s at %j: %s is a(n) %s', (code, path, message, severity) => {
  expect(severityOf(code, path, message, document)).toBe(severity);
});
