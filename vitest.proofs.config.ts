import { defineConfig } from 'vitest/config';

/** Long proofs: every fault, every variant of every system, real backends, a real browser, the zoo. `npm run proofs`. */
export const PROOFS: readonly string[] = [
  'test/stories.test.ts',
  'test/stories/pages.test.ts',
  'test/laws/kill.test.ts',
  'test/laws/kill-of-clients.test.ts',
  'test/browser/**/*.test.ts',
  'test/docs/corpus.test.ts',
  'test/backends/backends.test.ts',
  'test/codegen/artillery.test.ts',
  'test/codegen/every-document.test.ts',
  'test/verify/hostile.test.ts',
  'test/verify/replay.test.ts',
  'test/zoo/zoo.test.ts',
  'test/docs-blocks/docs.test.ts',
  'test/docs-blocks/picture.test.ts',
  'test/package/package.test.ts',
  'test/package/action.test.ts',
];

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: { include: [...PROOFS], testTimeout: 180_000, hookTimeout: 120_000 },
});
