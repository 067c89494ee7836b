import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';

/** How long the event loop did nothing else. All in ms. */
export interface LoopFigures {
  /** The longest that a timer was late, by the wall clock: whatever else the machine does counts too. */
  readonly late: number;
  /** The longest that it was late because this thread was computing: the CPU time spent in it, never more than `late`. */
  readonly blocked: number;
  /** 99 of 100 were less late (`monitorEventLoopDelay`). */
  readonly late99: number;
  /** The longest that the garbage collector took. */
  readonly collected: number;
}

const STEP = 5;

/** Watches the loop of this process; `take` gives the figures since the last call. */
export function watchLoop(): { take(): LoopFigures } {
  const histogram = monitorEventLoopDelay({ resolution: STEP });
  histogram.enable();
  let collected = 0;
  const collector = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collected = Math.max(collected, duration);
  });
  collector.observe({ entryTypes: ['gc'] });
  let late = 0;
  let blocked = 0;
  let last = performance.now();
  let cpu = computed();
  setInterval(() => {
    const now = performance.now();
    const used = computed() - cpu;
    const gap = now - last - STEP;
    late = Math.max(late, gap);
    blocked = Math.max(blocked, Math.min(gap, used));
    last = now;
    cpu += used;
  }, STEP).unref();
  return {
    take() {
      const figures = { late, blocked, late99: histogram.percentile(99) / 1e6 - STEP, collected };
      late = 0;
      blocked = 0;
      collected = 0;
      histogram.reset();
      return figures;
    },
  };
}

/**
 * ms of CPU time of the thread that the event loop runs on (proc(5)); of the whole process where the system does not
 * tell, which is more: the collector and the compiler have threads of their own.
 */
function computed(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  }
}
