import { randomBytes } from 'node:crypto';
import type { Place } from '../../diagnose/subject.ts';
import { connectSocket } from '../../dial/connect-socket.ts';
import type { DialTarget } from '../../dial/dial-target.ts';
import { openingHead, writeHead } from '../../dial/opening-head.ts';
import type { Opening } from '../../script/script.ts';

/** One answer: how long it took, in ms from the last byte of the request, and its status. */
export interface TimedAnswer {
  readonly took: number;
  readonly status: number;
}

/** A connection of its own, so that no answer waits for another. `undefined` where none comes within `within` ms. */
export function timeAnswer(
  place: Place,
  opening: Opening,
  { insecure, within }: { readonly insecure: boolean; readonly within: number },
): Promise<TimedAnswer | undefined> {
  const target: DialTarget = { ...place, ...(insecure ? { tls: { rejectUnauthorized: false } } : {}) };
  const head = writeHead(openingHead(target, opening, randomBytes(16).toString('base64')));
  return new Promise((resolve) => {
    const { socket } = connectSocket(target);
    let sent = 0;
    const end = (answer?: TimedAnswer): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(end, within);
    socket.once(place.protocol === 'wss' ? 'secureConnect' : 'connect', () => {
      socket.write(head, () => {});
      sent = performance.now();
    });
    socket.once('data', (bytes: Buffer) => {
      const took = performance.now() - sent;
      end({ took, status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(bytes.toString('latin1', 0, 16))?.[1] ?? 0) });
    });
    socket.once('error', () => end());
    socket.once('close', () => end());
  });
}
