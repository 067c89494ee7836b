import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Removes the declarations that no public entry leads to: TypeScript writes one for each module, and three of four
 * describe what nobody can import.
 *
 * @param {string} outdir
 * @param {readonly string[]} entries declarations of the public entries
 */
export function pruneDeclarations(outdir, entries) {
  const kept = new Set();
  const waiting = entries.map((file) => resolve(file));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (kept.has(file) || !existsSync(file)) continue;
    kept.add(file);
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(
      /(?:from|import\()\s*['"](\.[^'"]+)['"]/g,
    ))
      waiting.push(resolve(dirname(file), specifier.replace(/\.[jt]sx?$/, '.d.ts')));
    for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/^import\s*['"](\.[^'"]+)['"]/gm))
      waiting.push(resolve(dirname(file), specifier.replace(/\.[jt]sx?$/, '.d.ts')));
  }
  for (const entry of readdirSync(outdir, { recursive: true, withFileTypes: true })) {
    const file = resolve(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
  }
  removeEmpty(outdir);
}

function removeEmpty(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name));
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}
