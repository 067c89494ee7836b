import { expect, test } from 'vitest';
import { createRandom } from './random.ts';
import { renderTemplate, renderTemplates } from './template.ts';

const now = Date.UTC(2026, 10, 21, 5, 7, 9);
const context = () => ({
  request: { symbol: 'AAPL', count: 3, list: [1, 2] },
  parameters: { room: 'lobby' },
  now,
  random: createRandom(7),
  memory: {},
});

test.each([
  ['plain text', 'plain text'],
  ['{{ request.body/symbol }}', 'AAPL'],
  ['Subscribed to {{ request.body/symbol }} updates', 'Subscribed to AAPL updates'],
  ['{{ request.body/count }}', 3],
  ['{{ request.body/list }} items', '[1,2] items'],
  ["{{ request.body/name || 'John' }}", 'John'],
  ['{{ request.params[room] }}', 'lobby'],
  ['{{ now() }}', now],
  ["{{ now(yyyy-MM-dd'T'HH:mm:ss'Z') }}", '2026-11-21T05:07:09Z'],
  ['{{ now(yyyy-MM-dd, +1M) }}', '2026-12-21'],
  ['{{ now(dd/MM/yy, -2d) }}', '19/11/26'],
  ['{{ noSuchFunction() }}', ''],
  ['a {{ nothing }} b', 'a  b'],
  ['{{ request.body/symbol }}-{{ request.body/count }}', 'AAPL-3'],
])('%s renders to %j', (template, expected) => {
  expect(renderTemplate(template, context())).toEqual(expected);
});

test('the same seed gives the same random values', () => {
  const template = { id: '{{ uuid() }}', n: '{{ randomInt(1, 6) }}', s: '{{ $randomString }}' };
  const rendered = renderTemplates(template, context()) as Record<string, unknown>;
  expect(renderTemplates(template, context())).toEqual(rendered);
  expect(rendered.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(rendered.n).toBeTypeOf('number');
  expect(rendered.s).toHaveLength(32);
});

test('a value that is put aside is read by its name, and lives as long as its connection', () => {
  const connection = context();
  const id = renderTemplate('{{ uuid() > put(session) }}', connection);
  expect(renderTemplate('{{ session }}', connection)).toBe(id);
  expect(renderTemplate("{{ session || 'none' }}", context())).toBe('none');
});
