import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Origin } from '../../codegen/source-text.ts';
import type { Contract } from '../../contract/contract.ts';
import { CountersignError } from '../../errors/countersign-error.ts';
import { isFolder } from './generate-files.ts';

/** Where the files of a kind go. */
export interface Place {
  /** The file that was named, or the usual one in the folder that was. Absent: standard output. */
  readonly main: string | undefined;
  /** Was a folder named? Then the other files have their usual names, else names like the main file's. */
  readonly folder: boolean;
}

/**
 * @param usual what the file is called in a folder
 * @param endings what a file of this kind may be called
 * @throws CountersignError `cli.bad-value`
 */
export function placeOf(output: string | undefined, kind: string, usual: string, endings: RegExp): Place {
  if (output === undefined) return { main: undefined, folder: false };
  if (isFolder(output)) return { main: join(output, usual), folder: true };
  if (!endings.test(output))
    throw new CountersignError('cli.bad-value', `${kind} cannot be a file called "${basename(output)}".`, {
      fix: `Name it like ${usual}, or name a folder, with a / behind it.`,
    });
  return { main: output, folder: false };
}

/** A file that goes with the main one: `usual` in a folder, else `<name of the main file><ending>`. */
export function beside({ main = '', folder }: Place, usual: string, ending: string): string {
  return join(dirname(main), folder ? usual : `${basename(main).replace(/\.[^.]+$/, '')}${ending}`);
}

/** How one file imports another: `./handlers.types.js`, for which TypeScript and bundlers find the `.ts`. */
export function importOf(file: string): string {
  return `./${basename(file).replace(/\.ts$/, '.js')}`;
}

/** What the generated file says of its document: relative to itself, so that it is the same on every machine. */
export function originOf(
  document: string,
  contract: Contract,
  kind: string,
  file: string | undefined,
): Origin {
  return {
    kind,
    title: contract.title,
    version: contract.version,
    document: document === '-' ? 'standard input' : fromFile(document, file),
  };
}

/** A document or a file of it, seen from the folder of a generated file. URLs stay. */
export function fromFile(path: string, file: string | undefined): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(path) || path === '-') return path;
  const found = relative(file === undefined ? '.' : dirname(resolve(file)), resolve(path))
    .split(sep)
    .join('/');
  return found.startsWith('.') ? found : `./${found}`;
}
