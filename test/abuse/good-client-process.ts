import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Target } from './attack.ts';

/** How the good client was served. */
export interface Service {
  /** Addresses that let it in. */
  readonly doors: number;
  /** ms of each handshake and exchange. */
  readonly times: readonly number[];
  readonly failures: readonly string[];
  /** ms that the client itself was stopped at most: it computes nothing, so it was the machine. */
  readonly late: number;
}

/**
 * A client that does nothing wrong, in a process of its own: what the abusers compute does not slow it down. It has
 * found the addresses that let it in when this resolves.
 */
export async function startGoodClient(target: Target): Promise<{ stop(): Promise<Service> }> {
  const child = fork(join(import.meta.dirname, 'good-client.ts'), [], { execArgv: ['--import', 'tsx'] });
  const ready = once(child, 'message');
  child.send(target);
  await ready;
  return {
    async stop() {
      const answer = once(child, 'message');
      child.send('stop');
      return (await answer)[0] as Service;
    },
  };
}
