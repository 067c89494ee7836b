import type { Duplex } from 'node:stream';
import type { FairReader, FairReading } from './fair-reader.ts';
import { isWanted } from './is-wanted.ts';
import {
  CROWDED_REST,
  CROWDED_SLICE,
  CROWDED_TURN,
  LARGEST_SLICE,
  LONG_TURN,
  MODEST,
  NO_TIME,
  SLICE,
  STRETCH,
  TURN,
  UNFINISHED_LIMIT,
  UNREAD_IN_ALL,
  UNREAD_LIMIT,
} from './reading-limits.ts';

/** Something of it was held back. */
interface Waiting {
  resume(): void;
}

/**
 * Reads sockets in turn, so that a client that floods the mock slows down nobody but itself: libuv would read up to
 * 2 MiB of it, some hundred thousand frames, before it looks at anybody else. A peer that does not read what is sent
 * to it is not read either. When too much of unfinished messages waits, whoever adds to it loses its connection.
 */
export function createFairReading(): FairReading {
  const readers = new WeakMap<Duplex, FairReader>();
  let waiting: Waiting[] = [];
  /** Those who want to say something short: they do not wait for those who say much. */
  let brief: Waiting[] = [];
  let turnBegan: number | undefined;
  /** ms that short chunks took since the last turn that was measured. */
  let readShort = 0;
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
  /** When those who say much had their last turn. */
  let longBegan = 0;

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
    readShort = 0;
    isCrowded = hasArrived;
    hasArrived = false;
    // To look whether they have all come.
    if (isCrowded) schedule();
    if (waiting.length + brief.length === 0) return;
    const [short, long] = [brief, waiting];
    brief = [];
    waiting = [];
    isOwed = false;
    isTurnOfWaiting = true;
    let read = 0;
    while (read < short.length && !isOwed && !isOver(performance.now(), true)) short[read++]?.resume();
    let readOfLong = 0;
    if (isTurnOfLong())
      // One of these has its turn, however many say something short.
      while (readOfLong < long.length && !isOwed && (readOfLong === 0 || !isOver(performance.now(), false)))
        long[readOfLong++]?.resume();
    isTurnOfWaiting = false;
    // Whoever came first is the first of the next turn, too.
    brief = [...short.slice(read), ...brief];
    waiting = [...long.slice(readOfLong), ...waiting];
    if (waiting.length + brief.length > 0) schedule();
  }

  /** Whoever says much is read in few of the turns of a crowd: each of them lets in one client only. */
  function isTurnOfLong(): boolean {
    const now = performance.now();
    if (isCrowded && now - longBegan < CROWDED_REST) return false;
    longBegan = now;
    return true;
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

  /** A class, where functions would do: 10,000 connections would have 100,000 of them. */
  class SocketReader implements FairReader {
    readonly #socket: Duplex;
    readonly #push: Duplex['push'];
    readonly #read: Duplex['_read'];
    #held: Buffer | undefined = undefined;
    #isHeldByReader = false;
    #wasLong = false;
    #size = SLICE;
    #hasEnded = false;
    #unfinished = 0;
    #unread = 0;
    /** What is read now was held back, and Node has stopped reading. */
    #isResumed = false;

    constructor(socket: Duplex) {
      this.#socket = socket;
      this.#push = socket.push;
      this.#read = socket._read;
      socket.push = (chunk: Buffer | null) => this.#pushed(chunk);
      socket._read = (size) => this.#wanted(size);
      socket.on('close', () => this.#forget());
    }

    finished(): void {
      unfinishedInAll -= this.#unfinished;
      this.#unfinished = 0;
    }

    resume(): void {
      const rest = this.#held;
      if (rest === undefined || this.#socket.destroyed) return;
      this.#held = undefined;
      this.#isResumed = true;
      this.#take(rest);
      this.#isResumed = false;
      if (this.#held === undefined && this.#hasEnded) this.#push.call(this.#socket, null);
    }

    #pushed(chunk: Buffer | null): boolean {
      const held = this.#held;
      if (chunk === null) {
        this.#hasEnded = true;
        return held === undefined ? this.#push.call(this.#socket, null) : false;
      }
      if (held === undefined) return this.#take(chunk);
      this.#held = Buffer.concat([held, chunk]);
      return false;
    }

    /** While something is held back, nothing more is taken from the kernel. */
    #wanted(size: number): void {
      if (this.#held === undefined) this.#read.call(this.#socket, size);
      else if (this.#isHeldByReader) {
        this.#isHeldByReader = false;
        this.#waitForTurn();
      }
    }

    #forget(): void {
      this.finished();
      unreadInAll -= this.#unread;
      this.#unread = 0;
    }

    /** `false`: no more, for now (Node then stops reading the socket). */
    #take(chunk: Buffer): boolean {
      return this.#isShort(chunk) ? this.#handOverShort(chunk) : this.#handOver(chunk);
    }

    /** Nobody waits, no turn is measured, and the chunk is what a client says that says little. */
    #isShort(chunk: Buffer): boolean {
      return (
        chunk.length <= SLICE &&
        turnBegan === undefined &&
        !isCrowded &&
        !this.#isResumed &&
        isWanted(this.#socket) &&
        !this.#leavesTooMuch()
      );
    }

    /**
     * What nearly every chunk of a well-behaved client takes: `push` would look for more to read in the next tick, and
     * the next chunk comes without; and a turn is not measured before much has been read.
     */
    #handOverShort(chunk: Buffer): boolean {
      const socket = this.#socket;
      if (!this.#count(chunk.length)) {
        socket.destroy();
        return false;
      }
      const began = performance.now();
      socket.emit('data', chunk);
      readShort += performance.now() - began;
      if (readShort > TURN / 2) {
        turnBegan = performance.now() - readShort;
        schedule();
      }
      return true;
    }

    #handOver(chunk: Buffer): boolean {
      const socket = this.#socket;
      const began = performance.now();
      this.#wasLong = chunk.length > SLICE;
      let more = true;
      let now = began;
      for (let at = 0; at < chunk.length; ) {
        const reason = this.#reasonToWait(at, now, began);
        if (reason !== undefined) {
          this.#held = chunk.subarray(at);
          this.#waitFor(reason);
          return false;
        }
        if (isCrowded && this.#size > CROWDED_SLICE) this.#size = CROWDED_SLICE;
        const slice = at === 0 && chunk.length <= this.#size ? chunk : chunk.subarray(at, at + this.#size);
        if (!this.#count(slice.length)) {
          socket.destroy();
          return false;
        }
        more = this.#push.call(socket, slice);
        at += slice.length;
        const before = now;
        now = performance.now();
        const isTaken = socket.readableLength === 0;
        if (!isTaken) isOwed = true;
        this.#size = isTaken && now - before < NO_TIME ? Math.min(2 * this.#size, LARGEST_SLICE) : SLICE;
      }
      return more;
    }

    #reasonToWait(at: number, now: number, began: number): 'peer' | 'turn' | 'reader' | undefined {
      if (this.#leavesTooMuch()) return 'peer';
      // Who has waited has a turn by now; who has not waits behind those who do.
      if (at > 0 || !isTurnOfWaiting) {
        if (isOver(now, !this.#wasLong) || now - began > STRETCH) return 'turn';
        if (!isTurnOfWaiting && (this.#wasLong ? isCrowded : brief.length > 0)) return 'turn';
      }
      const { readableFlowing, readableLength } = this.#socket;
      // Whoever reads the stream paused it, or has yet to take what lies in it; `_read` is called when it goes on.
      return at > 0 && (readableFlowing !== true || readableLength > 0) ? 'reader' : undefined;
    }

    #waitFor(reason: 'peer' | 'turn' | 'reader'): void {
      if (reason === 'turn') this.#waitForTurn();
      else if (reason === 'reader') this.#isHeldByReader = true;
      else this.#socket.once('drain', () => this.#waitForTurn());
    }

    #waitForTurn(): void {
      const isBrief = this.#held !== undefined && this.#held.length <= SLICE && !this.#wasLong;
      (isBrief ? brief : waiting).push(this);
      schedule();
    }

    /** What waits for this peer, as seen when it was last read. */
    #leavesTooMuch(): boolean {
      const now = this.#socket.writableLength;
      unreadInAll += now - this.#unread;
      this.#unread = now;
      return now > (unreadInAll > UNREAD_IN_ALL ? MODEST : UNREAD_LIMIT);
    }

    #count(bytes: number): boolean {
      this.#unfinished += bytes;
      unfinishedInAll += bytes;
      return unfinishedInAll <= UNFINISHED_LIMIT || this.#unfinished <= MODEST;
    }
  }

  function begin(socket: Duplex): FairReader {
    let reader = readers.get(socket);
    if (reader === undefined) {
      reader = new SocketReader(socket);
      readers.set(socket, reader);
    }
    return reader;
  }

  return { arrived, begin };
}
