import type { Contract } from '../contract/contract.ts';
import { headerValue } from '../rules/credential-value.ts';
import type { Header } from '../script/script.ts';
import type { Driver } from './driver.ts';
import type { Peer } from './journal.ts';
import { type StatusPage, statusPage } from './status-page.ts';
import { type PlainAnswer, plainJson } from './unknown-request.ts';

/** Everything of Countersign's own on the mock's port is under this path. */
export const OWN_PATH = '/__countersign/';

export interface OwnRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Header[];
  readonly peer: Peer;
}

/** `undefined`: the path is not one of Countersign's own. */
export type OwnPages = (request: OwnRequest) => PlainAnswer | undefined;

/** Entries that the status page shows. */
const SHOWN = 50;

/**
 * The status page and its data. They show what goes over the mock, so only this machine may ask, under a loopback
 * name (a page elsewhere that rebinds its DNS name to 127.0.0.1 keeps its own name in `Host`), and no foreign page.
 */
export function createOwnPages(
  contract: Contract,
  driver: Driver,
  endpoints: () => StatusPage['endpoints'],
): OwnPages {
  return (request) => {
    const { method, target } = request;
    if (target === '/__countersign' || target.startsWith('/__countersign?')) {
      return { status: 308, headers: [['Location', OWN_PATH]], body: '' };
    }
    if (!target.startsWith(OWN_PATH)) return undefined;
    const stranger = strangeness(request);
    if (stranger !== undefined) return plainJson(403, { error: stranger });
    if (method !== 'GET' && method !== 'HEAD') {
      const refusal = plainJson(405, { error: `${method} is not allowed here.` });
      return { ...refusal, headers: [...refusal.headers, ['Allow', 'GET, HEAD']] };
    }
    const mark = target.indexOf('?');
    const page = mark < 0 ? target.slice(OWN_PATH.length) : target.slice(OWN_PATH.length, mark);
    const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark));
    return withSafety(answer(page, query));
  };

  function answer(page: string, query: URLSearchParams): PlainAnswer {
    switch (page) {
      case '': {
        const body = statusPage({
          contract,
          endpoints: endpoints(),
          connections: driver.connections(),
          entries: driver.journal.entries(driver.journal.last - SHOWN),
        });
        return { status: 200, headers: [['Content-Type', 'text/html; charset=utf-8'], PAGE_POLICY], body };
      }
      case 'status':
        return plainJson(200, statusOf(driver));
      case 'journal':
        return journalLines(driver, query);
      case 'contract':
        return plainJson(200, contract);
      default:
        return plainJson(404, { error: `There is no ${OWN_PATH}${page}.`, known: KNOWN });
    }
  }
}

const KNOWN = ['', 'status', 'journal', 'contract'].map((page) => `${OWN_PATH}${page}`);

const PAGE_POLICY: Header = [
  'Content-Security-Policy',
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
];

function withSafety(answer: PlainAnswer): PlainAnswer {
  return {
    ...answer,
    headers: [
      ...answer.headers,
      ['Cache-Control', 'no-store'],
      ['X-Content-Type-Options', 'nosniff'],
      ['Referrer-Policy', 'no-referrer'],
    ],
  };
}

/** Why this request may not see the mock's own pages; `undefined`: it may. */
function strangeness({ peer, headers }: OwnRequest): string | undefined {
  if (!isLoopbackAddress(peer.host)) return 'Only this machine may look at the pages of the mock.';
  const host = headerValue(headers, 'host') ?? '';
  if (!isLoopbackHost(host))
    return `Ask for localhost or 127.0.0.1, not for ${host === '' ? 'no Host' : host}.`;
  const origin = headerValue(headers, 'origin');
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return `A page of ${origin} may not read this.`;
  }
  return undefined;
}

function isLoopbackAddress(address: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address) || address === '::1';
}

/** `localhost`, a name below it (RFC 6761 §6.3), or a loopback address; with or without a port. */
function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return /^([a-z0-9-]+\.)*localhost$/.test(name) || name === '[::1]' || isLoopbackAddress(name);
}

/** `since` and `timestamp` are seconds since 1970, `state` is WebSocket's `readyState`: 1 open, 2 closing. */
function statusOf(driver: Driver): object {
  const connections = driver.connections();
  return {
    active_connections: connections.length,
    connections: connections.map(({ id, endpoint, peer, state, since }) => ({
      id,
      endpoint,
      host: peer.host,
      port: peer.port,
      state: state === 'open' ? 1 : 2,
      since: since / 1000,
    })),
    timestamp: Date.now() / 1000,
  };
}

/** `since`: the first entries after that id; without it the newest. `limit`: how many, default 1,000. */
function journalLines({ journal }: Driver, query: URLSearchParams): PlainAnswer {
  const since = query.get('since');
  const limit = query.get('limit') ?? '1000';
  if (!/^\d{1,15}$/.test(limit) || (since !== null && !/^\d{1,15}$/.test(since))) {
    return plainJson(400, { error: '`since` is the id of an entry, `limit` a number of entries.' });
  }
  const most = Number(limit);
  const entries = journal.entries(since === null ? Math.max(0, journal.last - most) : Number(since));
  const body = entries.slice(0, most).map((entry) => `${JSON.stringify(entry)}\n`);
  return {
    status: 200,
    headers: [['Content-Type', 'application/jsonl; charset=utf-8']],
    body: body.join(''),
  };
}
