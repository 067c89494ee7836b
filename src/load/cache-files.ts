import { createRequire } from 'node:module';
import { resolveUri } from '../compile/document/resolve-uri.ts';
import { hashFile, hashText, type KeptFile } from './cache-entry.ts';
import { findRefs } from './find-refs.ts';
import type { Loaded } from './load.ts';
import { localPath } from './local-path.ts';

/**
 * Every file that decided what a document was compiled to, as it was when it was read; the ones that were looked for
 * in vain, too: one that appears changes the outcome. `undefined` where that cannot be said of all of them: one came
 * from the network, standard input or a pipe, or is there and could not be used.
 */
export function decisiveFiles(
  { files, bundle }: Pick<Loaded, 'files' | 'bundle'>,
  options: { readonly allowRemote?: boolean; readonly validate?: boolean },
): readonly KeptFile[] | undefined {
  const kept = new Map<string, KeptFile>();
  for (const { uri, name, text } of files) {
    const path = name === '-' ? undefined : localPath(uri);
    if (path === undefined) return undefined;
    const hash = hashText(text);
    // Not what was read: it changed meanwhile, or it is no file that could be read again.
    if (hashFile(path) !== hash) return undefined;
    kept.set(path, { path, hash });
  }
  for (const [uri, value] of Object.entries(bundle.documents)) {
    for (const { ref } of findRefs(value)) {
      const target = resolveUri(uri, ref);
      if (Object.hasOwn(bundle.documents, target)) continue;
      if (/^https?:/.test(target) && options.allowRemote === true) return undefined;
      const path = localPath(target);
      if (path === undefined) continue;
      if (hashFile(path) !== null) return undefined;
      kept.set(path, { path, hash: null });
    }
  }
  const isForeign = files.some(({ text }) => /avro|protobuf/i.test(text));
  for (const name of [...(options.validate === false ? [] : [PARSER]), ...(isForeign ? PLUGINS : [])]) {
    const manifest = manifestOf(name);
    if (manifest !== undefined) kept.set(manifest, { path: manifest, hash: hashFile(manifest) });
  }
  return [...kept.values()];
}

/** Whether a document is valid is the parser's word, and another version of it may say something else. */
const PARSER = '@asyncapi/parser';

/** What they make of a payload is theirs, too. */
const PLUGINS = ['@asyncapi/avro-schema-parser', '@asyncapi/protobuf-schema-parser'];

function manifestOf(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}
