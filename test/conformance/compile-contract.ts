import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContract } from '../../src/load/load-contract.ts';
import { ROOT } from '../architecture/source-file.ts';

/** The contract of the suite, out of its document; the suite itself runs where there is no parser. */
export async function conformanceContract(): Promise<unknown> {
  process.chdir(ROOT);
  const { contract } = await loadContract('src/conformance/document.yaml', { cache: false });
  return JSON.parse(JSON.stringify(contract)) as unknown;
}

export async function writeContract(): Promise<void> {
  const text = JSON.stringify(await conformanceContract(), null, 2);
  writeFileSync(join(ROOT, 'src/conformance/contract.json'), `${text}\n`);
}
