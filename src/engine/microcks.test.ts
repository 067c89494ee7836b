import { describe, expect, test } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { compile } from '../compile/compile.ts';
import type { Json } from '../contract/json.ts';
import { createEngine } from './create-engine.ts';
import type { Effect } from './engine.ts';

/** A document of a Microcks user: an order that is placed and answered, and prices that come by themselves. */
function document(
  operation: string,
  examples = '',
  frequency = 'x-microcks-operation: { frequency: 3 }',
): string {
  return `
asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
servers: { s: { host: localhost, protocol: ws } }
channels:
  orders:
    address: /orders/{room}
    parameters: { room: { examples: ['small:lobby', 'eur:usd'] } }
    messages:
      order:
        payload:
          type: object
          required: [type]
          properties: { type: { const: order }, item: {}, amount: {}, tags: { type: array }, list: {} }
      answer:
        payload:
          type: object
          required: [says]
          properties: { says: { type: string }, at: { type: string }, count: { type: integer } }
        examples:
          - { name: small, payload: { says: small } }
          - { name: large, payload: { says: large } }
          - { name: other, payload: { says: other } }
${examples}
      price:
        payload: { type: object, required: [price], properties: { price: { type: number }, of: { type: string, minLength: 2 } } }
        examples:
          - { name: one, payload: { price: 1 } }
          - { name: two, payload: { price: 2 } }
operations:
  place:
    action: receive
    channel: { $ref: '#/channels/orders' }
    messages: [{ $ref: '#/channels/orders/messages/order' }]
    reply: { channel: { $ref: '#/channels/orders' }, messages: [{ $ref: '#/channels/orders/messages/answer' }] }
    ${operation}
  prices:
    action: send
    channel: { $ref: '#/channels/orders' }
    messages: [{ $ref: '#/channels/orders/messages/price' }]
    ${frequency}
`;
}

function play(yaml: string, push: number | 'off' = 1000) {
  const { contract, problems } = compile(bundleOf(yaml), { perspective: 'server' });
  const engine = createEngine(contract, { push, startedAt: Date.UTC(2026, 10, 21) });
  const attempt = {
    path: '/orders/lobby',
    query: [['lang', 'fr']] as const,
    headers: [['X-Trace', 't1']] as const,
  };
  const decision = engine.handshake(attempt, 0);
  if (decision.kind !== 'accept') throw new Error(`The handshake got ${decision.kind}.`);
  const sent = (effects: readonly Effect[]): Json[] =>
    effects.flatMap((effect) =>
      effect.type === 'send' && 'text' in effect.data ? [JSON.parse(effect.data.text) as Json] : [],
    );
  let now = 0;
  const opened = sent(
    engine.step({ type: 'open', connection: 1, accepted: decision.judgement, attempt, at: 0 }),
  );
  return {
    contract,
    opened,
    problems: problems.map(({ severity, message, at }) => [severity, message, at.pointer]),
    /** What an order gets, at once and in the next `wait` ms. */
    order(of: Record<string, Json> = {}, wait = 0): readonly Json[] {
      const text = JSON.stringify({ type: 'order', ...of });
      const effects = engine.step({ type: 'frame', connection: 1, frame: { kind: 'text', text }, at: now });
      return [...sent(effects), ...this.wait(wait).map(({ payload }) => payload)];
    },
    wait(ms: number): { at: number; payload: Json }[] {
      const end = now + ms;
      const seen: { at: number; payload: Json }[] = [];
      for (let due = engine.due; due !== undefined && due <= end; due = engine.due) {
        now = due;
        for (const payload of sent(engine.step({ type: 'tick', at: now }))) seen.push({ at: now, payload });
      }
      now = end;
      return seen;
    },
  };
}

const jsonBody = (rules: unknown): string =>
  `x-microcks-operation: { dispatcher: JSON_BODY, dispatcherRules: '${JSON.stringify(rules)}' }`;

describe('frequency', () => {
  test('is the pace of a push, the first within a second, and no promise', () => {
    const { contract, wait } = play(document(''));
    expect(contract.endpoints[0]?.operations[1]).toMatchObject({ kind: 'push', pace: 3000 });
    expect(contract.endpoints[0]?.operations[1]).not.toHaveProperty('every');
    expect(wait(8000)).toEqual([
      { at: 1000, payload: { price: 1 } },
      { at: 4000, payload: { price: 2 } },
      { at: 7000, payload: { price: 1 } },
    ]);
  });

  test('holds although other pushes are switched off; without one they have the pace of the mock', () => {
    expect(play(document(''), 'off').wait(5000)).toHaveLength(2);
    expect(play(document('', '', ''), 'off').wait(5000)).toEqual([]);
    expect(play(document('', '', ''), 500).wait(2000)).toHaveLength(4);
  });

  test('goes before the delay that Microcks keeps in the same place', () => {
    const paces = [
      '{ delay: 30 }',
      '{ delay: 30, frequency: 5 }',
      '{ frequency: 0 }',
      '{ frequency: often }',
    ].map(
      (text) => play(document('', '', `x-microcks-operation: ${text}`)).contract.endpoints[0]?.operations[1],
    );
    expect(paces.map((push) => (push?.kind === 'push' ? push.pace : 'none'))).toEqual([
      30_000,
      5000,
      undefined,
      undefined,
    ]);
  });
});

