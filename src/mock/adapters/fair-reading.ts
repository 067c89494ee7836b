import type { Duplex } from 'node:stream';

/** ms of one turn of the event loop in which connections are read. */
const TURN = 4;
/**
 * ms of such a turn while new clients come: libuv accepts one of them in a turn (`uv__server_io`, since 1.45), so that
 * 500 who come at once would wait for 500 turns.
 */
const CROWDED_TURN = 0.25;
/** ms that one connection is read at a stretch while others wait. */
const STRETCH = 1;
/** Bytes that are handed over at a time: a hundred of the shortest frames; more, where that takes no time. */
const SLICE = 1_024;
const LARGEST_SLICE = 4_096;
/** While new clients come: a dozen frames. */
const CROWDED_SLICE = 256;
/** ms. */
const NO_TIME = 0.25;
/** ms. After a turn that took so long for one message, timers have theirs before anything more is read. */
const LONG_TURN = 5 * TURN;
/** Most bytes that may wait for a peer before nothing more is read from it; of all peers together, see below. */
export const UNREAD_LIMIT: number = 4 * 1024 * 1024;
/** While more than this waits for all peers together, each has only the modest limit. */
export const UNREAD_IN_ALL: number = 128 * 1024 * 1024;
/** Most bytes of unfinished messages, of all connections together. */
export const UNFINISHED_LIMIT: number = 128 * 1024 * 1024;
/** What a connection may have when there is too much of all together. Bytes. */
const MODEST = 64 * 1024;

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

/**
 * Reads sockets in turn, so that a client that floods the mock slows down nobody but itself: libuv would read up to
 * 2 MiB of it, some hundred thousand frames, before it looks at anybody else. A peer that does not read what is sent
 * to it is not read either. When too much of unfinished messages waits, whoever adds to it loses its connection.
 */
