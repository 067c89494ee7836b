import { describe, expect, test } from 'vitest';
import type { Contract } from '../contract/contract.ts';
import { loadContract } from '../load/load-contract.ts';
import { widthOf } from './layout/span.ts';
import { conditionWords } from './show/condition-words.ts';
import { renderShow } from './show.ts';
import { plainStyle } from './style.ts';

const SHOP = `asyncapi: 3.0.0
info: { title: Shop, version: 1.0.0, description: "What happens\\nin the shop.\\n\\nMore." }
x-countersign:
  perspective: server
  scenarios:
    order: { endpoint: events, steps: [{ server: welcome }, { client: ask }, { server: told }, { client: track }, { server: tick, repeat: 3 }] }
servers:
  s:
    host: localhost:8000
    protocol: ws
    security: [{ $ref: '#/components/securitySchemes/token' }]
    x-countersign: { origins: ['http://localhost:3000'], missingOrigin: reject, refuse: { origin: 403, path: [403, 404] }, limits: { payload: 1MiB } }
channels:
  events:
    address: /ws/{room}
    summary: Everything that happens.
    parameters: { room: { enum: [a, b] } }
    x-countersign:
      greeting: [welcome]
      invalid: { close: 1008 }
      keepalive: { idle: 30s, send: tick, close: 60s }
    messages:
      welcome: { payload: { type: object } }
      ask: { payload: { type: object, properties: { id: { type: integer } } } }
      told: { payload: { type: object, properties: { id: { type: integer } } } }
      track: { payload: { type: object } }
      tick: { payload: { type: object } }
      stop: { payload: { type: object } }
  old:
    address: /old
    messages: { note: {}, list: {}, listed: {} }
  gone:
    address: /gone
    x-countersign: { absent: true }
operations:
  ask:
    action: receive
    channel: { $ref: '#/channels/events' }
    messages: [{ $ref: '#/channels/events/messages/ask' }]
    reply: { messages: [{ $ref: '#/channels/events/messages/told' }] }
    x-countersign: { within: 2s, bind: { /id: $message.payload#/id }, when: { properties: { id: { const: 7 } } } }
  track:
    action: receive
    channel: { $ref: '#/channels/events' }
    messages: [{ $ref: '#/channels/events/messages/track' }]
  stop:
    action: receive
    channel: { $ref: '#/channels/events' }
    messages: [{ $ref: '#/channels/events/messages/stop' }]
  ticks:
    action: send
    channel: { $ref: '#/channels/events' }
    messages: [{ $ref: '#/channels/events/messages/tick' }]
    x-countersign: { every: 5s, after: track, until: stop }
  list:
    action: receive
    channel: { $ref: '#/channels/old' }
    messages: [{ $ref: '#/channels/old/messages/list' }]
  news:
    action: send
    channel: { $ref: '#/channels/old' }
    messages: [{ $ref: '#/channels/old/messages/note' }, { $ref: '#/channels/old/messages/listed' }]
components:
  securitySchemes:
    token: { type: httpApiKey, in: query, name: token }
`;

async function shop(): Promise<Contract> {
  return (await loadContract('-', { stdin: async () => SHOP, validate: false })).contract;
}

test('a page at 80 columns', async () => {
  expect(`\n${renderShow(await shop(), plainStyle(80))}`).toBe(`
Shop 1.0.0 · -
What happens in the shop.
Written from the server's view, as the document says.

events
  ws://localhost:8000/ws/{room}
  Everything that happens.

  To connect
    {room}        one of a, b
    Origin        http://localhost:3000 · else 403
    no Origin     refused · else 403
    credential    token in the query, ?token=…

  On open
    ← welcome

  The client sends
    → ask    ← told        when id is 7 · within 2 s · copies /id
    → track  starts ticks
    → stop   ends ticks

  The server sends
    ← tick  every 5 s after track until stop

  Otherwise
    bad input     closed with 1008
    silence       ← tick after 30 s, closed after 60 s
    payload       1 MiB at most; more is closed with 1009

old
  ws://localhost:8000/old

  To connect
    Origin        http://localhost:3000 · else 403
    no Origin     refused · else 403
    credential    token in the query, ?token=…

  The client sends
    → list  ← listed  inferred

  The server sends
    ← note  now and then  one a second, in turn (the mock's default)

  Otherwise
    bad input     ignored, and noted in the journal (the mock's default)
    payload       1 MiB at most; more is closed with 1009

gone
  ws://localhost:8000/gone

  This endpoint must not exist.

Any other path on localhost:8000 is refused with 403 or 404.

Scenarios
  order  ← welcome → ask ← told → track ← tick × 3

Left open
  Nobody promised this; verify observes it, and these words would promise it.

    what bad input gets           invalid: { reply: … }      old
    the reply, which is inferred  reply: … on the operation  list
    when the server sends it      every: 5s, or after: …     news
`);
});

test('no line is wider than the page, except for addresses', async () => {
  const contract = await shop();
  for (const width of [60, 80, 100, 120, 200]) {
    for (const line of renderShow(contract, plainStyle(width)).split('\n')) {
      if (!line.includes('://')) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }
  }
});

describe('a condition in words', () => {
  test.each([
    [{ properties: { data: { properties: { final: { const: true } } } } }, 'data.final is true'],
    [{ properties: { id: { type: 'null' } }, required: ['id'] }, 'id is null'],
    [{ properties: { id: { type: 'string', pattern: '^A' } } }, 'id is of type string and id matches ^A'],
    [{ properties: { s: { enum: ['a', 1] } } }, 's is one of "a", 1'],
    [{ not: {} }, '{"not":{}}'],
    [{ properties: { s: { enum: ['a'.repeat(80)] } } }, `s is one of "${'a'.repeat(46)}…`],
  ])('%j: %s', (schema, words) => {
    expect(conditionWords(schema)).toBe(words);
  });
});
