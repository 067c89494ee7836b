import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compile/compile.ts';
import { ROOT } from '../architecture/source-file.ts';
import { bundleOf } from '../support/bundle-of.ts';

const FOLDER = join(ROOT, 'src/conformance');

/** The contract of the suite, out of its document; the suite itself runs where there is no parser. */
export function conformanceContract(): unknown {
  const { contract, problems } = compile(bundleOf(readFileSync(join(FOLDER, 'document.yaml'), 'utf8')));
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return JSON.parse(JSON.stringify(contract)) as unknown;
}

export function writeContract(): void {
  writeFileSync(join(FOLDER, 'contract.json'), `${JSON.stringify(conformanceContract(), null, 2)}\n`);
}
