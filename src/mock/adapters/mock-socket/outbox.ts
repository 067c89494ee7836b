type PageMessage = string | ArrayBuffer | Blob;
type Deliver = (message: PageMessage) => void;

/**
 * Messages on their way to pages. mock-socket calls a page's listeners at once, and theirs is not to run inside of the
 * engine's step: so they are called in the next microtask or, where a page's own message began the step, right after it,
 * which spares a microtask for each answer.
 */
export interface Outbox {
  /** In the order in which they are put in, whomever they are for. */
  put(deliver: Deliver, message: PageMessage): void;
  /** From now on everything waits for `release`. */
  hold(): void;
  release(): void;
}

export function createOutbox(): Outbox {
  let waiting: [Deliver, PageMessage][] = [];
  let isHeld = false;
  let isPlanned = false;

  /** What a listener throws is the page's; the messages after it come all the same. */
  function flush(): void {
    const all = waiting;
    waiting = [];
    let done = 0;
    try {
      for (const [deliver, message] of all) {
        done += 1;
        deliver(message);
      }
    } finally {
      waiting = [...all.slice(done), ...waiting];
      plan();
    }
  }

  function plan(): void {
    if (isPlanned || isHeld || waiting.length === 0) return;
    isPlanned = true;
    queueMicrotask(() => {
      isPlanned = false;
      if (!isHeld) flush();
    });
  }

  return {
    put(deliver, message) {
      waiting.push([deliver, message]);
      plan();
    },
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      if (waiting.length > 0) flush();
    },
  };
}
