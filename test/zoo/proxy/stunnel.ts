import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Animal, cell, PAGE } from '../animal.ts';
import { lacks } from '../missing.ts';
import { pems } from '../node/tls.ts';
import { startPython } from '../python-animals.ts';
import { startAtFreePort, startProcess } from '../start-process.ts';

/** TLS by stunnel before FastAPI. */
export const STUNNEL: readonly Animal[] = [
  {
    name: 'stunnel',
    is: 'stunnel before FastAPI, with a certificate that nobody signed',
    missing: lacks('stunnel4'),
    start: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'countersign-zoo-'));
      const behind = await startPython(['fastapi_app.py', 'websockets']);
      const { key, cert } = await pems({ name: 'localhost' });
      const pem = join(folder, 'both.pem');
      await writeFile(pem, `${key}\n${cert}`);
      const running = await startAtFreePort(async (port) => {
        const file = join(folder, 'stunnel.conf');
        await writeFile(
          file,
          `foreground = yes\npid =\ndebug = 3\n[zoo]\naccept = 127.0.0.1:${port}\nconnect = 127.0.0.1:${behind.port}\ncert = ${pem}\n`,
        );
        return startProcess({ command: ['/usr/bin/stunnel4', file], port });
      });
      return {
        port: running.port,
        stop: async () => {
          await running.stop();
          await behind.stop();
          await rm(folder, { recursive: true, force: true });
        },
      };
    },
    cells: [
      cell('TLS-UNTRUSTED', 'wss://localhost:{port}/ws', ...PAGE),
      cell('TLS-WS-ON-TLS-PORT', 'ws://localhost:{port}/ws', ...PAGE),
    ],
  },
];
