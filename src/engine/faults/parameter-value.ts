import type { ParameterType } from './fault-kind.ts';

/** What a parameter of that type takes, for the error text. */
export const PARAMETER_WORDS: Readonly<Record<ParameterType, string>> = {
  status: 'an HTTP status from 300 to 599',
  'close-code':
    'a Close code that may stand on the wire: 1000 to 1003, 1007 to 1014, 3000 to 4999 (RFC 6455 §7.4)',
  count: 'a whole number from 0 to 1000000',
  nth: 'a whole number from 2 to 1000000',
  duration: 'a duration with a unit (ms, s, m) of at most an hour',
  rate: 'a whole number from 1 to 1000000',
};

const HOUR = 3_600_000;
const UNITS = { ms: 1, s: 1_000, m: 60_000 } as const;

/** `undefined`: that is none. */
export function parameterValue(type: ParameterType, text: string): number | undefined {
  if (type === 'duration') {
    const [, amount, unit] = /^(\d{1,7}(?:\.\d{1,3})?)(ms|s|m)$/.exec(text) ?? [];
    const ms =
      amount === undefined ? undefined : Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]);
    return ms !== undefined && ms <= HOUR ? ms : undefined;
  }
  const value = /^\d{1,7}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && isOf(type, value) ? value : undefined;
}

function isOf(type: Exclude<ParameterType, 'duration'>, value: number): boolean {
  switch (type) {
    case 'status':
      return value >= 300 && value <= 599;
    case 'close-code':
      return (
        (value >= 1000 && value <= 1003) ||
        (value >= 1007 && value <= 1014) ||
        (value >= 3000 && value <= 4999)
      );
    case 'count':
      return value <= 1_000_000;
    case 'nth':
      return value >= 2 && value <= 1_000_000;
    case 'rate':
      return value >= 1 && value <= 1_000_000;
  }
}
