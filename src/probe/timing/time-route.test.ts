import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Subject } from '../../diagnose/subject.ts';
import { timeRoute } from './time-route.ts';

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

/** 403 for every handshake, as an ASGI server does it; at `/ws` only after some work. */
async function start(
  answer: (target: string, count: number) => readonly [status: number, wait: number],
): Promise<Subject> {
  let count = 0;
  const server: Server = createServer();
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => {});
    const [status, wait] = answer(request.url ?? '', ++count);
    const refuse = (): void => void socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    if (wait === 0) refuse();
    else setTimeout(refuse, wait);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ending.push(() => server.close());
  return {
    place: { protocol: 'ws', host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    path: '/ws',
    search: '',
    headers: [],
    subprotocols: [],
    credentials: [],
    canLogIn: false,
    nonce: 'a1b2c3',
    now: 0,
  };
}

test('a route that works before it refuses is told from none', async () => {
  const subject = await start((target) => [403, target === '/ws' ? 4 : 0]);
  const timing = await timeRoute(subject, { insecure: false });
  expect(timing).toMatchObject({ kind: 'measured', differs: true });
  if (timing.kind === 'measured') expect(timing.target.auc).toBeGreaterThan(0.9);
});

test('it ends at the first 429', async () => {
  const subject = await start((_, count) => [count < 10 ? 403 : 429, 0]);
  expect(await timeRoute(subject, { insecure: false })).toEqual({
    kind: 'ended',
    why: 'the server answered 429 (too many requests)',
    handshakes: 10,
  });
});

test('it ends when it is interrupted', async () => {
  const subject = await start(() => [403, 0]);
  expect(await timeRoute(subject, { insecure: false, signal: AbortSignal.abort() })).toEqual({
    kind: 'ended',
    why: 'it was interrupted',
    handshakes: 0,
  });
});
