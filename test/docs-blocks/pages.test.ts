import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '../../src/engine/faults/catalogue.ts';
import { ROOT } from '../architecture/source-file.ts';

const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...markdownIn('docs'),
  ...markdownIn('examples'),
];

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .map((path) => join(folder, path));
}

describe('a link leads somewhere', () => {
  test.each(PAGES)('%s', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      ([, a, b]) => a ?? b ?? '',
    );
    const broken = links.filter((link) => !/^[a-z]+:/.test(link) && !leads(page, link));
    expect(broken).toEqual([]);
  });
});

/** To a file of the repository; with a `#`, to a heading of it. */
function leads(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
  if (!existsSync(join(ROOT, target))) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  const headings = [...readFileSync(join(ROOT, target), 'utf8').matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
  );
  return headings.includes(anchor) || readFileSync(join(ROOT, target), 'utf8').includes(`id="${anchor}"`);
}

test('every page of the docs can be reached from their index', () => {
  const reached = new Set<string>();
  const visit = (page: string): void => {
    if (reached.has(page)) return;
    reached.add(page);
    for (const [, link = ''] of readFileSync(join(ROOT, page), 'utf8').matchAll(
      /\]\(([^)#\s]+\.md)[^)]*\)/g,
    )) {
      const target = relative(ROOT, join(ROOT, dirname(page), link));
      if (target.startsWith('docs/') && existsSync(join(ROOT, target))) visit(target);
    }
  };
  visit('docs/README.md');
  expect(markdownIn('docs').filter((page) => !reached.has(page))).toEqual([]);
});

test('the README counts the faults', () => {
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`in ${FAULT_KINDS.length} named ways`);
});

/** `UPDATE_DOCS=1 npx vitest run test/docs-blocks/pages.test.ts` copies it anew. */
test('the README has the capability table as the conformance suite has written it', () => {
  const path = join(ROOT, 'README.md');
  const readme = readFileSync(path, 'utf8');
  const page = readFileSync(join(ROOT, 'docs/reference/capabilities.md'), 'utf8');
  const table = page
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.includes('*cases that'))
    .map((line) => line.replaceAll(/ (\[\d+\])/g, ' $1(docs/reference/capabilities.md)'))
    .join('\n');
  const marked = /<!-- capabilities -->[\s\S]*?<!-- \/capabilities -->/;
  const anew = readme.replace(marked, () => `<!-- capabilities -->\n\n${table}\n\n<!-- /capabilities -->`);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(path, anew);
  expect(table.split('\n').length).toBeGreaterThan(10);
  expect(readFileSync(path, 'utf8')).toBe(anew);
});
