import type { Backend, QueryValue, Route, Surroundings } from './surroundings.ts';
import { text as quoted } from './yaml-text.ts';

/** A query parameter of such a name is a credential: what it holds cannot be made up. */
const CREDENTIAL = /token|secret|jwt|api_?key|passw|session/i;

/**
 * A first `asyncapi.yaml`. With routes of a backend: what is known of them, and nothing that they may not keep: an
 * honest backend is not called broken by it. Without: a small API that shows what can be promised.
 */
export function starterDocument({ name, backend }: Pick<Surroundings, 'name' | 'backend'>): string {
  const host = backend?.target?.replace(/^wss?:\/\//, '') ?? '127.0.0.1:8000';
  return backend === undefined || backend.routes.length === 0
    ? sampleDocument(name, host)
    : documentOfRoutes(name, host, backend);
}

function documentOfRoutes(name: string, host: string, { routes, framework }: Backend): string {
  const ids = uniqueIds(routes);
  const named = routes.map((route, index) => ({ route, id: ids[index] ?? `ws${index}` }));
  const secrets = [
    ...new Set(
      routes.flatMap(({ query }) =>
        query.filter((one) => one.required && CREDENTIAL.test(one.name)).map(({ name: one }) => one),
      ),
    ),
  ];
  const talking = named.filter(({ route }) => route.isEngineIo !== true);
  return lines(
    `# The WebSocket API of ${oneLine(name)}, as far as its ${framework} sources tell. Say what it promises: what stands here is mocked,`,
    '# held against the backend, and printed as docs. What is not said is never demanded.',
    ...head(name, host),
    'channels:',
    ...named.flatMap(({ route, id }) => channelOf(id, route)),
    ...(talking.length === 0 ? ['operations: {}'] : ['operations:']),
    ...talking.flatMap(({ id, route }) => operationsOf(id, route)),
    ...(talking.length === 0 && secrets.length === 0 ? [] : ['components:']),
    ...(talking.length === 0 ? [] : PING_PONG),
    ...(secrets.length === 0 ? [] : ['  securitySchemes:']),
    ...secrets.flatMap((secret) => [
      `    ${secret}:`,
      '      type: httpApiKey',
      '      in: query',
      `      name: ${secret}`,
    ]),
  );
}

function head(name: string, host: string): string[] {
  return [
    'asyncapi: 3.0.0',
    'info:',
    `  title: ${quoted(oneLine(name))}`,
    '  version: 0.1.0',
    'defaultContentType: application/json',
    'servers:',
    '  local:',
    `    host: ${quoted(host)}`,
    '    protocol: ws',
    '    # x-countersign:',
    '    #   origins: [http://localhost:5173]   # which pages may connect; others are then refused',
  ];
}

function channelOf(id: string, { address, parameters, query, isEngineIo, at }: Route): string[] {
  const plain = query.filter(({ name }) => !CREDENTIAL.test(name));
  return [
    `  ${id}: # ${at}`,
    `    address: ${quoted(address)}`,
    ...(parameters.length === 0 ? [] : ['    parameters:']),
    ...parameters.flatMap(({ name, example }) => [
      `      ${name}:`,
      `        examples: [${quoted(example)}] # verify connects with it`,
    ]),
    ...(isEngineIo === true
      ? ['    messages: {} # the frames of Engine.IO are no JSON; only the handshake is held to the contract']
      : [
          '    messages:',
          "      ping: { $ref: '#/components/messages/ping' }",
          "      pong: { $ref: '#/components/messages/pong' }",
        ]),
    ...(plain.length === 0 ? [] : queryBinding(plain)),
  ];
}

function queryBinding(query: readonly QueryValue[]): string[] {
  const required = query.filter((one) => one.required).map(({ name }) => name);
  return [
    '    bindings:',
    '      ws:',
    '        query:',
    '          type: object',
    ...(required.length === 0 ? [] : [`          required: [${required.join(', ')}]`]),
    '          properties:',
    ...query.map(
      ({ name, example }) => `            ${name}: { type: string, examples: [${quoted(example)}] }`,
    ),
  ];
}

function operationsOf(id: string, { query }: Route): string[] {
  const secrets = query.filter(({ name, required }) => required && CREDENTIAL.test(name));
  const operation = (action: string, message: string): string[] => [
    `  ${id}${message}:`,
    `    action: ${action}`,
    `    channel: { $ref: '#/channels/${id}' }`,
    `    messages: [{ $ref: '#/channels/${id}/messages/${message.toLowerCase()}' }]`,
    ...(secrets.length === 0 ? [] : ['    security:']),
    ...secrets.map(({ name }) => `      - $ref: '#/components/securitySchemes/${name}'`),
  ];
  return [...operation('receive', 'Ping'), ...operation('send', 'Pong')];
}

const PING_PONG: readonly string[] = [
  '  messages:',
  '    # Examples of messages, to be replaced by yours. Nothing says that ping is answered: the mock answers it, verify',
  '    # only looks. `reply` in an operation makes it a promise: docs/how-to/init.md.',
  '    ping:',
  '      summary: Is anybody there?',
  '      payload:',
  '        type: object',
  '        required: [type]',
  '        properties:',
  '          type: { const: ping }',
  '      examples:',
  '        - payload: { type: ping }',
  '    pong:',
  '      summary: Yes.',
  '      payload:',
  '        type: object',
  '        required: [type]',
  '        properties:',
  '          type: { const: pong }',
  '      examples:',
  '        - payload: { type: pong }',
];

function sampleDocument(name: string, host: string): string {
  return lines(
    `# The WebSocket API of ${oneLine(name)}: a start, with one of each thing that a document can promise. Make it yours.`,
    '# What stands here is mocked, held against the backend, and printed as docs.',
    ...head(name, host),
    ...SAMPLE,
  );
}

const SAMPLE: readonly string[] = `channels:
  feed:
    address: /ws
    title: Feed
    messages:
      ping: { $ref: '#/components/messages/ping' }
      pong: { $ref: '#/components/messages/pong' }
      subscribe: { $ref: '#/components/messages/subscribe' }
      unsubscribe: { $ref: '#/components/messages/unsubscribe' }
      tick: { $ref: '#/components/messages/tick' }
operations:
  ping: # a request and its reply, which belong together by their id
    action: receive
    channel: { $ref: '#/channels/feed' }
    messages: [{ $ref: '#/channels/feed/messages/ping' }]
    reply:
      channel: { $ref: '#/channels/feed' }
      messages: [{ $ref: '#/channels/feed/messages/pong' }]
  subscribe: # a request that begins a stream
    action: receive
    channel: { $ref: '#/channels/feed' }
    messages: [{ $ref: '#/channels/feed/messages/subscribe' }]
  unsubscribe: # and one that ends it
    action: receive
    channel: { $ref: '#/channels/feed' }
    messages: [{ $ref: '#/channels/feed/messages/unsubscribe' }]
  ticks:
    action: send
    channel: { $ref: '#/channels/feed' }
    messages: [{ $ref: '#/channels/feed/messages/tick' }]
    x-countersign:
      after: subscribe
      until: unsubscribe
      every: 1s
      bind: { /topic: $message.payload#/topic }
components:
  messages:
    ping:
      summary: Is anybody there?
      correlationId: { location: $message.payload#/id }
      payload:
        type: object
        required: [type, id]
        properties:
          type: { const: ping }
          id: { type: integer, minimum: 1 }
      examples:
        - payload: { type: ping, id: 1 }
    pong:
      summary: Yes.
      correlationId: { location: $message.payload#/id }
      payload:
        type: object
        required: [type, id]
        properties:
          type: { const: pong }
          id: { type: integer, minimum: 1 }
      examples:
        - payload: { type: pong, id: 1 }
    subscribe:
      summary: Tell me what happens to this topic.
      payload:
        type: object
        required: [type, topic]
        properties:
          type: { const: subscribe }
          topic: { type: string, minLength: 1 }
      examples:
        - payload: { type: subscribe, topic: weather }
    unsubscribe:
      summary: No more of this topic.
      payload:
        type: object
        required: [type, topic]
        properties:
          type: { const: unsubscribe }
          topic: { type: string, minLength: 1 }
      examples:
        - payload: { type: unsubscribe, topic: weather }
    tick:
      summary: This has happened.
      payload:
        type: object
        required: [type, topic, value]
        properties:
          type: { const: tick }
          topic: { type: string }
          value: { type: number }
      examples:
        - payload: { type: tick, topic: weather, value: 21.5 }`.split('\n');

/** `/ws/stock/{symbol}` → `wsStock`; equal ones get a number. */
function uniqueIds(routes: readonly Route[]): readonly string[] {
  const taken = new Set<string>();
  return routes.map(({ address }) => {
    const words = address.replaceAll(/\{\w+\}/g, ' ').match(/[A-Za-z0-9]+/g) ?? [];
    const camel = words
      .map((word, index) => (index === 0 ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`))
      .join('');
    const base = /^[A-Za-z]/.test(camel) ? camel : `ws${camel}`;
    let id = base;
    for (let number = 2; taken.has(id); number += 1) id = `${base}${number}`;
    taken.add(id);
    return id;
  });
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
