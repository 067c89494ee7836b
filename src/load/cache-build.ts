import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from './package-root.ts';

/**
 * Which Countersign this is: another one may compile the same document to something else. `undefined` where it runs
 * from its TypeScript sources, which change while the version stays: nothing is kept then.
 *
 * @note In a checkout the version stays, too, while `dist` is built again and again. A build writes every file, so the
 * time of this one tells builds apart.
 */
export function buildId(): string | undefined {
  try {
    const self = fileURLToPath(import.meta.url);
    if (self.endsWith('.ts')) return undefined;
    const { mtimeMs, size } = statSync(self);
    const root = packageRoot();
    if (root === undefined) return undefined;
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly version?: unknown;
    };
    return typeof version === 'string' ? `${version} ${mtimeMs} ${size}` : undefined;
  } catch {
    // Bundled into something else, it has no file of its own.
    return undefined;
  }
}
