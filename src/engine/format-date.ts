const UNITS: Readonly<Record<string, number>> = { m: 60_000, H: 3_600_000, d: 86_400_000 };

/**
 * `now` in UTC by a pattern of Java's SimpleDateFormat, as far as Microcks' documents use it (`yyyy MM dd HH mm ss
 * SSS`, quoted literals, `Z` and `X` for the zone), shifted by `±N` of one unit `m H d M y`.
 */
export function formatDate(now: number, pattern: string, shift?: string): string {
  const date = new Date(now + offset(now, shift));
  const pad = (value: number, length: number): string => String(value).padStart(length, '0');
  return pattern.replaceAll(/'([^']*)'|([yMdHmsSXZ])\2*/g, (token, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted;
    switch (token[0]) {
      case 'y':
        return token.length === 2
          ? pad(date.getUTCFullYear() % 100, 2)
          : pad(date.getUTCFullYear(), token.length);
      case 'M':
        return pad(date.getUTCMonth() + 1, token.length);
      case 'd':
        return pad(date.getUTCDate(), token.length);
      case 'H':
        return pad(date.getUTCHours(), token.length);
      case 'm':
        return pad(date.getUTCMinutes(), token.length);
      case 's':
        return pad(date.getUTCSeconds(), token.length);
      case 'S':
        return pad(date.getUTCMilliseconds(), token.length);
      case 'X':
        return 'Z';
      default:
        return '+0000';
    }
  });
}

function offset(now: number, shift: string | undefined): number {
  const found = /^([+-]\d+)([mHdMy])$/.exec(shift ?? '');
  if (found === null) return 0;
  const count = Number(found[1]);
  const unit = found[2] ?? '';
  if (unit in UNITS) return count * (UNITS[unit] ?? 0);
  const date = new Date(now);
  if (unit === 'M') date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCFullYear(date.getUTCFullYear() + count);
  return date.getTime() - now;
}
