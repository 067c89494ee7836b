// Packages that are put into dist/ instead of being installed with Countersign: each is used in one place, and brings
// more than is used of it. All others stay outside. Their licences are in dist/docs-assets/NOTICES.txt.
import { createRequire } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUNDLED = ['beautiful-mermaid', 'markdown-it'];

/** For esbuild, beside `packages: 'external'`. */
export const bundledPackages = {
  name: 'bundled-packages',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(${BUNDLED.join('|')})$`) }, ({ path }) => ({
      path: fileURLToPath(import.meta.resolve(path)),
    }));
    // What they import in their turn. The layout engine for graphs (1.6 MB, EPL) draws no sequence diagram.
    build.onResolve({ filter: /^elkjs/ }, () => ({ path: 'elkjs', namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents:
        "export default class { constructor() { throw new Error('Only sequence diagrams are drawn.'); } }",
    }));
    build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) =>
      importer.includes(`${sep}node_modules${sep}`) && !path.startsWith('node:')
        ? { path: createRequire(importer).resolve(path) }
        : undefined,
    );
  },
};
