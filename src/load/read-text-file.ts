import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { CountersignError } from '../errors/countersign-error.ts';
import { nearest } from '../errors/suggest.ts';
import { decodeText } from './decode-text.ts';
import { LIMITS } from './limits.ts';

/**
 * The text of a local file (or named pipe). `name` is what the user calls it. Throws a `CountersignError`:
 * `document.not-found` (with the file that was probably meant), or `document.not-yaml` for what is no text.
 */
export async function readTextFile(path: string, name: string): Promise<string> {
  const bytes = await readBytes(path, name);
  if (bytes.length > LIMITS.bytes) {
    throw new CountersignError('document.not-yaml', `${name} is larger than 50 MiB.`, {
      fix: 'Split the document with $refs.',
    });
  }
  const text = decodeText(bytes);
  if (text === undefined) {
    throw new CountersignError('document.not-yaml', `${name} is no text: it is not encoded in UTF-8.`, {
      fix: 'Name the YAML or JSON file, and save it as UTF-8.',
    });
  }
  return text;
}

async function readBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw await directoryError(path, name);
    if (!info.isFile() && !info.isFIFO()) {
      throw new CountersignError('document.not-found', `${name} is no file.`, {
        fix: 'Name a YAML or JSON file.',
      });
    }
    if (info.size > LIMITS.bytes) return new Uint8Array(LIMITS.bytes + 1);
    const handle = await open(path);
    try {
      return await readAtMost(handle.createReadStream({ end: LIMITS.bytes, autoClose: false }));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof CountersignError) throw error;
    throw await unreadableError(path, name, error);
  }
}

async function readAtMost(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function unreadableError(path: string, name: string, error: unknown): Promise<CountersignError> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') {
    return new CountersignError('document.not-found', `${name} cannot be read: permission denied.`, {
      fix: 'Give yourself the right to read it.',
      cause: error,
    });
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const near = await similarFile(path);
    return new CountersignError('document.not-found', `There is no file ${name}.`, {
      fix: near === undefined ? 'Name an AsyncAPI document.' : `Did you mean ${join(dirname(name), near)}?`,
      cause: error,
    });
  }
  return new CountersignError('document.not-found', `${name} cannot be read: ${String(code ?? error)}.`, {
    cause: error,
  });
}

async function directoryError(path: string, name: string): Promise<CountersignError> {
  const names = await filesOf(path);
  const document = ['asyncapi.yaml', 'asyncapi.yml', 'asyncapi.json'].find((wanted) =>
    names.includes(wanted),
  );
  return new CountersignError('document.not-found', `${name} is a directory.`, {
    fix: document === undefined ? 'Name the document in it.' : `Did you mean ${join(name, document)}?`,
  });
}

/** The file of that folder that was probably meant: same stem and another extension, or a slip of the keyboard. */
async function similarFile(path: string): Promise<string | undefined> {
  const wanted = basename(path);
  const names = (await filesOf(dirname(path))).filter((name) => /\.(ya?ml|json)$/i.test(name));
  const stem = (name: string): string => basename(name, extname(name)).toLowerCase();
  return names.find((name) => stem(name) === stem(wanted)) ?? nearest(wanted, names);
}

async function filesOf(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}
