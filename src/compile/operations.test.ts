import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import type { Operation } from '../contract/operation.ts';
import { compile } from './compile.ts';

const object = (...names: string[]) =>
  `payload: { type: object, properties: { ${names.map((name) => `${name}: {}`).join(', ')} } }`;

/** One channel `c` at `/`; messages by key, operations as YAML. */
function compileChat(messages: Record<string, string>, operations: Record<string, string>, channel = '') {
  const { contract, problems } = compile(
    bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: h, protocol: ws } }
channels:
  c:
    address: /
    messages:
${Object.entries(messages)
  .map(([key, text]) => `      ${key}: { ${text} }`)
  .join('\n')}
${channel}
operations:
${Object.entries(operations)
  .map(([key, text]) => `  ${key}: { channel: { $ref: '#/channels/c' }, ${text} }`)
  .join('\n')}
  none: { action: send, channel: { $ref: '#/channels/c' }, messages: [] }
`),
    { perspective: 'server' },
  );
  const [endpoint] = contract.endpoints;
  if (endpoint === undefined) throw new Error('There is an endpoint.');
  return { endpoint, operations: endpoint.operations, problems, contract };
}

const list = (...keys: string[]) =>
  `messages: [${keys.map((key) => `{ $ref: '#/channels/c/messages/${key}' }`).join(', ')}]`;
const shortly = (operation: Operation) =>
  operation.kind === 'push'
    ? `push ${operation.id}: ${operation.messages.join('+')}`
    : `${operation.id}: ${operation.messages.join('+')}${
        operation.reply === undefined
          ? ''
          : ` → ${operation.reply.messages.join('|')} (${operation.reply.basis})`
      }`;

describe('declared operations', () => {
  it('what the application receives is a request, what it sends a push', () => {
    const { endpoint, operations } = compileChat(
      { say: '', said: '' },
      {
        a: `action: receive, ${list('say')}, reply: { ${list('said')} }`,
        b: `action: send, ${list('said')}`,
      },
    );
    expect(operations.map(shortly)).toEqual(['a: say → said (document)']);
    expect(endpoint.messages).toEqual({ client: ['say'], server: ['said'] });
  });

  it('without messages it means all of the channel, except those that only answer', () => {
    const { operations } = compileChat(
      { one: '', two: '', answer: '' },
      { a: `action: receive, reply: { ${list('answer')} }` },
    );
    expect(operations.map(shortly)).toEqual(['a: one+two → answer (document)']);
  });

  it('a push loses the messages that something else triggers, and errors', () => {
    const { operations } = compileChat(
      { hi: '', beat: '', oops: '', pong2: '', news: '', authError: '' },
      { b: `action: send, ${list('hi', 'beat', 'oops', 'pong2', 'news', 'authError')}` },
      '    x-countersign: { greeting: [hi], keepalive: { idle: 1s, send: beat }, invalid: { reply: oops }, otherwise: pong2 }',
    );
    expect(operations.map(shortly)).toEqual(['push b: news']);
  });

  it('a stream keeps them all, and knows what it starts after and ends with', () => {
    const { operations, problems } = compileChat(
      { subscribe: '', stop: '', tick: '' },
      {
        start: `action: receive, ${list('subscribe')}, reply: { ${list('tick')} }`,
        end: `action: receive, ${list('stop')}`,
        ticks: `action: send, ${list('tick')}, x-countersign: { every: 5s, after: start, until: end, ordered: /n, bind: { /symbol: $message.payload#/symbol } }`,
      },
    );
    expect(problems).toEqual([]);
    expect(operations.at(-1)).toMatchObject({
      kind: 'push',
      id: 'ticks',
      messages: ['tick'],
      every: { value: 5_000, basis: 'extension' },
      after: { value: 'start' },
      until: { value: 'end' },
      ordered: { value: '/n' },
      bind: [{ into: '/symbol', from: { kind: 'request', pointer: '/symbol' }, basis: 'extension' }],
    });
  });

  it('a stream that starts after nothing is an error', () => {
    const { operations, problems } = compileChat(
      { subscribe: '', tick: '' },
      {
        start: `action: receive, ${list('subscribe')}`,
        ticks: `action: send, ${list('tick')}, x-countersign: { after: strat }`,
      },
    );
    expect(operations.at(-1)).not.toHaveProperty('after');
    expect(problems).toEqual([
      {
        severity: 'error',
        rule: 'extension.unknown-name',
        message: 'There is no operation "strat" that a client starts at this address. Did you mean "start"?',
        at: expect.objectContaining({ pointer: '/operations/ticks/x-countersign/after' }),
        fix: 'Name one that exists. Known: start.',
      },
    ]);
  });

  it('the extension orders and dispatches replies', () => {
    const { operations, contract } = compileChat(
      { ask: object('symbol'), ack: '', tick: 'examples: [{ name: x, payload: 1 }]', other: '' },
      {
        a: `action: receive, ${list('ask')}, reply: { ${list('ack', 'tick')} }, x-countersign: { when: { required: [symbol] }, reply: [ack, { message: tick, repeat: 3, example: x }], within: 2s, delay: 100ms, roles: [staff], bind: { '': $message.payload, /at: '{{ now() }}' } }`,
      },
    );
    expect(operations[0]).toMatchObject({
      when: 'operations/a/when',
      roles: { value: ['staff'] },
      reply: {
        basis: 'extension',
        messages: ['ack', 'tick'],
        sequence: [
          { message: 'ack', repeat: 1 },
          { message: 'tick', repeat: 3, example: 'x' },
        ],
        within: { value: 2_000, basis: 'extension' },
        delay: 100,
        bind: [
          { into: '', from: { kind: 'request', pointer: '' } },
          { into: '/at', from: { kind: 'template', text: '{{ now() }}' } },
        ],
      },
    });
    expect(contract.schemas['operations/a/when']?.schema).toEqual({ required: ['symbol'] });
  });

  it('a value that cannot be bound is an error', () => {
    const { problems } = compileChat(
      { ask: '', ack: '' },
      {
        a: `action: receive, ${list('ask')}, reply: { ${list('ack')} }, x-countersign: { bind: { /x: text } }`,
      },
    );
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        message: '"text" is neither a place in the request nor a template.',
        fix: 'Write "$message.payload#/pointer" or "{{ template }}".',
      }),
    ]);
  });
});

