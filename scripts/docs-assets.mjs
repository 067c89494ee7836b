// The files of a docs site that are the same for every document: its scripts, bundled for browsers, and the reference's
// component, which is copied out of a package that is too large to be installed with Countersign.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const component = 'node_modules/@asyncapi/react-component';

/** By name: `site.js`, `reference.css`. */
export async function docsAssets() {
  const options = JSON.parse(await read('src/build/docs/page/bundle.json'));
  const { outputFiles } = await build({ ...options, absWorkingDir: root, outdir: root, write: false });
  const notices = [
    ['@asyncapi/react-component', `${component}/LICENSE`],
    [
      '@asyncapi/react-component: what is bundled in it',
      `${component}/browser/standalone/without-parser.js.LICENSE.txt`,
    ],
    ['minisearch', 'node_modules/minisearch/LICENSE.txt'],
    ['ajv', 'node_modules/ajv/LICENSE'],
    ['ajv-formats', 'node_modules/ajv-formats/LICENSE'],
    ['beautiful-mermaid', 'node_modules/beautiful-mermaid/LICENSE'],
    ['markdown-it', 'node_modules/markdown-it/LICENSE'],
    ['linkify-it', 'node_modules/linkify-it/LICENSE'],
    ['mdurl', 'node_modules/mdurl/LICENSE'],
    ['punycode.js', 'node_modules/punycode.js/LICENSE-MIT.txt'],
    ['uc.micro', 'node_modules/uc.micro/LICENSE.txt'],
    ['entities', 'node_modules/entities/LICENSE'],
  ];
  const texts = await Promise.all(
    notices.map(async ([name, file]) => `${name}\n\n${(await read(file)).trim()}\n`),
  );
  return new Map([
    ...outputFiles.map(({ path, text }) => [path.slice(root.length), text]),
    ['reference.js', await read(`${component}/browser/standalone/without-parser.js`)],
    ['reference.css', await read(`${component}/styles/default.min.css`)],
    ['NOTICES.txt', texts.join(`\n${'-'.repeat(80)}\n\n`)],
  ]);
}

function read(path) {
  return readFile(join(root, path), 'utf8');
}
