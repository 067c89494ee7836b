import { expect, test } from 'vitest';
import { bundleOf } from '../../test/support/bundle-of.ts';
import { compile } from '../compile/compile.ts';
import { guardPatterns } from '../schema/patterns/guard-patterns.ts';
import { guardTexts } from './guard-texts.ts';

const bound = (pattern: string) => {
  const { contract } = compile(
    bundleOf(`
asyncapi: 3.0.0
info: { title: T, version: '1' }
defaultContentType: text/plain
servers: { s: { host: h, protocol: ws } }
channels: { c: { address: /, messages: { ask: { payload: { type: string, pattern: '${pattern}' } }, answer: { payload: { type: string, pattern: '^A (?<id>.*)$' } } } } }
operations: { ask: { action: receive, channel: { $ref: '#/channels/c' }, messages: [{ $ref: '#/channels/c/messages/ask' }], reply: { messages: [{ $ref: '#/channels/c/messages/answer' }] }, x-countersign: { bind: { /id: $message.payload#/id } } } }`),
    { perspective: 'server' },
  );
  const [endpoint] = guardTexts(guardPatterns(contract)).endpoints;
  const [operation] = endpoint?.operations ?? [];
  return { endpoint, bind: operation?.kind === 'request' ? operation.reply?.bind[0] : undefined };
};

test.each([
  ['a harmless pattern finds its parts', '^Q (?<id>.*)$', [{ pattern: '^Q (?<id>.*)$' }]],
  ['one that backtracks finds none', '^(a+)+(?<id>b)$', []],
  [
    'a slow one finds them in short texts',
    'a*a*(?<id>b)$',
    [{ pattern: 'a*a*(?<id>b)$', longest: expect.any(Number) }],
  ],
])('%s', (_, pattern, texts) => {
  const { endpoint, bind } = bound(pattern);
  expect(bind).toMatchObject({ from: { kind: 'request', texts }, intoTexts: [{ pattern: '^A (?<id>.*)$' }] });
  expect(endpoint?.texts).toEqual(texts);
});
