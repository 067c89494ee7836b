const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `30s`, `100ms`, `5m`, `1.5h` → ms. `undefined` for anything else, a number without a unit too. */
export function parseDuration(value: unknown): number | undefined {
  const [, amount, unit] = typeof value === 'string' ? (/^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(value) ?? []) : [];
  return amount === undefined ? undefined : Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]);
}
