import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../architecture/source-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-interrupt-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes its process id, listens, and lets nobody in: every handshake waits. */
const SILENT = (file: string): string =>
  `"${process.execPath}" -e "require('node:net').createServer(()=>{}).listen({port},'127.0.0.1',()=>require('node:fs').writeFileSync('${file}',String(process.pid)))"`;

describe('a run with --start that is interrupted', () => {
  test.each([
    ['SIGINT', [130, null]],
    ['SIGTERM', [130, null]],
    ['SIGKILL', [null, 'SIGKILL']],
  ] as const)('%s leaves no backend behind', async (signal, ending) => {
    const file = join(folder, signal);
    const child = spawn(
      process.execPath,
      [join(ROOT, 'dist/cli/main.js'), 'verify', join(ROOT, 'asyncapi.yaml'), '--start', SILENT(file)],
      { stdio: ['ignore', 'ignore', 'ignore'] },
    );
    const closed = once(child, 'close');
    const pidOf = (): Promise<number> => readFile(file, 'utf8').then(Number, () => 0);
    await expect.poll(pidOf, { timeout: 20_000 }).toBeGreaterThan(0);
    const pid = await pidOf();
    child.kill(signal);
    expect(await closed).toEqual(ending);
    await expect.poll(() => stateOf(pid), { timeout: 10_000 }).toMatch(/^(gone|Z)$/);
  });
});

/** `gone`; else, on Linux, the letter of `/proc/<pid>/stat`: `Z` is one that holds nothing any more. */
async function stateOf(pid: number): Promise<string> {
  try {
    process.kill(pid, 0);
  } catch {
    return 'gone';
  }
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') gone');
  return /\) (\w+)/.exec(text)?.[1] ?? 'gone';
}
