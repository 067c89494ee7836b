import type { CrowdOrder } from './crowd.ts';
import { startHelper } from './helper-process.ts';

/** Clients that only listen, in a process of their own. */
export interface Crowd {
  /** Resolves when each of them has got so many bytes more. To be called before they are sent. */
  received(bytes: number): Promise<void>;
  leave(): Promise<void>;
}

/** Opens so many connections. Rejects when one of them is refused. */
export async function startCrowd(port: number, path: string, count: number): Promise<Crowd> {
  const crowd = startHelper<CrowdOrder>('./crowd.ts');
  await crowd.ask({ kind: 'open', port, path, count });
  return {
    received: async (bytes) => void (await crowd.ask({ kind: 'await', bytes })),
    leave: () => crowd.end(),
  };
}
