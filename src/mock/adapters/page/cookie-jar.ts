import type { Header } from '../../../script/script.ts';

/** The cookies that a browser would send to the mock. */
export interface CookieJar {
  /** Keeps what an answer sets (RFC 6265 §5.3); an empty value or `Max-Age=0` takes it away. */
  take(headers: readonly Header[]): void;
  /** `a=1; b=2`; `undefined`: there are none. */
  header(url: URL): string | undefined;
}

/**
 * An answer that a mock makes up reaches no browser's store, so its cookies are kept here; beside them are those that the
 * page itself has for that host.
 */
export function createCookieJar(): CookieJar {
  const kept = new Map<string, string>();
  return {
    take(headers) {
      for (const [name, value] of headers) {
        if (name.toLowerCase() !== 'set-cookie') continue;
        const [pair = '', ...attributes] = value.split(';').map((part) => part.trim());
        const equals = pair.indexOf('=');
        if (equals < 1) continue;
        const text = pair.slice(equals + 1);
        const isGone =
          text === '' || attributes.some((attribute) => /^max-age\s*=\s*(0|-\d+)$/i.test(attribute));
        if (isGone) kept.delete(pair.slice(0, equals));
        else kept.set(pair.slice(0, equals), text);
      }
    },
    header(url) {
      const all = new Map([...pageCookies(url), ...kept]);
      return all.size === 0 ? undefined : [...all].map(([name, value]) => `${name}=${value}`).join('; ');
    },
  };
}

interface Page {
  readonly document?: { readonly cookie?: string };
  readonly location?: { readonly hostname?: string };
}

/** Cookies know no port (RFC 6265 §8.5). */
function pageCookies(url: URL): readonly (readonly [string, string])[] {
  const { document, location } = globalThis as Page;
  if (location?.hostname !== url.hostname) return [];
  return (document?.cookie ?? '').split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [] : [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()] as const];
  });
}
