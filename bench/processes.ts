import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);

/** The built command; `COUNTERSIGN_DIST` names another build than `dist/`. */
const dist = process.env.COUNTERSIGN_DIST ?? fileURLToPath(new URL('dist', root));

/** The document of the benches. */
export const DOCUMENT: string = fileURLToPath(new URL('asyncapi.yaml', root));

/** What loads a document, and nothing else: the whole library's import is no part of loading. */
export const LOADER: string = `${dist}/load/load-contract.js`;

/** Arguments of `node` for the mock as a user runs it: validation and journal on, no log. */
export const MOCK: readonly string[] = [
  `${dist}/cli/main.js`,
  'mock',
  DOCUMENT,
  '--port',
  '0',
  '--log',
  'quiet',
];

/** What `import 'countersign/msw'` and `import 'countersign/mock-socket'` give. */
export const ADAPTERS: { readonly msw: string; readonly mockSocket: string } = {
  msw: `${dist}/mock/adapters/msw/index.js`,
  mockSocket: `${dist}/mock/adapters/mock-socket/index.js`,
};

/** A file of `bench/peers/`. */
export function peer(name: string): string {
  return fileURLToPath(new URL(`peers/${name}`, import.meta.url));
}
