import type { Expectation } from '../script/script.ts';
import { createListening, type Heard } from './listening.ts';

/** The data frames of one connection that no `expect` step has consumed yet. */
export interface Inbox {
  /** A frame has come. With `keep` false it is only shown to the expectation that listens now. Was it consumed? */
  add(frame: Heard, keep: boolean): boolean;
  /** Does an expectation listen now? */
  isHeard(): boolean;
  /** A frame was sent: what has come before cannot be an answer to it. */
  sent(): void;
  /** Begins to listen; `done` is called once, maybe at once, unless `stop` is called first. */
  /** `missed`: a frame was there that is the right one but for its values; called for such an expectation only. */
  expect(until: Expectation, done: (fulfilled: boolean) => void, missed?: () => void): { stop(): void };
}

/**
 * A frame is consumed once. An expectation first hears, in their order, the frames that are already there: a
 * greeting may have come before its `expect` began, and replies to requests sent in a row may have overtaken
 * each other's `expect`. A frame that counts, or that ends the listening, is consumed; one that passes by
 * stays for a later expectation. A frame that came before the latest `send` may count, but does not end the
 * listening: it says nothing about what was sent after it. An expectation that is `fresh` does not hear it.
 */
export function createInbox(): Inbox {
  let waiting: { readonly frame: Heard; readonly stale: boolean }[] = [];
  let active: ((frame: Heard, stale: boolean) => boolean) | undefined;

  return {
    add(frame, keep) {
      const consumed = active?.(frame, false) ?? false;
      if (!consumed && keep) waiting.push({ frame, stale: false });
      return consumed;
    },
    isHeard: () => active !== undefined,
    sent() {
      waiting = waiting.map(({ frame }) => ({ frame, stale: true }));
    },
    expect(until, done, missed) {
      const listening = createListening(until);
      let over = false;
      const end = (fulfilled: boolean): void => {
        over = true;
        active = undefined;
        done(fulfilled);
      };
      const hear = (frame: Heard, stale: boolean): boolean => {
        if (stale && until.fresh === true) return false;
        const hearing = listening(frame);
        if (hearing === 'misses' && !stale) missed?.();
        if (hearing === 'passes' || hearing === 'misses' || (hearing === 'ends' && stale)) return false;
        if (hearing !== 'counts') end(hearing === 'fulfils');
        return true;
      };
      waiting = waiting.filter(({ frame, stale }) => over || !hear(frame, stale));
      if (!over) active = hear;
      return {
        stop() {
          if (!over) active = undefined;
          over = true;
        },
      };
    },
  };
}
