import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * Runs in a process of its own, so that it takes no time from the server, and speaks RFC 6455 by hand: the frame
 * is encoded once, and replies are only counted, so that it is the server, not the load, that sets the rate.
 */
export interface Load {
  readonly port: number;
  readonly path: string;
  /** One text frame's payload, less than 126 bytes. */
  readonly request: string;
  readonly connections: number;
  /** Requests in flight on each connection. */
  readonly window: number;
  /** s. */
  readonly duration: number;
}

export interface LoadResult {
  readonly replies: number;
  /** s, from the first request to the last reply that was counted. */
  readonly seconds: number;
  readonly firstReply: string;
}

/** How long a server may send what it sends by itself, before frames count as replies. ms. */
const GREETING_TIME = 200;

process.once('message', async (load: Load) => {
  const result = await generate(load);
  process.send?.(result, () => process.disconnect());
});

async function generate(load: Load): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: load.connections }, () => open(load)));
  await new Promise((resolve) => setTimeout(resolve, GREETING_TIME));
  const frame = encode(load.request);
  const batches = Array.from({ length: load.window + 1 }, (_, count) =>
    Buffer.concat(Array.from({ length: count }, () => frame)),
  );
  let replies = 0;
  let firstReply = '';
  const start = process.hrtime.bigint();
  const end = start + BigInt(Math.round(load.duration * 1e9));
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          const count = frameCounter((payload) => {
            firstReply ||= payload;
          });
          socket.on('data', (chunk: Buffer) => {
            const arrived = count(chunk);
            replies += arrived;
            if (process.hrtime.bigint() < end) socket.write(batches[arrived] ?? Buffer.alloc(0));
            else resolve();
          });
          socket.on('close', () => reject(new Error('The server closed a connection under load.')));
          socket.write(batches[load.window] ?? frame);
        }),
    ),
  );
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  for (const socket of sockets) socket.removeAllListeners('close').destroy();
  return { replies, seconds, firstReply };
}

function open({ port, path }: Load): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
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
    const ignore = (chunk: Buffer): void => {
      const status = chunk.toString('latin1').slice(9, 12);
      if (status === '101') resolve(socket);
      else reject(new Error(`The handshake at ${path} was answered with ${status}.`));
    };
    // The greeting may follow the head in the same packet; both are dropped.
    socket.once('data', ignore);
    socket.resume();
  });
}

/** RFC 6455 §5.2: FIN and text, masked; the mask is all zeros, so the payload stands as it is. */
function encode(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 125) throw new RangeError('A request of the bench has at most 125 bytes.');
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

/** Counts the frames that end in each chunk; a frame's head may be cut anywhere. */
function frameCounter(first: (payload: string) => void): (chunk: Buffer) => number {
  let rest: Buffer = Buffer.alloc(0);
  let seen = false;
  return (chunk) => {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    let count = 0;
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 0x7f;
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length - at < head) break;
      const length =
        short === 126
          ? data.readUInt16BE(at + 2)
          : short === 127
            ? Number(data.readBigUInt64BE(at + 2))
            : short;
      if (data.length - at < head + length) break;
      if (!seen) first(data.toString('utf8', at + head, at + head + length));
      seen = true;
      at += head + length;
      count += 1;
    }
    rest = data.subarray(at);
    return count;
  };
}
