import { describe, expect, test } from 'vitest';
import type { EngineOptions } from '../../src/engine/create-engine.ts';
import { contractOf, createStage, type Line, perform } from './stage.ts';

/** A message told apart by its `type`, with further properties in flow style, and its examples. */
const message = (type: string, properties = '', examples = '', more = '') => `
      ${type}:
        ${more}
        payload: { type: object, required: [type], properties: { type: { const: ${type} }, ${properties} } }
        examples: [${examples === '' ? `{ payload: { type: ${type} } }` : examples}]`;

const receive = (id: string, of: string, reply = '', extension = '') => `
  ${id}:
    action: receive
    channel: { $ref: '#/channels/c' }
    messages: [{ $ref: '#/channels/c/messages/${of}' }]
    ${reply === '' ? '' : `reply: { messages: [${reply.split(' ').map((m) => `{ $ref: '#/channels/c/messages/${m}' }`)}] }`}
    ${extension === '' ? '' : `x-countersign: { ${extension} }`}`;

const send = (id: string, of: string, extension = '') => `
  ${id}:
    action: send
    channel: { $ref: '#/channels/c' }
    messages: [{ $ref: '#/channels/c/messages/${of}' }]
    ${extension === '' ? '' : `x-countersign: { ${extension} }`}`;

const document = (messages: string, operations: string, policy = '', address = '/', parameters = '{}') => `
asyncapi: 3.0.0
info: { title: T, version: 1.0.0 }
servers: { s: { host: localhost, protocol: ws } }
channels:
  c:
    address: ${address}
    parameters: ${parameters}
    x-countersign: { ${policy} }
    messages: ${messages}
operations: ${operations}
`;

const a = (...payloads: unknown[]) => payloads.map((payload) => ['a', payload] as const);
const symbol = 'symbol: { type: string }';
const feed = document(
  message('subscribe', symbol) + message('unsubscribe', symbol) + message('tick', symbol),
  receive('subscribe', 'subscribe') +
    receive('unsubscribe', 'unsubscribe') +
    send(
      'ticks',
      'tick',
      'every: 1s, after: subscribe, until: unsubscribe, bind: { /symbol: "$message.payload#/symbol" }',
    ),
);
const lists = document(
  message('subscribe', 'symbols: { type: array }') +
    message('unsubscribe', 'drop: { type: array }') +
    message('tick', symbol),
  receive('subscribe', 'subscribe') +
    receive('unsubscribe', 'unsubscribe') +
    send(
      'ticks',
      'tick',
      'every: 1s, after: subscribe, until: { operation: unsubscribe, bind: { /symbol: "$message.payload#/drop/*" } }, bind: { /symbol: "$message.payload#/symbols/*" }',
    ),
);
const tick = (symbol: string) => ({ type: 'tick', symbol });
const errors = (policy: string) =>
  document(
    message(
      'order',
      'id: { type: integer }, side: { enum: [buy, sell] }, size: { type: number, minimum: 1 }',
    ) +
      message(
        'error',
        'id: { type: [integer, "null"] }, code: { type: string }',
        [
          '{ name: malformed, payload: { type: error, id: null, code: PARSE_ERROR } }',
          '{ name: unknown, payload: { type: error, id: null, code: UNKNOWN_TYPE } }',
          '{ name: schema, payload: { type: error, id: null, code: VALIDATION_FAILED } }',
          '{ name: side, payload: { type: error, id: null, code: INVALID_SIDE } }',
          '{ name: forbidden, payload: { type: error, id: null, code: NOT_ALLOWED } }',
        ].join(', '),
      ),
    receive('order', 'order', '', 'when: { not: { required: [size], properties: { size: { const: 13 } } } }'),
    policy,
  );
const room = (to: string) =>
  document(
    message('say', 'text: { type: string }') + message('said', 'text: { type: string }'),
    receive('say', 'say') +
      send('said', 'said', `after: say, to: ${to}, bind: { /text: "$message.payload#/text" }`),
    '',
    '/rooms/{room}',
    '{ room: { examples: [x] } }',
  );
const four: Line[] = ['a', 'b'].map((name) => ({ opens: name, at: '/rooms/x' }));
const said = (...names: string[]) => names.map((name) => [name, { type: 'said', text: 'hi' }] as const);

