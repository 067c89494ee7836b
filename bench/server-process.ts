import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A server in a process of its own, that printed `ws://127.0.0.1:<port>/`. */
export interface ServerProcess {
  readonly port: number;
  /** User and system time so far, in s; `undefined` where /proc does not tell. */
  cpu(): number | undefined;
  /** Resident memory, bytes; `undefined` where /proc does not tell. */
  resident(): number | undefined;
  /** Sends SIGUSR2. */
  collect(): void;
  /** Sends it a message over its channel (`process.on('message', …)`). */
  tell(message: string): void;
  stop(): Promise<void>;
}

/**
 * Throws, with what the process printed, when it ends before it says where it listens.
 * @param args of `node`
 * @param node the binary; default: the one that runs this
 */
export async function startServer(
  args: readonly string[],
  node: string = process.execPath,
): Promise<ServerProcess> {
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const port = await portOf(child, args);
  // Nobody reads on: a full pipe must not hold the server up.
  child.stdout?.resume();
  child.stderr?.resume();
  return {
    port,
    cpu: () => cpuOf(child.pid),
    resident: () => residentOf(child.pid),
    collect: () => void child.kill('SIGUSR2'),
    tell: (message) => void child.send(message),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(timer);
    },
  };
}

function portOf(child: ChildProcess, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk;
      const port = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`node ${args.join(' ')} ended too soon:\n${output}`)));
  });
}

const ticksPerSecond =
  process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : Number.NaN;

/** proc(5): fields 14 and 15 of /proc/<pid>/stat, counted behind the name, which may hold spaces. */
function cpuOf(pid: number | undefined): number | undefined {
  if (pid === undefined || Number.isNaN(ticksPerSecond)) return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** proc(5): VmRSS of /proc/<pid>/status, in kB. */
function residentOf(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}
