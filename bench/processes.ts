import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);

/** The built command; `COUNTERSIGN_DIST` names another build than `dist/`. */
const dist = process.env.COUNTERSIGN_DIST ?? fileURLToPath(new URL('dist', root));

/** The document of the benches. */
export const DOCUMENT: string = fileURLToPath(new URL('asyncapi.yaml', root));

/** What `import 'countersign'` gives. */
export const LIBRARY: string = `${dist}/index.js`;

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

/** A file of `bench/peers/`. */
export function peer(name: string): string {
  return fileURLToPath(new URL(`peers/${name}`, import.meta.url));
}
