import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

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
      sockets.push(await open(port, path));
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

function open(port: number, path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.write(
      [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        '\r\n',
      ].join('\r\n'),
    );
    socket.once('data', (head: Buffer) => {
      if (head.toString('latin1', 9, 12) !== '101') {
        reject(new Error(`The handshake at ${path} was answered with ${head.toString('latin1', 0, 100)}`));
        return;
      }
      socket.on('data', (chunk: Buffer) => {
        received += chunk.length;
        tell();
      });
      resolve(socket);
    });
  });
}
