/** How late, in ms, something may come that is promised after `ms`: a busy machine is no broken contract. */
export function latest(ms: number): number {
  return ms * 1.2 + 250;
}

/** How early, in ms, something may come that is promised after `ms`. */
export function earliest(ms: number): number {
  return Math.max(0, ms * 0.8 - 250);
}

/** Is a cadence of `every` ms slow enough for an event too many, or too few, to be told from a busy machine? */
export function isCadenceTold(every: number): boolean {
  return earliest(every) > 0;
}

/** How long, in ms, the first event of a stream may take, which is promised at once; at most the deadline. */
export function firstWithin(every: number, deadline: number): number {
  return Math.min(deadline, Math.max(1_000, earliest(every)));
}
