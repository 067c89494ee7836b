import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Binding } from '../contract/binding.ts';
import type { Json } from '../contract/json.ts';
import { bind } from '../rules/exchange.ts';
import { boundText } from './payload-text.ts';

const at = { file: 'test.yaml', pointer: '', line: 1, column: 1 };
const into = (...pointers: string[]): Binding[] =>
  pointers.map((pointer) => ({
    into: pointer,
    from: { kind: 'template', text: '' },
    basis: 'extension',
    at,
  }));

const payload = { type: 'pong', data: { id: 1, list: [1, { a: 2 }] }, 2: 'two' };

test.each<[string, string[], (Json | undefined)[], string]>([
  ['a member', ['/type'], ['x'], '{"2":"two","type":"x","data":{"id":1,"list":[1,{"a":2}]}}'],
  [
    'two members, out of order',
    ['/data/id', '/2'],
    [5, null],
    '{"2":null,"type":"pong","data":{"id":5,"list":[1,{"a":2}]}}',
  ],
  ['an item', ['/data/list/1/a'], [[]], '{"2":"two","type":"pong","data":{"id":1,"list":[1,{"a":[]}]}}'],
  [
    'a new member',
    ['/data/new'],
    [{ b: 1 }],
    '{"2":"two","type":"pong","data":{"id":1,"list":[1,{"a":2}],"new":{"b":1}}}',
  ],
  [
    'a new member that sorts first',
    ['/1'],
    [true],
    '{"1":true,"2":"two","type":"pong","data":{"id":1,"list":[1,{"a":2}]}}',
  ],
  ['the whole', [''], ['all'], '"all"'],
  [
    'nothing, where there is no value',
    ['/type', '/2'],
    [undefined, 2],
    '{"2":2,"type":"pong","data":{"id":1,"list":[1,{"a":2}]}}',
  ],
  [
    'a place within another',
    ['/data', '/data/id'],
    [{ x: 1 }, 7],
    '{"2":"two","type":"pong","data":{"x":1,"id":7}}',
  ],
  ['one place twice', ['/type', '/type'], [1, 2], '{"2":"two","type":2,"data":{"id":1,"list":[1,{"a":2}]}}'],
])('%s is bound', (_, pointers, values, expected) => {
  const bindings = into(...pointers);
  expect(boundText(payload, bindings, values)).toBe(expected);
  expect(boundText(payload, bindings, values)).toBe(expected);
});

test('a payload that holds the text of a mark is bound where it is to be, and nowhere else', () => {
  const tricky = { a: '\u0001bound 0\u0001', b: 1 };
  expect(JSON.parse(boundText(tricky, into('/b'), [2]))).toEqual({ ...tricky, b: 2 });
});

test('the text is that of the bound payload, whatever the payload, the places and the values', () => {
  const pointer = fc.array(fc.constantFrom('a', 'b', '0', '1', '__proto__'), { maxLength: 3 });
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(fc.tuple(pointer, fc.option(fc.jsonValue(), { nil: undefined })), {
        minLength: 1,
        maxLength: 3,
      }),
      (value, places) => {
        const bindings = into(...places.map(([path]) => path.map((token) => `/${token}`).join('')));
        const values = places.map(([, bound]) => bound as Json | undefined);
        expect(boundText(value as Json, bindings, values)).toBe(
          JSON.stringify(bind(value as Json, bindings, values)),
        );
      },
    ),
  );
});
