import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { CountersignError } from '../src/errors/countersign-error.ts';
import { lint } from '../src/lint/lint.ts';
import { LINT_RULES } from '../src/lint/rules.ts';
import { loadContract } from '../src/load/load-contract.ts';
import { createValidators } from '../src/schema/create-validators.ts';
import { ROOT } from './architecture/source-file.ts';
import { lintPage } from './reference/lint-page.ts';

const PAGE = join(ROOT, 'docs/reference/lint.md');

test('docs/reference/lint.md says what the rules say', () => {
  const page = lintPage(LINT_RULES);
  if (process.env.UPDATE_DOCS !== undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test.each(LINT_RULES.map((rule) => [rule.id, rule] as const))(
  'the examples of %s',
  async (id, { example }) => {
    expect(await rulesFoundIn(example.wrong)).toContain(id);
    expect(await rulesFoundIn(example.right)).not.toContain(id);
  },
);

/** What a document needs besides the piece that an example shows. */
const REST = {
  asyncapi: '3.0.0',
  info: { title: 'Example server', version: '1.0.0' },
  channels: { other: { address: '/other' } },
};

async function rulesFoundIn(piece: string): Promise<readonly string[]> {
  const said = parse(piece) as Record<string, unknown>;
  const isTwo = String(said.asyncapi).startsWith('2');
  const servers = { s: { protocol: 'ws', ...(isTwo ? { url: 'localhost' } : { host: 'localhost' }) } };
  const text = stringify({ ...REST, servers, ...said }, { aliasDuplicateObjects: false });
  try {
    const loaded = await loadContract('-', { stdin: async () => text, validate: false });
    const { contract, problems } = loaded;
    const found = lint(contract, await loaded.bundle(), createValidators(contract), problems);
    return [...problems, ...found].map(({ rule }) => rule);
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return error.problems.map(({ rule }) => rule);
  }
}
