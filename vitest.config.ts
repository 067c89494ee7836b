import { configDefaults, defineConfig } from 'vitest/config';
import { PROOFS } from './vitest.proofs.config.ts';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...PROOFS],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
