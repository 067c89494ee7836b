import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { processCpu } from './process-cpu.ts';

/** A server in a process of its own, that printed `ws://127.0.0.1:<port>/`. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
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
  const { pid } = child;
  if (pid === undefined) throw new Error(`node ${args.join(' ')} did not start.`);
  // Nobody reads on: a full pipe must not hold the server up.
  child.stdout?.resume();
  child.stderr?.resume();
  return {
    port,
    pid,
    cpu: () => processCpu(pid),
    resident: () => residentOf(pid),
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

/** proc(5): VmRSS of /proc/<pid>/status, in kB. */
function residentOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}
