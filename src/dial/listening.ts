import { holdsPartial } from '../contract/deep-partial.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import { says } from '../rules/exchange.ts';
import type { Expectation } from '../script/script.ts';

/** A data frame, as far as an expectation looks at it. */
export interface Heard {
  readonly message: MessageId | undefined;
  /** Further messages that it fits just as well. */
  readonly also?: readonly MessageId[];
  /** Absent: it is not JSON. */
  readonly payload: Json | undefined;
  /** It is no data frame, but a Pong. */
  readonly pong?: true;
}

/**
 * What a frame is to an expectation: it `counts`; it counts and `fulfils` it; it `passes` by; it passes by and `misses`
 * only by its values; or it `ends` the listening, because it is none of those that may come in between.
 */
export type Hearing = 'counts' | 'fulfils' | 'passes' | 'misses' | 'ends';

/**
 * Hears frames, one after the other, for one `expect` step.
 *
 * - A frame counts when its message is one of `messages` and it holds all of `where`.
 * - Fulfilled by the first counted frame that is at least the `count`th and holds `last`.
 * - Any other frame ends it where `tolerate` is given and does not name its message. Without `tolerate`
 *   nothing does: who has said nothing about other frames has not forbidden them.
 * - `closed` hears nothing: all frames pass. `pong` hears nothing but a Pong, which no other expectation hears.
 */
export function createListening(until: Expectation): (frame: Heard) => Hearing {
  let counted = 0;
  return (frame) => {
    if (until.closed) return 'passes';
    if (until.pong) return frame.pong ? 'fulfils' : 'passes';
    if (frame.pong) return 'passes';
    if (!counts(frame, until)) {
      if (until.grace !== undefined && until.messages !== undefined && isOneOf(frame, until.messages))
        return 'misses';
      if (until.tolerate === undefined) return 'passes';
      return isOneOf(frame, until.tolerate) ? 'passes' : 'ends';
    }
    counted += 1;
    const enough = counted >= (until.count ?? 1);
    return enough && (until.last === undefined || holdsPartial(frame.payload, until.last))
      ? 'fulfils'
      : 'counts';
  };
}

function counts(frame: Heard, until: Expectation): boolean {
  if (until.messages !== undefined && !isOneOf(frame, until.messages)) return false;
  return (until.where ?? []).every((awaited) => says(frame.payload, awaited, awaited.value));
}

function isOneOf({ message, also = [] }: Heard, ids: readonly MessageId[]): boolean {
  return (message !== undefined && ids.includes(message)) || also.some((id) => ids.includes(id));
}
