import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CAUSES } from '../src/diagnose/causes.ts';
import { ROOT } from './architecture/source-file.ts';
import { causesPage } from './reference/causes-page.ts';
import { ZOO } from './zoo/zoo.ts';

const PAGE = join(ROOT, 'docs/reference/causes.md');

test('docs/reference/causes.md says what the causes say', () => {
  const page = causesPage(CAUSES, ZOO);
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
