import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { PROOFS } from './vitest.proofs.config.ts';

/** They put another WebSocket, fetch or clock into the process, and would give it to whatever runs after them. */
const APART = [
  'src/mock/adapters/{msw,mock-socket}/**/*.test.ts',
  'src/mock/warm-up.test.ts',
  'test/clients/**/*.test.ts',
  'test/conformance/**/*.test.ts',
  'test/vitest/**/*.test.ts',
];

/** It is about MSW 3, which needs Node 22: `npm run matrix` runs it there. */
const MATRIX = ['test/conformance/msw-extension.test.ts'];

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    // vitest would leave one of two cores to itself.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    maxConcurrency: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A machine that is busy elsewhere is no failure; the default is one second.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...PROOFS, ...APART],
          // Loading our modules anew for each file took longer than all tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'apart', include: APART, exclude: [...configDefaults.exclude, ...PROOFS, ...MATRIX] },
      },
    ],
  },
});
