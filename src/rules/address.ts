/** `/ws/stock/{symbol}` as something that a path either fits or not. */
export interface AddressMatcher {
  /**
   * The values of the parameters, or `undefined` where the path is another. A parameter never spans a `/`; one that is
   * part of its value is `%2F` in `path`.
   */
  match(path: string): Readonly<Record<string, string>> | undefined;
  /** Fewer parameters are more specific; the most specific match wins. */
  readonly parameters: number;
}

const PARAMETER = /\{([^{}]+)\}/g;

/**
 * Address templates: AsyncAPI 3, Channel Object `address` (RFC 6570 level 1, without its encoding rules). A value is as
 * short as it can be, and never empty.
 *
 * @note Not a regular expression: those of two parameters side by side take a time that grows with a power of the path.
 */
export function compileAddress(address: string): AddressMatcher {
  const names: string[] = [];
  /** What stands before each parameter, and behind the last one. */
  const literals: string[] = [];
  let end = 0;
  for (const found of address.matchAll(PARAMETER)) {
    literals.push(address.slice(end, found.index));
    names.push(found[1] ?? '');
    end = found.index + found[0].length;
  }
  const last = address.slice(end);
  return {
    parameters: names.length,
    match(path) {
      const [first = last] = literals;
      if (!path.startsWith(first)) return undefined;
      let at = first.length;
      const values: [string, string][] = [];
      for (const [index, name] of names.entries()) {
        const isLast = index === names.length - 1;
        const until = isLast ? path.length - last.length : path.indexOf(literals[index + 1] ?? '', at + 1);
        const value = path.slice(at, until);
        if (until <= at || value.includes('/')) return undefined;
        values.push([name, value.replaceAll('%2F', '/')]);
        at = until + (literals[index + 1] ?? '').length;
      }
      return names.length === 0
        ? path === first
          ? {}
          : undefined
        : path.endsWith(last)
          ? Object.fromEntries(values)
          : undefined;
    },
  };
}

/** The address with its parameters filled in and percent-encoded. A parameter without a value stays as it is. */
export function fillAddress(address: string, values: Readonly<Record<string, string>>): string {
  return address.replaceAll(PARAMETER, (whole, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '') : whole,
  );
}