describe('inferred replies', () => {
  it.each([
    ['ping', 'pong'],
    ['authPing', 'auth_pong'],
    ['subscribe', 'subscribed'],
    ['subscribe', 'subscriptionStatus'],
    ['JoinRoomMessage', 'RoomJoinedMessage'],
    ['join_room', 'joined_room'],
    ['tradesRequest', 'tradesResponse'],
    ['trades', 'tradesResult'],
    ['order', 'order-ack'],
    ['leave', 'left'],
    ['session.update', 'session.updated'],
    ['message_edit', 'message_edited'],
  ])('%s is answered by %s', (request, answer) => {
    const { operations } = compileChat(
      { [request]: '', [answer]: '', unrelated: '' },
      { a: `action: receive, ${list(request)}`, b: `action: send, ${list(answer, 'unrelated')}` },
    );
    expect(operations.map(shortly)).toEqual([`a: ${request} → ${answer} (inferred)`, 'push b: unrelated']);
  });

  it.each([
    ['typing', 'typing2'],
    ['order', 'orderUpdate'],
    ['subscribe', 'subscriber'],
  ])('%s is not answered by %s', (request, other) => {
    const { operations } = compileChat(
      { [request]: '', [other]: '' },
      { a: `action: receive, ${list(request)}`, b: `action: send, ${list(other)}` },
    );
    expect(operations.map(shortly)).toEqual([`a: ${request}`, `push b: ${other}`]);
  });

  it('go by the constant that tells frames apart, too', () => {
    const { operations } = compileChat(
      {
        X1: 'payload: { properties: { event: { const: login } } }',
        X2: 'payload: { properties: { event: { enum: [login_success] } } }',
      },
      { a: `action: receive, ${list('X1')}`, b: `action: send, ${list('X2')}` },
    );
    expect(operations.map(shortly)).toEqual(['a: X1 → X2 (inferred)']);
  });

  it.each([
    ['names it', 'type: { const: start }', 'event: { enum: [start, stop] }', 'a: ask → ack (inferred)'],
    [
      'has the same verb',
      'action: { enum: [draw, skip] }',
      'action: { enum: [draw, skip, end] }',
      'a: ask → ack (inferred)',
    ],
    ['does not name it', 'type: { const: start }', 'event: { enum: [stop, wait] }', 'a: ask'],
    ['has one name, its own', 'type: { const: start }', 'event: { const: start }', 'a: ask'],
    ['shares another property', 'side: { enum: [buy, sell] }', 'side: { enum: [buy, sell] }', 'a: ask'],
    ['shares its type', 'type: { enum: [market, limit] }', 'type: { enum: [market, limit] }', 'a: ask'],
  ])('go by what an answer says that it answers: it %s', (_case, asked, answered, expected) => {
    const { operations } = compileChat(
      {
        ask: `payload: { properties: { ${asked} } }`,
        ack: `payload: { properties: { ${answered} } }`,
      },
      { a: `action: receive, ${list('ask')}`, b: `action: send, ${list('ack')}` },
    );
    expect(shortly(operations[0] as Operation)).toEqual(expected);
  });

  it.each([
    ['the id', 'result', 'reqId', 'reqId', 'a: ask → result (inferred)'],
    ['the id, under a longer name', 'commandResponse', 'id', 'id', 'a: ask → commandResponse (inferred)'],
    ['another id', 'result', 'reqId', 'id', 'a: ask'],
    ['no id', 'result', 'symbol', 'symbol', 'a: ask'],
    ['the id, but it is the result of something else', 'orderResult', 'reqId', 'reqId', 'a: ask'],
  ])('go by a general answer that repeats %s', (_case, answer, asked, answered, expected) => {
    const { operations } = compileChat(
      { ask: object(asked), [answer]: object(answered) },
      { a: `action: receive, ${list('ask')}`, b: `action: send, ${list(answer)}` },
    );
    expect(shortly(operations[0] as Operation)).toEqual(expected);
  });

  it('go by the x-response of AsyncAPI 2 documents before all names', () => {
    const { contract } = compile(
      bundleOf(`
asyncapi: 2.6.0
info: { title: T, version: '1' }
servers: { s: { url: 'ws://h', protocol: ws } }
channels:
  /:
    publish: { operationId: in, message: { oneOf: [{ $ref: '#/components/messages/ping' }, { $ref: '#/components/messages/get' }] } }
    subscribe: { operationId: out, message: { oneOf: [{ $ref: '#/components/messages/pong' }, { $ref: '#/components/messages/alive' }, { $ref: '#/components/messages/fault' }] } }
components:
  messages:
    ping: { x-response: { $ref: '#/components/messages/alive' } }
    get: { x-response: { oneOf: [{ $ref: '#/components/messages/fault' }, { $ref: '#/components/messages/elsewhere' }] } }
    pong: {}
    alive: {}
    fault: {}
    elsewhere: {}
`),
    );
    expect(contract.endpoints[0]?.operations.map(shortly)).toEqual([
      'in.ping: ping → alive (inferred)',
      'in.get: get → fault (inferred)',
      'push out: pong',
    ]);
  });

  it('take an operation apart whose messages are answered differently', () => {
    const { operations } = compileChat(
      { ping: '', subscribe: '', shout: '', pong: '', subscribed: '' },
      {
        a: `action: receive, ${list('ping', 'subscribe', 'shout')}`,
        b: `action: send, ${list('pong', 'subscribed')}`,
      },
    );
    expect(operations.map(shortly)).toEqual([
      'a.ping: ping → pong (inferred)',
      'a.subscribe: subscribe → subscribed (inferred)',
      'a: shout',
    ]);
  });

  it('do not stand beside a declared one', () => {
    const { operations } = compileChat(
      { ping: '', pong: '', other: '' },
      {
        a: `action: receive, ${list('ping')}, reply: { ${list('other')} }`,
        b: `action: send, ${list('pong')}`,
      },
    );
    expect(operations.map(shortly)).toEqual(['a: ping → other (document)', 'push b: pong']);
  });
});

