import type { OutgoingData } from '../engine.ts';
import type { Session } from '../session.ts';
import { later } from '../tasks.ts';
import { commit, markEnds } from './commit.ts';
import { faultsOn } from './equipped.ts';
import type { FaultWorld, OutgoingFrame } from './fault.ts';

/** What waits on a connection where a fault delays it. */
interface Outbox {
  /** Messages that were sent. */
  sent: number;
  /** When the last message that waits is out, ms. */
  freeAt: number;
  waiting: number;
}

/** Most messages that may wait on one connection; what comes then is lost. */
const MOST_WAITING = 10_000;
/** ms between two pieces of a message that trickles. */
const PIECE_EVERY = 100;

const outboxes = new WeakMap<Session, Outbox>();

function outboxOf(session: Session): Outbox {
  let outbox = outboxes.get(session);
  if (outbox === undefined) {
    outbox = { sent: 0, freeAt: 0, waiting: 0 };
    outboxes.set(session, outbox);
  }
  return outbox;
}

/** Does something wait there? Then what comes next must wait too, or it would overtake it. */
export function isBusy(session: Session, at: number): boolean {
  return (outboxes.get(session)?.freeAt ?? 0) > at;
}

/** Lets the faults of the connection have a frame, and sends what is left of it. */
export function deliver(world: FaultWorld, session: Session, frame: OutgoingFrame): void {
  let frames: readonly OutgoingFrame[] = [frame];
  for (const fault of faultsOn(session)) {
    if (fault.frame === undefined) continue;
    const { name, holds } = fault;
    frames = commit(
      name,
      frames,
      (one) => fault.frame?.(one, session, world) ?? [one],
      (one) => {
        if (holds !== true) lose(world, session, one, name);
      },
    );
  }
  for (const one of frames) putOnWire(world, session, one);
}

/** Nothing goes out; the journal is told what does not. */
export function lose(
  world: FaultWorld,
  { connection }: Session,
  { message, data }: OutgoingFrame,
  fault: string,
): void {
  world.effects.push({ type: 'lost', connection, data, message, fault });
}

/** Sends a frame, after what already waits, when its own delay is over, and as slowly as it asks for. */
export function putOnWire(world: FaultWorld, session: Session, frame: OutgoingFrame): void {
  const outbox = outboxOf(session);
  const due = Math.max(world.at + (frame.delay ?? 0), outbox.freeAt);
  if (frame.rate === undefined && due <= world.at) {
    sendNow(world, session, frame);
    return;
  }
  if (outbox.waiting >= MOST_WAITING) return;
  const pieces = frame.rate === undefined ? [frame.data] : cut(frame.data, frame.rate);
  outbox.waiting += 1;
  // One pause more than there are between pieces: the next message may not begin beside the last piece of this one.
  outbox.freeAt = due + (pieces.length === 1 ? 0 : pieces.length * PIECE_EVERY);
  const next = (index: number): void => {
    const data = pieces[index];
    if (data === undefined) return;
    if (index < pieces.length - 1) {
      sendPiece(world, session, frame, data, 'more');
      later(world, session, PIECE_EVERY, () => next(index + 1));
      return;
    }
    outbox.waiting -= 1;
    if (index === 0) sendNow(world, session, frame);
    else {
      sendPiece(world, session, frame, data, 'last');
      count(world, session);
    }
  };
  if (due <= world.at) next(0);
  else later(world, session, due - world.at, () => next(0));
}

/** A Close frame must not overtake the messages that were sent before it. */
export function holdBackCloses(world: FaultWorld): void {
  const { effects } = world;
  for (let index = effects.length - 1; index >= 0; index -= 1) {
    const effect = effects[index];
    const session = effect?.type === 'close' ? world.sessions.get(effect.connection) : undefined;
    if (effect === undefined || session === undefined || !isBusy(session, world.at)) continue;
    effects.splice(index, 1);
    later(world, session, outboxOf(session).freeAt - world.at, () => world.effects.push(effect));
  }
}

function sendNow(world: FaultWorld, session: Session, { message, data, fault }: OutgoingFrame): void {
  const mark = fault === undefined ? {} : { fault };
  world.effects.push({ type: 'send', connection: session.connection, data, message, ...mark });
  count(world, session);
}

function sendPiece(
  world: FaultWorld,
  { connection }: Session,
  { message, fault }: OutgoingFrame,
  data: OutgoingData,
  part: 'more' | 'last',
): void {
  const mark = fault === undefined ? {} : { fault };
  world.effects.push({ type: 'send', connection, data, message, part, ...mark });
}

function count(world: FaultWorld, session: Session): void {
  const outbox = outboxOf(session);
  outbox.sent += 1;
  const before = world.effects.length;
  for (const fault of faultsOn(session)) {
    const start = world.effects.length;
    fault.sent?.(outbox.sent, session, world);
    markEnds(world.effects, start, fault.name);
  }
  // Whoever ends the connection here does not wait for what still waits.
  if (world.effects.length > before) outbox.freeAt = 0;
}

/** What goes out in a tenth of a second each; never cut inside a character, or inside the 4 that are 3 bytes in base64. */
function cut(data: OutgoingData, rate: number): OutgoingData[] {
  const most = Math.max(1, Math.round((rate * PIECE_EVERY) / 1_000));
  if ('base64' in data) {
    const size = Math.max(4, Math.floor(most / 4) * 4);
    return starts(data.base64.length, size).map((at) => ({ base64: data.base64.slice(at, at + size) }));
  }
  const characters = [...data.text];
  return starts(characters.length, most).map((at) => ({ text: characters.slice(at, at + most).join('') }));
}

/** 0, size, 2 × size…: an empty message is one piece. */
function starts(length: number, size: number): number[] {
  return Array.from({ length: Math.max(1, Math.ceil(length / size)) }, (_, index) => index * size);
}
