import type { ReceivedMessage } from '../mock/received.ts';
import { type Difference, differences, type Holds } from './differences.ts';

/** The frame that comes nearest to what was asked for, and what differs in it. */
export interface NearestReceived {
  readonly frame: ReceivedMessage;
  readonly differs: readonly Difference[];
}

/**
 * The nearest of the frames: one of that message before one that was meant to be it, that before any other; among those
 * the one with the fewest differences, and of equal ones the last.
 */
export function nearestReceived(
  frames: readonly ReceivedMessage[],
  message: string,
  partial: unknown,
  holds: Holds,
): NearestReceived | undefined {
  let best: { readonly near: NearestReceived; readonly cost: number } | undefined;
  for (const frame of frames) {
    const differs = partial === undefined ? [] : differences(frame.payload, partial, holds);
    const cost = strangeness(frame, message) * 1_000_000 + differs.length;
    if (best === undefined || cost <= best.cost) best = { near: { frame, differs }, cost };
  }
  return best?.near;
}

function strangeness({ message: name, violation }: ReceivedMessage, message: string): number {
  if (name === message) return 0;
  return violation?.includes(`"${message}"`) === true ? 1 : 2;
}
