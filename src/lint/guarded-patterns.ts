import type { DocumentBundle } from '../compile/document-bundle.ts';
import type { Contract } from '../contract/contract.ts';
import { isJsonObject, type Json } from '../contract/json.ts';
import { formatPointer } from '../contract/json-pointer.ts';
import type { PatternGuard } from '../contract/schema.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import { skippedPatterns } from '../schema/skipped-patterns.ts';

/** A pattern that is not simply run, and where it stands. */
export interface GuardedPattern<G extends PatternGuard> {
  readonly pattern: string;
  readonly guard: G;
  readonly at: SourceLocation;
}

/** The patterns with a guard of one of these kinds, each at the first place where it is written. */
export function guardedPatterns<K extends PatternGuard['kind']>(
  contract: Contract,
  bundle: DocumentBundle,
  ...kinds: readonly K[]
): readonly GuardedPattern<Extract<PatternGuard, { kind: K }>>[] {
  const wanted = skippedPatterns(contract).flatMap(({ pattern, guard }) =>
    isOneOf(guard, kinds) ? [{ pattern, guard }] : [],
  );
  if (wanted.length === 0) return [];
  const places = placesOf(bundle, new Set(wanted.map(({ pattern }) => pattern)));
  return wanted.map(({ pattern, guard }) => ({
    pattern,
    guard,
    at: places.get(pattern) ?? bundle.locate(bundle.root, ''),
  }));
}

function isOneOf<K extends PatternGuard['kind']>(
  guard: PatternGuard,
  kinds: readonly K[],
): guard is Extract<PatternGuard, { kind: K }> {
  return (kinds as readonly string[]).includes(guard.kind);
}

function placesOf(bundle: DocumentBundle, wanted: ReadonlySet<string>): ReadonlyMap<string, SourceLocation> {
  const places = new Map<string, SourceLocation>();
  const seen = new Set<Json>();
  function visit(uri: string, value: Json, path: readonly string[]): void {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const found = (pattern: string, ...below: readonly string[]): void => {
      if (wanted.has(pattern) && !places.has(pattern))
        places.set(pattern, bundle.locate(uri, formatPointer([...path, ...below])));
    };
    if (isJsonObject(value)) {
      if (typeof value.pattern === 'string') found(value.pattern, 'pattern');
      if (isJsonObject(value.patternProperties))
        for (const key of Object.keys(value.patternProperties)) found(key, 'patternProperties', key);
    }
    for (const [key, child] of Object.entries(value)) visit(uri, child as Json, [...path, key]);
  }
  for (const [uri, document] of Object.entries(bundle.documents)) visit(uri, document, []);
  return places;
}
