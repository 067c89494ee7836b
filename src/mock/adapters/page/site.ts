import type { Contract } from '../../../contract/contract.ts';
import { CountersignError } from '../../../errors/countersign-error.ts';

/** A server of the contract, where a page finds it. */
export interface Site {
  /** Key of `Contract.servers`. */
  readonly server: string;
  /** `wss://api.example.com` */
  readonly ws: string;
  /** `https://api.example.com` */
  readonly http: string;
  /** What stands in front of its paths there: `''` or `/v1`. */
  readonly prefix: string;
  /** What stands in front of them in the contract. */
  readonly pathname: string;
}

/**
 * Where the servers of the contract are: where the document says, or all of them at `url`. As with `--target`, its
 * path takes the place of a server's pathname, unless it is `/`.
 * @param url `ws://localhost:8000`, or relative to the page's own
 * @throws CountersignError `target.bad-url`
 */
export function sitesOf({ servers }: Contract, url?: string): readonly Site[] {
  const target = url === undefined ? undefined : readUrl(url);
  return Object.entries(servers).map(([server, { protocol, host, pathname }]) => {
    const { protocol: scheme, host: at, pathname: path } = target ?? readUrl(`${protocol}://${host}`);
    const secure = scheme === 'wss:' || scheme === 'https:' ? 's' : '';
    return {
      server,
      ws: `ws${secure}://${at}`,
      http: `http${secure}://${at}`,
      prefix: path === '/' ? pathname : path.replace(/\/$/, ''),
      pathname,
    };
  });
}

/** The path and query of a URL at that site, as the contract has them. `undefined`: it is elsewhere. */
export function targetAt({ ws, http, prefix, pathname }: Site, url: URL): string | undefined {
  const base = `${url.protocol}//${url.host}`;
  if (base !== ws && base !== http) return undefined;
  if (!`${url.pathname}/`.startsWith(`${prefix}/`)) return undefined;
  return `${pathname}${url.pathname.slice(prefix.length)}${url.search}`;
}

/** An address of the contract as it stands in URLs of that site, each parameter replaced by what `fill` says. */
export function pathAt({ prefix, pathname }: Site, address: string): string {
  return address.startsWith(pathname) ? `${prefix}${address.slice(pathname.length)}` : address;
}

function readUrl(url: string): URL {
  const { location } = globalThis as { readonly location?: { readonly href: string } };
  try {
    const parsed = new URL(url, location?.href);
    if (/^(wss?|https?):$/.test(parsed.protocol)) return parsed;
  } catch {
    // Told of below.
  }
  throw new CountersignError('target.bad-url', `"${url}" is not a ws://, wss://, http:// or https:// URL.`, {
    fix: 'Write it like ws://localhost:8000.',
  });
}
