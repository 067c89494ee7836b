import { defineConfig } from 'vitest/config';

/** Long proofs: every variant of every system, on real backends and in a real browser. `npm run proofs`. */
export const PROOFS: readonly string[] = [
  'test/stories.test.ts',
  'test/browser/**/*.test.ts',
  'test/backends/backends.test.ts',
  'test/verify/hostile.test.ts',
  'test/zoo/zoo.test.ts',
];

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: { include: [...PROOFS], testTimeout: 180_000, hookTimeout: 120_000 },
});
