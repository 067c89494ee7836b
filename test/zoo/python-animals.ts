import { fileURLToPath } from 'node:url';
import type { Animal, Cell, Running } from './animal.ts';
import { PYTHON, pythonLacks } from './missing.ts';
import { startProcess } from './start-process.ts';

const FOLDER = fileURLToPath(new URL('./python/', import.meta.url));

interface Snake {
  readonly name: string;
  readonly is: string;
  readonly modules: readonly string[];
  /** File of python/, and its arguments. */
  readonly run: readonly [string, ...string[]];
  /** What stands around the routes. */
  readonly around?: string;
  readonly cells: readonly Cell[];
}

/** A server in Python, as a process of its own. */
export function snake({ name, is, modules, run, around, cells }: Snake): Animal {
  return { name, is, missing: pythonLacks(...modules), start: () => startPython(run, around), cells };
}

export function startPython(run: readonly [string, ...string[]], around?: string): Promise<Running> {
  return startProcess({
    command: [PYTHON, ...run],
    cwd: FOLDER,
    ...(around === undefined ? {} : { env: { ZOO: around } }),
  });
}
