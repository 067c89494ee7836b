import { DeepgramClient } from '@deepgram/sdk';
import { expect, onTestFinished, test } from 'vitest';
import type { Mock } from '../../src/mock/index.ts';
import { startClientMock } from './start-client-mock.ts';

type Message = { readonly type: string; readonly [key: string]: unknown };

async function connect(key = 'good') {
  const mock: Mock = await startClientMock('./deepgram.yaml');
  const at = mock.url.replace('http', 'ws');
  const deepgram = new DeepgramClient({
    apiKey: key,
    environment: { base: mock.url, production: at, agent: at, agentRest: mock.url },
  });
  const connection = await deepgram.listen.v1.connect({ model: 'nova-3', reconnectAttempts: 0 } as never);
  const messages: Message[] = [];
  let closed: number | undefined;
  connection.on('message', (message) => void messages.push(message as unknown as Message));
  connection.on('close', (event) => {
    closed ??= event.code;
  });
  connection.on('error', () => {});
  onTestFinished(() => connection.close());
  connection.connect();
  return { mock, connection, messages, closed: () => closed };
}

test('@deepgram/sdk streams audio, gets results until it closes the stream, then metadata and the end', async () => {
  const { mock, connection, messages, closed } = await connect();
  await connection.waitForOpen();
  connection.sendKeepAlive({ type: 'KeepAlive' });
  for (let i = 0; i < 3; i += 1) connection.sendMedia(new Uint8Array(320));
  await expect.poll(() => messages.length).toBeGreaterThanOrEqual(3);
  expect(messages[0]).toMatchObject({ type: 'Results', is_final: false });
  const starts = messages.map(({ start }) => Number(start));
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  connection.sendFinalize({ type: 'Finalize' });
  await expect.poll(() => messages.at(-1)?.from_finalize ?? messages.at(-2)?.from_finalize).toBe(true);
  connection.sendCloseStream({ type: 'CloseStream' });
  await expect.poll(closed).toBe(1000);
  expect(messages.at(-1)).toMatchObject({ type: 'Metadata', duration: 2.5 });
  expect(mock.received('audio')).toHaveLength(3);
  expect(mock.violations()).toEqual([]);
});

test('@deepgram/sdk is refused with a key that is not good', async () => {
  const { mock } = await connect('countersign-wrong-credential');
  await expect.poll(() => mock.journal.entries()[0]).toMatchObject({ type: 'handshake', outcome: 'refused' });
});
