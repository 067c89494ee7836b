import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mock, startMock } from '../../src/mock/index.ts';
import { chatContract } from '../support/chat-contract.ts';
import { handshakeBytes, type RawClient, rawClient } from '../support/raw-client.ts';

const MIB = 1024 * 1024;
/** What the mock lets wait for all peers together, and what a peer's kernel may take beside that. */
const BOUND = 256 * MIB;
const READERS = 30;

let mock: Mock;
beforeAll(async () => {
  mock = await startMock(chatContract(), { port: 0, push: 'off' });
});
afterAll(() => mock.close());

test(`${READERS} clients that read nothing do not make the process grow past its bound`, async () => {
  const port = Number(new URL(mock.url).port);
  const readers: RawClient[] = [];
  for (let index = 0; index < READERS; index += 1) {
    const reader = rawClient(port);
    readers.push(reader);
    reader.write(handshakeBytes('/chat'));
    await reader.read('hello');
    reader.socket.pause();
  }
  const before = process.memoryUsage().external;
  let most = 0;
  // 16 MiB for each of them would be 480 MiB.
  for (let round = 0; round < 20; round += 1) {
    mock.push('said', { type: 'said', text: 'x'.repeat(MIB) });
    most = Math.max(most, process.memoryUsage().external - before);
    await new Promise(setImmediate);
  }
  // One more message for each may have been on its way when the last was counted.
  expect(most).toBeLessThan(BOUND + (READERS + 1) * MIB);
  const ends = mock.journal.entries().flatMap((entry) => (entry.type === 'close' ? entry : []));
  expect(ends.length).toBeGreaterThan(0);
  for (const { by, code, reason } of ends) {
    expect({ by, code }).toEqual({ by: 'server', code: 1006 });
    expect(reason).toMatch(/^More than 256 MiB wait for slow clients; this one leaves \d+ bytes unread\.$/);
  }
  // Whoever was not cut off is still connected.
  await expect.poll(() => mock.connections().length).toBe(READERS - ends.length);
  expect(READERS - ends.length).toBeGreaterThanOrEqual(10);
  for (const { socket } of readers) socket.destroy();
  await expect.poll(() => mock.connections().length).toBe(0);
});
