import { join } from 'node:path';
import { loadContract } from '../src/load/load-contract.ts';
import { verify } from '../src/verify/verify.ts';
import { backendMissing, startBackend } from '../test/support/backend.ts';
import type { Bench } from './bench.ts';
import { median, table } from './statistics.ts';

const ROOT = join(import.meta.dirname, '..');
/** ms beside the waits that the contract itself demands. */
const MOST = 2_000;

export const verifyBench: Bench = {
  name: 'verify',
  title: 'the whole run for the voice system against its FastAPI backend',
  async run(short) {
    const missing = backendMissing();
    if (missing !== undefined) return missing;
    const { contract } = await loadContract(join(ROOT, 'fixtures/voice/asyncapi.yaml'));
    const backend = await startBackend('voice');
    try {
      const runs: { readonly duration: number; readonly longest: number; readonly sum: number }[] = [];
      let cases = 0;
      for (let i = 0; i < (short ? 2 : 7); i += 1) {
        const result = await verify(contract, { targets: [backend.wsUrl] });
        const times = result.cases.map(({ duration }) => duration);
        cases = times.length;
        runs.push({
          duration: result.duration,
          longest: Math.max(...times),
          sum: times.reduce((all, time) => all + time, 0),
        });
      }
      const total = median(runs.map(({ duration }) => duration));
      const longest = median(runs.map(({ longest: one }) => one));
      const sum = median(runs.map(({ sum: one }) => one));
      return [
        table([
          ['cases', 'the run, ms', 'its longest case, ms', 'the sum of its cases, ms'],
          [`${cases}`, `${Math.round(total)}`, `${Math.round(longest)}`, `${Math.round(sum)}`],
        ]),
        `the run ${Math.round(total)} ms · at most ${MOST} ms plus its longest case: ${total <= MOST + longest ? 'kept' : 'NOT KEPT'}`,
      ].join('\n');
    } finally {
      await backend.stop();
    }
  },
};
