import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { loadContract } from '../../src/load/load-contract.ts';
import { type Mock, type MockOptions, startMock } from '../../src/mock/index.ts';

/** A mock of a document of this folder, on a port of its own, until the test has finished. */
export async function startClientMock(document: string, options: MockOptions = {}): Promise<Mock> {
  const file = fileURLToPath(new URL(document, import.meta.url));
  const { contract } = await loadContract(file, { cache: false });
  const mock = await startMock(contract, { port: 0, push: 'off', ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** The address that the mock gives for that endpoint. */
export function urlOf(mock: Mock, endpoint: string): string {
  const found = mock.endpoints().find(({ id }) => id === endpoint);
  if (found === undefined) throw new Error(`The mock has no endpoint "${endpoint}".`);
  return found.url;
}
