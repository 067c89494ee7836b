import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningBackend } from '../good-backend.ts';

const CHROMIUM = '/usr/bin/chromium';

/** Chromium's own DevTools endpoint. It lets in one Origin beside those that send none. */
export async function start(): Promise<RunningBackend> {
  const profile = await mkdtemp(join(tmpdir(), 'countersign-devtools-'));
  const child = spawn(
    CHROMIUM,
    [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      ...['--remote-debugging-port=0', '--remote-allow-origins=http://localhost:3000'],
      ...[`--user-data-dir=${profile}`, '--host-resolver-rules=MAP * ~NOTFOUND', 'about:blank'],
    ],
    // A group of its own: its many processes end together.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const gone = once(child, 'close');
  const kill = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    kill();
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  let log = '';
  try {
    const target = await new Promise<string>((resolve, reject) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        const url = /DevTools listening on (ws:\S+)/.exec(log)?.[1];
        if (url !== undefined) resolve(url);
      });
      void gone.then(() => reject(new Error(`Chromium ended before it was up.\n${log}`)));
    });
    return { target, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
