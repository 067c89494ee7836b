import { join } from 'node:path';
import type { WebSocket } from 'ws';
import type { GoodBackend } from '../good-backend.ts';
import { type Oddity, startQuestions } from './question-server.ts';

const news = (headline: string): string => JSON.stringify({ type: 'news', headline });

function repeat(client: WebSocket, ms: number, act: () => void): void {
  const timer = setInterval(act, ms);
  client.once('close', () => clearInterval(timer));
}

const ODDITIES: Readonly<Record<string, Oddity>> = {
  plain: {},
  slow: { slow: { handshake: 300, reply: 400 } },
  'sends a banner that nobody wrote down': { onOpen: (client) => client.send('220 questions.example ready') },
  'pushes at once, and before each reply': {
    onOpen: (client) => {
      for (let i = 0; i < 300; i += 1) client.send(news(`${i}`));
    },
    beforeReply: (client) => client.send(news('just before')),
  },
  'pushes all the time': { onOpen: (client) => repeat(client, 3, () => client.send(news('again'))) },
  'pings all the time': { onOpen: (client) => repeat(client, 5, () => client.ping('are you there?')) },
  'closes idle connections': {
    onOpen: (client) => setTimeout(() => client.close(1001, 'idle'), 400).unref(),
  },
  'hangs up after each reply': { afterReply: (client) => client.close(1000) },
  'sends its messages byte by byte': {
    send: (client, text) => {
      const bytes = [...Buffer.from(text)];
      for (const [i, byte] of bytes.entries())
        client.send(Buffer.from([byte]), { binary: false, fin: i === bytes.length - 1 });
    },
  },
  'lets in two at a time': { refuse: (_, open) => (open >= 2 ? 503 : undefined) },
  'drops who talks nonsense': { onInvalid: (client) => client.terminate() },
  'closes with 1003 on nonsense': { onInvalid: (client) => client.close(1003) },
  'answers nonsense in plain words': { onInvalid: (client) => client.send('What?') },
  'wants an Origin of its own': {
    refuse: ({ headers }) => (headers.origin === `http://${headers.host}` ? undefined : 403),
  },
};

const document = join(import.meta.dirname, 'questions.yaml');

/** Servers that keep what they promise, each in a way of its own. */
export const ODD_BACKENDS: readonly GoodBackend[] = [
  ...Object.entries(ODDITIES).map(
    ([name, oddity]): GoodBackend => ({
      name: `odd: ${name}`,
      document,
      missing: () => undefined,
      start: () => startQuestions(oddity),
    }),
  ),
];
