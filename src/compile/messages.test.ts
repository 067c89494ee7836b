import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { compile } from './compile.ts';

const head = "info: { title: T, version: '1' }\n";
const v3 = (rest: string) => compile(bundleOf(`asyncapi: 3.0.0\n${head}${rest}`)).contract;

function messageOf(text: string, rest = '') {
  const { contract, problems } = compile(
    bundleOf(`asyncapi: 3.0.0\n${head}channels: { c: { address: /, messages: { m: ${text} } } }\n${rest}`),
  );
  const message = contract.messages.m;
  if (message === undefined) throw new Error('There is a message.');
  return { message, problems: problems.filter(({ severity }) => severity !== 'info') };
}

describe('the id of a message', () => {
  it('is its key, and qualified by the channel where two differ', () => {
    const { messages, endpoints } = v3(`
channels:
  a: { address: /a, messages: { hi: { $ref: '#/components/messages/Hi' }, sub: { payload: { const: 1 } } } }
  b: { address: /b, messages: { hi: { $ref: '#/components/messages/Hi' }, sub: { payload: { const: 2 } } } }
components: { messages: { Hi: { payload: { const: hi } } } }
`);
    expect(Object.keys(messages)).toEqual(['hi', 'a.sub', 'b.sub']);
    expect(endpoints[1]?.messages.server).toEqual(['hi', 'b.sub']);
  });

  it('is shared by the same definition written twice', () => {
    const { messages } = v3(`
channels:
  a: { address: /a, messages: { ping: { payload: { const: ping } } } }
  b: { address: /b, messages: { ping: { payload: { const: ping } } } }
`);
    expect(Object.keys(messages)).toEqual(['ping']);
  });

  it('AsyncAPI 2: messageId, component key, name, else the operation', () => {
    const { contract } = compile(
      bundleOf(`
asyncapi: 2.6.0
${head}channels:
  /a:
    publish:
      message:
        oneOf: [{ messageId: one, name: uno }, { $ref: '#/components/messages/Two' }, { name: three }, { payload: { const: 4 } }]
    subscribe: { operationId: push, message: { payload: { const: 5 } } }
components: { messages: { Two: { name: dos } } }
`),
    );
    expect(Object.keys(contract.messages)).toEqual(['one', 'Two', 'three', 'a.publish.4', 'push']);
    expect(contract.messages.Two?.name).toBe('dos');
  });
});

describe('the media type and format', () => {
  it.each([
    ['{ payload: { type: object } }', '', 'application/json', 'json'],
    ['{ payload: { type: string } }', '', 'text/plain', 'text'],
    ['{ payload: { type: string } }', 'defaultContentType: application/json', 'application/json', 'json'],
    ['{ payload: { type: string, format: binary } }', '', 'text/plain', 'binary'],
    ['{ contentType: audio/ogg }', '', 'audio/ogg', 'binary'],
    ['{}', 'defaultContentType: text/plain', 'text/plain', 'text'],
  ])('%s %s', (text, rest, contentType, format) => {
    const { message } = messageOf(text, rest);
    expect([message.contentType, message.format]).toEqual([contentType, format]);
  });
});

describe('examples', () => {
  it.each([
    [
      'as AsyncAPI says',
      'examples: [{ name: a, summary: s, payload: { x: 1 } }, { payload: 2 }]',
      [{ name: 'a', summary: 's', payload: { x: 1 } }, { payload: 2 }],
    ],
    ['bare, as in AsyncAPI 2.0', 'examples: [{ x: 1 }, 5]', [{ payload: { x: 1 } }, { payload: 5 }]],
    [
      'under its name, as Microcks writes it, with JSON as text',
      `examples: [{ laurent: { summary: s, payload: '{"x": 1}' } }]`,
      [{ name: 'laurent', summary: 's', payload: { x: 1 } }],
    ],
    ['of headers only: none', 'examples: [{ headers: { a: 1 } }]', []],
    [
      "the payload schema's, where the message has none",
      'payload: { type: object, examples: [{ x: 1 }] }',
      [{ payload: { x: 1 } }],
    ],
  ])('%s', (_case, text, expected) => {
    const { message } = messageOf(`{ ${text} }`);
    expect(message.examples.map(({ at: _, ...example }) => example)).toEqual(expected);
  });
});

describe('what is set aside', () => {
  it('a payload in a format that is no JSON Schema', () => {
    const { message, problems } = messageOf(
      '{ payload: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: { type: record } } }',
    );
    expect(message).not.toHaveProperty('payload');
    expect(problems).toEqual([
      {
        severity: 'warning',
        rule: 'document.invalid',
        message:
          'Message "m" has a payload in the format "application/vnd.apache.avro;version=1.9.0", which Countersign does not read: any payload fits it.',
        at: expect.objectContaining({ pointer: '/channels/c/messages/m/payload/schema' }),
        fix: 'It reads AsyncAPI Schema, JSON Schema (draft-07, 2019-09, 2020-12), OpenAPI 3, Avro and Protobuf.',
      },
    ]);
  });

  it('a correlation id in a header', () => {
    const { message, problems } = messageOf("{ correlationId: { location: '$message.header#/id' } }");
    expect(message).not.toHaveProperty('correlation');
    expect(problems.map(({ severity, message: text }) => [severity, text])).toEqual([
      ['warning', 'The correlation id of "m" is in a header, and WebSocket messages have no headers.'],
    ]);
  });

  it('the headers of a message', () => {
    const { problems } = messageOf('{ headers: { type: object } }');
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'Message "m" declares headers, and WebSocket messages have none.'],
    ]);
  });
});

it('a multi-format payload is unwrapped, and its dialect remembered', () => {
  const contract = v3(`
channels: { c: { address: /, messages: { m: { payload: { $ref: '#/components/schemas/P' } } } } }
components: { schemas: { P: { schemaFormat: 'application/schema+json;version=2020-12', schema: { prefixItems: [true] } } } }
`);
  const id = contract.messages.m?.payload ?? '';
  expect(contract.schemas[id]).toEqual({ schema: { prefixItems: [true] }, dialect: '2020-12' });
});

it('a correlation id in the payload is a pointer', () => {
  expect(messageOf("{ correlationId: { location: '$message.payload#/meta/id' } }").message.correlation).toBe(
    '/meta/id',
  );
});
