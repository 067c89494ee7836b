import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** All the chance that a mock has. The same seed gives the same numbers. */
export interface Random {
  /** Both bounds included. */
  integer(min: number, max: number): number;
  pick<T>(items: readonly T[]): T | undefined;
  /** RFC 9562 §5.4, version 4. */
  uuid(): string;
  /** `length` characters of `a-z` and `0-9`. */
  text(length: number): string;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const integer = (min: number, max: number): number => uniformInt(generator, min, max);
  const hex = (digits: number): string => {
    let text = '';
    for (let i = 0; i < digits; i += 1) text += integer(0, 15).toString(16);
    return text;
  };
  return {
    integer,
    pick: (items) => (items.length === 0 ? undefined : items[integer(0, items.length - 1)]),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[integer(0, 3)] ?? '8'}${hex(3)}-${hex(12)}`,
    text: (length) => {
      let text = '';
      for (let i = 0; i < length; i += 1) text += ALPHABET[integer(0, ALPHABET.length - 1)] ?? '';
      return text;
    },
  };
}
