import { base64Core, utf8Bytes } from './base64-core.ts';

/** What stands where a secret was. */
export const REDACTED = '[redacted]';

/** Shorter ones are no secrets, and masking them would make any text unreadable. */
const SHORTEST_SECRET = 4;

/** A stretch of base64 shorter than this occurs by chance. */
const SHORTEST_BASE64 = 6;

/** `Authorization: Bearer x`: the scheme stays (RFC 9110 §11.6.2). */
const AUTHORIZATION = /^((?:proxy-)?authorization[ \t]*:[ \t]*(?:[a-z][\w-]*[ \t]+)?)(?=\S).*$/gim;

/** `Cookie: a=x; b=y`: the names stay. */
const COOKIE = /^(cookie[ \t]*:)(.*)$/gim;

/** `Set-Cookie: a=x; HttpOnly`: name and attributes stay. */
const SET_COOKIE = /^(set-cookie[ \t]*:[ \t]*[^=;\r\n]*=)[^;\r\n]+/gim;

/** `?token=x`, in a URL, a request line, or a form body. */
const PARAMETER =
  /((?:^|[?&])(?:[\w.-]*(?:token|secret|password|passwd|jwt|ticket|api_?key)|(?:[\w.-]*[_.-])?key)=)[^&\s#"'<>]+/gim;

/** `"password": "x"` in JSON: what a login sends. A `token` is known by its value; its name says too little. */
const MEMBER = /("[\w.-]*(?:password|passwd|passphrase|secret)"\s*:\s*")(?:[^"\\]|\\.)+(?=")/gi;

/** A signed JSON Web Token (RFC 7519), wherever it stands: a backend hands out new ones that nobody knows beforehand. */
const JWT = /(?<![\w-])eyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g;

/**
 * Masks what must not stand in a report: the given secrets in the forms in which they travel (as they are,
 * percent-encoded, form-encoded, escaped in JSON, inside base64), the values of `Authorization`, `Cookie`
 * and their likes on header lines (`Name: value`), query parameters named like a credential, members of JSON
 * named like a password, and JWTs.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secretPattern(secrets);
  return (text) => {
    const named = text
      .replace(JWT, REDACTED)
      .replace(PARAMETER, `$1${REDACTED}`)
      .replace(MEMBER, `$1${REDACTED}`)
      .replace(AUTHORIZATION, `$1${REDACTED}`)
      .replace(COOKIE, (_, name: string, cookies: string) => name + maskCookies(cookies))
      .replace(SET_COOKIE, `$1${REDACTED}`);
    return known === undefined ? named : named.replace(known, REDACTED);
  };
}

/** `a=x; b=y`: the names stay (RFC 6265 §4.2.1). */
function maskCookies(cookies: string): string {
  return cookies.replace(
    /(\s*)([^;=]*=)?([^;]*)/g,
    (pair, space: string, name: string | undefined, value: string) =>
      value.trim() === '' ? pair : `${space}${name ?? ''}${REDACTED}`,
  );
}

function secretPattern(secrets: readonly string[]): RegExp | undefined {
  const forms = new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(formsOf));
  if (forms.size === 0) return undefined;
  // The longest first: of two alternatives that begin alike, the first one wins.
  const sorted = [...forms].sort((a, b) => b.length - a.length);
  return new RegExp(sorted.join('|'), 'g');
}

/** Patterns of all forms of a secret. */
function formsOf(secret: string): string[] {
  const bytes = utf8Bytes(secret);
  const percent = encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\ufffd'));
  const base64 = [0, 1, 2]
    .map((offset) => base64Core(bytes, offset))
    .filter((core) => core.length >= SHORTEST_BASE64);
  return [
    escapePattern(secret),
    anyCaseHex(escapePattern(percent)),
    anyCaseHex(escapePattern(percent.replaceAll('%20', '+'))),
    escapePattern(JSON.stringify(secret).slice(1, -1)),
    ...base64.flatMap((core) => [
      escapePattern(core),
      escapePattern(core.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ];
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** `%2f` is `%2F` (RFC 3986 §2.1). */
function anyCaseHex(pattern: string): string {
  return pattern.replace(/%[0-9A-F]{2}/g, (hex) =>
    hex.replace(/[A-F]/g, (digit) => `[${digit}${digit.toLowerCase()}]`),
  );
}
