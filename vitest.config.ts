import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { PROOFS } from './vitest.proofs.config.ts';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...PROOFS],
    // vitest would leave one of two cores to itself.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    maxConcurrency: 3,
    // Tests stand for themselves here: no mocks of modules, no globals. Loading our modules anew for each file took longer than all tests.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A machine that is busy elsewhere is no failure; the default is one second.
    expect: { poll: { timeout: 20_000 } },
  },
});
