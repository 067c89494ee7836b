import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, delimiter, dirname, join } from 'node:path';
import { ROOT } from '../architecture/source-file.ts';

/** Countersign as it is built; another build than the repository's can be named. */
export const PACKAGE: string = process.env.COUNTERSIGN_PACKAGE ?? ROOT;

/** Of this run; another one may go on beside it. */
const PLACES = join(ROOT, 'node_modules/.cache/countersign-docs', String(process.pid));

/**
 * Puts Countersign where all places find it, as npm would: what is only linked, Vite takes for a part of the project.
 */
export function installPackage(): void {
  const own = join(PLACES, 'node_modules/countersign');
  rmSync(own, { recursive: true, force: true });
  for (const part of ['package.json', 'dist', 'schema'])
    cpSync(join(PACKAGE, part), join(own, part), { recursive: true });
}

export function removePlaces(): void {
  rmSync(PLACES, { recursive: true, force: true });
}

/** A folder in which the blocks of a page are run. */
export interface Place {
  readonly folder: string;
  /** What a page says, with the ports that it names taken by free ones. */
  said(text: string): string;
  write(name: string, text: string): void;
  has(name: string): boolean;
  /** What was printed, both streams, and the exit code. */
  run(command: string): Promise<{ readonly output: string; readonly exit: number | null }>;
  /** Ends what still serves, and takes the folder away. */
  end(): void;
}

/** ms that a command may take. */
const LIMIT = 60_000;

/** Ports that the pages name: the mock's own, and the one that backends like. */
const NAMED = ['4600', '8000'];

export async function openPlace(name: string, copyOf: string | undefined): Promise<Place> {
  const folder = join(PLACES, name.replaceAll(/[^\w]+/g, '-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ports = new Map<string, string>();
  for (const port of NAMED) ports.set(port, await freePort());
  const said = (text: string): string =>
    text.replaceAll(/(?<![\d.])(4600|8000)(?!\d)/g, (port) => ports.get(port) ?? port);
  if (copyOf !== undefined)
    cpSync(
      join(ROOT, copyOf),
      statSync(join(ROOT, copyOf)).isFile() ? join(folder, basename(copyOf)) : folder,
      {
        recursive: true,
        filter: (path) => !/[\\/](?:node_modules|__pycache__)$/.test(path),
      },
    );
  if (!existsSync(join(folder, 'package.json')))
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  // Else the one of this repository would be found above.
  writeFileSync(join(folder, 'docs.vitest.mjs'), 'export default {};\n');
  const bin = join(folder, '.bin');
  writeCommands(bin);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    PATH: [bin, join(ROOT, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter),
    NODE: process.execPath,
    MAIN: join(PLACES, 'node_modules/countersign/dist/cli/main.js'),
    PIDS: join(bin, 'pids'),
    PORT: ports.get('4600'),
    NO_COLOR: '1',
    CI: undefined,
    VITEST: undefined,
    VITEST_POOL_ID: undefined,
    VITEST_WORKER_ID: undefined,
    // A global WebSocket, as later versions of Node have it by themselves.
    NODE_OPTIONS: process.version.startsWith('v20.') ? '--experimental-websocket --no-warnings' : '',
  };

  return {
    folder,
    said,
    write(file, text) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, said(text));
    },
    has: (file) => existsSync(join(folder, file)),
    run(command) {
      const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', said(command)], {
        cwd: folder,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      return outcomeOf(child);
    },
    end() {
      for (const pid of pidsOf(folder)) endGroup(pid);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function outcomeOf(child: ChildProcess): Promise<{ output: string; exit: number | null }> {
  return new Promise((resolve, reject) => {
    let output = '';
    const keep = (piece: Buffer): void => {
      output += piece.toString('utf8');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const timer = setTimeout(() => {
      if (child.pid !== undefined) endGroup(child.pid);
      reject(new Error(`It did not end within ${LIMIT / 1000} s. So far:\n${output}`));
    }, LIMIT);
    child.on('error', reject);
    child.on('close', (exit) => {
      clearTimeout(timer);
      resolve({ output, exit });
    });
  });
}

/** `countersign` and `npx`, as they stand in a shell of somebody who has installed the former. */
function writeCommands(bin: string): void {
  mkdirSync(bin, { recursive: true });
  symlinkSync(join(import.meta.dirname, 'countersign.sh'), join(bin, 'countersign'));
  writeFileSync(join(bin, 'npx'), '#!/usr/bin/env bash\ncommand="$1"\nshift\nexec "$command" "$@"\n');
  chmodSync(join(bin, 'npx'), 0o755);
  // Debian's Python has what Debian's packages bring; another one may come first in PATH.
  for (const name of ['python3', 'uvicorn'])
    if (existsSync(`/usr/bin/${name}`)) symlinkSync(`/usr/bin/${name}`, join(bin, name));
}

function pidsOf(folder: string): readonly number[] {
  const file = join(folder, '.bin/pids');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number);
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
