import { isJsonObject, type Json } from '../../contract/json.ts';
import { parsePointer } from '../../contract/json-pointer.ts';
import type { SourceLocation } from '../../errors/source-location.ts';
import type { DocumentBundle } from '../document-bundle.ts';
import type { ProblemList } from '../problems.ts';
import { type DocumentNode, isReference, placeOf, rawMember } from './document-node.ts';
import { resolveUri } from './resolve-uri.ts';

/** Reads a bundle element by element, follows `$ref`s across files, and always knows where it is. */
export interface DocumentReader {
  readonly root: DocumentNode;
  /** Follows `$ref`s. `undefined` where one leads nowhere or in a circle; that is then a problem. */
  resolve(node: DocumentNode): DocumentNode | undefined;
  /** The value that a `$ref` written in `uri` points to, not resolved further; nothing is reported. */
  lookup(uri: string, reference: string): DocumentNode | undefined;
  /** The resolved member `key`, seen through traits; `undefined` where there is none. */
  child(node: DocumentNode | undefined, key: string): DocumentNode | undefined;
  /** Resolved members of an object, those of its traits included. Anything else has none. */
  entries(node: DocumentNode | undefined): readonly (readonly [string, DocumentNode])[];
  /** Resolved items of an array. Anything else has none. */
  items(node: DocumentNode | undefined): readonly DocumentNode[];
  /** The member `key` where it is a string, `undefined` otherwise. */
  text(node: DocumentNode | undefined, key: string): string | undefined;
  at(node: DocumentNode): SourceLocation;
}

/** A chain of `$ref`s longer than this is taken for a circle. */
const LONGEST_CHAIN = 100;
/** Slashes that a key has: a path, a URL. */
const MOST_SLASHES = 30;

