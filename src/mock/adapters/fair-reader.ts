import type { Duplex } from 'node:stream';

/** How sockets are read. */
export interface FairReading {
  /** A new client was accepted, and there may be more who wait for it. */
  arrived(): void;
  /** To be called before anything is read from the socket; again, it gives the reader that there is. */
  begin(socket: Duplex): FairReader;
}

/** How one socket is read. */
export interface FairReader {
  /** A message has ended: its bytes wait no longer for the rest of it. */
  finished(): void;
}
