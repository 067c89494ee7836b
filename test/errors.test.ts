import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../src/errors/codes.ts';
import { ROOT, readSources } from './architecture/source-file.ts';

const codes = Object.keys(ERROR_CODES);

test('docs/reference/errors.md has one section for each code, in the order of the registry', () => {
  const docs = readFileSync(join(ROOT, 'docs/reference/errors.md'), 'utf8');
  expect([...docs.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(codes);
});

describe('each code of the registry is really given', () => {
  const sources = readSources().filter(({ path }) => path !== 'src/errors/codes.ts');

  test.each(codes)('%s', (code) => {
    expect(sources.some(({ text }) => text.includes(`'${code}'`))).toBe(true);
  });
});
