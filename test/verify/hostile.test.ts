import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContract } from '../../src/load/load-contract.ts';
import { exitCodeOf } from '../../src/result/exit-code.ts';
import { verify } from '../../src/verify/verify.ts';
import type { Profile } from '../../src/verify/verify-options.ts';
import { HOSTILITIES, startHostile } from './hostile-servers.ts';

const { contract } = await loadContract(join(import.meta.dirname, '../backends/odd/questions.yaml'), {
  cache: false,
});

/** ms. */
const DEADLINE = 250;
const PROFILES: readonly Profile[] = ['default'];

describe.each(Object.entries(HOSTILITIES))('A server that %s', (_, hostility) => {
  test.each(PROFILES)(
    '--profile %s: a result in bounded time and memory, and no bug of ours',
    async (profile) => {
      const server = await startHostile(hostility);
      const before = process.memoryUsage().rss;
      try {
        const result = await verify(contract, {
          targets: [server.target],
          profile,
          timing: { deadline: DEADLINE, patience: DEADLINE, quiet: 50 },
          timeout: 30_000,
          diagnose: false,
        });
        expect(
          result.cases
            .filter(({ finding }) => finding.message.includes('bug in Countersign'))
            .map(({ finding }) => finding),
        ).toEqual([]);
        expect(result.timedOut).toBeUndefined();
        expect(exitCodeOf(result)).not.toBe(0);
        expect(result.duration).toBeLessThan(15_000);
        expect(process.memoryUsage().rss - before).toBeLessThan(600 * 2 ** 20);
      } finally {
        await server.stop();
      }
    },
  );
});
