import type { CheckCase } from './check.ts';

/**
 * What names a case that was made up, so that it can be made up again: `bad-input.schema/voice/init/data.user_id-minLength@7`,
 * and behind `~` how it was made smaller, as the indices into `CheckCase.shrink()`: `…@7~0.2`.
 */
export interface ReplayId {
  /** Check and name of the case. */
  readonly key: string;
  readonly seed: number;
  /** Absent or empty: as it was planned. */
  readonly path?: readonly number[];
}

export function formatReplayId({ key, seed, path = [] }: ReplayId): string {
  return `${key}@${seed}${path.length === 0 ? '' : `~${path.join('.')}`}`;
}

/** `undefined` for what is none. */
export function parseReplayId(text: string): ReplayId | undefined {
  const found = /^(.+)@(\d+)(?:~(\d+(?:\.\d+)*))?$/s.exec(text);
  if (found === null) return undefined;
  const [, key = '', seed = '', path] = found;
  return { key, seed: Number(seed), ...(path === undefined ? {} : { path: path.split('.').map(Number) }) };
}

/** The smaller case that a path leads to; `undefined` where it leads nowhere. */
export function shrunkCase(one: CheckCase, path: readonly number[] = []): CheckCase | undefined {
  let at: CheckCase | undefined = one;
  for (const index of path) at = at?.shrink?.()[index];
  return at;
}
