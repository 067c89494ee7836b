/** ms after the start until it begins: whoever connects at once, or starts many mocks, is not to wait for it. */
const AFTER = 100;
/** ms between two slices, in which others have their turn. */
const PAUSE = 5;
/** ms of work in one slice, but for a single step that takes longer. */
const SLICE = 5;
/** ms of work in all: a contract with ten thousand messages is not to be made ready for ten seconds. */
const MOST = 500;

/** A browser's timer is a number, and keeps nothing alive. */
type Timer = ReturnType<typeof setTimeout> & { unref?(): unknown };

/** Works off small steps while the process has time. Keeps no process alive. The result ends it. */
export function inIdleTime(steps: Iterator<void>): () => void {
  const clear = clearTimeout;
  let spent = 0;
  let timer = later(AFTER);
  function slice(): void {
    const began = performance.now();
    let now = began;
    while (now - began < SLICE) {
      if (steps.next().done === true) return;
      now = performance.now();
    }
    spent += now - began;
    if (spent < MOST) timer = later(PAUSE);
  }
  function later(ms: number): Timer {
    const timer: Timer = setTimeout(slice, ms);
    timer.unref?.();
    return timer;
  }
  return () => clear(timer);
}
