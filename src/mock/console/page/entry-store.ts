import type { JournalEntry } from '../../journal.ts';
import { violationOf } from '../../violation.ts';

/** Most entries that the page keeps; the oldest go first. */
export const MOST_ENTRIES = 100_000;
/** Most characters of frames that it keeps. */
const MOST_TEXT = 64 * 1024 * 1024;
/** So many go at once, that not every entry moves all the others. */
const GO_AT_ONCE = 2_000;
/** ms that filtering may take before the browser has its turn. */
const SLICE = 6;

function textOf(entry: JournalEntry): number {
  return entry.type === 'frame' ? entry.data.length : 0;
}

/** What has come from the mock, and what of it is shown. */
export interface EntryStore {
  /** Those that pass, oldest first. The same array; it grows and is cut. */
  readonly shown: readonly JournalEntry[];
  readonly total: number;
  /** Rows that have gone from the front of `shown` to make room, in all. */
  readonly gone: number;
  readonly violations: number;
  /** Entries that came while paused, and wait. */
  readonly waiting: number;
  /** The filter has not seen all entries yet. */
  readonly isFiltering: boolean;
  add(entries: readonly JournalEntry[]): void;
  filter(passes: (entry: JournalEntry) => boolean): void;
  pause(paused: boolean): void;
  clear(): void;
}

/**
 * @param changed called after each change; whoever draws does so once a frame
 * @param later has the browser's turn first
 */
export function createEntryStore(changed: () => void, later: (run: () => void) => void): EntryStore {
  let all: JournalEntry[] = [];
  let shown: JournalEntry[] = [];
  let held: JournalEntry[] = [];
  let isPaused = false;
  let violations = 0;
  let gone = 0;
  let text = 0;
  let passes: (entry: JournalEntry) => boolean = () => true;
  /** Where a filter that is still at work has come to; `all.length` or more: it is done. */
  let next = 0;
  let run = 0;

  function cut(): void {
    const isLong = text > MOST_TEXT && all.length > GO_AT_ONCE;
    if (!isLong && all.length <= MOST_ENTRIES + GO_AT_ONCE) return;
    const oldest = all.splice(0, isLong ? GO_AT_ONCE : all.length - MOST_ENTRIES);
    for (const entry of oldest) text -= textOf(entry);
    next = Math.max(0, next - oldest.length);
    violations -= oldest.filter((entry) => violationOf(entry) !== undefined).length;
    const first = all[0]?.id ?? 0;
    const stays = shown.findIndex(({ id }) => id >= first);
    gone += shown.splice(0, stays < 0 ? shown.length : stays).length;
  }

  function take(entries: readonly JournalEntry[]): void {
    const isDone = next >= all.length;
    for (const entry of entries) {
      all.push(entry);
      text += textOf(entry);
      if (violationOf(entry) !== undefined) violations += 1;
      if (isDone && passes(entry)) shown.push(entry);
    }
    if (isDone) next = all.length;
    cut();
  }

  function goOn(of: number): void {
    if (of !== run) return;
    const until = performance.now() + SLICE;
    for (; next < all.length; next += 1) {
      const entry = all[next];
      if (entry !== undefined && passes(entry)) shown.push(entry);
      if (next % 64 === 0 && performance.now() > until) {
        next += 1;
        break;
      }
    }
    if (next < all.length) later(() => goOn(of));
    changed();
  }

  return {
    get shown() {
      return shown;
    },
    get total() {
      return all.length;
    },
    get gone() {
      return gone;
    },
    get violations() {
      return violations;
    },
    get waiting() {
      return held.length;
    },
    get isFiltering() {
      return next < all.length;
    },
    add(entries) {
      if (isPaused) {
        held.push(...entries);
        if (held.length > MOST_ENTRIES) held = held.slice(-MOST_ENTRIES);
      } else take(entries);
      changed();
    },
    filter(wanted) {
      passes = wanted;
      shown = [];
      next = 0;
      run += 1;
      goOn(run);
    },
    pause(paused) {
      isPaused = paused;
      if (!paused) {
        take(held);
        held = [];
      }
      changed();
    },
    clear() {
      all = [];
      shown = [];
      held = [];
      text = 0;
      violations = 0;
      next = 0;
      run += 1;
      changed();
    },
  };
}
