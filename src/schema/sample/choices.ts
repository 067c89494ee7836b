/**
 * Every decision of a sample, made from the seed and the place in the value that it is about: the same seed gives the
 * same value, and a place that turns out wrong is decided anew without touching the others.
 */
export interface Choices {
  /** A number from 0 to 2³² − 1 that depends on the seed, the place and how often the place was rejected. */
  dice(pointer: string): number;
  /** How often the place was rejected. */
  rejections(pointer: string): number;
  reject(pointer: string): void;
}

export function createChoices(seed: number): Choices {
  const rejected = new Map<string, number>();
  const rejections = (pointer: string): number => rejected.get(pointer) ?? 0;
  return {
    dice: (pointer) => hash(`${seed} ${rejections(pointer)} ${pointer}`),
    rejections,
    reject: (pointer) => rejected.set(pointer, rejections(pointer) + 1),
  };
}

/** FNV-1a, then the finaliser of MurmurHash3, so that seeds next to each other differ in all bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