export function createFairReading(): FairReading {
  const readers = new WeakMap<Duplex, FairReader>();
  let waiting: (() => void)[] = [];
  /** Those who want to say something short: they do not wait for those who say much. */
  let brief: (() => void)[] = [];
  let turnBegan: number | undefined;
  let scheduled = false;
  let hasRested = false;
  /** What was handed over last lies in the stream: it is read, and takes its time, when the callback has ended. */
  let isOwed = false;
  let unfinishedInAll = 0;
  let unreadInAll = 0;
  /** New clients come, one in each turn. */
  let isCrowded = false;
  let hasArrived = false;
  /** Those who have waited have their turn; otherwise the kernel reports who has something to say. */
  let isTurnOfWaiting = false;

  function arrived(): void {
    hasArrived = true;
    isCrowded = true;
    schedule();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(nextTurn);
  }

  function nextTurn(): void {
    scheduled = false;
    // Timers come between two turns, but the sockets that the kernel reports come before the next: they wait, too.
    hasRested = !hasRested && turnBegan !== undefined && performance.now() - turnBegan > LONG_TURN;
    if (hasRested) {
      schedule();
      return;
    }
    turnBegan = undefined;
    isCrowded = hasArrived;
    hasArrived = false;
    // To look whether they have all come.
    if (isCrowded) schedule();
    if (waiting.length + brief.length === 0) return;
    const due = [...brief, ...waiting];
    const short = brief.length;
    brief = [];
    waiting = [];
    let next = 0;
    isOwed = false;
    isTurnOfWaiting = true;
    while (next < due.length && !isOwed && !isOver(performance.now(), next < short)) due[next++]?.();
    isTurnOfWaiting = false;
    waiting = [...due.slice(next), ...waiting];
    if (waiting.length + brief.length > 0) schedule();
  }

  /** Whether connections have been read for long enough in this turn. A crowd is of those who say something short. */
  function isOver(now: number, isBrief: boolean): boolean {
    if (turnBegan === undefined) {
      turnBegan = now;
      schedule();
      return false;
    }
    return now - turnBegan > (isCrowded && !isBrief ? CROWDED_TURN : TURN);
  }

  function begin(socket: Duplex): FairReader {
    const known = readers.get(socket);
    if (known !== undefined) return known;
    const push = socket.push.bind(socket);
    const read = socket._read.bind(socket);
    let held: Buffer | undefined;
    let heldByReader = false;
    let wasLong = false;
    let size = SLICE;
    let ended = false;
    let unfinished = 0;
    let unread = 0;

    /** What waits for this peer, as seen when it was last read. */
    function leavesTooMuch(): boolean {
      const now = socket.writableLength;
      unreadInAll += now - unread;
      unread = now;
      return now > (unreadInAll > UNREAD_IN_ALL ? MODEST : UNREAD_LIMIT);
    }

    function count(bytes: number): boolean {
      unfinished += bytes;
      unfinishedInAll += bytes;
      return unfinishedInAll <= UNFINISHED_LIMIT || unfinished <= MODEST;
    }

    function finished(): void {
      unfinishedInAll -= unfinished;
      unfinished = 0;
    }

    /** `false`: no more, for now (Node then stops reading the socket). */
    function take(chunk: Buffer): boolean {
      const began = performance.now();
      wasLong = chunk.length > SLICE;
      let more = true;
      let now = began;
      for (let at = 0; at < chunk.length; ) {
        const wait = reasonToWait(at, now, began);
        if (wait !== undefined) {
          held = chunk.subarray(at);
          wait();
          return false;
        }
        if (isCrowded && size > CROWDED_SLICE) size = CROWDED_SLICE;
        const slice = at === 0 && chunk.length <= size ? chunk : chunk.subarray(at, at + size);
        if (!count(slice.length)) {
          socket.destroy();
          return false;
        }
        more = push(slice);
        at += slice.length;
        const before = now;
        now = performance.now();
        const isTaken = socket.readableLength === 0;
        if (!isTaken) isOwed = true;
        size = isTaken && now - before < NO_TIME ? Math.min(2 * size, LARGEST_SLICE) : SLICE;
      }
      return more;
    }

    function reasonToWait(at: number, now: number, began: number): (() => void) | undefined {
      if (leavesTooMuch()) return waitForPeer;
      if (isOver(now, !wasLong) || now - began > STRETCH) return waitForTurn;
      // Who says much waits while there is a crowd: of them only one is read in a turn.
      if (isCrowded && wasLong && !isTurnOfWaiting) return waitForTurn;
      // Whoever reads the stream paused it, or has yet to take what lies in it; `_read` is called when it goes on.
      return at > 0 && (socket.readableFlowing !== true || socket.readableLength > 0)
        ? waitForReader
        : undefined;
    }

    const waitForPeer = (): void => void socket.once('drain', waitForTurn);
    const waitForReader = (): void => {
      heldByReader = true;
    };
    function waitForTurn(): void {
      const isBrief = held !== undefined && held.length <= SLICE && !wasLong;
      (isBrief ? brief : waiting).push(resume);
      schedule();
    }

    function resume(): void {
      const rest = held;
      if (rest === undefined || socket.destroyed) return;
      held = undefined;
      take(rest);
      if (held === undefined && ended) push(null);
    }

    socket.once('close', () => {
      finished();
      unreadInAll -= unread;
    });
    // While something is held back, nothing more is taken from the kernel.
    socket._read = (size) => {
      if (held === undefined) read(size);
      else if (heldByReader) {
        heldByReader = false;
        waitForTurn();
      }
    };
    socket.push = (chunk: Buffer | null) => {
      if (chunk === null) {
        ended = true;
        return held === undefined ? push(null) : false;
      }
      if (held === undefined) return take(chunk);
      held = Buffer.concat([held, chunk]);
      return false;
    };
    const reader: FairReader = { finished };
    readers.set(socket, reader);
    return reader;
  }

  return { arrived, begin };
}
