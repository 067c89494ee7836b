import { pathToFileURL } from 'node:url';
import { loadModulesBySyntax } from './modules-by-syntax.ts';

/**
 * The default export of a module of the user's, TypeScript or JavaScript. It is evaluated in a world of its own: nothing
 * of it is an instance of one of our classes. Rejects with whatever it throws.
 * @param path absolute
 * @param onImport called with the URL of each file that it is made of
 */
export async function importDefault(path: string, onImport?: (url: string) => void): Promise<unknown> {
  const { tsImport } = await import('tsx/esm/api');
  loadModulesBySyntax();
  const module: unknown = await tsImport(pathToFileURL(path).href, {
    parentURL: import.meta.url,
    ...(onImport === undefined ? {} : { onImport }),
  });
  const value = defaultOf(module);
  // In a package without "type": "module" the default export of TypeScript is the default of the default.
  return isRecord(value) && '__esModule' in value ? defaultOf(value) : value;
}

function defaultOf(module: unknown): unknown {
  return isRecord(module) ? module.default : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
