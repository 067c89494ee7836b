import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { backendMissing, startBackend } from '../support/backend.ts';
import { start as startDevtools } from './devtools/server.ts';
import type { GoodBackend } from './good-backend.ts';
import { start as startNodeWs } from './node-ws/server.ts';
import { pythonMissing, startPython } from './python.ts';
import { start as startSocketIo } from './socket-io/server.ts';
import { startProcess } from './start-process.ts';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '../..');

function own(
  name: string,
  start: GoodBackend['start'],
  more: Partial<Pick<GoodBackend, 'known' | 'missing'>> = {},
): GoodBackend {
  return { name, document: join(HERE, name, 'asyncapi.yaml'), missing: () => undefined, start, ...more };
}

function fastapi(fixture: string): GoodBackend {
  const document = fixture === 'market-feed' ? ROOT : join(ROOT, 'fixtures', fixture);
  return {
    name: `fastapi ${fixture}`,
    document: join(document, 'asyncapi.yaml'),
    missing: backendMissing,
    async start() {
      const { wsUrl, stop } = await startBackend(fixture);
      return { target: wsUrl, stop };
    },
  };
}

/** Honest servers of many makes. */
export const GOOD_BACKENDS: readonly GoodBackend[] = [
  own('node-ws', startNodeWs),
  own('aiohttp', () => startPython(join(HERE, 'aiohttp/server.py')), {
    missing: () => pythonMissing('aiohttp'),
    // It takes frames without a mask (RFC 6455 §5.1).
    known: ['protocol.masking'],
  }),
  own('tornado', () => startPython(join(HERE, 'tornado/server.py')), {
    missing: () => pythonMissing('tornado'),
    known: ['protocol.masking'],
  }),
  own('socket-io', startSocketIo),
  own('graphql-ws', () =>
    startProcess(process.execPath, ['--import', 'tsx', join(HERE, 'graphql-ws/server.ts')]),
  ),
  own('devtools', startDevtools, {
    missing: () => (existsSync('/usr/bin/chromium') ? undefined : 'There is no /usr/bin/chromium.'),
    // It upgrades a POST (§4.1), passes text that is no UTF-8 (§8.1), and fragments as if each were a message (§5.4).
    known: ['handshake.request', 'protocol.reserved', 'protocol.utf8', 'protocol.control'],
  }),
  ...['market-feed', 'voice', 'notifications', 'quotes', 'bio-mining'].map(fastapi),
];
