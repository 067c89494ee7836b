import { headerValue } from '../../rules/credential-value.ts';
import type { Header } from '../../script/script.ts';
import type { Peer } from '../journal.ts';

/** Who asks for one of the mock's own pages. */
export interface Asker {
  readonly peer: Peer;
  readonly headers: readonly Header[];
}

/**
 * Why this request may not see, let alone change, what the mock does; `undefined`: it may. Only this machine may, under
 * a loopback name (a page elsewhere that rebinds its DNS name to 127.0.0.1 keeps its own name in `Host`), and no
 * foreign page: the address that the mock listens on changes nothing about it.
 */
export function strangeness({ peer, headers }: Asker): string | undefined {
  if (!isLoopbackAddress(peer.host)) return 'Only this machine may look at the pages of the mock.';
  const host = headerValue(headers, 'host') ?? '';
  if (!isLoopbackHost(host))
    return `Ask for localhost or 127.0.0.1, not for ${host === '' ? 'no Host' : host}.`;
  const origin = headerValue(headers, 'origin');
  if (origin === undefined) return undefined;
  const own = [`http://${host.toLowerCase()}`, `https://${host.toLowerCase()}`];
  return own.includes(origin.toLowerCase()) ? undefined : `A page of ${origin} may not read this.`;
}

function isLoopbackAddress(address: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address) || address === '::1';
}

/** `localhost`, a name below it (RFC 6761 §6.3), or a loopback address; with or without a port. */
function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return /^([a-z0-9-]+\.)*localhost$/.test(name) || name === '[::1]' || isLoopbackAddress(name);
}
