import type { Duplex } from 'node:stream';

/** Somebody takes the bytes as they come, and none wait before them. */
export function isWanted(socket: Duplex): boolean {
  return (
    socket.readableFlowing === true &&
    socket.readableLength === 0 &&
    socket.readableEncoding === null &&
    socket.listenerCount('data') > 0
  );
}
