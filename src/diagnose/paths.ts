import { declaredPaths } from './knowledge.ts';
import type { Subject } from './subject.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A random path of the same prefix, length and shape: letters for letters, digits for digits, separators kept.
 * HANDSHAKE 4.1: where a real path and its sibling are answered alike, the path decides nothing, or neither exists.
 */
export function siblingPath(path: string, nonce: string): string {
  const slash = path.replace(/\/+$/, '').lastIndexOf('/');
  const prefix = path.slice(0, slash + 1);
  const segment = path.slice(slash + 1).replace(/\/+$/, '');
  const tail = path.slice(prefix.length + segment.length);
  const length = Math.max(segment.length, 6);
  let made = '';
  for (let at = 0; at < length; at += 1) {
    const letter = segment[at] ?? 'x';
    const code = nonce.charCodeAt(at % Math.max(1, nonce.length)) + at * 7;
    made += /\d/.test(letter)
      ? String(code % 10)
      : /[a-z]/i.test(letter)
        ? (LETTERS[code % 26] ?? 'z')
        : letter;
  }
  return `${prefix}zq${made.slice(2)}${tail}`;
}

const USUAL = ['ws', 'websocket', 'socket', 'stream', 'events', 'live', 'chat', 'notifications', 'cable'];

/**
 * Where the endpoint could be instead, the likeliest first, HANDSHAKE 4.3: the document's paths; the same path with
 * or without its slash, its prefixes; the usual names below the prefixes that `/openapi.json` shows.
 * @param native where servers of this kind have theirs by default.
 * @param proxied a proxy may cut the first segment off: `/api/ws` then reaches the server as `/ws`.
 */
export function pathCandidates(
  subject: Subject,
  openApiPaths: readonly string[],
  proxied = false,
  native: readonly string[] = [],
): readonly { readonly path: string; readonly declared: boolean }[] {
  const { path } = subject;
  const segments = path.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1);
  const prefixes = [...new Set(['', ...openApiPaths.map(prefixOf)])];
  const guesses = [
    path.endsWith('/') ? path.replace(/\/+$/, '') : `${path}/`,
    ...native,
    // Phoenix and SockJS put their WebSocket one segment below the path that is registered.
    ...(path === '/' || last === 'websocket' ? [] : [`${path.replace(/\/+$/, '')}/websocket`]),
    ...(proxied && segments.length > 1 ? [`/${segments[0]}${path}`] : []),
    // Without each prefix: /api/v1/ws → /v1/ws → /ws; then with one that the server's own routes have.
    ...segments.slice(1).map((_, at) => `/${segments.slice(at + 1).join('/')}`),
    ...prefixes
      .filter((prefix) => prefix !== '' && !path.startsWith(`${prefix}/`))
      .map((prefix) => prefix + path),
    ...segments.slice(0, -1).map((_, at) => `/${segments.slice(0, segments.length - 1 - at).join('/')}`),
    ...prefixes.flatMap((prefix) => USUAL.slice(0, 2).map((name) => `${prefix}/${name}`)),
    ...(last === undefined ? [] : [`/ws/${last}`]),
    ...USUAL.slice(2).map((name) => `/${name}`),
  ];
  const declared = declaredPaths(subject).map((known) => known.path);
  const seen = new Set([path, '']);
  const found: { path: string; declared: boolean }[] = [];
  for (const [list, isDeclared] of [
    [declared, true],
    [guesses, false],
  ] as const)
    for (const each of list) {
      if (seen.has(each)) continue;
      seen.add(each);
      found.push({ path: each, declared: isDeclared });
    }
  return found;
}

/** `/api/v1` of `/api/v1/orders/{id}`: the segments that name a version or an API, else the first one. */
function prefixOf(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && !segment.includes('{'));
  const [first, second] = segments;
  if (first === undefined || segments.length < 2) return '';
  return second !== undefined && /^v\d+$/.test(second) ? `/${first}/${second}` : `/${first}`;
}
