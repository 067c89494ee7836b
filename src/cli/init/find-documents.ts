import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** A key of the top level: at the start of a line of YAML, or early in a JSON object. */
const ASYNCAPI =
  /^\uFEFF?(?:[\s\S]*?\n)?asyncapi["']?\s*:\s*["']?[23]\.|^\s*\{[^{}[\]]*"asyncapi"\s*:\s*"[23]\./;
const FIRST = 16_384;

/** AsyncAPI documents among the paths: those called so first, then the nearest. */
export function findDocuments(root: string, paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => /\.(ya?ml|json)$/i.test(path) && ASYNCAPI.test(beginning(join(root, path))))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function rank(path: string): number {
  const parts = path.split('/');
  const isCalledSo = /^asyncapi\b/i.test(parts.at(-1) ?? '');
  const isAside = /(^|\/)(tests?|fixtures|examples?)\//.test(path);
  return parts.length * 2 - (isCalledSo ? 3 : 0) + (isAside ? 20 : 0);
}

function beginning(file: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(FIRST);
      return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, FIRST, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
