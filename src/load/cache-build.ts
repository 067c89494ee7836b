import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Which Countersign this is: another one may compile the same document to something else. `undefined` where it runs
 * from its TypeScript sources, which change while the version stays: nothing is kept then.
 *
 * @note In a checkout the version stays, too, while `dist` is built again and again. `tsc` writes every file at each
 * build, so the time of this one tells builds apart. Asking all files of `compile/` and `load/` would be surer and
 * costs up to 12 ms of every start; `tsc --watch` over `dist`, which writes only what changed, needs `--no-cache`.
 */
export function buildId(): string | undefined {
  try {
    const self = fileURLToPath(import.meta.url);
    if (self.endsWith('.ts')) return undefined;
    const { mtimeMs, size } = statSync(self);
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as Readonly<Record<string, unknown>>;
    return typeof version === 'string' ? `${version} ${mtimeMs} ${size}` : undefined;
  } catch {
    // Bundled into something else, it has no file and no package.json of its own.
    return undefined;
  }
}
