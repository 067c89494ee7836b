import { defineConfig } from 'vitest/config';

/** Tests that fail, and what they say: `contract-test.test.ts` runs them. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({ test: { include: ['*.frontend.ts'] } });
