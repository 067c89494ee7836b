/** A pattern that is read once and then written for many times. */
export type DateFormat = (now: number) => string;

const UNITS: Readonly<Record<string, number>> = { m: 60_000, H: 3_600_000, d: 86_400_000 };

type Field = (date: Date) => string;

/**
 * `now` in UTC by a pattern of Java's SimpleDateFormat, as far as Microcks' documents use it (`yyyy MM dd HH mm ss
 * SSS`, quoted literals, `Z` and `X` for the zone), shifted by `±N` of one unit `m H d M y`.
 */
export function createDateFormat(pattern: string, shift?: string): DateFormat {
  const fields = parsePattern(secondsOf(pattern));
  const offset = parseShift(shift);
  // Whole seconds (or milliseconds, where the pattern has them) that look the same: most messages share theirs.
  const grain = /S/.test(secondsOf(pattern)) ? 1 : 1000;
  let last = Number.NaN;
  let text = '';
  return (now) => {
    const tick = Math.floor(Math.trunc(now) / grain);
    if (tick !== last) {
      const date = new Date(now + offset(now));
      text = fields.map((field) => (typeof field === 'string' ? field : field(date))).join('');
      last = tick;
    }
    return text;
  };
}

/**
 * `S` are milliseconds. Microcks' own samples write `HH:mm:SS`, which is a time now and then only; where there are no
 * seconds and they stand in their place, seconds are meant.
 */
function secondsOf(pattern: string): string {
  const unquoted = pattern.replaceAll(/'[^']*'/g, '');
  return /s/.test(unquoted) ? pattern : pattern.replace(/(mm?:)SS?(?!S)/, '$1ss');
}

function parsePattern(pattern: string): readonly (string | Field)[] {
  const fields: (string | Field)[] = [];
  let end = 0;
  for (const match of pattern.matchAll(/'([^']*)'|([yMdHmsSXZ])\2*/g)) {
    const [token, quoted] = match;
    fields.push(pattern.slice(end, match.index));
    fields.push(quoted === undefined ? fieldOf(token) : quoted === '' ? "'" : quoted);
    end = match.index + token.length;
  }
  return [...fields, pattern.slice(end)];
}

function fieldOf(token: string): string | Field {
  const pad = (value: number): string => String(value).padStart(token.length, '0');
  switch (token[0]) {
    case 'y':
      return token.length === 2
        ? (date) => pad(date.getUTCFullYear() % 100)
        : (date) => pad(date.getUTCFullYear());
    case 'M':
      return (date) => pad(date.getUTCMonth() + 1);
    case 'd':
      return (date) => pad(date.getUTCDate());
    case 'H':
      return (date) => pad(date.getUTCHours());
    case 'm':
      return (date) => pad(date.getUTCMinutes());
    case 's':
      return (date) => pad(date.getUTCSeconds());
    case 'S':
      return (date) => pad(date.getUTCMilliseconds());
    case 'X':
      return 'Z';
    default:
      return '+0000';
  }
}

/** How far the shift moves a time, in ms; months and years are not all of one length. */
function parseShift(shift: string | undefined): (now: number) => number {
  const found = /^([+-]\d+)([mHdMy])$/.exec(shift ?? '');
  if (found === null) return () => 0;
  const count = Number(found[1]);
  const unit = found[2] ?? '';
  const fixed = UNITS[unit];
  if (fixed !== undefined) return () => count * fixed;
  return (now) => {
    const date = new Date(now);
    if (unit === 'M') date.setUTCMonth(date.getUTCMonth() + count);
    else date.setUTCFullYear(date.getUTCFullYear() + count);
    return date.getTime() - now;
  };
}
