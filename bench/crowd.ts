import type { Socket } from 'node:net';
import { openSocket } from './open-socket.ts';

/** Many clients that only listen, in a process of its own: `fork`ed, told what to open, and asked what came. */
export type CrowdOrder =
  | { readonly kind: 'open'; readonly port: number; readonly path: string; readonly count: number }
  /** Answered when each connection has got so many bytes more than before the last such order. */
  | { readonly kind: 'await'; readonly bytes: number };

/** Handshakes that are under way at a time. */
const AT_ONCE = 100;

const sockets: Socket[] = [];
let received = 0;
let expected = Number.POSITIVE_INFINITY;

process.on('message', async (order: CrowdOrder) => {
  if (order.kind === 'open') {
    await openAll(order);
    process.send?.('open');
  } else {
    expected = order.bytes * sockets.length;
    tell();
  }
});

async function openAll({ port, path, count }: Extract<CrowdOrder, { kind: 'open' }>): Promise<void> {
  let begun = 0;
  const lane = async (): Promise<void> => {
    while (begun < count) {
      begun += 1;
      const socket = await openSocket(port, path);
      socket.on('data', (chunk: Buffer) => {
        received += chunk.length;
        tell();
      });
      sockets.push(socket);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

function tell(): void {
  if (received < expected) return;
  received -= expected;
  expected = Number.POSITIVE_INFINITY;
  process.send?.('received');
}
