import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GeneratedFile } from '../../src/cli/commands/generate-files.ts';
import { KINDS } from '../../src/cli/commands/generate-kinds.ts';
import type { ParsedArgs } from '../../src/cli/parsed-args.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { CountersignError } from '../../src/errors/countersign-error.ts';
import { loadContract } from '../../src/load/load-contract.ts';
import { ROOT } from '../architecture/source-file.ts';
import { findDocuments } from '../corpus/find-documents.ts';
import { documents } from '../laws/documents.ts';
import { createProject, type Project } from './project.ts';
import { compareVerdicts } from './same-verdicts.ts';

/** Other people's documents; not part of the repository. */
const CORPUS = join(ROOT, '../shared/corpus');
const WORDS = process.env.DOCUMENTS?.split(',') ?? [''];

let project: Project;
const contracts: { readonly folder: string; readonly path: string; readonly contract: Contract }[] = [];

beforeAll(async () => {
  project = createProject();
  const all = [
    ...documents,
    ...(existsSync(CORPUS) ? findDocuments(CORPUS) : []).map(({ name, path }) => [name, path] as const),
  ].filter(([name]) => WORDS.some((word) => name.includes(word)));
  for (const [name, path] of all) {
    try {
      const { contract } = await loadContract(path);
      contracts.push({ folder: `d${contracts.length}-${name.replace(/\W+/g, '-')}`, path, contract });
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
    }
  }
}, 900_000);
afterAll(() => project.remove());

const PLACES = {
  types: 'contract.types.ts',
  client: 'client.ts',
  handlers: 'mock/',
  contract: 'contract.json',
  msw: 'msw/',
};

async function generate(index: number, kind: keyof typeof PLACES): Promise<readonly GeneratedFile[]> {
  const { folder, path, contract } = contracts[index] as (typeof contracts)[number];
  const options = { output: join(project.folder, folder, PLACES[kind]), check: false, validators: false };
  return (await KINDS[kind]?.(contract, { document: path, options } as ParsedArgs<'generate'>)) ?? [];
}

test('what is generated of every document is sound for a strict TypeScript, and the same each time', async () => {
  expect(contracts.length).toBeGreaterThan(0);
  for (const index of contracts.keys()) {
    for (const kind of Object.keys(PLACES) as (keyof typeof PLACES)[]) {
      const files = await generate(index, kind);
      expect(await generate(index, kind)).toEqual(
        files.map((file) => ({ ...file, ...('kept' in file ? { kept: expect.any(Function) } : {}) })),
      );
      for (const { file = '', text } of files) project.write(file.slice(project.folder.length + 1), text);
    }
  }
  expect(project.typecheck()).toEqual([]);
}, 300_000);

test('validators as code give the verdicts and the errors of those that are compiled where they run', () => {
  for (const { contract, path } of contracts)
    expect([path, compareVerdicts(contract, 8).differing]).toEqual([path, []]);
}, 300_000);
