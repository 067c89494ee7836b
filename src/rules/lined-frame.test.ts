import { expect, test } from 'vitest';
import { tinyContract } from '../../test/support/tiny-contract.ts';
import type { Contract } from '../contract/contract.ts';
import { linesOf } from './lined-frame.ts';

function contractOf(contentType: string): Contract {
  const { contract } = tinyContract({ event: { from: 'server' }, ask: { from: 'client' } });
  const { event } = contract.messages;
  if (event === undefined) throw new Error('The tiny contract has the message.');
  return { ...contract, messages: { ...contract.messages, event: { ...event, contentType } } };
}

test.each<[contentType: string, from: 'client' | 'server', text: string, lines: readonly string[]]>([
  ['application/x-ndjson', 'server', '{"a":1}\n{"a":2}\n', ['{"a":1}', '{"a":2}']],
  ['application/jsonl; charset=utf-8', 'server', '{"a":1}\r\n\r\n{"a":2}', ['{"a":1}\r', '{"a":2}']],
  ['application/x-ndjson', 'server', '{"a":1}', ['{"a":1}']],
  ['application/x-ndjson', 'server', '\n\n', ['\n\n']],
  ['application/x-ndjson', 'client', '{"a":1}\n{"a":2}', ['{"a":1}\n{"a":2}']],
  ['application/json', 'server', '{\n"a":1\n}', ['{\n"a":1\n}']],
])('%s, from the %s: %j', (contentType, from, text, lines) => {
  const contract = contractOf(contentType);
  const [endpoint] = contract.endpoints;
  if (endpoint === undefined) throw new Error('The tiny contract has one endpoint.');
  expect(linesOf(contract, endpoint, from, { kind: 'text', text })).toEqual(
    lines.map((line) => ({ kind: 'text', text: line })),
  );
});
