import { PAGES, ROWS, SIDEWAYS, WORLDLY } from './rows.ts';
import type { SourceFile } from './source-file.ts';

/** What breaks the one import rule, one sentence for each edge. */
export function importBreaches(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.imports.flatMap(({ specifier, path }) => {
      const breach = path === undefined ? packageBreach(file.path, specifier) : edgeBreach(file.path, path);
      return breach === undefined ? [] : [`${file.path} → ${path ?? specifier}: ${breach}`];
    }),
  );
}

function edgeBreach(from: string, to: string): string | undefined {
  const [a, b] = [folderOf(from), folderOf(to)];
  const [rowA, rowB] = [ROWS[a], ROWS[b]];
  if (rowA === undefined) return `${a} stands in no row`;
  if (rowB === undefined) return `${b} stands in no row`;
  if (isPage(to) && !isPage(from)) return 'a page is bundled, not imported';
  if (a === b || rowB < rowA || SIDEWAYS.has(`${a} → ${b}`)) return undefined;
  return rowB > rowA ? `row ${rowA} may not import row ${rowB}` : `${a} may not import sideways from ${b}`;
}

function packageBreach(from: string, specifier: string): string | undefined {
  const folder = folderOf(from);
  const row = ROWS[folder];
  if (row === undefined) return `${folder} stands in no row`;
  const [name = ''] = specifier.split('/');
  if (row < 3 && (specifier.startsWith('node:') || WORLDLY.has(name))) return `row ${row} is pure`;
  if (specifier.startsWith('node:') && isPage(from)) return 'a page knows no Node';
  if (specifier === 'node:process' && folder !== 'cli') return 'only cli touches the process';
  return undefined;
}

function isPage(path: string): boolean {
  return PAGES.some((folder) => path.startsWith(folder));
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** Each import cycle once, as `a → b → a`. */
export function cycles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push([...trail.slice(start), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const { path: next } of byPath.get(path)?.imports ?? []) {
      if (next !== undefined) visit(next, [...trail, path]);
    }
    done.add(path);
  };
  for (const file of files) visit(file.path, []);
  return found;
}

/** Shapes that the house does without. */
export function shapeBreaches(file: SourceFile): string[] {
  const lines = file.text.split('\n').length - 1;
  return [
    ...(/^export \*/m.test(file.text) ? [`${file.path}: export *`] : []),
    ...(/^export default\b|^export \{[^}]*\bas default\b/m.test(file.text)
      ? [`${file.path}: default export`]
      : []),
    ...(lines > 300 ? [`${file.path}: ${lines} lines, of 300 at most`] : []),
  ];
}
