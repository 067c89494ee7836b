import { expect, test } from 'vitest';
import { contractOf, createStage } from './stage.ts';

/** A chat in lines of text: the named groups of a pattern are the places of a text. */
const chat = contractOf(`
asyncapi: 3.0.0
info: { title: Chat, version: 1.0.0 }
defaultContentType: text/plain
servers: { s: { host: localhost, protocol: ws } }
channels:
  c:
    address: /
    x-countersign: { otherwise: unknown }
    messages:
      nick: { payload: { type: string, pattern: '^NICK (?<nick>\\S+)$' } }
      join: { payload: { type: string, pattern: '^JOIN (?<room>\\S+)$' } }
      part: { payload: { type: string, pattern: '^PART (?<room>\\S+)( .*)?$' } }
      count: { contentType: application/json, payload: { type: object, required: [count], properties: { count: { type: integer } } } }
      welcome: { payload: { type: string, pattern: '^001 (?<nick>\\S+) :' }, examples: [ { payload: '001 {{ request.body/nick > put(nick) }} :Welcome' } ] }
      joined: { payload: { type: string, pattern: '^:(?<nick>\\S+) JOIN (?<room>\\S+)$' }, examples: [ { payload: ':{{ nick }} JOIN here' } ] }
      counted: { payload: { type: string, pattern: '^COUNT (?<n>\\d+)$' }, examples: [ { payload: 'COUNT 0' } ] }
      said: { payload: { type: string, pattern: '^SAY (?<room>\\S+) ' }, examples: [ { payload: 'SAY here hello' } ] }
      unknown: { payload: { type: string, pattern: '^421' }, examples: [ { payload: '421 Unknown command' } ] }
      unsayable: { payload: { type: string, pattern: '^(?=a)b' } }
      ask: { payload: { type: string, pattern: '^ASK$' } }
operations:
  nick: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/nick' } ], reply: { messages: [ { $ref: '#/channels/c/messages/welcome' } ] } }
  join: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/join' } ], reply: { messages: [ { $ref: '#/channels/c/messages/joined' } ] }, x-countersign: { bind: { /room: $message.payload#/room } } }
  part: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/part' } ] }
  count: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/count' } ], reply: { messages: [ { $ref: '#/channels/c/messages/counted' } ] }, x-countersign: { bind: { /n: $message.payload#/count } } }
  ask: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/ask' } ], reply: { messages: [ { $ref: '#/channels/c/messages/unsayable' } ] } }
  talk: { action: send, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/said' } ], x-countersign: { every: 1s, after: join, until: part, bind: { /room: $message.payload#/room } } }
`);

function enter() {
  const stage = createStage(chat);
  stage.open('a', '/');
  return stage;
}

test('a reply repeats a part of a text, and what a template has put aside of an earlier one', () => {
  const stage = enter();
  expect(stage.say('a', 'NICK ann')).toEqual([['a', '001 ann :Welcome']]);
  expect(stage.say('a', 'JOIN attic')).toEqual([
    ['a', ':ann JOIN attic'],
    ['a', 'SAY attic hello'],
  ]);
});

test('a number of a JSON request stands in a text', () => {
  expect(enter().say('a', { count: 12 })).toEqual([['a', 'COUNT 12']]);
});

test('streams are told apart by a part of a text, and end by it', () => {
  const stage = enter();
  for (const room of ['attic', 'cellar']) stage.say('a', `JOIN ${room}`);
  stage.say('a', 'PART attic bye');
  expect(stage.wait(1_000)).toEqual([['a', 'SAY cellar hello']]);
});

test('a text that fits none of several is unknown, and gets what is said of such', () => {
  expect(enter().say('a', 'FLY away')).toEqual([['a', '421 Unknown command']]);
});

test('a reply that there is no text for is withheld, and said to be', () => {
  const stage = enter();
  const effects = stage.engine.step({
    type: 'frame',
    connection: 1,
    frame: { kind: 'text', text: 'ASK' },
    at: 0,
  });
  expect(effects).toContainEqual(
    expect.objectContaining({
      type: 'send',
      message: 'unsayable',
      withheld: true,
      violation: expect.any(String),
    }),
  );
});
