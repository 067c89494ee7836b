import { expect, it } from 'vitest';
import { bundleOf } from '../../../test/support/bundle-of.ts';
import { createProblemList } from '../problems.ts';
import { createDocumentReader } from './document-reader.ts';
import { withTraits } from './traits.ts';

it('a trait shows through where the element says nothing, a later trait before an earlier one', () => {
  const reader = createDocumentReader(
    bundleOf(`
operation:
  summary: own
  bindings: { http: { method: PUT } }
  traits:
    - { summary: first, title: first, bindings: { http: { method: GET, query: { a: 1 } } } }
    - { $ref: '#/second' }
second: { title: second, bindings: { ws: { b: 2 } } }
`),
    createProblemList(),
  );
  const plain = reader.child(reader.root, 'operation');
  if (plain === undefined) throw new Error('There is an operation.');
  const node = withTraits(reader, plain);
  const bindings = reader.child(node, 'bindings');
  const http = reader.child(bindings, 'http');
  expect(reader.text(node, 'summary')).toBe('own');
  expect(reader.text(node, 'title')).toBe('second');
  expect(reader.text(http, 'method')).toBe('PUT');
  expect(reader.child(http, 'query')?.value).toEqual({ a: 1 });
  expect(reader.child(bindings, 'ws')?.value).toEqual({ b: 2 });
});
