import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { RunningBackend } from './good-backend.ts';
import { startProcess } from './start-process.ts';

/** Debian's own: another python may come first in PATH, without the modules. */
const PYTHON = '/usr/bin/python3';

/** Why `module` cannot be had; `undefined` when it can. With `CI` set it throws: there, nothing is skipped. */
export function pythonMissing(module: string): string | undefined {
  if (existsSync(PYTHON) && spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0) return undefined;
  const why = `${PYTHON} has no ${module}: apt-get install -y $(grep -v '^#' test/debian.txt)`;
  if (process.env.CI) throw new Error(why);
  return why;
}

export function startPython(script: string): Promise<RunningBackend> {
  return startProcess(PYTHON, [script]);
}
