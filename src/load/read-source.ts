import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CountersignError } from '../errors/countersign-error.ts';
import { fetchText } from './fetch-text.ts';
import { LIMITS } from './limits.ts';
import { readTextFile } from './read-text-file.ts';
import type { SourceFile } from './source-file.ts';

/** What `-` stands for is read by the caller, who alone may touch the process. */
export type ReadStdin = () => Promise<string>;

/** The text behind a path, a `file:`, `http:` or `https:` URL, or `-`. Throws a `CountersignError`. */
export async function readSource(source: string, stdin: ReadStdin | undefined): Promise<SourceFile> {
  if (source === '-')
    return { uri: pathToFileURL(resolve('stdin.yaml')).href, name: '-', text: await readStdin(stdin) };
  if (/^https?:\/\//i.test(source)) return fetchText(source);
  if (/^file:/i.test(source)) {
    const path = pathOf(source);
    return { uri: pathToFileURL(path).href, name: path, text: await readTextFile(path, path) };
  }
  const path = resolve(source);
  return { uri: pathToFileURL(path).href, name: source, text: await readTextFile(path, source) };
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new CountersignError('document.not-found', `${url} is no URL of a local file.`, {
      fix: 'Write file:///absolute/path, or the plain path.',
      cause,
    });
  }
}

async function readStdin(stdin: ReadStdin | undefined): Promise<string> {
  if (stdin === undefined) {
    throw new CountersignError('document.not-found', 'There is no standard input here to read "-" from.', {
      fix: 'Name a file or a URL.',
    });
  }
  const text = await stdin();
  if (text.length > LIMITS.bytes) {
    throw new CountersignError('document.not-yaml', 'Standard input is larger than 50 MiB.', {
      fix: 'Split the document with $refs.',
    });
  }
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
