import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMock } from '../../src/mock/start-mock.ts';
import { tinyContract } from '../support/tiny-contract.ts';
import { NODE_SERVERS, type Running, startTls } from './node-servers.ts';
import { printDiagnosis, runDiagnose } from './run-diagnose.ts';

async function withServer(name: string, run: (server: Running) => Promise<void>): Promise<void> {
  const server = await NODE_SERVERS[name]?.();
  if (server === undefined) throw new Error(`There is no server "${name}".`);
  try {
    await run(server);
  } finally {
    await server.stop();
  }
}

test('--insecure takes a certificate that does not verify, and says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  const server = await startTls(readFileSync(key, 'utf8'), readFileSync(cert, 'utf8'));
  try {
    const { diagnosis, exit, text } = await runDiagnose(`wss://localhost:${server.port}/ws`, '--insecure');
    expect(diagnosis.verdict.id, text).toBe('CONNECTED');
    expect(exit).toBe(0);
    expect(diagnosis.verdict.notes).toContain(
      'The TLS certificate does not verify (DEPTH_ZERO_SELF_SIGNED_CERT); it was taken all the same (--insecure). A browser does not take it.',
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
});

test('--timing says why it is of no use, and sends nothing', () =>
  withServer('ws with a path', async ({ port }) => {
    const plain = await runDiagnose(`ws://127.0.0.1:${port}/ws`);
    const timed = await runDiagnose(`ws://127.0.0.1:${port}/ws`, '--timing');
    expect(timed.diagnosis.handshakes).toBe(plain.diagnosis.handshakes);
    expect(timed.diagnosis.verdict.notes[0]).toBe(
      'Timing: not used, since it tells a path without a route from a route that refuses, and that is not the question here.',
    );
  }));

test('--watch tells what happens, and what it was', () =>
  withServer('ws that closes with 4401', async ({ port }) => {
    const { text, exit } = await printDiagnosis(`ws://127.0.0.1:${port}/ws`, '--watch', '--for', '500ms');
    expect(exit).toBe(1);
    expect(text).toMatch(/^Watching\. It ends after 0\.5 s\.\n/);
    expect(text).toMatch(/ended by the server after .*: Close 4401 "no token"/);
    expect(text).toMatch(/^✗ AUTH-EXPIRED: The server ended/m);
    expect(text).toMatch(/watched for \d+ ms, 1 handshakes$/m);
  }));

test('--watch of what never opens is diagnosed', () =>
  withServer('HTTP that redirects', async ({ port }) => {
    const { diagnosis, exit } = await runDiagnose(`ws://127.0.0.1:${port}/ws`, '--for', '300ms');
    expect(diagnosis.verdict.id).toBe('REDIRECT');
    expect(exit).toBe(1);
  }));

test('a message without a URL: no connection, exit 1, and every candidate', async () => {
  const { text, exit } = await printDiagnosis('-m', 'Unexpected server response: 426');
  expect(exit).toBe(1);
  expect(
    text,
  ).toBe(`✗ UPGRADE-STRIPPED, or 1 other: There is a WebSocket, and the request that reached it asked for
  none: a proxy took the Upgrade header away, or it was a plain GET.
  one of these: These are the words of ws for Node. Read from the text alone; nothing was asked.

one of these
  ? UPGRADE-STRIPPED: A proxy takes the upgrade away. A proxy on the way speaks HTTP with the
    backend and drops the headers Upgrade and Connection, unless it is told to pass them on.
  ? VERSION: Client and server speak different versions of the protocol. The header
    Sec-WebSocket-Version names the version; 13 is the only one of RFC 6455. A server that does not
    know the one that is asked for refuses, and should list those that it knows (RFC 6455 §4.4).

what to do
  To tell which: countersign diagnose <url> --origin <origin of the page>
`);
});

test('a message beside a URL: both are told', () =>
  withServer('HTTP that answers 502', async ({ port }) => {
    const { diagnosis } = await runDiagnose(
      `ws://127.0.0.1:${port}/ws`,
      ...['--message', 'Error: Unexpected server response: 502'],
    );
    expect(diagnosis.verdict.id).toBe('UPSTREAM-DOWN');
    expect(diagnosis.verdict.notes[0]).toBe(
      'The pasted message says the same: A proxy answers that what is behind it is down or too slow.',
    );
  }));

test('a mock says itself why it refuses', async () => {
  const mock = await startMock(tinyContract({}, { address: '/ws' }).contract, { port: 0 });
  try {
    const { diagnosis } = await runDiagnose(`${mock.url}/nowhere`);
    expect(diagnosis.verdict.notes.join('\n')).toMatch(
      /A Countersign mock answers here, and says why itself: No endpoint of the contract has the path \/nowhere\. The contract has \/ws\./,
    );
  } finally {
    await mock.close();
  }
});
