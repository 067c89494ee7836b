import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKS } from '../src/checks/checks.ts';
import { ROOT } from './architecture/source-file.ts';
import { CATALOGUE, NOT_CHECKED } from './reference/check-catalogue.ts';
import { checksPage, rowsOf } from './reference/checks-page.ts';

const PAGE = join(ROOT, 'docs/reference/checks.md');

test('docs/reference/checks.md says what the checks say', () => {
  const page = checksPage(CHECKS);
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('every row of the catalogue has a check, or a reason why not; none has both', () => {
  const checked = new Set(CHECKS.flatMap(rowsOf));
  const neither = Object.keys(CATALOGUE).filter((row) => !checked.has(row) && !(row in NOT_CHECKED));
  const both = Object.keys(NOT_CHECKED).filter((row) => checked.has(row));
  const unknown = [...checked, ...Object.keys(NOT_CHECKED)].filter((row) => !(row in CATALOGUE));
  expect({ neither, both, unknown }).toEqual({ neither: [], both: [], unknown: [] });
});

test('every check has a test that names it', () => {
  const folder = join(ROOT, 'src/checks');
  const text = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const camel = (id: string): string => id.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());
  expect(CHECKS.map(({ id }) => id).filter((id) => !text.includes(camel(id)))).toEqual([]);
});