test('delay holds an answer back', () => {
  const mock = play(document('x-microcks-operation: { delay: 200 }'), 'off');
  expect(mock.order()).toEqual([]);
  expect(mock.wait(250)).toEqual([{ at: 200, payload: { says: 'small' } }]);
});

describe('the dispatcher JSON_BODY', () => {
  const cases = (operator: string, of: Record<string, string>, exp = '/amount') =>
    jsonBody({ exp, operator, cases: of });

  test.each([
    ['equals a text', cases('equals', { cup: 'large', default: 'other' }, '/item'), { item: 'cup' }, 'large'],
    ['equals a number', cases('equals', { 7: 'large', default: 'other' }), { amount: 7 }, 'large'],
    ['equals true', cases('equals', { true: 'large', default: 'other' }), { amount: true }, 'large'],
    ['none of the cases', cases('equals', { 7: 'large', default: 'other' }), { amount: 8 }, 'other'],
    ['nothing there', cases('equals', { 7: 'large', default: 'other' }), {}, 'other'],
    ['no case and no default', cases('equals', { 7: 'large' }), { amount: 8 }, 'small'],
    ['a range', cases('range', { '[0;10[': 'other', '[10;20]': 'large' }), { amount: 10 }, 'large'],
    [
      'a range that leaves its end out',
      cases('range', { '[0;10[': 'large', default: 'other' }),
      { amount: 10 },
      'other',
    ],
    [
      'a range that leaves its start out',
      cases('range', { ']0;10]': 'large', default: 'other' }),
      { amount: 0 },
      'other',
    ],
    [
      'a pattern of the whole value',
      cases('regexp', { 'c.p': 'large', default: 'other' }, '/item'),
      { item: 'cup' },
      'large',
    ],
    [
      'a pattern of a part only',
      cases('regexp', { 'c.p': 'large', default: 'other' }, '/item'),
      { item: 'cups' },
      'other',
    ],
    [
      'the size of a list',
      cases('size', { '[2;3]': 'large', default: 'other' }, '/tags'),
      { tags: [1, 2] },
      'large',
    ],
    [
      'a list too long',
      cases('size', { '[0;2[': 'large', default: 'other' }, '/tags'),
      { tags: [1, 2] },
      'other',
    ],
    ['presence', cases('presence', { found: 'large', missing: 'other' }), { amount: 0 }, 'large'],
    ['absence', cases('presence', { found: 'large', missing: 'other' }), {}, 'other'],
    [
      'an item of a list',
      cases('equals', { x: 'large', default: 'other' }, '/list/1/a'),
      { list: [0, { a: 'x' }] },
      'large',
    ],
  ])('%s', (_, operation, request, says) => {
    const mock = play(document(operation), 'off');
    expect(mock.problems).toEqual([]);
    expect(mock.order(request)).toEqual([{ says }]);
  });

  test('takes rules that are written out in YAML', () => {
    const rules = '{ exp: /item, operator: equals, cases: { cup: large } }';
    const mock = play(
      document(`x-microcks-operation: { dispatcher: JSON_BODY, dispatcherRules: ${rules} }`),
      'off',
    );
    expect(mock.order({ item: 'cup' })).toEqual([{ says: 'large' }]);
  });
});

test('the dispatcher FALLBACK answers what the inner one leaves', () => {
  const dispatcherRules = JSON.stringify({ exp: '/item', operator: 'equals', cases: { cup: 'large' } });
  const rules = JSON.stringify({ dispatcher: 'JSON_BODY', dispatcherRules, fallback: 'other' });
  const operation = `x-microcks-operation:\n      dispatcher: FALLBACK\n      dispatcherRules: ${JSON.stringify(rules)}`;
  const mock = play(document(operation), 'off');
  expect([mock.order({ item: 'cup' }), mock.order({ item: 'pot' })]).toEqual([
    [{ says: 'large' }],
    [{ says: 'other' }],
  ]);
});

