import { describe, expect, test } from 'vitest';
import { CountersignError } from '../errors/countersign-error.ts';
import type { Problem } from '../errors/problem.ts';
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
  return (await problemsOf(text))
    .filter((problem) => problem.rule === rule)
    .map(({ severity, at, message, fix }) => `${severity} ${at.line}:${at.column} ${message} ${fix}`);
}

/** The compiler's problems among them: some rules are its own, since they decide whether there is a contract. */
async function problemsOf(text: string): Promise<readonly Problem[]> {
  try {
    const { contract, bundle, problems } = await loadContract('-', {
      stdin: async () => text,
      validate: false,
    });
    return [...problems, ...lint(contract, await bundle(), createValidators(contract), problems)];
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return error.problems;
  }
}

function repliesTo(request: string, action: string, ...replies: readonly string[]): string {
  const refs = replies.map((reply) => `{ $ref: '#/channels/c/messages/${reply}' }`).join(', ');
  return `operations:
  ${request}: { action: ${action}, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/${request}' }], reply: { messages: [${refs}] } }
`;
}

/** AsyncAPI 2: two messages to publish, and two to subscribe to. */
const TWO = (...[a, x, b, y]: readonly string[]): string =>
  `asyncapi: 2.6.0
info: { title: T, version: 1.0.0 }
servers: { s: { url: 'ws://localhost', protocol: ws } }
channels:
  /c:
    publish: { message: { oneOf: [{ name: ${a} }, { name: ${b} }] } }
    subscribe: { message: { oneOf: [{ name: ${x} }, { name: ${y} }] } }
`;

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
  'correlation-not-in-payload': [
    [
      'a field of the payload',
      document(
        '    messages: { m: { correlationId: { location: $message.payload#/id }, payload: { type: object, properties: { id: {} } } } }',
      ),
      [],
    ],
    [
      'a payload that says nothing of its fields',
      document(
        '    messages: { m: { correlationId: { location: $message.payload#/id }, payload: { type: object } } }',
      ),
      [],
    ],
    [
      'a slip',
      document(
        '    messages: { m: { correlationId: { location: $message.payload#/reqid }, payload: { type: object, properties: { req_id: {} } } } }',
      ),
      [
        'warning 8:22 The correlation id of "m" is at /reqid, and its payload has no such field. Did you mean "req_id"? Correct "location", or add the field to the schema and require it.',
      ],
    ],
    [
      'a field further in',
      document(
        '    messages: { m: { correlationId: { location: $message.payload#/meta/id }, payload: { type: object, properties: { meta: { type: object, properties: { n: {} } } } } } }',
      ),
      [
        'warning 8:22 The correlation id of "m" is at /meta/id, and its payload has no such field. Correct "location", or add the field to the schema and require it.',
      ],
    ],
  ],
  'extension-near-miss': [
    ['another extension', document('    x-microcks-operation: { delay: 1 }'), []],
    [
      "somebody's data",
      document('    messages: { m: { examples: [{ payload: { x-counter-sign: 1 } }] } }'),
      [],
    ],
    ...['x-counter-sign', 'x-countersing', 'x-Countersign', 'x_countersign'].map(
      (key): Row => [
        key,
        document(`    ${key}: { origins: any }`),
        [`warning 8:5 "${key}" means nothing. Did you mean "x-countersign"? Rename it: "x-countersign".`],
      ],
    ),
  ],
  'pattern-backtracks': [
    [
      'a pattern like many',
      document("    messages: { m: { payload: { pattern: '^[a-z]+(-[a-z]+)*$' } } }"),
      [],
    ],
    [
      'a repetition of a repetition',
      document("    messages: { m: { payload: { properties: { a: { pattern: '^(a+)+$' } } } } }"),
      [
        'warning 8:52 The pattern ^(a+)+$ can backtrack for ever. It is not run: any text passes it. Write it so that no text can be read in two ways: no repetition of a repetition without something between.',
      ],
    ],
    [
      'one for the names of properties',
      document("    messages: { m: { payload: { patternProperties: { '^(a|a)*$': {} } } } }"),
      [
        'warning 8:54 The pattern ^(a|a)*$ can backtrack for ever. It is not run: any text passes it. Write it so that no text can be read in two ways: no repetition of a repetition without something between.',
      ],
    ],
  ],
  'pattern-invalid': [
    [
      'one that only the "u" flag forbids',
      document("    messages: { m: { payload: { pattern: '[\\w-.]' } } }"),
      [],
    ],
    [
      'one of another language',
      document("    messages: { m: { payload: { pattern: '(?i)a' } } }"),
      [
        'warning 8:33 Invalid regular expression: /(?i)a/u: Invalid group. The pattern is not run: any text passes it. Write it as ECMA-262 does (JavaScript), with its "u" flag.',
      ],
    ],
  ],
  'pattern-slow': [
    [
      'one that begins at the beginning',
      document("    messages: { m: { payload: { pattern: '^\\s+$' } } }"),
      [],
    ],
    [
      'one that is looked for everywhere',
      document("    messages: { m: { payload: { pattern: '\\s+$' } } }"),
      [
        'info 8:33 The pattern \\s+$ takes a time that grows faster than the text. It is not run on more than 14142 characters: longer texts pass it. Begin it with ^, and let neighbouring repetitions read different characters.',
      ],
    ],
  ],
  'perspective-inverted': [
    ['as AsyncAPI 2 means it', TWO('join', 'userJoined', 'sendMessage', 'welcome'), []],
    [
      'AsyncAPI 3 may describe the client',
      document('', '', '').replace('title: T', 'title: Slack client'),
      [],
    ],
    [
      'publish is what the server sends',
      TWO('userJoined', 'join', 'welcome', 'sendMessage'),
      [
        'warning 4:1 "publish" and "subscribe" look exchanged: like a client it receives "userJoined", receives "welcome" and 2 more. In AsyncAPI 2 "publish" is what clients send, "subscribe" what they get. Exchange them; or, if they are meant so, add "x-countersign: { perspective: client }" at the root.',
      ],
    ],
    [
      'the extension says the opposite',
      document('').replace('title: T', 'title: Slack client'),
      [
        'warning 3:18 The document is read as the server\'s view, because x-countersign.perspective says so; but it looks like the client\'s: its title says "client". Write "perspective: client", or turn the actions round.',
      ],
    ],
  ],
  'perspective-mixed': [
    ['one view', document('    messages: { ask: {}, tell: {} }', repliesTo('ask', 'receive', 'tell')), []],
    [
      'a reply in both directions',
      document(
        '    messages: { ask: {}, tell: {}, question: {}, answer: {} }',
        `${repliesTo('ask', 'receive', 'tell')}${repliesTo('question', 'send', 'answer').replace('operations:\n', '')}`,
      ),
      [
        "warning 9:1 The document is read as the server's view, but it is mixed. For the server's speaks: it replies to ask. For the client's: it sends question and waits for a reply. Turn the actions of one half round: an action is what the described application does.",
      ],
    ],
  ],
  'reply-or-event': [
    ...(
      [
        ['a reply and another event', 'tell', 'news', '', false],
        ['the reply is an event too', 'tell', 'tell', '', true],
        [
          'with an id of the request',
          'tell',
          'tell',
          ', x-countersign: { bind: { /id: $message.payload#/id } }',
          false,
        ],
        [
          'in an order that the extension says',
          'tell',
          'tell',
          ', x-countersign: { reply: [tell, tell] }',
          false,
        ],
      ] as const
    ).map(
      ([title, reply, event, said, found]): Row => [
        title,
        document(
          '    messages: { ask: {}, tell: {}, news: {} }',
          `${repliesTo('ask', 'receive', reply).replace(' }\n', `${said} }\n`)}  news: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/${event}' }] }`,
        ),
        found
          ? [
              'warning 10:113 "tell" replies to "ask" and is an event of its own ("news"): nothing in it says which of the two a frame is. Declare a correlationId on the request and on this message, or give the reply a message of its own.',
            ]
          : [],
      ],
    ),
    [
      'a stream that the request starts',
      document(
        '    messages: { ask: {}, tell: {} }',
        `${repliesTo('ask', 'receive', 'tell')}  news: { action: send, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/tell' }], x-countersign: { every: 1s, after: ask } }`,
      ),
      [],
    ],
  ],
  'said-twice': [
    [
      'the same in both places',
      document(
        "    bindings: { ws: { headers: { properties: { Origin: { enum: ['http://a.test'] } } } } }\n    x-countersign: { origins: ['http://a.test'] }",
      ),
      [],
    ],
    [
      'two answers',
      document(
        "    bindings: { ws: { headers: { properties: { Origin: { enum: ['http://a.test'] }, Sec-WebSocket-Protocol: { const: v1 } } } } }\n    x-countersign: { origins: ['http://b.test'], subprotocols: [v2] }",
      ),
      [
        'error 9:22 "origins" is said twice: the ws binding\'s headers at line 8 say something else. Say it in the binding, or here, but once.',
        'error 9:50 "subprotocols" is said twice: the ws binding\'s headers at line 8 say something else. Say it in the binding, or here, but once.',
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
    ['without operations there is no view to take', document('    messages: { m: {} }', '', '# nothing'), []],
    [
      'a guess',
      document(
        '    messages: { m: {} }',
        "operations: { m: { action: send, channel: { $ref: '#/channels/c' } } }",
        '# nothing',
      ),
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
      'a keyword that cannot be compiled',
      document(
        "    messages: { m: { payload: { $schema: 'https://json-schema.org/draft/2020-12/schema', $dynamicRef: tree } } }",
      ),
      [
        'warning 8:17 The schema of "m" cannot be compiled, so that every payload passes: "$dynamicRef" only supports hash fragment reference. Correct the schema.',
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
