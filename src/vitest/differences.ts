/** How `expect` compares: with asymmetric matchers, objects of `b` as subsets. */
export type Holds = (actual: unknown, partial: unknown) => boolean;

/** A place where a payload is not what was asked for. */
export interface Difference {
  /** JSON pointer; `''`: the payload itself. */
  readonly at: string;
  readonly actual: unknown;
  readonly wanted: unknown;
}

/** Where `actual` does not hold what `partial` says; empty: nowhere. */
export function differences(actual: unknown, partial: unknown, holds: Holds, at = ''): readonly Difference[] {
  if (holds(actual, partial)) return [];
  if (!isPlain(actual) || !isPlain(partial)) return [{ at, actual, wanted: partial }];
  return Object.keys(partial).flatMap((key) =>
    differences(actual[key], partial[key], holds, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/** `actual` with what `partial` asks for in its place: so that a diff of the two shows nothing but what differs. */
export function wholeOf(actual: unknown, partial: unknown, holds: Holds): unknown {
  if (holds(actual, partial)) return actual;
  if (!isPlain(actual) || !isPlain(partial)) return partial;
  const entries = Object.keys(partial).map((key) => [key, wholeOf(actual[key], partial[key], holds)]);
  return { ...actual, ...Object.fromEntries(entries) };
}

/** An object as JSON has it: no array, no matcher of `expect`. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
