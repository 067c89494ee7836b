const UNITS = {
  B: 1,
  kB: 1_000,
  KB: 1_000,
  MB: 1_000_000,
  GB: 1_000_000_000,
  KiB: 1_024,
  MiB: 1_048_576,
  GiB: 1_073_741_824,
} as const;

/** `1MiB`, `64KiB`, `1MB`, or a number of bytes → bytes. `undefined` for anything else. */
export function parseSize(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
  const [, amount, unit] =
    typeof value === 'string' ? (/^(\d+(?:\.\d+)?)(B|kB|KB|MB|GB|KiB|MiB|GiB)$/.exec(value) ?? []) : [];
  return amount === undefined ? undefined : Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]);
}
