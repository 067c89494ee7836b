import { expect, test } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { bundleOf } from '../support/bundle-of.ts';
import { contractOf, createStage } from './stage.ts';

/** A node that gives each subscription an id, which its events carry (Ethereum's eth_subscribe, WAMP's SUBSCRIBED). */
const node = ({
  reply = '',
  bind = '{ /sub: $reply.payload#/result }',
  after = 'after: subscribe, ',
}: {
  readonly reply?: string;
  readonly bind?: string;
  readonly after?: string;
} = {}) => `
asyncapi: 3.0.0
info: { title: Node, version: 1.0.0 }
servers: { s: { host: localhost, protocol: ws } }
channels:
  c:
    address: /
    messages:
      subscribe: { payload: { type: object, required: [id, method], properties: { id: { type: integer }, method: { const: subscribe } } } }
      unsubscribe: { payload: { type: object, required: [id, method, which], properties: { id: { type: integer }, method: { const: unsubscribe }, which: { type: integer } } } }
      subscribed: { payload: { type: object, required: [id, result], properties: { id: { type: integer }, result: { type: integer } } }, examples: [ { payload: { id: 1, result: '{{ randomInt(100, 999) }}' } } ] }
      event: { payload: { type: object, required: [sub], properties: { sub: { type: integer } } }, examples: [ { payload: { sub: 1 } } ] }
operations:
  subscribe: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/subscribe' } ], reply: { messages: [ { $ref: '#/channels/c/messages/subscribed' } ] }, x-countersign: { ${reply} } }
  unsubscribe: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/unsubscribe' } ] }
  events: { action: send, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/event' } ], x-countersign: { ${after}every: 1s, until: { operation: unsubscribe, bind: { /sub: $message.payload#/which } }, bind: ${bind} } }
`;

const idOf = (got: readonly (readonly [string, unknown])[]) =>
  got.flatMap(([, what]) => (what as { result?: number }).result ?? [])[0];

test.each([
  ['at once', '', 0],
  ['late', 'delay: 300ms', 300],
])("a stream repeats the id of the server's own reply, which comes %s, and ends by it", (_, reply, delay) => {
  const stage = createStage(contractOf(node({ reply })));
  stage.open('a', '/');
  const ids = [1, 2].map((id) => {
    const got = [...stage.say('a', { id, method: 'subscribe' }), ...stage.wait(delay)];
    const result = idOf(got);
    expect(got.filter(([, what]) => (what as { sub?: unknown }).sub === result).length).toBeGreaterThan(0);
    return result;
  });
  const [first, second] = ids;
  expect(first).not.toBe(second);
  expect(first).toBeGreaterThanOrEqual(100);
  stage.say('a', { id: 3, method: 'unsubscribe', which: first });
  expect(stage.wait(1_000)).toEqual([['a', { sub: second }]]);
});

test.each([
  ['a stream that nothing begins', node({ after: '' })],
  ['a reply', node({ reply: 'bind: { /result: $reply.payload#/result }' })],
])('%s has no reply to repeat', (_, document) => {
  const { problems } = compile(bundleOf(document), { perspective: 'server' });
  expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
    { rule: 'extension.invalid', message: expect.stringContaining('"$reply.payload#/result"') },
  ]);
});

test('a stream that repeats an id of the reply, and ends by a request that does not say it, is warned of', () => {
  const document = node().replace(
    '{ operation: unsubscribe, bind: { /sub: $message.payload#/which } }',
    'unsubscribe',
  );
  const { problems } = compile(bundleOf(document), { perspective: 'server' });
  expect(problems.filter(({ severity }) => severity !== 'info')).toMatchObject([
    { severity: 'warning', rule: 'extension.invalid', message: expect.stringContaining('ends all of them') },
  ]);
});

/** Where one operation says what a request gets, another that takes it and says nothing means nothing. */
test('no reply is guessed for a request that another operation says the reply to', () => {
  const contract = contractOf(`
asyncapi: 3.0.0
info: { title: Gateway, version: 1.0.0 }
servers: { s: { host: localhost, protocol: ws } }
channels:
  c:
    address: /
    messages:
      identify: { payload: { type: object, required: [op, token], properties: { op: { const: identify }, token: { type: string } } } }
      identified: { payload: { type: object, required: [op], properties: { op: { const: identified } } } }
operations:
  identify: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/identify' } ], reply: { messages: [ { $ref: '#/channels/c/messages/identified' } ] }, x-countersign: { when: { properties: { token: { const: good } } } } }
  refuse: { action: receive, channel: { $ref: '#/channels/c' }, messages: [ { $ref: '#/channels/c/messages/identify' } ], x-countersign: { close: 4004 } }
`);
  const stage = createStage(contract);
  stage.open('a', '/');
  expect(stage.say('a', { op: 'identify', token: 'good' })).toEqual([['a', { op: 'identified' }]]);
  expect(stage.say('a', { op: 'identify', token: 'bad' })).toEqual([['a', 'close 4004']]);
});
