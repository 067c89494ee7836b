import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { type Mock, type MockOptions, startMock } from '../../src/mock/index.ts';
import { bundleOf } from '../support/bundle-of.ts';

/**
 * A mock of a document of this folder, on a port of its own, until the test has finished. That the documents are valid
 * AsyncAPI is tested once, by `documents.test.ts`: the parser takes longer than all the rest.
 */
export async function startClientMock(document: string, options: MockOptions = {}): Promise<Mock> {
  const mock = await startMock(contractAt(document), { port: 0, push: 'off', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** The contract of a document of this folder. */
export function contractAt(document: string): Contract {
  const { contract, problems } = compile(
    bundleOf(readFileSync(new URL(document, import.meta.url), 'utf8')),
    {},
  );
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return contract;
}

/** The address that the mock gives for that endpoint. */
export function urlOf(mock: Mock, endpoint: string): string {
  const found = mock.endpoints().find(({ id }) => id === endpoint);
  if (found === undefined) throw new Error(`The mock has no endpoint "${endpoint}".`);
  return found.url;
}
