import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(new URL('./peers/', import.meta.url));
const folder = fileURLToPath(new URL('../node_modules/.cache/countersign-bench-peers/', import.meta.url));
const FILES = ['package.json', 'bare-ws.mjs', 'coalescing-ws.mjs', 'mockoon.mjs', 'scalar.mjs'];
/** ms. */
const PATIENCE = 300_000;

export interface Peers {
  /** Node 24, which they ask for: the binary that the npm package `node` downloads. */
  readonly node: string;
  /** A file of `bench/peers/`, where it finds its packages. */
  file(name: string): string;
  version(name: string): string;
}

/**
 * The other mock servers, at the versions of `bench/peers/package.json`; what is installed already is not installed
 * again. They are no dependencies of the package: they weigh 370 MB. Or the reason why they cannot be had.
 */
export function installPeers(): Peers | { readonly reason: string } {
  const wanted = readFileSync(join(own, 'package.json'), 'utf8');
  const stamp = join(folder, 'package.json');
  const known = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) cpSync(join(own, file), join(folder, file));
  const node = join(folder, 'node_modules/node/bin/node');
  if (!known || !existsSync(node)) {
    // The package `node` fetches its binary in an install script: without scripts there is none.
    const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'];
    const { status, stderr, error } = spawnSync('npm', [...args, '--ignore-scripts=false'], {
      encoding: 'utf8',
      timeout: PATIENCE,
    });
    if (status !== 0) return { reason: `npm install: ${(error?.message ?? stderr).trim().slice(0, 300)}` };
    if (!existsSync(node)) return { reason: 'the npm package "node" brought no binary for this machine' };
  }
  return {
    node,
    file: (name) => join(folder, name),
    version: (name) => {
      const { version } = JSON.parse(
        readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'),
      ) as { version: string };
      return version;
    },
  };
}
