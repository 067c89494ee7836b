import { CountersignError } from '../errors/countersign-error.ts';
import { nearest } from '../errors/suggest.ts';
import { createRedactor } from '../transcript/redact.ts';

/** What a `--target` URL says. */
export interface ParsedTarget {
  /** `http` counts as `ws`, `https` as `wss`: one server answers both. */
  readonly protocol: 'ws' | 'wss';
  /** Without brackets, where it is an IPv6 address. */
  readonly host: string;
  /** The scheme's default where the URL has none. */
  readonly port: number;
  /** Starts with `/`. */
  readonly pathname: string;
  /** Query with its `?`, or `''`. */
  readonly search: string;
}

const SCHEMES = { 'ws:': 'ws', 'http:': 'ws', 'wss:': 'wss', 'https:': 'wss' } as const;

/**
 * Reads a ws://, wss://, http:// or https:// URL (RFC 6455 §3).
 * @throws CountersignError `target.bad-url`, with a fix.
 */
export function parseTarget(url: string): ParsedTarget {
  const shown = hideUserInfo(createRedactor([])(url));
  const fail = (what: string, fix: string): never => {
    throw new CountersignError('target.bad-url', `"${shown}" ${what}`, { fix });
  };

  const text = url.trim();
  if (text === '') fail('is no URL.', 'Give a URL such as ws://localhost:8000.');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme === undefined) return fail('has no scheme.', withScheme(shown.trim()));

  const protocol = Object.hasOwn(SCHEMES, `${scheme.toLowerCase()}:`)
    ? SCHEMES[`${scheme.toLowerCase()}:` as keyof typeof SCHEMES]
    : undefined;
  if (protocol === undefined) {
    const near = nearest(scheme, ['ws', 'wss', 'http', 'https']) ?? 'ws';
    return fail(
      `has the scheme "${scheme}"; a WebSocket has ws or wss.`,
      `Did you mean ${near}${shown.trim().slice(scheme.length)}?`,
    );
  }
  if (!URL.canParse(text)) return fail('is not a valid URL.', 'Write it as ws://host:port/path.');

  const parsed = new URL(text);
  if (parsed.username !== '' || parsed.password !== '')
    fail(
      'has a user name or password in it, which browsers do not send for a WebSocket.',
      'Leave them out, and give the credential as the document says that it travels.',
    );
  if (parsed.hash !== '')
    fail(
      'has a fragment, which a WebSocket URL cannot have (RFC 6455 §3).',
      'Leave out the part from "#" on.',
    );
  return {
    protocol,
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? (protocol === 'ws' ? 80 : 443) : Number(parsed.port),
    pathname: parsed.pathname,
    search: parsed.search,
  };
}

function withScheme(text: string): string {
  const rest = text.replace(/^\/\//, '').replace(/^:?(\d+)(?=$|\/)/, 'localhost:$1');
  return `Did you mean ${/^[^/]*:443(\/|$)/.test(rest) ? 'wss' : 'ws'}://${rest}?`;
}

function hideUserInfo(url: string): string {
  return url.replace(
    /^([^/?#]*\/\/)?[^/?#@]*@/,
    (_, scheme: string | undefined) => `${scheme ?? ''}[redacted]@`,
  );
}
