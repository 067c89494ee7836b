import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NODE_SERVERS, type Running, startTls } from './node-servers.ts';
import { runDiagnose } from './run-diagnose.ts';

/** Those that answer at once; the others are in the zoo (`npm run zoo`). */
describe('a Node server', () => {
  test.concurrent.each<[server: string, id: string, sure: string, path?: string, ...more: string[]]>([
    ['ws with a path', 'CONNECTED', 'proven', '/ws'],
    ['ws with a path', 'WRONG-PATH', 'proven', '/socket'],
    ['ws with a path', 'WRONG-PATH', 'proven', '/api/ws'],
    ['ws that checks Origin', 'ORIGIN-MISSING', 'proven'],
    ['ws that checks Origin', 'ORIGIN-DENIED', 'proven', '/ws', '--origin', 'http://localhost:4000'],
    ['ws that closes with 4401', 'AUTH-MISSING', 'likely'],
    ['ws that closes with 1013', 'CAPACITY', 'likely'],
    ['ws that drops the connection', 'HANDLER-CRASH-POST', 'likely'],
    ['ws that speaks Socket.IO', 'WRONG-PROTOCOL-FAMILY', 'proven'],
    ['HTTP that knows no upgrade', 'NO-WS-SUPPORT', 'likely'],
    ['HTTP that redirects', 'REDIRECT', 'proven'],
    ['HTTP that answers 429', 'RATE-LIMIT', 'proven'],
    ['an upgrade that is destroyed', 'NET-DROP-WS', 'likely'],
    ['an upgrade that crashes at one path', 'HANDLER-CRASH-PRE', 'proven'],
  ])('%s: %s, %s', async (name, id, sure, path = '/ws', ...more) => {
    const start = NODE_SERVERS[name];
    const server = await start?.();
    try {
      const { diagnosis, text } = await runDiagnose(`ws://127.0.0.1:${server?.port}${path}`, ...more);
      expect({ id: diagnosis.verdict.id, sure: diagnosis.verdict.sure }, text).toEqual({ id, sure });
      if (id === 'RATE-LIMIT') expect(diagnosis.handshakes).toBe(1);
    } finally {
      await server?.stop();
    }
  });
});

describe('TLS', () => {
  async function withTls(days: string, run: (server: Running) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const how = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', days];
    execFileSync(
      'openssl',
      [...how, '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
      {
        stdio: 'ignore',
      },
    );
    const server = await startTls(readFileSync(key, 'utf8'), readFileSync(cert, 'utf8'));
    try {
      await run(server);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  }

  test('self-signed; and ws:// at that port', () =>
    withTls('2', async ({ port }) => {
      const signed = await runDiagnose(`wss://localhost:${port}/ws`);
      expect(signed.diagnosis.verdict).toMatchObject({ id: 'TLS-UNTRUSTED', sure: 'proven' });
      expect(signed.diagnosis.verdict.sentence).toContain('(localhost, issued by localhost)');
      const plain = await runDiagnose(`ws://localhost:${port}/ws`);
      expect(plain.diagnosis.verdict, plain.text).toMatchObject({ id: 'TLS-WS-ON-TLS-PORT', sure: 'proven' });
    }));

  test('wss:// at a plain port', async () => {
    const server = await NODE_SERVERS['ws with a path']?.();
    try {
      const { diagnosis, text } = await runDiagnose(`wss://127.0.0.1:${server?.port}/ws`);
      expect(diagnosis.verdict, text).toMatchObject({ id: 'TLS-PLAIN-PORT', sure: 'proven' });
    } finally {
      await server?.stop();
    }
  });
});

test('a name that does not resolve: exit 3', async () => {
  const { diagnosis, exit } = await runDiagnose('ws://no-such-host.invalid:8000/ws');
  expect(diagnosis.verdict).toMatchObject({ id: 'NET-DNS', sure: 'proven' });
  expect(exit).toBe(3);
});

describe('a pasted message', () => {
  test.each([
    [
      "WebSocket connection to 'ws://x/ws' failed: Error in connection establishment: net::ERR_CONNECTION_REFUSED",
      'NET-REFUSED',
    ],
    [
      "WebSocket connection to 'ws://x/ws' failed: Error during WebSocket handshake: Unexpected response code: 403",
      'NO-ROUTE',
    ],
    ['INFO:     connection rejected (403 Forbidden)', 'NO-ROUTE'],
    ['websockets.exceptions.InvalidStatus: server rejected WebSocket connection: HTTP 403', 'NO-ROUTE'],
    ['HTTP Authentication failed; no valid credentials available', 'AUTH-MISSING'],
    [
      'SecurityError: An insecure WebSocket connection may not be initiated from a page loaded over HTTPS.',
      'MIXED-CONTENT',
    ],
    ['Connection closed: {code: 1006, reason: "", wasClean: false}', 'NET-REFUSED'],
    ['Error: Unexpected server response: 502', 'UPSTREAM-DOWN'],
    ['all is well', 'UNKNOWN'],
  ])('%s: %s', async (message, id) => {
    const { diagnosis, exit } = await runDiagnose('--message', message);
    expect(diagnosis.verdict.id).toBe(id);
    expect(exit).toBe(1);
    if (diagnosis.verdict.sure === 'one-of' && id !== 'UNKNOWN')
      expect(diagnosis.verdict.candidates.length).toBeGreaterThan(1);
  });
});
