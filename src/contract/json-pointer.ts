import { isJsonObject, type Json, type JsonObject } from './json.ts';

/** RFC 6901 §4. */
const INDEX = /^(0|[1-9]\d*)$/;

/** RFC 6901: `'/a~1b/0'` → `['a/b', '0']`. A leading `#` is tolerated. */
export function parsePointer(pointer: string): string[] {
  const text = pointer.startsWith('#') ? pointer.slice(1) : pointer;
  if (text === '' || text === '/') return text === '/' ? [''] : [];
  return text
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** RFC 6901: `['a/b', 0]` → `'/a~1b/0'`. */
export function formatPointer(path: Iterable<string | number>): string {
  let pointer = '';
  for (const token of path) pointer += `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return pointer;
}

/** Parsed pointers: the few of a document are followed again and again. */
const parsed = new Map<string, readonly string[]>();
/** Enough for any document; what is made up at run time must not fill memory. */
const PARSED_LIMIT = 4_096;

function pathOf(pointer: string): readonly string[] {
  let path = parsed.get(pointer);
  if (path === undefined) {
    path = parsePointer(pointer);
    if (parsed.size >= PARSED_LIMIT) parsed.clear();
    parsed.set(pointer, path);
  }
  return path;
}

/** The value at `pointer`, or `undefined` where there is none. Inherited properties do not count. */
export function readPointer(value: Json | undefined, pointer: string): Json | undefined {
  return readPath(value, pathOf(pointer));
}

/** `readPointer` for a pointer that is parsed already. */
export function readPath(value: Json | undefined, path: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const token of path) {
    if (Array.isArray(current)) current = INDEX.test(token) ? current[Number(token)] : undefined;
    else if (isJsonObject(current) && Object.hasOwn(current, token)) current = current[token];
    else return undefined;
  }
  return current;
}

/**
 * A copy of `value` with `replacement` at `pointer`. Missing objects on the way are made; what is not
 * on the way is shared. `undefined` removes. An array has items `0` to `-`, and nothing else: one that the pointer
 * wants to have more stays as it is.
 */
export function writePointer(value: Json, pointer: string, replacement: Json | undefined): Json {
  return write(value, pathOf(pointer), 0, replacement) ?? null;
}

function write(
  value: Json | undefined,
  path: readonly string[],
  depth: number,
  replacement: Json | undefined,
): Json | undefined {
  const token = path[depth];
  if (token === undefined) return replacement;
  if (Array.isArray(value)) {
    const copy: Json[] = [...value];
    const index = token === '-' ? copy.length : INDEX.test(token) ? Number(token) : Number.NaN;
    if (!(index <= copy.length)) return value;
    const item = write(copy[index], path, depth + 1, replacement);
    if (item === undefined) copy.splice(index, 1);
    else copy[index] = item;
    return copy;
  }
  const copy: Record<string, Json> = { ...(isJsonObject(value) ? value : {}) };
  const item = write(Object.hasOwn(copy, token) ? copy[token] : undefined, path, depth + 1, replacement);
  if (item === undefined) delete copy[token];
  // A key such as `__proto__` must become a property of the copy, never its prototype.
  else
    Object.defineProperty(copy, token, { value: item, enumerable: true, configurable: true, writable: true });
  return copy as JsonObject;
}
