import type { DocumentBundle } from '../../compile/document-bundle.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Page } from '../../docgen/blocks.ts';
import { pageHtml } from '../../docgen/html/page-html.ts';
import { scriptJson } from '../../docgen/html/script-json.ts';
import { pageMarkdown } from '../../docgen/markdown/blocks-markdown.ts';
import { docsPages } from '../../docgen/pages.ts';
import { searchEntries } from '../../docgen/search-entries.ts';
import { SITE_STYLE } from '../../docgen/style/site-style.ts';
import type { JsonReport } from '../../report/json.ts';
import { ASSETS, type AssetName, readAsset } from './assets.ts';
import { diagramSvg } from './diagram-svg.ts';
import { referenceDocument } from './reference-document.ts';

export interface DocsSource {
  readonly contract: Contract;
  /** For the reference. Absent: the page says that it is not there. */
  readonly bundle?: () => Promise<DocumentBundle>;
  /** A JSON report of `verify`. */
  readonly report?: JsonReport;
}

/** One docs site: its files by path, each made when it is asked for. The same source gives the same bytes. */
export interface DocsSite {
  /** All paths, `index.html` first. */
  readonly paths: readonly string[];
  /** `undefined`: the site has no such file. */
  read(path: string): Promise<string> | undefined;
}

export function createDocsSite({ contract, bundle, report }: DocsSource): DocsSite {
  const pages = docsPages(contract, report);
  const frame = { title: contract.title, version: contract.version, pages, diagram: diagramSvg };
  const files = new Map<string, () => string | Promise<string>>();
  for (const page of pages) files.set(`${page.path}.html`, () => pageHtml(page, frame));
  for (const page of pages.filter(hasMarkdown)) files.set(`${page.path}.md`, () => pageMarkdown(page));
  files.set('assets/site.css', () => SITE_STYLE.trimStart());
  files.set('assets/search.js', () => global('countersignSearch', searchEntries(pages)));
  files.set('assets/contract.js', () => global('countersignContract', contract));
  files.set('assets/document.js', async () => documentScript(bundle));
  for (const name of ASSETS) files.set(`assets/${name}`, () => readAsset(name as AssetName));
  return {
    paths: [...files.keys()],
    read(path) {
      const make = files.get(path);
      return make === undefined ? undefined : Promise.resolve(make());
    },
  };
}

function hasMarkdown({ only }: Page): boolean {
  return only !== 'html';
}

/** As a text that is parsed: that is faster than a literal, and a key called `__proto__` stays one. */
function global(name: string, value: unknown): string {
  return `globalThis.${name}=JSON.parse(${scriptJson(JSON.stringify(value))});\n`;
}

async function documentScript(bundle: DocsSource['bundle']): Promise<string> {
  const found =
    bundle === undefined
      ? { missing: 'The document itself is not at hand here: countersign docs writes the reference.' }
      : await referenceDocument(await bundle());
  return 'json' in found
    ? `globalThis.countersignDocument={schema:JSON.parse(${scriptJson(found.json)})};\n`
    : global('countersignDocument', found);
}