type Row = readonly [sentence: string, yaml: string, lines: readonly Line[], options?: EngineOptions];

const rows: readonly Row[] = [
  [
    'the server speaks first, in the order of the greeting',
    document(
      message('hello') + message('rules'),
      send('x', 'hello') + send('y', 'rules'),
      'greeting: [rules, hello]',
    ),
    [{ opens: 'a', gets: a({ type: 'rules' }, { type: 'hello' }) }],
  ],
  [
    'what is called a greeting comes once, on open, though nobody declared it; the rest comes in turn',
    document(message('connected') + message('news'), send('all', 'connected') + send('some', 'news')),
    [
      { opens: 'a', gets: a({ type: 'connected' }) },
      { after: 2000, gets: a({ type: 'news' }, { type: 'news' }) },
    ],
    { push: 1000 },
  ],
  [
    'an answer that names what it answers is the example about it',
    document(
      message('start') +
        message('stop') +
        message(
          'ack',
          'event: { enum: [start, stop] }, text: { type: string }',
          '{ payload: { type: ack, event: start, text: started } }, { payload: { type: ack, event: stop, text: stopped } }',
        ),
      receive('one', 'start') + receive('two', 'stop') + send('ack', 'ack'),
    ),
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'stop' }, gets: a({ type: 'ack', event: 'stop', text: 'stopped' }) },
      { by: 'a', says: { type: 'start' }, gets: a({ type: 'ack', event: 'start', text: 'started' }) },
    ],
  ],
  [
    'a request is dispatched by when, in the order of the document',
    document(
      message('get', 'n: { type: integer }') + message('big') + message('small'),
      receive('one', 'get', 'big', 'when: { properties: { n: { minimum: 10 } } }') +
        receive('two', 'get', 'small'),
    ),
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'get', n: 10 }, gets: a({ type: 'big' }) },
      { by: 'a', says: { type: 'get', n: 9 }, gets: a({ type: 'small' }) },
    ],
  ],
  [
    'without a when, the example with the name of the request’s answers, whatever its id is; else the first',
    document(
      message(
        'get',
        'id: { type: integer }, of: { type: string }',
        '{ name: x, payload: { type: get, id: 1, of: x } }, { name: y, payload: { type: get, id: 2, of: y } }',
        'correlationId: { location: "$message.payload#/id" }',
      ) +
        message(
          'got',
          'id: { type: integer }, is: { type: string }',
          '{ name: x, payload: { type: got, id: 1, is: the x } }, { name: y, payload: { type: got, id: 2, is: the y } }',
          'correlationId: { location: "$message.payload#/id" }',
        ),
      receive('get', 'get', 'got'),
    ),
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'get', id: 70, of: 'y' }, gets: a({ type: 'got', id: 70, is: 'the y' }) },
      { by: 'a', says: { type: 'get', id: 71, of: 'z' }, gets: a({ type: 'got', id: 71, is: 'the x' }) },
      {
        by: 'a',
        says: { type: 'get', id: 72, of: 'y', verbose: true },
        gets: a({ type: 'got', id: 72, is: 'the y' }),
      },
    ],
  ],
  [
    'a reply of several messages comes in its order, each time that it is asked for',
    document(
      message('get') + message('begin') + message('row') + message('end'),
      receive('get', 'get', 'begin row end', 'reply: [begin, { message: row, repeat: 2 }, end]'),
    ),
    [
      { opens: 'a' },
      ...[1, 2].map(() => ({
        by: 'a',
        says: { type: 'get' },
        gets: a({ type: 'begin' }, { type: 'row' }, { type: 'row' }, { type: 'end' }),
      })),
    ],
  ],
  [
    'an id keeps its type, wherever it stands',
    document(
      message('get', 'meta: { type: object, properties: { ids: { type: array } } }') +
        message('got', 'ref: {}'),
      receive('get', 'get', 'got', 'bind: { /ref: "$message.payload#/meta/ids/0" }'),
    ),
    [
      { opens: 'a' },
      ...[7, '7', true, 1.5, { x: [1] }, ['y']].map((id) => ({
        by: 'a',
        says: { type: 'get', meta: { ids: [id] } },
        gets: a({ type: 'got', ref: id }),
      })),
    ],
  ],
  [
    'replies that wait do not mix up their requests',
    document(
      message('slow', 'id: { type: integer }') +
        message('quick', 'id: { type: integer }') +
        message('done', 'id: { type: integer }'),
      receive('slow', 'slow', 'done', 'delay: 300ms, bind: { /id: "$message.payload#/id" }') +
        receive('quick', 'quick', 'done', 'delay: 100ms, bind: { /id: "$message.payload#/id" }'),
    ),
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'slow', id: 1 }, gets: [] },
      { by: 'a', says: { type: 'quick', id: 2 }, gets: [] },
      { by: 'a', says: { type: 'slow', id: 3 }, gets: [] },
      { after: 300, gets: a({ type: 'done', id: 2 }, { type: 'done', id: 1 }, { type: 'done', id: 3 }) },
    ],
  ],
  [
    'a well-formed frame of no known kind gets otherwise, and what it says is copied',
    document(
      message('get') + message('echo', 'said: {}'),
      receive('get', 'get') + send('echo', 'echo', 'bind: { /said: "$message.payload#/word" }'),
      'otherwise: echo',
    ),
    [{ opens: 'a' }, { by: 'a', says: { word: 'hi' }, gets: a({ type: 'echo', said: 'hi' }) }],
  ],
  [
    'of two subscriptions only the one that is ended ends',
    feed,
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'subscribe', symbol: 'AAPL' }, gets: a(tick('AAPL')) },
      { by: 'a', says: { type: 'subscribe', symbol: 'MSFT' }, gets: a(tick('MSFT')) },
      { after: 1000, gets: a(tick('AAPL'), tick('MSFT')) },
      { by: 'a', says: { type: 'unsubscribe', symbol: 'AAPL' }, gets: [] },
      { after: 2000, gets: a(tick('MSFT'), tick('MSFT')) },
    ],
  ],
  [
    'subscribing again to what flows starts nothing, and after its end starts it anew',
    feed,
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'subscribe', symbol: 'AAPL' }, gets: a(tick('AAPL')) },
      { by: 'a', says: { type: 'subscribe', symbol: 'AAPL' }, gets: [] },
      { by: 'a', says: { type: 'unsubscribe', symbol: 'AAPL' }, gets: [] },
      { by: 'a', says: { type: 'subscribe', symbol: 'AAPL' }, gets: a(tick('AAPL')) },
      { after: 1000, gets: a(tick('AAPL')) },
    ],
  ],
  [
    'an end that names no subscription ends them all',
    feed,
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'subscribe', symbol: 'AAPL' }, gets: a(tick('AAPL')) },
      { by: 'a', says: { type: 'subscribe', symbol: 'MSFT' }, gets: a(tick('MSFT')) },
      { by: 'a', says: { type: 'unsubscribe' }, gets: [] },
      { after: 3000, gets: [] },
    ],
  ],
  [
    'one connection’s subscriptions are not another’s',
    feed,
    [
      { opens: 'a' },
      { opens: 'b' },
      { by: 'a', says: { type: 'subscribe', symbol: 'AAPL' }, gets: a(tick('AAPL')) },
      { by: 'b', says: { type: 'unsubscribe', symbol: 'AAPL' }, gets: [] },
      { after: 1000, gets: a(tick('AAPL')) },
    ],
  ],
  [
    'a request for several things at once starts a stream of each, and may be ended elsewhere in the payload',
    lists,
    [
      { opens: 'a' },
      {
        by: 'a',
        says: { type: 'subscribe', symbols: ['AAPL', 'MSFT'] },
        gets: a(tick('AAPL'), tick('MSFT')),
      },
      { by: 'a', says: { type: 'unsubscribe', drop: ['AAPL'] }, gets: [] },
      { after: 1000, gets: a(tick('MSFT')) },
    ],
  ],
  [
    'what nothing triggers comes at the pace that is set',
    document(message('get') + message('news'), receive('get', 'get') + send('news', 'news')),
    [
      { opens: 'a' },
      { after: 499, gets: [] },
      { after: 1, gets: a({ type: 'news' }) },
      { after: 500, gets: a({ type: 'news' }) },
    ],
    { push: 500 },
  ],
  [
    'what nothing triggers does not come where pushes are off',
    document(message('get') + message('news'), receive('get', 'get') + send('news', 'news')),
    [{ opens: 'a' }, { after: 60_000, gets: [] }],
    { push: 'off' },
  ],
  [
    'an error says what was wrong, with the id of the request where it has one',
    errors('invalid: { reply: error }'),
    [
      { opens: 'a' },
      { by: 'a', says: '{"type":', gets: a({ type: 'error', id: null, code: 'PARSE_ERROR' }) },
      { by: 'a', bytes: 'AQI=', gets: a({ type: 'error', id: null, code: 'PARSE_ERROR' }) },
      { by: 'a', says: { type: 'dance', id: 4 }, gets: a({ type: 'error', id: 4, code: 'UNKNOWN_TYPE' }) },
      {
        by: 'a',
        says: { type: 'dance', id: 'x' },
        gets: a({ type: 'error', id: null, code: 'UNKNOWN_TYPE' }),
      },
      {
        by: 'a',
        says: { type: 'order', id: 5, size: 0 },
        gets: a({ type: 'error', id: 5, code: 'VALIDATION_FAILED' }),
      },
      {
        by: 'a',
        says: { type: 'order', id: 6, side: 'up' },
        gets: a({ type: 'error', id: 6, code: 'INVALID_SIDE' }),
      },
    ],
  ],
  [
    'where nothing is said of bad frames, a request gone wrong gets the error that its operation declares',
    document(
      message('order', 'id: { type: integer }, size: { type: number, minimum: 1 }') +
        message(
          'error',
          'id: { type: integer }, why: { type: string }',
          '{ payload: { type: error, id: 0, why: bad size } }',
        ) +
        message('ordered', 'id: { type: integer }'),
      receive('order', 'order', 'error ordered', 'bind: { /id: "$message.payload#/id" }'),
    ),
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'order', id: 4, size: 2 }, gets: a({ type: 'ordered', id: 4 }) },
      {
        by: 'a',
        says: { type: 'order', id: 5, size: 0 },
        gets: a({ type: 'error', id: 5, why: 'bad size' }),
      },
      { by: 'a', says: { type: 'dance', id: 6 }, gets: [] },
    ],
  ],
  [
    'several JSON texts in one frame are several messages, where the media type says so',
    document(
      message('get', 'id: { type: integer }', '', 'contentType: application/x-ndjson') +
        message('got', 'id: { type: integer }', '', 'contentType: application/x-ndjson'),
      receive('get', 'get', 'got', 'bind: { /id: "$message.payload#/id" }'),
    ),
    [
      { opens: 'a' },
      {
        by: 'a',
        says: '{"type":"get","id":1}\n{"type":"get","id":2}\n',
        gets: a({ type: 'got', id: 1 }, { type: 'got', id: 2 }),
      },
    ],
  ],
  [
    'a request that nobody of this role may make, and one for what there is not, get errors of their own',
    errors('invalid: { reply: error }').replace('when:', 'roles: [admin], when:'),
    [
      { opens: 'a' },
      {
        by: 'a',
        says: { type: 'order', id: 1, size: 2 },
        gets: a({ type: 'error', id: 1, code: 'NOT_ALLOWED' }),
      },
    ],
  ],
  [
    'a bad frame is answered with a close code where the document says so',
    errors('invalid: { close: 1008 }'),
    [{ opens: 'a' }, { by: 'a', says: '{', gets: a('close 1008') }],
  ],
  [
    'a bad frame is ignored where it says nothing, and the next one is answered',
    document(message('get') + message('got'), receive('get', 'get', 'got')),
    [
      { opens: 'a' },
      { by: 'a', says: '{', gets: [] },
      { by: 'a', says: { type: 'get' }, gets: a({ type: 'got' }) },
    ],
  ],
  [
    'a request that ends the conversation closes the connection, after its reply and its delay',
    document(
      message('bye') + message('goodbye') + message('quit'),
      receive('bye', 'bye', 'goodbye', 'close: 4000, delay: 100ms') +
        receive('quit', 'quit', '', 'close: 1000'),
    ),
    [
      { opens: 'a' },
      { by: 'a', says: { type: 'bye' }, gets: [] },
      { after: 100, gets: a({ type: 'goodbye' }, 'close 4000') },
      { by: 'a', says: { type: 'quit' }, gets: a('close 1000') },
    ],
  ],
  [
    'silence gets a sign of life, again and again, and then the end',
    document(
      message('beat') + message('get'),
      receive('get', 'get') + send('beat', 'beat'),
      'keepalive: { idle: 1s, send: beat, close: 3s }',
    ),
    [
      { opens: 'a' },
      { after: 999, gets: [] },
      { by: 'a', says: { type: 'get' }, gets: [] },
      { after: 2999, gets: a({ type: 'beat' }, { type: 'beat' }) },
      { after: 1, gets: a({ type: 'beat' }, 'close 1000') },
    ],
  ],
  [
    'silence gets a Ping, a Pong is a sign of life, and without one the connection is closed with the declared code',
    document(
      message('get'),
      receive('get', 'get'),
      'keepalive: { idle: 1s, ping: true, close: 2500ms, code: 1011 }',
    ),
    [
      { opens: 'a' },
      { after: 1000, gets: a('ping') },
      { by: 'a', pongs: true, gets: [] },
      { after: 2499, gets: a('ping', 'ping') },
      { after: 1, gets: a('close 1011') },
    ],
  ],
  [
    'as many connections as may be, and no more',
    document(message('get'), receive('get', 'get'), 'limits: { connections: 1 }'),
    [{ opens: 'a' }, { opens: 'b', gets: [['b', 'refuse']] }],
  ],
  [
    'whoever asks gets the event that he triggers, where nothing else is said',
    room('sender'),
    [
      ...four,
      { opens: 'c', at: '/rooms/y' },
      { by: 'a', says: { type: 'say', text: 'hi' }, gets: said('a') },
    ],
  ],
  [
    'all get it',
    room('all'),
    [
      ...four,
      { opens: 'c', at: '/rooms/y' },
      { by: 'a', says: { type: 'say', text: 'hi' }, gets: said('a', 'b', 'c') },
    ],
  ],
  [
    'all but the one that asked get it',
    room('others'),
    [
      ...four,
      { opens: 'c', at: '/rooms/y' },
      { by: 'b', says: { type: 'say', text: 'hi' }, gets: said('a', 'c') },
    ],
  ],
  [
    'all at the same address get it',
    room('address'),
    [
      ...four,
      { opens: 'c', at: '/rooms/y' },
      { by: 'b', says: { type: 'say', text: 'hi' }, gets: said('a', 'b') },
    ],
  ],
  [
    'bytes are taken and given as bytes, beside text',
    document(
      `
      audio: { contentType: application/octet-stream, payload: { type: string, format: binary } }
      chunk: { contentType: audio/wav, payload: { type: string, format: binary }, examples: [{ payload: UklGRg== }] }
      note: { contentType: text/plain, payload: { type: string }, examples: [{ payload: noted }] }
      word: { contentType: text/plain, payload: { type: string, pattern: '^[a-z]+$' } }`,
      receive('hear', 'audio', 'chunk') + receive('read', 'word', 'note'),
    ),
    [
      { opens: 'a' },
      { by: 'a', bytes: 'AQI=', gets: a('bytes UklGRg==') },
      { by: 'a', says: 'word', gets: a('noted') },
    ],
  ],
  [
    'templates in examples know the request, the address, the clock and a count',
    document(
      message('get', 'of: { type: string }') +
        message(
          'got',
          'of: { type: string }, at: { type: string, format: date-time }, day: { type: string, format: date }',
          `{ payload: { type: got, of: "{{ request.body/of || 'nothing' }}", at: '{{ now() }}', day: "{{ now(yyyy-MM-dd) }}" } }`,
        ),
      receive('get', 'get', 'got'),
    ),
    [
      { opens: 'a' },
      { after: 1500, gets: [] },
      {
        by: 'a',
        says: { type: 'get', of: 'x' },
        gets: a({ type: 'got', of: 'x', at: '2026-11-21T00:00:01.500Z', day: '2026-11-21' }),
      },
      {
        by: 'a',
        says: { type: 'get' },
        gets: a({ type: 'got', of: 'nothing', at: '2026-11-21T00:00:01.500Z', day: '2026-11-21' }),
      },
    ],
  ],
];

describe('The mock', () => {
  test.each(rows.map((row) => ({ sentence: row[0], row })))('$sentence', ({ row }) => {
    const [, yaml, lines, options] = row;
    const stage = createStage(contractOf(yaml), options);
    for (const line of lines) {
      const got = perform(stage, line);
      if (line.gets !== undefined) expect(got, JSON.stringify(line)).toEqual(line.gets);
    }
  });
});
