import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { mockBench } from './mock.ts';
import { reachBench } from './reach.ts';
import { recogniseBench } from './recognise.ts';
import { startBench } from './start.ts';
import { verifyBench } from './verify.ts';

const BENCHES: readonly Bench[] = [mockBench, startBench, recogniseBench, verifyBench, reachBench];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `No bench is named ${unknown.join(', ')}. There are: ${BENCHES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

console.log(`node ${process.version} · ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`);
for (const bench of BENCHES) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
  console.log(`\n${bench.name}: ${bench.title}`);
  console.log(await bench.run(values.short));
}
