import { register } from 'node:module';

/**
 * A module hook: a file that is written as an ES module is loaded as one, although its package.json says nothing or
 * `commonjs`. Node does so by itself from version 22 on, without TypeScript; tsx else turns such a file into CommonJS
 * in a `data:` URL, where an error has no line of the source and packages that are modules cannot be imported.
 */
const HOOK = `
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const isCandidate = (url) => url.startsWith('file:') && /\\.[jt]sx?(\\?|$)/.test(url) && !url.includes('/node_modules/');
const isModule = (text) => /^[ \\t]*(import|export)\\b/m.test(text) &&
  !/\\b(require\\s*\\(|module\\.exports|__dirname|__filename)/.test(text);

export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  if (found.format === 'module' || !isCandidate(found.url)) return found;
  try {
    const text = readFileSync(fileURLToPath(found.url.replace(/\\?.*$/, '')), 'utf8');
    return isModule(text) ? { ...found, format: 'module' } : found;
  } catch {
    return found;
  }
}
`;

let registered = false;

/** Makes it so for what is imported from now on. */
export function loadModulesBySyntax(): void {
  if (registered) return;
  registered = true;
  register(`data:text/javascript,${encodeURIComponent(HOOK)}`);
}