describe('what is copied into an answer', () => {
  const correlated = (pointer: string) =>
    `${object('id', 'ref')}, correlationId: { location: '$message.payload#${pointer}' }`;
  const binds = (ask: string, answer: string) =>
    compileChat(
      { ask, answer },
      { a: `action: receive, ${list('ask')}, reply: { ${list('answer')} }` },
    ).operations.map((operation) =>
      operation.kind === 'request'
        ? operation.reply?.bind.map(({ into, from, basis }) => ({ into, from, basis }))
        : [],
    )[0];

  it('the correlation id, where both declare one', () => {
    expect(binds(correlated('/id'), correlated('/ref'))).toEqual([
      { into: '/ref', from: { kind: 'request', pointer: '/id' }, basis: 'document' },
    ]);
  });

  it('an id that both have, though nobody says so', () => {
    expect(binds(object('req_id', 'x'), object('req_id'))).toEqual([
      { into: '/req_id', from: { kind: 'request', pointer: '/req_id' }, basis: 'inferred' },
    ]);
    expect(binds(object('req_id'), object('id'))).toEqual([]);
  });

  it('the name of the request, where the answer says what it answers', () => {
    const ask = 'payload: { properties: { type: { const: start } } }';
    const ack = 'payload: { properties: { event: { enum: [start, stop] } } }';
    expect(binds(ask, ack)).toEqual([
      { into: '/event', from: { kind: 'request', pointer: '/type' }, basis: 'inferred' },
    ]);
  });

  it('an address parameter, where the payload knows its place', () => {
    const { contract } = compile(
      bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
channels:
  c:
    address: /{symbol}
    parameters: { symbol: { location: $message.payload#/data/symbol } }
    messages:
      tick: { payload: { $ref: '#/components/schemas/Tick' } }
      note: { payload: { type: object } }
operations:
  ticks: { action: send, channel: { $ref: '#/channels/c' }, ${list('tick')} }
  notes: { action: send, channel: { $ref: '#/channels/c' }, ${list('note')} }
components: { schemas: { Tick: { allOf: [{ properties: { data: { properties: { symbol: {} } } } }] } } }
`),
    );
    expect(
      contract.endpoints[0]?.operations.map((operation) => operation.kind === 'push' && operation.bind),
    ).toEqual([
      [
        {
          into: '/data/symbol',
          from: { kind: 'parameter', name: 'symbol' },
          basis: 'document',
          at: expect.objectContaining({ pointer: '/channels/c/parameters/symbol' }),
        },
      ],
      [],
    ]);
  });
});

describe('messages that no operation mentions', () => {
  it('of a channel without operations: their names say who sends', () => {
    const { contract, problems } = compile(
      bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: h, protocol: ws } }
channels: { c: { address: /, messages: { subscribe: {}, subscribed: {}, tickUpdate: {}, thing: {}, work: { summary: Client requests work } } } }
`),
    );
    const [endpoint] = contract.endpoints;
    expect(endpoint?.operations.map(shortly)).toEqual([
      'subscribe: subscribe → subscribed (inferred)',
      'work: work',
      'push tickUpdate: tickUpdate',
      'push thing: thing',
    ]);
    expect(endpoint?.messages).toEqual({
      client: ['subscribe', 'thing', 'work'],
      server: ['subscribed', 'tickUpdate', 'thing'],
    });
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'info: No operation says who sends "subscribe"; by its name it is the client.',
      'info: No operation says who sends "subscribed"; by its name it is the server.',
      'info: No operation says who sends "tickUpdate"; by its name it is the server.',
      'info: No operation says who sends "thing"; both sides may.',
      'info: No operation says who sends "work"; by its summary it is the client.',
    ]);
  });
});

