/** A request target (RFC 9112 §3.2), taken apart. */
export interface RequestTarget {
  /** Percent-decoded, but for a `/` that is part of a segment: that stays `%2F`. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** Origin form and absolute form; `undefined` for any other, and for escapes that are no UTF-8. */
export function parseRequestTarget(target: string): RequestTarget | undefined {
  const relative = target.replace(/^(?:https?|wss?):\/\/[^/?#]*/i, '') || '/';
  const mark = relative.indexOf('?');
  const path = mark < 0 ? relative : relative.slice(0, mark);
  if (!path.startsWith('/')) return undefined;
  try {
    return {
      path: path
        .split('/')
        .map((segment) => decodeURIComponent(segment).replaceAll('/', '%2F'))
        .join('/'),
      query: mark < 0 ? [] : [...new URLSearchParams(relative.slice(mark + 1))],
    };
  } catch {
    return undefined;
  }
}

/** `['a', '1', 'b', '2']` → `[['a', '1'], ['b', '2']]`: Node's `rawHeaders` as pairs, order and repetition kept. */
export function headerPairs(raw: readonly string[]): readonly (readonly [name: string, value: string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i] ?? '', raw[i + 1] ?? '']);
  return pairs;
}
