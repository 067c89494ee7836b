import { headerValue } from '../rules/credential-value.ts';
import type { Facts } from './facts.ts';
import { fieldOf } from './facts.ts';

/** The text of a refusal: reason phrase and body. */
function textOf({ base }: Facts): string {
  return base?.kind === 'refused' ? `${base.outcome.reason}\n${base.outcome.body}` : '';
}

export function statusIn({ base }: Facts): number | undefined {
  return base?.kind === 'refused' ? base.outcome.status : undefined;
}

/** A gateway could not reach what is behind it: RFC 9110 §15.6, and Cloudflare's own. */
export const GATEWAY_STATUSES: readonly number[] = [502, 503, 504, 520, 521, 522, 523, 524, 530];

/** Does the server itself say that it is about the version of the protocol? RFC 6455 §4.4. */
export function saysVersion(facts: Facts): boolean {
  const { base, subject } = facts;
  if (base?.kind !== 'refused') return false;
  const known = fieldOf(base.outcome.headers, 'sec-websocket-version');
  const sent = headerValue(subject.headers, 'sec-websocket-version') ?? '13';
  if (known !== undefined && !known.split(/[\s,]+/).includes(sent)) return true;
  return /unsupported version|version \d+ not supported|invalid Sec-WebSocket-Version/i.test(textOf(facts));
}

/** Does the server itself say that it is about the subprotocol? The names that it tells, if any. */
export function saysSubprotocol(facts: Facts): { readonly wanted?: string } | undefined {
  const text = textOf(facts);
  const closed = facts.base?.kind === 'closed' ? facts.base.close : undefined;
  if (closed?.code === 4406) return { wanted: 'graphql-transport-ws' };
  if (!/sub-?protocol/i.test(text) && !/sub-?protocol/i.test(closed?.reason ?? '')) return undefined;
  const wanted = /expected (?:one of )?([\w.-]+(?:, [\w.-]+)*)/i.exec(text)?.[1];
  return wanted === undefined ? {} : { wanted };
}

/** Does the server, or a framework's guard, say that it does not serve this host name? */
export function saysHost({ base, get, getControl }: Facts): string | undefined {
  const words = /Invalid host header|Invalid HTTP_HOST header|DisallowedHost|Blocked request\. This host/i;
  const texts: readonly (readonly [string, string])[] = [
    ['baseline', base?.kind === 'refused' ? base.outcome.body : ''],
    ...[get, getControl].flatMap((http) => (http === undefined ? [] : [[http.id, http.body] as const])),
  ];
  return texts.find(([, text]) => words.test(text))?.[0];
}

/** Headers or URL beyond what the server takes: RFC 6585 §5, RFC 9110 §15.5.15, and nginx' own words. */
export function saysTooLarge(facts: Facts): boolean {
  const status = statusIn(facts);
  return status === 414 || status === 431 || /Request Header Or Cookie Too Large/i.test(textOf(facts));
}

/** Same-host checks compare Origin with Host, and say so: tornado, coder/websocket. */
export function saysCrossOrigin(facts: Facts): boolean {
  return /Cross origin websockets not allowed|is not authorized for Host/i.test(textOf(facts));
}

/** The token has expired, by the server's own words. */
export function saysExpired(facts: Facts): boolean {
  const { base } = facts;
  const challenge = base?.kind === 'refused' ? (fieldOf(base.outcome.headers, 'www-authenticate') ?? '') : '';
  const reason = base?.kind === 'closed' ? base.close.reason : '';
  return /\bexpired\b/i.test(`${textOf(facts)}\n${challenge}\n${reason}`);
}

/** Is the server full, by its own words (`says`), or at least for a while (`Retry-After`)? RFC 9110 §15.6.4. */
export function saysFull(facts: Facts): 'says' | 'later' | undefined {
  const { base, proxyPage } = facts;
  if (base?.kind !== 'refused' || base.outcome.status !== 503) return undefined;
  if (
    /too many|connection limit|limit (of|reached|exceeded)|at capacity|server (is )?full|max(imum)? connections/i.test(
      textOf(facts),
    )
  )
    return 'says';
  if (proxyPage === 'nginx') return 'later';
  return fieldOf(base.outcome.headers, 'retry-after') === undefined ? undefined : 'later';
}

/** A request lacks something, by the server's own words; which it names only in its text. */
export function saysMissing(facts: Facts): boolean {
  const status = statusIn(facts);
  if (status !== 400 && status !== 422) return false;
  return (
    /\b(missing|required)\b/i.test(textOf(facts)) &&
    !/token|credential|authori|header|Sec-WebSocket|protocol|version|upgrade/i.test(textOf(facts))
  );
}

/** The server itself says that the upgrade did not reach it. HANDSHAKE 4.3, decisive. */
const NO_UPGRADE_SEEN =
  /Can "Upgrade" only to "WebSocket"|No WebSocket UPGRADE hdr|not websocket protocol|did not receive a valid HTTP request|cannot access a WebSocket server directly|header did not include '(upgrade|websocket)'|does not contain (Upgrade|websocket)|^Connection ID required/i;

/** Upgrade was sent, and what answered says that none came. */
export function saysNoUpgrade({ base }: Facts): boolean {
  return base?.kind === 'refused' && NO_UPGRADE_SEEN.test(base.outcome.body);
}

/** Is it about the Origin, by the server's own words? tornado, coder, Python websockets, python-engineio. */
export function saysOrigin(facts: Facts): boolean {
  return (
    saysCrossOrigin(facts) || /(invalid|missing) Origin header|Not an accepted origin/i.test(textOf(facts))
  );
}

/** Has the answer said what it is about, so that it is not about anything else? */
export function isExplained(facts: Facts): boolean {
  return (
    facts.proxyPage !== undefined ||
    saysNoUpgrade(facts) ||
    /^Unsupported upgrade request/.test(
      textOf(facts)
        .trimStart()
        .replace(/^Bad Request\s*/, ''),
    ) ||
    saysVersion(facts) ||
    saysTooLarge(facts) ||
    saysSubprotocol(facts) !== undefined ||
    saysHost(facts) !== undefined ||
    saysMissing(facts)
  );
}
