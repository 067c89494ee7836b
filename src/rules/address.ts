/** `/ws/stock/{symbol}` as something that a path either fits or not. */
export interface AddressMatcher {
  /** The values of the parameters, or `undefined` where the path is another. A parameter never spans a `/`. */
  match(path: string): Readonly<Record<string, string>> | undefined;
  /** Fewer parameters are more specific; the most specific match wins. */
  readonly parameters: number;
}

const PARAMETER = /\{([^{}]+)\}/g;

/** Address templates: AsyncAPI 3, Channel Object `address` (RFC 6570 level 1, without its encoding rules). */
export function compileAddress(address: string): AddressMatcher {
  const names: string[] = [];
  let source = '';
  let end = 0;
  for (const found of address.matchAll(PARAMETER)) {
    source += escapeRegExp(address.slice(end, found.index));
    source += '([^/]+)';
    names.push(found[1] ?? '');
    end = found.index + found[0].length;
  }
  const pattern = new RegExp(`^${source}${escapeRegExp(address.slice(end))}$`);
  return {
    parameters: names.length,
    match(path) {
      const found = pattern.exec(path);
      if (found === null) return undefined;
      return Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? '']));
    },
  };
}

/** The address with its parameters filled in and percent-encoded. A parameter without a value stays as it is. */
export function fillAddress(address: string, values: Readonly<Record<string, string>>): string {
  return address.replaceAll(PARAMETER, (whole, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '') : whole,
  );
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
