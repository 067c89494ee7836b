import { resolveUri } from '../compile/document/resolve-uri.ts';
import { isJsonObject } from '../contract/json.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { CountersignError } from '../errors/countersign-error.ts';
import type { Problem } from '../errors/problem.ts';
import { displayName } from './display-name.ts';
import { fetchText } from './fetch-text.ts';
import { type FoundRef, findRefs } from './find-refs.ts';
import { LIMITS } from './limits.ts';
import { localPath } from './local-path.ts';
import { locationIn, type ParsedFile, parseFile, textFile } from './parsed-file.ts';
import { readTextFile } from './read-text-file.ts';

/**
 * Reads the files that `root` refers to, and those that they refer to, into `files`. What cannot be had is a warning
 * at the `$ref`: it matters only where the contract needs it, and `compile` then says so.
 */
export async function loadReferences(
  root: ParsedFile,
  files: Map<string, ParsedFile>,
  allowRemote: boolean,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const missing = new Map<string, Problem>();
  const queue = [root];
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const found of findRefs(from.value)) {
      const uri = resolveUri(from.uri, found.ref);
      if (files.has(uri) || missing.has(uri)) continue;
      const outcome =
        files.size >= LIMITS.files
          ? tooMany(found)
          : await readReference(root, from, found, uri, allowRemote);
      if ('refused' in outcome) {
        missing.set(uri, { severity: 'warning', at: locationIn(from, found.pointer), ...outcome.refused });
        continue;
      }
      files.set(uri, outcome.file);
      problems.push(...outcome.file.problems);
      queue.push(outcome.file);
    }
  }
  // A schema may be referred to by its `$id`, an address that nobody needs to visit.
  for (const { value } of files.values()) {
    if (isJsonObject(value) && typeof value.$id === 'string') missing.delete(value.$id.replace(/#.*$/s, ''));
  }
  return [...problems, ...missing.values()];
}

type Refusal = Pick<Problem, 'message' | 'fix'> & { readonly rule: ErrorCode };
type Outcome = { readonly file: ParsedFile } | { readonly refused: Refusal };

async function readReference(
  root: ParsedFile,
  from: ParsedFile,
  { ref }: FoundRef,
  uri: string,
  allowRemote: boolean,
): Promise<Outcome> {
  const remote = /^https?:/.test(uri);
  const path = remote ? undefined : localPath(uri);
  if (!remote && path === undefined) return notAddressable({ ref });
  if (remote && !allowRemote && !sameOrigin(root.uri, uri)) {
    return refused(
      'document.remote-ref',
      `The $ref "${ref}" points to the network and is left out.`,
      REMOTE_FIX,
    );
  }
  if (path !== undefined && !from.uri.startsWith('file:')) {
    return refused(
      'document.unresolved-ref',
      `The $ref "${ref}" of a document from the network points to a local file.`,
      'Download the document, and the files that it needs.',
    );
  }
  const name = displayName(root, uri);
  try {
    const text = path === undefined ? (await fetchText(uri)).text : await readTextFile(path, name);
    return { file: /\.proto$/i.test(uri) ? textFile({ uri, name, text }) : parseFile({ uri, name, text }) };
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    const message = `The $ref "${ref}" cannot be followed. ${error.message}`;
    const isGone = error.code === 'document.not-found' && !error.fix?.startsWith('Did you mean');
    const fix = isGone ? 'Put the file there, or correct the $ref.' : (error.fix ?? 'Correct the $ref.');
    return refused('document.unresolved-ref', message, fix);
  }
}

const REMOTE_FIX = 'Allow it with --allow-remote, or keep a copy beside the document and refer to that.';

function sameOrigin(a: string, b: string): boolean {
  return /^https?:/.test(a) && new URL(a).origin === new URL(b).origin;
}

function refused(rule: ErrorCode, message: string, fix: string): Outcome {
  return { refused: { rule, message, fix } };
}

function notAddressable({ ref }: { readonly ref: string }): Outcome {
  return refused(
    'document.unresolved-ref',
    `The $ref "${ref}" names no file and no URL that could be read.`,
    'Write a relative path, with "/" between folders, and "#/…" for a place in it.',
  );
}

function tooMany({ ref }: FoundRef): Outcome {
  return refused(
    'document.unresolved-ref',
    `The $ref "${ref}" is left out: ${LIMITS.files} files are read already.`,
    'Bundle the document into fewer files.',
  );
}
