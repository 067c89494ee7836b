/** Starts with `/`, has no doubled slash, keeps a trailing one, and stands without its query. */
export interface JoinedAddress {
  readonly address: string;
  readonly query: string;
  /** The channel wrote the server's pathname once more, and it is taken once. */
  readonly repeats: boolean;
}

/**
 * Server pathname and channel address as one path. Many people write the whole path in both places (`ws://host/ws`
 * and the channel `/ws`); hardly any backend has it twice, so it is taken once.
 */
export function joinAddress(pathname: string, address: string): JoinedAddress {
  const [, path = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(address) ?? [];
  const single = (text: string) => text.replaceAll(/\/{2,}/g, '/');
  if (path === '' || path === '/') return { address: single(pathname || '/'), query, repeats: false };
  const repeats = isRepeated(pathname, path);
  return { address: single(repeats ? `/${path}` : `${pathname}/${path}`), query, repeats };
}

/** The same path, or, where the address starts with a slash, one below it. */
function isRepeated(pathname: string, path: string): boolean {
  const outer = slashless(pathname);
  if (outer === '') return false;
  return slashless(path) === outer || (path.startsWith('/') && slashless(path).startsWith(`${outer}/`));
}

function slashless(path: string): string {
  return path.replaceAll(/^\/+|\/+$/g, '').replaceAll(/\/{2,}/g, '/');
}
