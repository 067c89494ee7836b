import { describe, expect, test } from 'vitest';
import { loadContract } from '../load/load-contract.ts';
import { createValidators } from '../schema/create-validators.ts';
import { lint } from './lint.ts';
import { LINT_RULES } from './rules.ts';

/** A document with one channel; `channel` and `rest` are YAML, the former indented by four spaces. */
function document(channel: string, rest = '', head = 'x-countersign: { perspective: server }'): string {
  return `asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
${head}
servers: { s: { host: 'localhost:1', protocol: ws } }
channels:
  c:
    address: /c
${channel}
${rest}`;
}

const OPERATIONS = `operations:
  ask: { action: receive, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/ask' }] }
  tell: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/tell' }] }
`;

async function findings(rule: string, text: string): Promise<string[]> {
  const { contract, bundle } = await loadContract('-', { stdin: async () => text, validate: false });
  return lint(contract, await bundle(), createValidators(contract))
    .filter((problem) => problem.rule === rule)
    .map(({ severity, at, message, fix }) => `${severity} ${at.line}:${at.column} ${message} ${fix}`);
}

type Row = readonly [title: string, text: string, found: readonly string[]];

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'example-breaks-schema': [
    [
      'a good example',
      document('    messages: { m: { payload: { type: integer }, examples: [{ payload: 1 }] } }'),
      [],
    ],
    [
      'a bad one, with a name and without',
      document(`    messages:
      m:
        payload: { type: object, required: [n], properties: { n: { type: integer } } }
        examples:
          - { name: bad, payload: { n: x } }
          - payload: {}
`),
      [
        'warning 12:13 The example "bad" of "m" breaks its schema: /n is "x", and must be an integer. Correct the example at /n, or the schema.',
        'warning 13:13 Example 2 of "m" breaks its schema: the payload lacks "n". Correct the example, or the schema.',
      ],
    ],
    [
      'a template, which the mock fills in',
      document(`    messages:
      m:
        payload: { type: object, properties: { n: { type: integer } } }
        examples: [{ payload: { n: '{{ randomInt() }}' } }]
`),
      [],
    ],
  ],
  'ambiguous-messages': [
    [
      'messages with constants',
      document(`    messages:
      ask: { payload: { type: object, required: [type], properties: { type: { const: a } } }, examples: [{ payload: { type: a } }] }
      other: { payload: { type: object, required: [type], properties: { type: { const: b } } }, examples: [{ payload: { type: b } }] }
`),
      [],
    ],
    [
      'a message with a constant beside a vague one: the constant tells',
      document(`    messages:
      ask: { payload: { type: object, required: [type], properties: { type: { const: a } } }, examples: [{ payload: { type: a } }] }
      any: { payload: { type: object, required: [x] }, examples: [{ payload: { x: 1 } }] }
`),
      [],
    ],
    [
      'two alike, by an example',
      document(`    messages:
      a: { payload: { type: object }, examples: [{ payload: { x: 1 } }] }
      b: { payload: { type: object, properties: { x: { type: integer } } } }
`),
      [
        'warning 9:7 At /c, "a" cannot be told from "b": the frame {"x":1} of the client fits. Give each a property with a constant of its own, for example "type: { const: a }", and require it.',
      ],
    ],
    [
      'three alike without examples, by a sample, said once',
      document(`    messages:
      a: { payload: { type: object, required: [x], properties: { x: { const: 1 } } } }
      b: { payload: { type: object, required: [x], properties: { x: { const: 1 } } } }
      d: { payload: { type: object, required: [x], properties: { x: { const: 1 } } } }
`),
      [
        'warning 9:7 At /c, "a" cannot be told from "b", "d": the frame {"x":1} of the client fits. Give each a property with a constant of its own, for example "type: { const: a }", and require it.',
      ],
    ],
  ],
  'extension-beside-ref': [
    ['an extension in its place', document('    x-countersign: { greeting: [] }'), []],
    [
      'one beside a $ref that nothing of the contract follows',
      document('', "x-spare: { $ref: '#/info', x-countersign: {} }"),
      [
        'error 9:28 This x-countersign stands beside the $ref "#/info" and has no effect. Move it to the object that the $ref points to.',
      ],
    ],
  ],
  'no-examples': [
    [
      'an example',
      document('    messages: { m: { payload: { type: integer }, examples: [{ payload: 1 }] } }'),
      [],
    ],
    ['a message without a payload', document('    messages: { m: {} }'), []],
    [
      'none from the server, a broken one from the client',
      document(
        '    messages: { tell: { payload: { type: integer } }, ask: { payload: { type: integer }, examples: [{ payload: x }] } }',
        OPERATIONS,
      ),
      [
        'info 8:17 "tell" has no example: the mock makes its payload up. Add "examples: [{ name: …, payload: … }]" to the message.',
        'info 8:55 "ask" has no valid example: verify makes up what it sends. Add "examples: [{ name: …, payload: … }]" to the message.',
      ],
    ],
    [
      'many are one finding',
      document(
        `    messages: { ${'abcdefg'
          .split('')
          .map((key) => `${key}: { payload: { const: ${key} } }`)
          .join(', ')} }`,
      ),
      [
        'info 8:17 7 messages have no valid example, among them "a", "b", "c": the mock and verify make their payloads up. Add "examples: [{ name: …, payload: … }]" to the message.',
      ],
    ],
  ],
  'origin-not-an-origin': [
    ...(
      [
        ['http://localhost:3000', undefined],
        ['https://example.com', undefined],
        ['https://[::1]:8443', undefined],
        ['https://example.com/', 'it ends with "/". Write "https://example.com".'],
        ['https://example.com/app?x=1', 'it ends with "/app?x=1". Write "https://example.com".'],
        ['example.com', 'it has no scheme. Write "https://example.com", or http.'],
        ['localhost:3000', 'it has no scheme. Write "https://localhost:3000", or http.'],
        ['https://Example.com', 'it has capital letters. Write "https://example.com".'],
        ['http://example.com:80', 'it names the default port. Write "http://example.com".'],
        ['https://example.com:443', 'it names the default port. Write "https://example.com".'],
        ['ws://example.com', 'it is the address of a WebSocket, not of a page. Write "http://example.com".'],
        ['https://*.example.com', 'it is no pattern. Name each host, or write "origins: any".'],
        ['*', 'it is no pattern. Write "origins: any" to allow all of them.'],
        [
          'null',
          'it is what every sandboxed page and every local file sends, so that it allows any of them. Remove it, and name the origins of the pages that are meant.',
        ],
      ] as const
    ).map(
      ([origin, flaw]): Row => [
        origin,
        document(`    bindings: { ws: { headers: { properties: { Origin: { enum: ['${origin}'] } } } } }`),
        flaw === undefined ? [] : [`warning 8:48 "${origin}" is no origin that a browser sends: ${flaw}`],
      ],
    ),
  ],
  'parameter-undeclared': [
    ['declared', document('    parameters: { p: {} }').replace('/c\n', '/c/{p}\n'), []],
    [
      'not declared',
      document('    parameters: { symbols: {} }').replace('/c\n', '/c/{symbol}\n'),
      [
        'warning 8:5 The address /c/{symbol} has the parameter {symbol}, which is not declared. Did you mean "symbols"? Add "symbol" under "parameters" of the channel, with examples or an enum.',
      ],
    ],
    [
      'nothing is declared, AsyncAPI 2',
      'asyncapi: 2.6.0\ninfo: { title: T, version: 1.0.0 }\nservers: { s: { url: localhost, protocol: ws } }\nchannels:\n  /a/{b}: { publish: { message: { name: m } } }',
      [
        'warning 5:3 The address /a/{b} has the parameter {b}, which is not declared. Add "b" under "parameters" of the channel, with examples or an enum.',
      ],
    ],
  ],
  'parameter-unused': [
    ['used', document('    parameters: { p: {} }').replace('/c\n', '/c/{p}\n'), []],
    [
      'not used',
      document('    parameters: { user_id: {} }'),
      [
        'warning 8:19 The parameter "user_id" does not occur in the address /c. Write {user_id} in the address; if it travels in the query, declare it in bindings.ws.query.',
      ],
    ],
  ],
  'perspective-unsure': [
    ['said', document(''), []],
    [
      'clear enough',
      document(
        '    messages: { ask: {}, tell: {} }',
        "operations:\n  ask:\n    action: receive\n    channel: { $ref: '#/channels/c' }\n    reply: { messages: [{ $ref: '#/channels/c/messages/tell' }] }\n",
        '# nothing',
      ),
      [],
    ],
    [
      'a guess',
      document('    messages: { m: {} }', '', '# nothing'),
      [
        'warning 1:1 The document is read as the server\'s view, but that is a guess: nothing in it speaks for either view, and most documents describe the server. Add "x-countersign: { perspective: server }" at the root, or with the other view.',
      ],
    ],
  ],
  'reply-unbound': [
    ...(
      [
        ['bound', ', x-countersign: { bind: { /id: $message.payload#/id } }', 'id', 'id', false],
        ['no field in common', '', 'id', 'name', false],
        ['a field in common that is no id', '', 'name', 'name', false],
        ['an id in common', '', 'request_id', 'request_id', true],
      ] as const
    ).map(
      ([title, bind, asked, told, found]): Row => [
        title,
        document(
          `    messages:
      ask: { payload: { type: object, properties: { ${asked}: {} } } }
      tell: { payload: { type: object, properties: { ${told}: {} } } }
`,
          `operations: { ask: { action: receive, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/ask' }], reply: { messages: [{ $ref: '#/channels/c/messages/tell' }] }${bind} } }`,
        ),
        found
          ? [
              'info 12:125 The reply to "ask" has /request_id like its request, but nothing promises that the two are equal. Add "correlationId: { location: \'$message.payload#/request_id\' }" to both messages, or "x-countersign: { bind: { /request_id: $message.payload#/request_id } }" to the operation.',
            ]
          : [],
      ],
    ),
  ],
  'schema-unusable': [
    ['a schema', document('    messages: { m: { payload: { pattern: a } } }'), []],
    [
      'a pattern that is none',
      document("    messages: { m: { payload: { pattern: '(' } } }"),
      [
        'warning 8:17 The schema of "m" cannot be compiled, so that every payload passes: Invalid regular expression: /(/u: Unterminated group. Correct the schema.',
      ],
    ],
  ],
  'security-without-scheme': [
    ...(
      [
        ['a bearer token', '{ type: http, scheme: bearer }', undefined],
        ['a certificate, which TLS carries', '{ type: X509 }', undefined],
        ['an API key of a broker', '{ type: apiKey, in: user }', true],
      ] as const
    ).map(
      ([title, scheme, found]): Row => [
        title,
        document('', `components: { securitySchemes: { k: ${scheme} } }`).replace(
          'protocol: ws',
          "protocol: ws, security: [{ $ref: '#/components/securitySchemes/k' }]",
        ),
        found === undefined
          ? []
          : [
              'warning 9:34 The security scheme "k" does not say where in the handshake its credential stands. Use "type: httpApiKey" with "in" and "name", or "type: http" with "scheme: bearer".',
            ],
      ],
    ),
  ],
  'stream-without-stop': [
    ...(
      [
        ['with an end', '{ every: 1s, after: ask, until: ask }', false],
        ['an event that just follows', '{ after: ask }', false],
        ['without a beginning', '{ every: 1s }', false],
        ['without an end', '{ every: 1s, after: ask }', true],
      ] as const
    ).map(
      ([title, extension, found]): Row => [
        title,
        document(
          '    messages: { ask: {}, tell: {} }',
          OPERATIONS.replace("messages/tell' }] }", `messages/tell' }], x-countersign: ${extension} }`),
        ),
        found
          ? [
              'info 11:140 The stream "tell" begins after "ask" and never ends. Add "until" with the operation that ends it.',
            ]
          : [],
      ],
    ),
  ],
};

for (const [rule, rows] of Object.entries(TABLES)) {
  describe(rule, () => {
    test.each(rows)('%s', async (_, text, found) => {
      expect(await findings(rule, text)).toEqual(found);
    });
  });
}

test('every rule has a table with a passing and a failing row', () => {
  expect(Object.keys(TABLES).sort()).toEqual(LINT_RULES.map(({ id }) => id).sort());
  for (const rows of Object.values(TABLES)) {
    expect(rows.some(([, , found]) => found.length === 0)).toBe(true);
    expect(rows.some(([, , found]) => found.length > 0)).toBe(true);
  }
});

test('what the loader said about a place is not said again', async () => {
  const text = document('    parameters: { user_id: {} }');
  const { contract, bundle, problems } = await loadContract('-', { stdin: async () => text });
  expect(problems.map(({ rule }) => rule)).toContain('asyncapi:asyncapi3-channel-parameters');
  const rules = lint(contract, await bundle(), createValidators(contract), problems).map(({ rule }) => rule);
  expect(rules).not.toContain('parameter-unused');
});
