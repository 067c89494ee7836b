import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import type { Header } from '../script/script.ts';
import type { PlainAnswer } from './unknown-request.ts';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

const sites = new WeakMap<Contract, Promise<DocsSite>>();

/**
 * The pages that `countersign docs` writes, live at `/__countersign/docs/`: of the contract that is mocked now, each
 * made when it is asked for. Nothing of them is loaded before.
 *
 * @param path what stands behind `/__countersign/docs`
 * @param bundle the document that the contract is of, for the reference. Absent: that page says that it has none.
 */
export function docsPage(
  path: string,
  contract: Contract,
  bundle?: () => Promise<DocumentBundle>,
): PlainAnswer | Promise<PlainAnswer> {
  if (path === '') return { status: 308, headers: [['Location', '/__countersign/docs/']], body: '' };
  const site = sites.get(contract) ?? load(contract, bundle);
  sites.set(contract, site);
  return site.then((made) => answer(made, path.slice(1)), unavailable);
}

type DocsSite = ReturnType<typeof import('../build/docs/site-files.ts').createDocsSite>;

async function load(contract: Contract, bundle?: () => Promise<DocumentBundle>): Promise<DocsSite> {
  const { createDocsSite } = await import('../build/docs/site-files.ts');
  return createDocsSite({ contract, ...(bundle === undefined ? {} : { bundle }) });
}

async function answer(site: DocsSite, name: string): Promise<PlainAnswer> {
  const file = name === '' ? 'index.html' : decoded(name);
  try {
    const body = await site.read(file);
    if (body === undefined)
      return {
        status: 404,
        headers: [['Content-Type', 'text/plain; charset=utf-8']],
        body: `The docs have no ${file}.\n`,
      };
    const type = TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
    return {
      status: 200,
      headers: [['Content-Type', type], ...(type === TYPES.html ? [PAGE_POLICY] : [])],
      body,
    };
  } catch (error) {
    return unavailable(error);
  }
}

/** From the mock's own host only; the rules of the try-it panel are compiled in the page, which a policy calls eval. */
const PAGE_POLICY: Header = [
  'Content-Security-Policy',
  "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; " +
    "connect-src ws: wss: 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
];

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function unavailable(error: unknown): PlainAnswer {
  const words =
    error instanceof CountersignError ? `${error.message}\n${error.fix ?? ''}` : 'The docs cannot be made.';
  return { status: 500, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: `${words}\n` };
}