test('the dispatcher SEQUENCE takes the examples in turn, for each connection anew', () => {
  const mock = play(document('x-microcks-operation: { dispatcher: SEQUENCE }'), 'off');
  expect([1, 2, 3, 4].map(() => mock.order())).toEqual([
    [{ says: 'small' }],
    [{ says: 'large' }],
    [{ says: 'other' }],
    [{ says: 'small' }],
  ]);
});

test('the dispatcher RANDOM takes any of them, the same for the same seed', () => {
  const run = () => {
    const mock = play(document('x-microcks-operation: { dispatcher: RANDOM }'), 'off');
    return Array.from({ length: 30 }, () => mock.order()).flat();
  };
  expect(run()).toEqual(run());
  expect(new Set(run().map((payload) => JSON.stringify(payload))).size).toBe(3);
});

test.each([
  [
    jsonBody({ exp: '/item', operator: 'equals', cases: { cup: 'larg' } }),
    [
      'warning',
      'No reply has an example "larg". Did you mean "large"?',
      '/operations/place/x-microcks-operation/dispatcherRules',
    ],
  ],
  [
    'x-microcks-operation: { dispatcher: JSON_BODY, dispatcherRules: nonsense }',
    [
      'warning',
      'The rules of the dispatcher JSON_BODY are not understood.',
      '/operations/place/x-microcks-operation/dispatcherRules',
    ],
  ],
  [
    'x-microcks-operation: { dispatcher: GROOVY, dispatcherRules: return }',
    [
      'info',
      'The dispatcher GROOVY is not run; the mock answers as if it were not there.',
      '/operations/place/x-microcks-operation/dispatcher',
    ],
  ],
])('%s is reported, and the mock answers as without it', (operation, problem) => {
  const mock = play(document(operation), 'off');
  expect(mock.problems).toEqual([problem]);
  expect(mock.order()).toEqual([{ says: 'small' }]);
});

describe('an example', () => {
  const one = (example: string): string =>
    document('x-microcks-operation: { dispatcher: SEQUENCE }', example).replace(
      / +- \{ name: .*says: \w+ \} \}\n/g,
      '',
    );

  test.each([
    [
      "{ says: '{{ request.headers[x-trace] }} {{ request.params[lang] }} {{ request.path[1] }}' }",
      { says: 't1 fr lobby' },
    ],
    ["{ says: '{{ request.params[room] }} {{ request.path }}' }", { says: 'lobby /orders/lobby' }],
    ["{ says: '{{ request.body/item }}' }", { says: 'cup' }],
    ["{ says: x, at: '{{ now() }}' }", { says: 'x', at: '1795219200000' }],
    ["{ says: x, at: \"{{ now(yyyy-MM-dd'T'HH:mm:SS'Z') }}\" }", { says: 'x', at: '2026-11-21T00:00:00Z' }],
    ["{ says: x, count: '{{ randomInt(5, 5) }}' }", { says: 'x', count: 5 }],
    ['\'{"says": "x", "count": {{ randomInt(5, 5) }}}\'', { says: 'x', count: 5 }],
  ])('%s', (payload, expected) => {
    const mock = play(one(`          - { name: t, payload: ${payload} }`), 'off');
    expect(mock.order({ item: 'cup' })).toEqual([expected]);
  });

  test('that takes something from a request is never pushed', () => {
    const some = document('').replace('{ price: 2 }', "{ price: 2, of: '{{ request.body/item }}' }");
    expect(
      play(some)
        .wait(8000)
        .map(({ payload }) => payload),
    ).toEqual([{ price: 1 }, { price: 1 }, { price: 1 }]);
    const all = some.replace('{ price: 1 }', "{ price: 1, of: '{{ request.body/item }}' }");
    expect(play(all).wait(8000)).toEqual([]);
  });
});

test('the value of a parameter stands behind the name of an example; another colon is a part of it', () => {
  expect(play(document('')).contract.endpoints[0]?.parameters[0]?.examples).toEqual(['lobby', 'eur:usd']);
});

test('parameters of AsyncAPI 2 may have their examples by name', () => {
  const { contract } = compile(
    bundleOf(`
asyncapi: 2.6.0
info: { title: T, version: 1.0.0 }
channels:
  /a/{map}/{list}/{text}:
    parameters:
      map: { schema: { type: string, examples: { one: { value: 1 }, two: { value: 2 } } } }
      list: { schema: { type: string, examples: [{ one: { value: a } }, { two: { value: b } }] } }
      text: { schema: { type: string, enum: [x, y], examples: ['one:x', 'two:z'] } }
    subscribe:
      message: { payload: { type: object }, examples: [{ one: { payload: {} } }, { name: two, payload: {} }] }
`),
  );
  expect(contract.endpoints[0]?.parameters.map(({ examples }) => examples)).toEqual([
    ['1', '2'],
    ['a', 'b'],
    ['x', 'y'],
  ]);
});
