import type { Duplex } from 'node:stream';
import { forgetTextFrame } from './text-frame.ts';

/** Streams that were written to since the event loop last looked for what came in. */
let corked: Duplex[] = [];

/**
 * Holds back what is written to `stream` until all that has come in on all sockets is dealt with, and then sends it
 * in one system call. That costs no time (the event loop does not wait in between), and every write that is saved
 * saves the most expensive thing that the mock does: with 16 requests in flight on a connection it doubles the rate.
 */
export function coalesce(stream: Duplex): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  if (corked.push(stream) === 1) setImmediate(flush);
}

function flush(): void {
  const streams = corked;
  corked = [];
  forgetTextFrame();
  for (const stream of streams) stream.uncork();
}
