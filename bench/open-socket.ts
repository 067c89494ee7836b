import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/**
 * A handshake by hand (RFC 6455 §4.1). What follows the head in the same packet, such as a greeting, is dropped; what
 * comes later goes to whoever listens by then. Rejects when the server refuses.
 */
export function openSocket(port: number, path: string): Promise<Socket> {
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
    socket.once('data', (head: Buffer) => {
      const status = head.toString('latin1', 9, 12);
      if (status === '101') resolve(socket.resume());
      else reject(new Error(`The handshake at ${path} was answered with ${head.toString('latin1', 0, 100)}`));
    });
  });
}
