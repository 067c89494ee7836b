import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hostileCases, randomCases } from './cases.ts';
import type { FuzzCase } from './fuzz-case.ts';
import { createFuzzer } from './fuzzer.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    corpus: { type: 'string', default: join(import.meta.dirname, '../../../shared/corpus') },
    each: { type: 'string', default: '20' },
    memory: { type: 'string', default: '1024' },
    /** `random`, or the beginning of one hostile document's name. */
    only: { type: 'string', default: '' },
  },
});
const fuzzer = createFuzzer({ each: Number(values.each) * 1000, memory: Number(values.memory) });
const counts = { compiled: 0, refused: 0, crashed: 0, hung: 0 };
let slowest: { readonly ms: number; readonly name: string } = { ms: 0, name: 'none' };
let folder: string | undefined;

async function run(fuzzCase: FuzzCase): Promise<void> {
  const outcome = await fuzzer.run(fuzzCase);
  counts[outcome.kind] += 1;
  if (outcome.ms > slowest.ms) slowest = { ms: outcome.ms, name: fuzzCase.name };
  if (outcome.kind !== 'crashed' && outcome.kind !== 'hung') return;
  folder ??= mkdtempSync(join(tmpdir(), 'countersign-fuzz-'));
  const file = join(folder, `${counts.crashed + counts.hung}.yaml`);
  writeFileSync(file, fuzzCase.text);
  const why = outcome.kind === 'hung' ? `no end after ${values.each} s` : outcome.reason;
  console.log(
    `${outcome.kind.toUpperCase()}  ${fuzzCase.name}${fuzzCase.validate ? ', validated' : ''}, seed ${fuzzCase.seed}: ${file}\n  ${why}`,
  );
}

console.log(`seed ${values.seed}, for ${values.seconds} s`);
const end = performance.now() + Number(values.seconds) * 1000;
if (values.only !== 'random')
  for (const fuzzCase of hostileCases()) if (fuzzCase.name.startsWith(values.only)) await run(fuzzCase);
if (values.only === '' || values.only === 'random') {
  for (const fuzzCase of randomCases(Number(values.seed), values.corpus)) {
    if (performance.now() > end) break;
    await run(fuzzCase);
  }
}
fuzzer.stop();
const { compiled, refused, crashed, hung } = counts;
console.log(
  `documents ${compiled + refused + crashed + hung} · compiled ${compiled} · refused ${refused} · crashed ${crashed} · hung ${hung} · slowest ${slowest.ms} ms (${slowest.name})`,
);
process.exitCode = crashed + hung === 0 ? 0 : 1;
