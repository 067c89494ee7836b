import { resolveUri } from '../compile/document/resolve-uri.ts';
import type { DocumentBundle } from '../compile/document-bundle.ts';
import { isJsonObject, type Json, type JsonObject } from '../contract/json.ts';
import { formatPointer, readPointer } from '../contract/json-pointer.ts';

/** An object of the document as it was written, and where. */
export interface RawNode {
  readonly value: JsonObject;
  readonly uri: string;
  readonly pointer: string;
}

/** Longest chain of `$ref`s that is followed. */
const LONGEST = 20;

/** The object at `pointer`, `$ref`s followed; `undefined` where there is none. */
export function rawNode(bundle: DocumentBundle, uri: string, pointer: string): RawNode | undefined {
  let [at, where] = [uri, pointer];
  for (let step = 0; step < LONGEST; step += 1) {
    const value: Json | undefined = readPointer(bundle.documents[at], where);
    if (!isJsonObject(value)) return undefined;
    const ref = value.$ref;
    if (typeof ref !== 'string') return { value, uri: at, pointer: where };
    at = resolveUri(at, ref);
    const fragment = ref.indexOf('#');
    where = fragment === -1 ? '' : decode(ref.slice(fragment + 1));
  }
  return undefined;
}

/** The members of an object that are objects themselves, `$ref`s followed, with their keys. */
export function rawEntries(
  bundle: DocumentBundle,
  node: RawNode | undefined,
): (readonly [string, RawNode])[] {
  if (node === undefined) return [];
  return Object.keys(node.value).flatMap((key) => {
    const entry = rawMember(bundle, node, key);
    return entry === undefined ? [] : [[key, entry] as const];
  });
}

/** The member `key`, `$ref`s followed, where it is an object. */
export function rawMember(
  bundle: DocumentBundle,
  node: RawNode | undefined,
  key: string,
): RawNode | undefined {
  return node === undefined ? undefined : rawNode(bundle, node.uri, node.pointer + formatPointer([key]));
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
