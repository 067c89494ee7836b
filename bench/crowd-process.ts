import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CrowdOrder } from './crowd.ts';

/** Clients that only listen, in a process of their own. */
export interface Crowd {
  /** Resolves when each of them has got so many bytes more. To be called before they are sent. */
  received(bytes: number): Promise<void>;
  leave(): Promise<void>;
}

/** Opens so many connections. Rejects when one of them is refused. */
export async function startCrowd(port: number, path: string, count: number): Promise<Crowd> {
  const child = fork(fileURLToPath(new URL('./crowd.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
  });
  const exited = once(child, 'exit');
  const answer = (order: CrowdOrder): Promise<unknown> => {
    child.send(order);
    return Promise.race([
      once(child, 'message'),
      exited.then(([code]) => Promise.reject(new Error(`The crowd ended with ${code}.`))),
    ]);
  };
  await answer({ kind: 'open', port, path, count });
  return {
    received: async (bytes) => void (await answer({ kind: 'await', bytes })),
    leave: () => leave(child, exited),
  };
}

async function leave(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}
