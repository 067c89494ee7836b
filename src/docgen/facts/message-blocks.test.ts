import { expect, test } from 'vitest';
import { bundleOf } from '../../../test/support/bundle-of.ts';
import { compile } from '../../compile/compile.ts';
import { pageMarkdown } from '../markdown/blocks-markdown.ts';
import { docsPages } from '../pages.ts';

const DOCUMENT = `
asyncapi: 3.0.0
info: { title: T, version: '1' }
servers: { s: { host: h, protocol: ws } }
channels:
  room:
    address: /room
    messages:
      tick:
        payload:
          type: object
          required: [price]
          properties:
            price: { type: number, minimum: 0, description: What it costs. }
            node: { $ref: '#/components/schemas/node' }
        examples:
          - { name: good, payload: { price: 1.5 } }
          - { name: bad, payload: { price: free } }
operations:
  ticks: { action: send, channel: { $ref: '#/channels/room' } }
components:
  schemas: { node: { type: object, properties: { id: { type: string, format: uuid }, next: { $ref: '#/components/schemas/node' }, tags: { type: array, items: { enum: [a, b] } } } } }
`;

test('an example that breaks its schema is left out, and said to be; recursion ends; limits are told', () => {
  const { contract } = compile(bundleOf(DOCUMENT), { perspective: 'server' });
  const page = docsPages(contract).find(({ path }) => path === 'endpoints/room');
  const text = page === undefined ? '' : pageMarkdown(page);
  expect(text).toContain('"price": 1.5');
  expect(text).not.toContain('"price": "free"');
  expect(text).toContain(
    '> The document has an example `bad` that breaks its own schema, and is left out: `/price is "free", and must be a number` (asyncapi.yaml:',
  );
  expect(text).toContain('| `price` | number | _required_ | What it costs; at least `0` |');
  expect(text).toContain('| `node.id` | string (uuid) |');
  expect(text).toContain('| `node.tags` | array of `"a"` \\| `"b"` |');
  expect(text.match(/`node\.next/g)).toHaveLength(1);
});
