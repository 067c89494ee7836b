import type { JsonObject } from '../../contract/json.ts';

/** Where a schema sets no bound, values stay within this distance of the other one, or of 0. */
const SPAN = 1_000;

/** A number within the bounds of `schema`; a money-like one where it may have decimals. */
export function makeNumber(schema: JsonObject, integer: boolean, dice: number): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const step = typeof multipleOf === 'number' ? multipleOf : integer ? 1 : 0.01;
  const lowest = highestOf(minimum, open(exclusiveMinimum, step));
  const highest = lowestOf(maximum, open(exclusiveMaximum, -step));
  const low = lowest ?? (highest === undefined || highest >= 0 ? 0 : highest - SPAN);
  const high = highest ?? low + SPAN;
  const first = Math.ceil(tidy(low / step));
  const count = Math.floor(tidy(high / step)) - first + 1;
  if (!Number.isFinite(count) || count < 1) return integer ? Math.ceil(low) : low;
  return tidy((first + (dice % count)) * step);
}

function open(bound: unknown, step: number): number | undefined {
  return typeof bound === 'number' ? tidy(bound + step) : undefined;
}

function highestOf(...bounds: readonly unknown[]): number | undefined {
  const numbers = bounds.filter((bound) => typeof bound === 'number');
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}

function lowestOf(...bounds: readonly unknown[]): number | undefined {
  const numbers = bounds.filter((bound) => typeof bound === 'number');
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}

/** `0.1 + 0.2` is 0.3 here: ten digits are enough for a made-up number. */
function tidy(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(10));
}
