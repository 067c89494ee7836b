import { exec } from 'jsonpath-rfc9535';
import parse from 'jsonpath-rfc9535/parser';
import { isJsonObject, type Json } from '../contract/json.ts';
import { didYouMean } from '../errors/suggest.ts';

/** Keys and indexes from the root of a value to one in it. */
export type Path = readonly (string | number)[];

/** Where the values stand that a JSONPath (RFC 9535) selects, each once. Throws a `SyntaxError` for what is none. */
export function selectPaths(value: Json, target: string): readonly Path[] {
  const found = new Map<string, Path>();
  type Input = Parameters<typeof exec>[0];
  exec(value as Input, target, (_, path) => {
    const plain = path.map((key) => (typeof key === 'number' ? key : plainKey(key)));
    found.set(JSON.stringify(plain), plain);
  });
  return [...found.values()];
}

/** Keys come as they stand in a normalized path (RFC 9535 §2.7). */
function plainKey(key: string): string {
  return key.replace(/\\(u[0-9a-f]{4}|.)/g, (_, code: string) =>
    code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (CONTROLS[code] ?? code),
  );
}

const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Why the JSONPath cannot be read. */
export function syntaxOf(error: unknown, target: string): string {
  const place = error instanceof Error && 'location' in error ? (error.location as Location) : undefined;
  const offset = place?.start?.offset;
  if (offset === undefined) return error instanceof Error ? error.message : String(error);
  const found = target[offset];
  return found === undefined ? 'it ends too early' : `there is a "${found}" at character ${offset + 1}`;
}

interface Location {
  readonly start?: { readonly offset?: number };
}

/** What was probably meant by a JSONPath that selects nothing, where it names one place; else `''`. */
export function hintFor(value: Json, target: string): string {
  let current: Json | undefined = value;
  for (const token of singularPath(target)) {
    if (isJsonObject(current) && typeof current.$ref === 'string' && !Object.hasOwn(current, token)) {
      return ` It passes through the $ref "${current.$ref}"; the target must be written where that leads.`;
    }
    if (Array.isArray(current)) current = current[Number(token)];
    else if (!isJsonObject(current)) return '';
    else if (!Object.hasOwn(current, token)) return didYouMean(String(token), Object.keys(current));
    else current = current[token];
  }
  return '';
}

/** Names and indexes up to the first segment that may select several. */
function singularPath(target: string): readonly (string | number)[] {
  const tokens: (string | number)[] = [];
  for (const segment of parse(target).segments) {
    const { node } = segment;
    if (segment.type !== 'ChildSegment') return tokens;
    if (node.type === 'MemberNameShorthand') tokens.push(node.value);
    else if (node.type === 'BracketedSelection' && node.selectors.length === 1) {
      const [selector] = node.selectors;
      if (selector?.type !== 'NameSelector' && selector?.type !== 'IndexSelector') return tokens;
      tokens.push(selector.value);
    } else return tokens;
  }
  return tokens;
}
