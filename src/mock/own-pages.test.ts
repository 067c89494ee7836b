import { describe, expect, test } from 'vitest';
import { chatContract } from '../../test/support/chat-contract.ts';
import { createFakeEngine } from '../../test/support/fake-engine.ts';
import { createVirtualClock } from '../../test/support/virtual-clock.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import { createControls } from './controls.ts';
import { createDriver } from './driver.ts';
import { createJournal } from './journal.ts';
import { createMask } from './mask.ts';
import { createOwnPages, type OwnRequest } from './own-pages.ts';

const contract = { ...chatContract(), title: '<script>alert("Chat")</script>' };
const driver = createDriver({
  contract,
  createEngine: () => createFakeEngine(contract.endpoints[0] as Endpoint),
  clock: createVirtualClock(),
  journal: createJournal(100),
  mask: createMask(contract),
  epoch: 1_000,
});
const pages = createOwnPages(contract, () => ({
  ...createControls(driver, () => contract),
  journal: driver.journal,
  endpoints: () => [{ id: 'chat', url: 'ws://127.0.0.1:4600/chat' }],
  received: () => [],
  violations: () => [],
  push: () => {},
  connections: () => driver.connections(),
}));
const request: OwnRequest = {
  method: 'GET',
  target: '/__countersign/',
  headers: [['Host', 'localhost:4600']],
  peer: { host: '127.0.0.1', port: 50_000 },
};
const peer = { host: '127.0.0.1', port: 50_001 };
const attempt = { path: '/chat', query: [], headers: [] };
const port = { send: () => {}, close: () => {}, drop: () => {}, buffered: 0 };
const accepted = { kind: 'accept', endpoint: contract.endpoints[0] as Endpoint, parameters: {} } as const;
driver.open(accepted, attempt, port, peer);
driver.refused(
  { method: 'POST', httpVersion: '1.1', target: '/<b>?token=abc', headers: [] },
  { status: 405, headers: [], reason: 'The method is POST.', remedy: 'A handshake is a GET.' },
  peer,
);

describe('who may look', () => {
  test.each<[number, string, Partial<OwnRequest>]>([
    [200, 'this machine', {}],
    [200, 'this machine, over IPv6', { peer: { host: '::1', port: 1 }, headers: [['Host', '[::1]:4600']] }],
    [200, 'an IPv4 peer of an IPv6 socket', { peer: { host: '::ffff:127.0.0.1', port: 1 } }],
    [200, 'a name below localhost', { headers: [['Host', 'mock.localhost']] }],
    [
      200,
      'a page of its own',
      {
        headers: [
          ['Host', '127.0.0.1:4600'],
          ['Origin', 'http://127.0.0.1:4600'],
        ],
      },
    ],
    [403, 'another machine', { peer: { host: '192.168.0.7', port: 1 } }],
    [403, 'a rebound DNS name', { headers: [['Host', 'evil.example:4600']] }],
    [403, 'a name that only begins like ours', { headers: [['Host', '127.0.0.1.evil.example']] }],
    [403, 'a name that only ends like ours', { headers: [['Host', 'notlocalhost']] }],
    [403, 'nobody in particular', { headers: [] }],
    [
      403,
      'a foreign page',
      {
        headers: [
          ['Host', 'localhost:4600'],
          ['Origin', 'http://localhost:3000'],
        ],
      },
    ],
    [
      403,
      'a page without an origin',
      {
        headers: [
          ['Host', 'localhost:4600'],
          ['Origin', 'null'],
        ],
      },
    ],
  ])('%i for %s', async (status, _who, change) => {
    expect((await pages({ ...request, ...change }))?.status).toBe(status);
  });
});

describe('what there is', () => {
  test.each([
    [undefined, 'GET', '/'],
    [undefined, 'GET', '/chat'],
    [undefined, 'GET', '/__countersigned'],
    [308, 'GET', '/__countersign'],
    [200, 'GET', '/__countersign/'],
    [200, 'HEAD', '/__countersign/?x=1'],
    [200, 'GET', '/__countersign/console.js'],
    [200, 'GET', '/__countersign/console.css'],
    [200, 'GET', '/__countersign/status.html'],
    [405, 'POST', '/__countersign/status'],
    [200, 'GET', '/__countersign/status'],
    [200, 'GET', '/__countersign/journal'],
    [200, 'GET', '/__countersign/contract'],
    [404, 'GET', '/__countersign/other'],
    [400, 'GET', '/__countersign/journal?since=x'],
    [400, 'GET', '/__countersign/journal?limit=-1'],
  ])('%s for %s %s', async (status, method, target) => {
    expect((await pages({ ...request, method, target }))?.status).toBe(status);
  });

  test('the status: who is connected', async () => {
    expect(JSON.parse((await pages({ ...request, target: '/__countersign/status' }))?.body ?? '')).toEqual({
      active_connections: 1,
      connections: [{ id: 1, endpoint: 'chat', host: '127.0.0.1', port: 50_001, state: 1, since: 1 }],
      timestamp: expect.any(Number),
    });
  });

  test.each([
    ['', [1, 2]],
    ['?limit=1', [2]],
    ['?since=1', [2]],
    ['?since=0&limit=1', [1]],
    ['?limit=0', []],
  ])('the journal%s: entries %j', async (query, ids) => {
    const lines = ((await pages({ ...request, target: `/__countersign/journal${query}` }))?.body ?? '').split(
      '\n',
    );
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids);
  });

  test('the contract, as it is', async () => {
    expect(JSON.parse((await pages({ ...request, target: '/__countersign/contract' }))?.body ?? '')).toEqual(
      JSON.parse(JSON.stringify(contract)),
    );
  });

  test('a console that loads nothing but its own two files, and reaches nothing but the mock', async () => {
    const page = await pages(request);
    expect(page?.headers).toContainEqual([
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ws://localhost:4600 wss://localhost:4600; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    ]);
    const links = [...(page?.body ?? '').matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link);
    expect(links.filter((link) => !link?.startsWith('data:'))).toEqual([
      'console.css',
      'status.html',
      'console.js',
    ]);
    expect(page?.body).not.toMatch(/<script>|<style|Chat| on\w+=/);
  });

  test('a page that runs no script, holds no raw text of others, and shows addresses and violations', async () => {
    const page = await pages({ ...request, target: '/__countersign/status.html' });
    expect(page?.headers).toContainEqual([
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ]);
    expect(page?.body).not.toMatch(/<script|<b>\?|https?:\/\//);
    expect(page?.body).toContain('&lt;script&gt;alert(&quot;Chat&quot;)&lt;/script&gt;');
    expect(page?.body).toContain('<code>ws://127.0.0.1:4600/chat</code>');
    expect(page?.body).not.toContain('on purpose');
    expect(page?.body).toContain('1 violation<');
    expect(page?.body).toContain('<p class="violation">The method is POST. A handshake is a GET.</p>');
  });
});
