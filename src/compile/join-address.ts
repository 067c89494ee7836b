/** Starts with `/`, has no doubled slash, keeps a trailing one, and stands without its query. */
export interface JoinedAddress {
  readonly address: string;
  readonly query: string;
  /** The channel begins with what the server's pathname ends with, and it is taken once. */
  readonly repeats: boolean;
}

/**
 * Server pathname and channel address as one path. Many people write the whole path in both places (`ws://host/ws`
 * and the channel `/ws`); hardly any backend has it twice, so it is taken once.
 */
export function joinAddress(pathname: string, address: string): JoinedAddress {
  const [, origin, path = '', query = ''] = /^(\w+:\/\/[^/?]*)?([^?]*)\??(.*)$/s.exec(address) ?? [];
  const single = (text: string) => text.replaceAll(/\/{2,}/g, '/');
  // Some write the whole URL, `ws://localhost:8080/chat`: its path is the whole path.
  if (origin !== undefined) return { address: single(path || '/'), query, repeats: false };
  if (path === '' || path === '/') return { address: single(pathname || '/'), query, repeats: false };
  const repeated = overlap(segmentsOf(pathname), path);
  const rest = path.startsWith('/') ? path : `/${path}`;
  if (repeated === 0) return { address: single(`${pathname}${rest}`), query, repeats: false };
  const below = segmentsOf(path).slice(repeated);
  const slash = path.endsWith('/') ? '/' : '';
  return {
    address: single(`/${[...segmentsOf(pathname), ...below].join('/')}${slash}`),
    query,
    repeats: true,
  };
}

/**
 * How many segments at the end of the pathname are those that the address begins with: `/api/ws` and `/ws/chat` share
 * one. Of an address without a slash in front, which is meant to be put behind something, only all of them count.
 */
function overlap(outer: readonly string[], path: string): number {
  const inner = segmentsOf(path);
  const least = path.startsWith('/') ? 1 : inner.length;
  for (let count = Math.min(outer.length, inner.length); count >= least; count -= 1) {
    if (inner.slice(0, count).join('/') === outer.slice(-count).join('/')) return count;
  }
  return 0;
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}
