import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const ROOT = join(import.meta.dirname, '../../..');

/** The built package, loaded as it is from node_modules: by Node, not through Vite. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  resolve: { alias: [{ find: /^.*\/src\/(.*)\.ts$/, replacement: join(ROOT, 'dist/$1.js') }] },
  test: { include: ['*.contract.ts'], server: { deps: { external: [/\/dist\//] } } },
});
