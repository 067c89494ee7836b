import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A module of this folder in a process of its own: each order that it is sent it answers with one message. */
export interface HelperProcess<Order> {
  /** Rejects when the process ends first. One order at a time. */
  ask(order: Order): Promise<unknown>;
  end(): Promise<void>;
}

/** @param module such as `./crowd.ts` */
export function startHelper<Order extends object>(module: string): HelperProcess<Order> {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), [], { execArgv: ['--import', 'tsx'] });
  const exited = once(child, 'exit');
  return {
    async ask(order) {
      child.send(order);
      const [answer] = await Promise.race([
        once(child, 'message'),
        exited.then(([code]) => Promise.reject(new Error(`${module} ended with ${code}.`))),
      ]);
      return answer;
    },
    async end() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
