/** Something that a fault may have its way with, and then its name stands in. */
interface Marked {
  readonly fault?: string;
}

/**
 * What a fault makes of each, marked with its name where it is not what it was: another one, or the same once more.
 * `lost`: called with each of which nothing is left.
 */
export function commit<T extends Marked>(
  fault: string,
  all: readonly T[],
  become: (one: T) => readonly T[],
  lost: (one: T) => void,
): readonly T[] {
  return all.flatMap((one) => {
    const left = become(one);
    if (left.length === 0) lost(one);
    const same = left.indexOf(one);
    return left.map((next, index) =>
      index === same
        ? next
        : { ...next, fault: next.fault === undefined ? fault : `${next.fault}, ${fault}` },
    );
  });
}

/** Marks what a fault has put among the effects, from `start` on. */
export function markEnds<T extends { readonly type: string }>(
  effects: T[],
  start: number,
  fault: string,
): void {
  for (let index = start; index < effects.length; index += 1) {
    const effect = effects[index];
    if (effect?.type === 'close' || effect?.type === 'drop') effects[index] = { ...effect, fault };
  }
}
