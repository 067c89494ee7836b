/** Why a transport does not conform. */
export class NotConforming extends Error {
  override readonly name = 'NotConforming';
}

/** Throws unless both are the same JSON, whatever the order of their keys. `undefined` is a value of its own. */
export function same(actual: unknown, expected: unknown, what: string): void {
  if (write(actual) === write(expected)) return;
  throw new NotConforming(`${what}: expected ${write(expected)}, got ${write(actual)}.`);
}

export function holds(condition: boolean, what: string): void {
  if (!condition) throw new NotConforming(what);
}

function write(value: unknown): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
