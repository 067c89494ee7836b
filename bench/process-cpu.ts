import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * User and system time of a process so far, of all its threads, in s; `undefined` where /proc does not tell. The
 * scheduler counts in ns (schedstat); a kernel that is built without tells ticks of 10 ms, which is too coarse for a
 * short slice, and not wrong.
 */
export function processCpu(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return scheduled(pid) ?? ticks(pid);
}

/** The first field of /proc/<pid>/task/<tid>/schedstat: ns on a CPU. */
function scheduled(pid: number): number | undefined {
  let sum = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      sum += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ', 1)[0]);
    } catch (error) {
      // A thread may end in between; where the kernel has no such file, it has none for the first thread either.
      if (thread === `${pid}`) return undefined;
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return sum / 1e9;
}

let ticksPerSecond: number | undefined;

/** proc(5): fields 14 and 15 of /proc/<pid>/stat, counted behind the name, which may hold spaces. */
function ticks(pid: number): number {
  ticksPerSecond ??= Number(execFileSync('getconf', ['CLK_TCK']));
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
