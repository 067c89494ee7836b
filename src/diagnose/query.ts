/** The parameters of a query, decoded as far as that is possible; `search` has its `?`, or is empty. */
export function parseQuery(search: string): readonly (readonly [name: string, value: string])[] {
  return search
    .replace(/^\?/, '')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? ([decode(pair), ''] as const)
        : ([decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))] as const);
    });
}

/** The query with that parameter set, or without it where `value` is undefined. */
export function setQuery(search: string, name: string, value: string | undefined): string {
  const others = search
    .replace(/^\?/, '')
    .split('&')
    .filter((pair) => pair !== '' && decode(pair.split('=')[0] ?? '') !== name);
  const all =
    value === undefined ? others : [...others, `${encodeURIComponent(name)}=${encodeURIComponent(value)}`];
  return all.length === 0 ? '' : `?${all.join('&')}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
