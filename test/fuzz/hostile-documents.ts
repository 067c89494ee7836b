/** Documents that are made to hurt, by what they are made for. Texts, since some cannot be said in JSON. */

export function hostileDocuments(): Readonly<Record<string, string>> {
  const head = `asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: localhost, protocol: ws } }
`;
  const payload = (schema: string, rest = ''): string => `${head}channels:
  c: { address: /c, messages: { m: { payload: ${schema} } } }
${rest}`;
  const json = (schema: unknown, schemas: Record<string, unknown> = {}): string =>
    JSON.stringify({
      asyncapi: '3.0.0',
      info: { title: 'T', version: '1' },
      servers: { s: { host: 'localhost', protocol: 'ws' } },
      channels: { c: { address: '/c', messages: { m: { payload: schema } } } },
      components: { schemas },
    });
  const deep = (levels: number): string =>
    `${'{"properties":{"a":'.repeat(levels)}true${'}}'.repeat(levels)}`;
  /** Schemas of which each is made of the next, and the last one is a text. */
  const chain = (count: number, link: (next: unknown) => unknown): Record<string, unknown> =>
    Object.fromEntries([
      ...range(count).map((i) => [`s${i}`, link({ $ref: `#/components/schemas/s${i + 1}` })]),
      [`s${count}`, { type: 'string' }],
    ]);
  const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
  return {
    empty: '',
    'a null': 'null',
    'a list': '[]',
    'a NUL': '\u0000',
    'nothing but anchors': '&a [&b [&c []]]',
    'no keys': 'asyncapi: 3.0.0',
    'a schema nested 10,000 deep': payload(deep(10_000)),
    'a schema nested 10,000 deep, in JSON': json('HERE').replace('"HERE"', deep(10_000)),
    'a schema nested 240 deep': payload(deep(120)),
    'lists nested 100,000 deep': `${head}x: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    'indentation 3,000 deep': `${head}x:\n${range(3_000)
      .map((i) => `${' '.repeat(i + 1)}a:`)
      .join('\n')}`,
    'aliases that explode': `${head}a: &a [x, x, x, x, x, x, x, x, x]\n${range(12)
      .map((i) => `${'bcdefghijklmn'[i]}: &${'bcdefghijklmn'[i]} [${`*${'abcdefghijklmn'[i]}, `.repeat(9)}]`)
      .join('\n')}\nchannels: { c: { address: /c, messages: { m: { payload: { enum: *m } } } } }`,
    'merge keys that explode': `${head}a0: &a0 { k: 1 }\n${range(24)
      .map((i) => `a${i + 1}: &a${i + 1} { <<: [*a${i}, *a${i}], p${i}: *a${i} }`)
      .join('\n')}\nchannels: { c: { address: /c, messages: { m: { payload: *a24 } } } }`,
    'an alias inside of itself': `${head}channels: &c { c: *c }`,
    'a $ref to itself': payload(`{ $ref: '#/channels/c/messages/m/payload' }`),
    'a circle of $refs': json(
      { $ref: '#/components/schemas/A' },
      {
        A: { $ref: '#/components/schemas/B' },
        B: { $ref: '#/components/schemas/A' },
      },
    ),
    'a circle of allOf': json(
      { $ref: '#/components/schemas/A' },
      {
        A: { allOf: [{ $ref: '#/components/schemas/B' }] },
        B: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'string' }] },
      },
    ),
    'a circle of not': json(
      { $ref: '#/components/schemas/A' },
      { A: { not: { $ref: '#/components/schemas/A' } } },
    ),
    'channels that are each other': `${head}channels: { a: { $ref: '#/channels/b' }, b: { $ref: '#/channels/a' } }`,
    'pointers through $refs in a circle': `${head}channels: { a: { $ref: '#/channels/b/x/y/z/x/y/z' }, b: { $ref: '#/channels/a/x/y/z/x/y/z' } }`,
    'the document as its own payload': payload(`{ $ref: '#' }`),
    'a chain of 2,000 $refs': json(
      { $ref: '#/components/schemas/s0' },
      chain(2_000, (next) => next),
    ),
    'a chain of 2,000 schemas': json(
      { $ref: '#/components/schemas/s0' },
      chain(2_000, (next) => ({ properties: { a: next } })),
    ),
    'every schema refers to every other': json(
      { $ref: '#/components/schemas/s0' },
      Object.fromEntries(
        range(60).map((i) => [
          `s${i}`,
          {
            anyOf: range(60).map((j) => ({
              required: ['a'],
              properties: { a: { $ref: `#/components/schemas/s${j}` } },
            })),
          },
        ]),
      ),
    ),
    'a tree that doubles at each of 60 levels': json(
      { $ref: '#/components/schemas/s0' },
      chain(60, (next) => ({ type: 'object', required: ['l', 'r'], properties: { l: next, r: next } })),
    ),
    'a oneOf that doubles at each of 40 levels': json(
      { $ref: '#/components/schemas/s0' },
      chain(40, (next) => ({ oneOf: [next, { allOf: [next] }] })),
    ),
    'an anyOf that doubles at each of 40 levels, and fails': json(
      { $ref: '#/components/schemas/s0' },
      chain(40, (next) => ({ anyOf: [{ allOf: [next, false] }, { allOf: [next, { not: {} }] }] })),
    ),
    'patterns that backtrack, and patterns to make texts of': json({
      type: 'object',
      required: ['a', 'b', 'c', 'd'],
      properties: {
        a: { pattern: '^(a+)+$' },
        b: { pattern: '^(a{1000}){1000}$' },
        c: { pattern: '^((((a{99}){99}){99}){99})$' },
        d: { pattern: '^(.*)*x$', minLength: 1_000_000 },
      },
    }),
    'sizes without end': json({
      type: 'object',
      required: ['a', 'b', 'c'],
      properties: {
        a: { type: 'string', minLength: 1e9 },
        b: { type: 'array', minItems: 1e9, items: { type: 'integer' } },
        c: { type: 'object', minProperties: 1e9 },
        d: { type: 'number', multipleOf: 1e-300 },
        e: { type: 'integer', minimum: 5, maximum: 1 },
      },
    }),
    'keys of Object.prototype': `${head}__proto__: { x: 1 }
constructor: { prototype: { y: 1 } }
channels:
  __proto__: { address: /__proto__, messages: { constructor: { payload: { properties: { __proto__: { const: a }, toString: { const: b } }, required: [__proto__, constructor] } } } }
  constructor: { address: '/{hasOwnProperty}/{__proto__}', parameters: { __proto__: { enum: [a] }, hasOwnProperty: {} }, messages: { __proto__: { payload: { type: string } } } }
operations:
  __proto__: { action: receive, channel: { $ref: '#/channels/__proto__' }, messages: [{ $ref: '#/channels/__proto__/messages/constructor' }] }
  toString: { action: send, channel: { $ref: '#/channels/constructor' }, x-countersign: { every: 1s, ordered: /__proto__ } }
`,
    'names of Object.prototype': `${head}channels: { c: { address: /c } }
x-countersign: { scenarios: { __proto__: { endpoint: constructor, steps: [{ client: __proto__ }] } } }`,
    'an address of 100,000 braces': `${head}channels: { c: { address: '/${'{'.repeat(100_000)}' }, d: { address: '/${'{a}'.repeat(20_000)}' } }`,
    'an enum of 100,000': json({ enum: range(100_000) }),
    'messages that nobody can tell apart': JSON.stringify({
      asyncapi: '3.0.0',
      info: { title: 'T', version: '1' },
      servers: { s: { host: 'localhost', protocol: 'ws' } },
      channels: {
        c: {
          address: '/c',
          messages: Object.fromEntries(
            range(1_500).map((i) => [
              `m${i}`,
              { payload: { type: 'object' }, examples: [{ payload: { i } }] },
            ]),
          ),
        },
      },
    }),
    'traits of traits': `${head}channels: { c: { address: /c, messages: { m: { traits: [{ $ref: '#/channels/c/messages/m' }, { traits: [{ $ref: '#/channels/c/messages/m' }] }] } } } }`,
    'a document of 20 MB': `${head}channels: { c: { address: /c, messages: { m: { payload: { type: object } } } } }\n# ${'x'.repeat(20_000_000)}\n`,
    'a document of 20 MB in JSON': json({ type: 'object', description: 'x'.repeat(20_000_000) }),
    'a document of 60 MB': `${head}# ${'x'.repeat(60_000_000)}`,
    '200,000 lines': `${head}x-list:\n${'  - a\n'.repeat(200_000)}channels: { c: { address: /c } }`,
  };
}
