import { expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import type { Contract, Server } from '../contract/contract.ts';
import { resolveTargets } from './targets.ts';

const base = chatContract();
const dev: Server = { name: 'dev', protocol: 'ws', host: 'localhost:8000', pathname: '' };
const api: Server = { name: 'api', protocol: 'http', host: 'localhost:8001', pathname: '/v1' };
const contract: Contract = { ...base, servers: { dev, api } };

test('one URL is the place of every server', () => {
  const targets = resolveTargets(contract, ['wss://staging.example:8443']);
  expect(targets.transport(dev).base).toBe('wss://staging.example:8443');
  expect(targets.transport(api).base).toBe('wss://staging.example:8443');
  expect(targets.origin).toBe('https://staging.example:8443');
  expect(targets.text).toBe('wss://staging.example:8443');
});

test('a named one is the place of that server alone', () => {
  const targets = resolveTargets(contract, ['ws://127.0.0.1:1', 'api=http://127.0.0.1:2']);
  expect(targets.transport(dev).base).toBe('ws://127.0.0.1:1');
  expect(targets.transport(api).base).toBe('ws://127.0.0.1:2');
});

test('without a general one, the first named one stands in', () => {
  expect(resolveTargets(contract, ['api=http://[::1]:2']).transport(dev).base).toBe('ws://[::1]:2');
});

test.each([
  ['/v1/items', 'ws://127.0.0.1:9', '/v1/items'],
  ['/v1/items', 'ws://127.0.0.1:9/', '/v1/items'],
  ['/v1/items?a=1', 'ws://127.0.0.1:9/staging', '/staging/items?a=1'],
  ['/v1', 'ws://127.0.0.1:9/staging/', '/staging'],
  ['/v10/items', 'ws://127.0.0.1:9/staging', '/v10/items'],
])('%s at %s is asked at %s', async (path, target, asked) => {
  const transport = resolveTargets(contract, [target]).transport(api);
  const answer = await transport.request({
    do: 'request',
    as: 'a',
    method: 'GET',
    target: path,
    headers: [],
    within: 300,
  });
  expect(answer.request.url).toBe(`http://127.0.0.1:9${asked}`);
});