describe('both actions with every message of the channel', () => {
  it('the names tell which are begun by whom; either side may still send all', () => {
    const { endpoint } = compileChat(
      { subscribe: '', tickUpdate: '', thing: '' },
      { in: 'action: receive', out: 'action: send' },
    );
    expect(endpoint.operations.map(shortly)).toEqual(['in: subscribe+thing', 'push out: tickUpdate+thing']);
    expect(endpoint.messages.client).toEqual(['subscribe', 'tickUpdate', 'thing']);
    expect(endpoint.messages.server).toEqual(['subscribe', 'tickUpdate', 'thing']);
  });
});

describe('the client\u2019s view', () => {
  it('turns every operation round', () => {
    const { contract } = compile(
      bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
channels: { c: { address: /, messages: { a: {}, b: {}, d: {} } } }
operations:
  out: { action: send, channel: { $ref: '#/channels/c' }, ${list('a')}, reply: { ${list('b')} } }
  in: { action: receive, channel: { $ref: '#/channels/c' }, ${list('d')} }
`),
      { perspective: 'client' },
    );
    const [endpoint] = contract.endpoints;
    expect(endpoint?.operations.map(shortly)).toEqual(['out: a → b (document)', 'push in: d']);
    expect(endpoint?.messages).toEqual({ client: ['a'], server: ['b', 'd'] });
  });
});
