import * as msw from 'msw';
import { setupServer } from 'msw/node';
import { expect, test } from 'vitest';
import contract from '../../src/conformance/contract.json' with { type: 'json' };
import { contractMessages } from '../../src/mock/adapters/msw/index.ts';
import { globalWebSocket } from './global-web-socket.ts';

/** MSW 2 hands a link no extensions. */
const hasExtensions = 'WebSocketConnectionEvent' in msw;

interface Linked {
  addEventListener(type: string, listener: (event: { client: Client }) => void): msw.WebSocketHandler;
}
interface Client {
  addEventListener(type: 'message', listener: (event: { data: { message?: string } }) => void): void;
  send(message: { message: string; payload: unknown }): void;
}

test.skipIf(!hasExtensions)("a link of MSW 3's speaks in messages of the contract", async () => {
  await globalWebSocket();
  const link = msw.ws.link as unknown as (url: string, options: object) => Linked;
  const chat = link('ws://mine.test/talk', { extensions: [contractMessages(contract, 'talk')] });
  const server = setupServer(
    chat.addEventListener('connection', ({ client }) => {
      client.addEventListener('message', ({ data }) => {
        client.send({ message: 'said', payload: { type: 'said', text: `You said ${data.message}` } });
      });
    }),
  );
  server.listen();
  const socket = new WebSocket('ws://mine.test/talk');
  const got = new Promise((resolve) => socket.addEventListener('message', ({ data }) => resolve(data)));
  socket.addEventListener('open', () => socket.send('{"type":"ask","id":1}'));
  expect(await got).toBe('{"type":"said","text":"You said ask"}');
  server.close();
});