export function createDocumentReader(bundle: DocumentBundle, problems: ProblemList): DocumentReader {
  const identified = rootIdentifiers(bundle);
  /** File and reference → the pointer that was meant by one that leads nowhere as it is written. */
  const unescaped = new Map<string, string>();
  const root = nodeAt(bundle.root, '', documentAt(bundle.root) ?? null);

  function documentAt(uri: string): Json | undefined {
    return Object.hasOwn(bundle.documents, uri) ? bundle.documents[uri] : undefined;
  }

  function lookup(uri: string, reference: string): DocumentNode | undefined {
    const wanted = resolveUri(uri, reference);
    const target = documentAt(wanted) === undefined ? (identified.get(wanted) ?? wanted) : wanted;
    const document = documentAt(target);
    if (document === undefined) return undefined;
    const hash = reference.indexOf('#');
    const fragment = decode(hash === -1 ? '' : reference.slice(hash + 1));
    if (fragment !== '' && !fragment.startsWith('/')) return undefined;
    const tokens = parsePointer(fragment);
    const start = nodeAt(target, '', document);
    const exact = walk(start, tokens, false);
    if (exact !== undefined) return exact;
    const meant = walk(start, tokens, true);
    if (meant !== undefined) unescaped.set(`${uri} ${reference}`, meant.pointer);
    return meant;
  }

  /** @param joining a key may be spread over several tokens: somebody forgot to write its `/` as `~1` (RFC 6901 §3) */
  function walk(start: DocumentNode, tokens: readonly string[], joining: boolean): DocumentNode | undefined {
    let node: DocumentNode = start;
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i] ?? '';
      const found = memberAt(node, token);
      // A pointer may pass through another reference: `#/channels/a/messages/b` where `a` is one.
      const through: DocumentNode | undefined =
        found === undefined && isReference(node.value) ? follow(node) : undefined;
      let next = found ?? (through === undefined ? undefined : memberAt(through, token));
      const last = joining ? Math.min(tokens.length, i + MOST_SLASHES) : 0;
      for (let end = i + 2; next === undefined && end <= last; end += 1) {
        next = memberAt(through ?? node, tokens.slice(i, end).join('/'));
        if (next !== undefined) i = end - 1;
      }
      if (next === undefined) return undefined;
      node = next;
    }
    return node;
  }

  function warnOfUnescaped(node: DocumentNode, reference: string): void {
    const read = unescaped.get(`${node.uri} ${reference}`);
    if (read === undefined) return;
    problems.add({
      severity: 'warning',
      rule: 'document.unresolved-ref',
      message: `"${reference}" points to nothing, and is read as "#${read}": a "/" that is part of a key is written "~1" in a JSON Pointer.`,
      at: bundle.locate(node.uri, `${node.pointer}/$ref`),
      fix: `Write "#${read}".`,
    });
  }

  /** Does the chain of references end at a file on the network that the bundle does not have? */
  function isRemote(node: DocumentNode): boolean {
    let current: DocumentNode | undefined = node;
    for (let steps = 0; steps < LONGEST_CHAIN; steps += 1) {
      if (current === undefined || !isReference(current.value)) return false;
      const uri = resolveUri(current.uri, current.value.$ref);
      if (/^https?:/i.test(uri) && documentAt(uri) === undefined && !identified.has(uri)) return true;
      current = lookupGuarded(current.uri, current.value.$ref);
    }
    return false;
  }

  function follow(node: DocumentNode): DocumentNode | undefined {
    let current: DocumentNode = node;
    const via = [...node.via];
    const passed = new Set<string>();
    while (isReference(current.value)) {
      const place = placeOf(current);
      if (passed.has(place) || passed.size > LONGEST_CHAIN) return undefined;
      passed.add(place);
      via.push(place);
      const next = lookupGuarded(current.uri, current.value.$ref);
      if (next === undefined) return undefined;
      current = next;
    }
    return current === node ? node : { ...current, via };
  }

  /**
   * `lookup` and `follow` call each other. What one reference leads to is found out once: a circle of pointers through
   * references would else be walked in every order, and a reference that is looked for while it is looked for is one.
   */
  const known = new Map<string, DocumentNode | undefined>();
  let depth = 0;
  function lookupGuarded(uri: string, reference: string): DocumentNode | undefined {
    const key = `${uri} ${reference}`;
    if (known.has(key) || depth > LONGEST_CHAIN) return known.get(key);
    known.set(key, undefined);
    depth += 1;
    try {
      const found = lookup(uri, reference);
      known.set(key, found);
      return found;
    } finally {
      depth -= 1;
    }
  }

  function resolve(node: DocumentNode): DocumentNode | undefined {
    if (!isReference(node.value)) return node;
    if (Object.hasOwn(node.value, 'x-countersign')) {
      problems.add({
        severity: 'error',
        rule: 'extension-beside-ref',
        message: 'This `x-countersign` stands beside a `$ref` and has no effect.',
        at: bundle.locate(node.uri, `${node.pointer}/x-countersign`),
        fix: `Move it to the element that ${node.value.$ref} points to.`,
      });
    }
    const target = follow(node);
    if (target === undefined && isRemote(node)) {
      problems.add({
        severity: 'warning',
        rule: 'document.remote-ref',
        message: `"${node.value.$ref}" was not fetched, and whatever it says is left open.`,
        at: bundle.locate(node.uri, `${node.pointer}/$ref`),
        fix: 'Keep a copy beside the document and refer to that, or allow it with --allow-remote.',
      });
    } else if (target === undefined) {
      problems.add({
        severity: 'error',
        rule: 'document.unresolved-ref',
        message: `"${node.value.$ref}" points to nothing.`,
        at: bundle.locate(node.uri, `${node.pointer}/$ref`),
        fix: 'Correct the reference, or add what it names.',
      });
    }
    if (target !== undefined) warnOfUnescaped(node, node.value.$ref);
    return target;
  }

  function child(node: DocumentNode | undefined, key: string): DocumentNode | undefined {
    if (node === undefined) return undefined;
    const found: DocumentNode[] = [];
    for (const layer of [node, ...node.under]) {
      const raw = rawMember(layer, key);
      const member = raw === undefined ? undefined : resolve(raw);
      if (member !== undefined) found.push(member);
    }
    const [first, ...rest] = found;
    if (first === undefined || rest.length === 0 || !isJsonObject(first.value)) return first;
    return { ...first, under: [...first.under, ...rest.filter(({ value }) => isJsonObject(value))] };
  }

  return {
    root,
    resolve,
    lookup: lookupGuarded,
    child,
    entries(node) {
      if (node === undefined) return [];
      const keys = new Set<string>();
      for (const { value } of [node, ...node.under]) {
        if (isJsonObject(value)) for (const key of Object.keys(value)) keys.add(key);
      }
      const found: (readonly [string, DocumentNode])[] = [];
      for (const key of keys) {
        const member = child(node, key);
        if (member !== undefined) found.push([key, member]);
      }
      return found;
    },
    items(node) {
      if (node === undefined || !Array.isArray(node.value)) return [];
      const found: DocumentNode[] = [];
      for (const index of node.value.keys()) {
        const raw = rawMember(node, index);
        const item = raw === undefined ? undefined : resolve(raw);
        if (item !== undefined) found.push(item);
      }
      return found;
    },
    text(node, key) {
      const value = child(node, key)?.value;
      return typeof value === 'string' ? value : undefined;
    },
    at: (node) => bundle.locate(node.uri, node.pointer),
  };
}

function nodeAt(uri: string, pointer: string, value: Json): DocumentNode {
  return { uri, pointer, value, under: [], via: [] };
}

/** By a token of a pointer, which does not say whether it is a key or an index. */
function memberAt(node: DocumentNode, token: string): DocumentNode | undefined {
  return rawMember(node, Array.isArray(node.value) && /^\d+$/.test(token) ? Number(token) : token);
}

/** JSON Schema files may be referred to by the `$id` at their root instead of by where they lie. */
function rootIdentifiers(bundle: DocumentBundle): Map<string, string> {
  const identifiers = new Map<string, string>();
  for (const [uri, document] of Object.entries(bundle.documents)) {
    if (isJsonObject(document) && typeof document.$id === 'string') {
      identifiers.set(document.$id.replace(/#.*$/s, ''), uri);
    }
  }
  return identifiers;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
