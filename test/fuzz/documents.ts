import * as fc from 'fast-check';
import { stringify } from 'yaml';
import type { Json } from '../../src/contract/json.ts';

const NAMES = ['a', 'b', 'type', 'id', '__proto__', 'data', 'kind', 'constructor'];
const name = fc.constantFrom(...NAMES);
const odd = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<Json>('string', 'object', 7, null, true, [], {}, '^a*$', '(a|a)*$', '5s'),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> },
);
/** Mostly right, and one time in twelve something else. */
const mostly = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<T | Json> =>
  fc.oneof({ weight: 11, arbitrary: right }, { weight: 1, arbitrary: odd });

const reference = fc.record({
  $ref: fc.constantFrom(
    ...NAMES.map((key) => `#/components/schemas/${key}`),
    '#/channels/a/messages/b/payload',
    '#/components/schemas/a/properties/b',
    '#/components/messages/a',
    '#',
    './other.yaml#/x',
  ),
});

const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const sub = mostly(tie('schema'));
  const map = mostly(fc.dictionary(name, sub, { maxKeys: 4 }));
  const list = mostly(fc.array(sub, { maxLength: 3 }));
  return {
    schema: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'schema' },
      fc.constantFrom<unknown>({ type: 'string' }, { type: 'integer' }, true, false, {}),
      reference,
      fc.record(
        {
          type: mostly(fc.constantFrom('object', 'array', 'string', 'number', 'null')),
          const: odd,
          enum: mostly(fc.array(odd, { maxLength: 3 })),
          properties: map,
          patternProperties: mostly(fc.dictionary(fc.constantFrom('^a', '(a+)+$', '('), sub, { maxKeys: 2 })),
          additionalProperties: sub,
          required: mostly(fc.array(name, { maxLength: 3 })),
          items: fc.oneof(sub, list),
          allOf: list,
          oneOf: list,
          anyOf: list,
          not: sub,
          if: sub,
          // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
          then: sub,
          minItems: mostly(fc.nat(4)),
          minLength: mostly(fc.nat(40)),
          minimum: mostly(fc.integer()),
          multipleOf: mostly(fc.double()),
          pattern: mostly(fc.constantFrom('^[a-z]+$', '^(a+)+$', '(?i)a', '[\\w-.]', '\\s+$', '^\\d{3}$')),
          format: mostly(fc.constantFrom('date-time', 'uuid', 'regex', 'uri', 'int64')),
          discriminator: mostly(name),
          dependencies: map,
          $schema: fc.constantFrom(
            'http://json-schema.org/draft-07/schema#',
            'https://json-schema.org/draft/2020-12/schema',
          ),
          $dynamicRef: odd,
          $recursiveRef: odd,
          $async: odd,
          nullable: odd,
          unevaluatedProperties: sub,
          propertyNames: sub,
          contains: sub,
        },
        { requiredKeys: [] },
      ),
    ),
  };
});

const example = fc.record({ name, payload: odd }, { requiredKeys: [] });
const message = mostly(
  fc.record(
    {
      name,
      payload: mostly(schema),
      contentType: mostly(fc.constantFrom('application/json', 'text/plain', 'application/octet-stream')),
      correlationId: mostly(
        fc.record({ location: fc.constantFrom('$message.payload#/id', '$message.header#/id') }),
      ),
      examples: mostly(fc.array(mostly(example), { maxLength: 2 })),
      traits: mostly(fc.array(odd, { maxLength: 2 })),
    },
    { requiredKeys: [] },
  ),
);
const extension = mostly(
  fc.dictionary(
    fc.constantFrom(
      ...[
        'origins',
        'missingOrigin',
        'subprotocols',
        'refuse',
        'roles',
        'greeting',
        'invalid',
        'otherwise',
        'keepalive',
      ],
      ...[
        'every',
        'after',
        'until',
        'bind',
        'reply',
        'when',
        'within',
        'delay',
        'ordered',
        'issues',
        'absent',
        'limits',
      ],
    ),
    odd,
    { maxKeys: 4 },
  ),
);
const channel = mostly(
  fc.record(
    {
      address: mostly(fc.constantFrom('/', '/a', '/{a}', '/a/{b}?c={d}', '//', '/a b')),
      messages: mostly(fc.dictionary(name, message, { maxKeys: 4 })),
      parameters: mostly(fc.dictionary(name, odd, { maxKeys: 2 })),
      bindings: mostly(fc.record({ ws: mostly(fc.record({ query: schema, headers: schema })) })),
      'x-countersign': extension,
    },
    { requiredKeys: [] },
  ),
);
const messageRef = fc
  .tuple(name, name)
  .map(([key, inner]) => ({ $ref: `#/channels/${key}/messages/${inner}` }));
const operation = mostly(
  fc.record(
    {
      action: mostly(fc.constantFrom('send', 'receive')),
      channel: mostly(name.map((key) => ({ $ref: `#/channels/${key}` }))),
      messages: mostly(fc.array(messageRef, { maxLength: 2 })),
      reply: mostly(
        fc.record(
          { messages: mostly(fc.array(messageRef, { maxLength: 2 })), channel: odd },
          { requiredKeys: [] },
        ),
      ),
      'x-countersign': extension,
    },
    { requiredKeys: ['action', 'channel'] },
  ),
);

/** AsyncAPI 3 documents that are almost right, as texts. */
export const documentText: fc.Arbitrary<string> = fc
  .record({
    asyncapi: fc.constant('3.0.0'),
    info: mostly(fc.constant({ title: 'T', version: '1' })),
    servers: mostly(fc.constant({ s: { host: 'localhost', protocol: 'ws' } })),
    channels: fc.dictionary(name, channel, { minKeys: 1, maxKeys: 3 }),
    operations: mostly(fc.dictionary(name, operation, { maxKeys: 4 })),
    components: mostly(
      fc.record({ schemas: mostly(fc.dictionary(name, schema, { maxKeys: 6 })) }, { requiredKeys: [] }),
    ),
    'x-countersign': extension,
  })
  .map((document) => stringify(document, { aliasDuplicateObjects: false }));
