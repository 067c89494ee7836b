import TinyQueue from 'tinyqueue';

/** Something to do later. A cancelled one is passed over when its time comes. */
export interface Task {
  readonly due: number;
  run(at: number): void;
  cancelled: boolean;
}

/** What is to be done when. Tasks of the same time run in the order in which they were added. */
export interface Schedule {
  add(due: number, run: (at: number) => void): Task;
  /** When the next task is due. */
  readonly due: number | undefined;
  /** Takes the next task that is due at `at` or before. */
  take(at: number): Task | undefined;
}

interface Entry extends Task {
  readonly order: number;
}

export function createSchedule(): Schedule {
  const queue = new TinyQueue<Entry>([], (a, b) => a.due - b.due || a.order - b.order);
  let order = 0;

  function dropCancelled(): Entry | undefined {
    let next = queue.peek();
    while (next?.cancelled === true) {
      queue.pop();
      next = queue.peek();
    }
    return next;
  }

  return {
    add(due, run) {
      order += 1;
      const entry: Entry = { due, run, order, cancelled: false };
      queue.push(entry);
      return entry;
    },
    get due() {
      return dropCancelled()?.due;
    },
    take(at) {
      const next = dropCancelled();
      if (next === undefined || next.due > at) return undefined;
      return queue.pop();
    },
  };
}
