import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadContract } from '../../src/load/load-contract.ts';

const folder = new URL('.', import.meta.url);
const documents = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

test.each(documents)('%s is a valid document', async (name) => {
  const { problems } = await loadContract(fileURLToPath(new URL(name, folder)), { cache: false });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});
