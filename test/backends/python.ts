import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { RunningBackend } from './good-backend.ts';

/** Debian's own: another python may come first in PATH, without the modules. */
const PYTHON = '/usr/bin/python3';

/** Why `module` cannot be had; `undefined` when it can. With `CI` set it throws: there, nothing is skipped. */
export function pythonMissing(module: string): string | undefined {
  if (existsSync(PYTHON) && spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0) return undefined;
  const why = `${PYTHON} has no ${module}: apt-get install -y $(grep -v '^#' test/debian.txt)`;
  if (process.env.CI) throw new Error(why);
  return why;
}

/** Starts a script that prints `ready PORT` once it listens, and ends when its standard input does. */
export async function startPython(script: string): Promise<RunningBackend> {
  const child = spawn(PYTHON, [script], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => {});
  const gone = once(child, 'close');
  let log = '';
  const port = await new Promise<string>((resolve, reject) => {
    const read = (text: string): void => {
      log += text;
      const ready = /^ready (\d+)$/m.exec(log)?.[1];
      if (ready !== undefined) resolve(ready);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    void gone.then(() => reject(new Error(`${script} ended before it was up.\n${log}`)));
  });
  return {
    target: `ws://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
