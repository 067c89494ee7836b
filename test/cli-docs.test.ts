import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configKeys } from '../src/cli/config.ts';
import { ROOT } from './architecture/source-file.ts';
import { cliPage } from './reference/cli-page.ts';

/** UPDATE_DOCS=1 writes the page anew. */
const update = process.env.UPDATE_DOCS === '1';

test('docs/reference/cli.md is what the option tables say', () => {
  const path = join(ROOT, 'docs/reference/cli.md');
  const text = cliPage();
  if (update) writeFileSync(path, text);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

describe('docs/reference/config.md has each key of a configuration', () => {
  const page = readFileSync(join(ROOT, 'docs/reference/config.md'), 'utf8');

  test.each(Object.entries(configKeys()))('of %s, and no other', (section, keys) => {
    const [, text = ''] = page.split(new RegExp(`^## ${section}$`, 'm'));
    const table = (text.split(/^## /m)[0] ?? '').matchAll(/^\| `(\w+)` \|/gm);
    expect([...table].map(([, key]) => key).sort()).toEqual([...keys].sort());
  });
});
