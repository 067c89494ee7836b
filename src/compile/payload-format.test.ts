import { expect, it } from 'vitest';
import { dialectOfFormat, dialectOfSchema } from './dialect.ts';
import { payloadFormat } from './payload-format.ts';

it.each([
  ['application/json', undefined, 'json'],
  ['application/vnd.api+json; charset=utf-8', undefined, 'json'],
  ['application/json', { type: 'string', format: 'binary' }, 'binary'],
  ['text/plain', { type: 'object' }, 'json'],
  ['text/plain', { type: ['null', 'array'] }, 'json'],
  ['text/plain', { type: 'string' }, 'text'],
  ['application/xml', undefined, 'text'],
  ['application/octet-stream', undefined, 'binary'],
  ['audio/ogg; codecs=opus', { type: 'object' }, 'binary'],
  ['IMAGE/PNG', undefined, 'binary'],
  ['application/x-protobuf', undefined, 'binary'],
  ['application/msgpack', { type: 'object' }, 'binary'],
  ['application/cbor', undefined, 'binary'],
  ['avro/binary', { type: 'object' }, 'binary'],
  ['application/vnd.apache.avro+json', { type: 'object' }, 'json'],
  ['application/x-protobuf+json', { type: 'object' }, 'json'],
  ['', undefined, 'text'],
])('%s with %j travels as %s', (contentType, schema, format) => {
  expect(payloadFormat(contentType, schema)).toBe(format);
});

it.each([
  [undefined, 'draft-07'],
  ['application/vnd.aai.asyncapi;version=2.6.0', 'draft-07'],
  ['application/vnd.aai.asyncapi+yaml;version=3.0.0', 'draft-07'],
  ['application/schema+json;version=draft-07', 'draft-07'],
  ['application/schema+yaml; version=2019-09', '2019-09'],
  ['application/schema+json;version=2020-12', '2020-12'],
  ['application/vnd.oai.openapi;version=3.0.0', 'draft-07'],
  ['application/vnd.oai.openapi+json;version=3.1.0', '2020-12'],
  ['application/vnd.apache.avro;version=1.9.0', undefined],
  ['application/raml+yaml;version=1.0', undefined],
  ['application/json', 'draft-07'],
])('the schema format %s is written in %s', (format, dialect) => {
  expect(dialectOfFormat(format)).toBe(dialect);
});

it.each([
  ['https://json-schema.org/draft/2020-12/schema', '2020-12'],
  ['https://json-schema.org/draft/2019-09/schema', '2019-09'],
  ['http://json-schema.org/draft-07/schema#', 'draft-07'],
  ['https://example.com/own', undefined],
  [5, undefined],
])('$schema %s names %s', (identifier, dialect) => {
  expect(dialectOfSchema(identifier)).toBe(dialect);
});
