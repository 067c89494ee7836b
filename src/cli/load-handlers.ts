import { resolve } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import { importDefault } from '../load/import-module.ts';
import { localPath } from '../load/local-path.ts';
import { checkHandlers } from '../mock/handlers/check-handlers.ts';
import type { AnyHandlers } from '../mock/handlers/handler-host.ts';

/** A file of handlers, and what it is made of. */
export interface HandlersFile {
  /** Loads them anew. Throws `mock.invalid-handlers`. */
  load(contract: Contract): Promise<AnyHandlers>;
  /** Absolute paths of all local files that the last loading has read, installed packages apart. */
  files(): readonly string[];
}

export function handlersFile(file: string): HandlersFile {
  const path = resolve(file);
  let read = new Set([path]);
  return {
    files: () => [...read],
    async load(contract) {
      const found = new Set([path]);
      let value: unknown;
      try {
        value = await importDefault(path, (url) => {
          const imported = localPath(url.replace(/\?.*$/, ''));
          if (imported !== undefined && !/[\\/]node_modules[\\/]/.test(imported)) found.add(imported);
        });
      } catch (error) {
        throw new CountersignError('mock.invalid-handlers', `${file} cannot be loaded: ${reasonOf(error)}`, {
          fix: 'Mend it; a running mock takes it as soon as it is saved.',
          cause: error,
        });
      } finally {
        // A file that could not be loaded is watched too: it is what will be mended.
        read = new Set([...found, ...(value === undefined ? read : [])]);
      }
      return checkHandlers(contract, value, file);
    },
  };
}

/** esbuild heads the place and the reason with a count of errors. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^Transform failed with \d+ errors?:\n/, '').trim();
}
