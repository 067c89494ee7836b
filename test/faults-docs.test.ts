import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { CHECKS } from '../src/checks/checks.ts';
import { ROOT } from './architecture/source-file.ts';
import { contractOf, documents } from './laws/documents.ts';
import { type AdminApi, adminPage } from './reference/admin-page.ts';
import { faultsPage } from './reference/faults-page.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test.each([
  [
    'docs/reference/faults.md',
    async () => faultsPage(await Promise.all(documents.map(([, path]) => contractOf(path)))),
  ],
  [
    'docs/reference/admin-api.md',
    async () => adminPage(parse(read('schema/admin.openapi.yaml')) as AdminApi),
  ],
])('%s says what there is', async (path, write) => {
  const page = await write();
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(join(ROOT, path), page);
  expect(read(path)).toBe(page);
});

test('every check that a fault names exists', async () => {
  const page = read('docs/reference/faults.md');
  const named = [...page.matchAll(/`([a-z-]+\.[a-z-]+)`/g)]
    .map(([, id]) => id)
    .filter((id) => !id?.endsWith('.ts'));
  expect(CHECKS.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
});
