import type { ConnectionId, Effect } from '../engine/engine.ts';
import { createBacklog, TOTAL_LIMIT } from './backlog.ts';
import type { DriverOptions } from './driver-types.ts';
import { closeEntry, markedEntry } from './entries.ts';
import { noPlaces } from './handlers/code-places.ts';
import type { Live } from './live.ts';
import { createPieces } from './pieces.ts';

/** While this much waits for a peer, what the mock would send of its own accord is not sent to it. Bytes. */
export const PUSH_LIMIT: number = 16 * 1024 * 1024;
/** A peer for whom this much waits is cut off. Bytes. */
export const DROP_LIMIT: number = 64 * 1024 * 1024;

type Send = Extract<Effect, { type: 'send' }>;
type Lost = Extract<Effect, { type: 'lost' }>;

/** What goes out to clients, and what the journal says of it. `at`: on the driver's clock. */
export interface Outlet {
  /** A message. A reply may always be sent, to the connection that was `heard`; what comes by itself goes only to a peer that reads. */
  send(effect: Send, heard: Live | undefined, at: number): void;
  /** A message that a fault keeps from being sent. */
  lost(effect: Lost, at: number): void;
  close(one: Live | undefined, code: number, reason: string, at: number, fault?: string): void;
  /** Ends TCP without a Close frame. `why`: for the journal. */
  drop(one: Live | undefined, why: string, at: number, fault?: string): void;
  /** The connection has ended. */
  forget(one: Live): void;
}

export function createOutlet(
  { clock, journal, epoch, strict, places = noPlaces }: DriverOptions,
  live: ReadonlyMap<ConnectionId, Live>,
): Outlet {
  const backlog = createBacklog<Live>(
    () => live.values(),
    (one) => {
      const why = `More than ${TOTAL_LIMIT >> 20} MiB wait for slow clients; this one leaves ${one.port.buffered} bytes unread.`;
      drop(one, why, clock.now());
    },
  );

  function send(
    { connection, data: given, message, violation, withheld, part, fault }: Send,
    heard: Live | undefined,
    at: number,
  ): void {
    const isReply = heard?.id === connection;
    const one = isReply ? heard : live.get(connection);
    if (one === undefined || one.closing) return;
    if (part !== undefined) one.pieces ??= createPieces(one.port);
    const data = part === undefined ? given : one.pieces?.take(given, part);
    if (data === undefined) return;
    const { buffered } = one.port;
    backlog.note(one, buffered);
    if (one.closing) return;
    if (buffered > DROP_LIMIT) {
      drop(one, `The client leaves ${buffered} bytes unread.`, at);
      return;
    }
    const mayWait = buffered <= PUSH_LIMIT || isReply;
    const isHandedOn = part !== undefined && one.port.fragment !== undefined;
    if (fault === undefined && violation === undefined && withheld !== true && mayWait) {
      if (!isHandedOn) one.port.send(data);
      if ('text' in data)
        journal.frame(epoch + at, 'server', connection, one.endpoint, message, 'text', data.text);
      else journal.frame(epoch + at, 'server', connection, one.endpoint, message, 'binary', data.base64);
      return;
    }
    const entry = markedEntry(epoch + at, one, message, data, {
      fault,
      violation: violation === undefined ? undefined : places.calling(violation),
    });
    if (withheld === true || (violation !== undefined && strict === true)) {
      journal.append({ ...entry, withheld: true });
      return;
    }
    if (!mayWait) {
      journal.append({ ...entry, dropped: true });
      return;
    }
    if (!isHandedOn) one.port.send(data);
    journal.append(entry);
  }

  function lost({ connection, message, data, fault }: Lost, at: number): void {
    const one = live.get(connection);
    if (one?.closing !== false) return;
    journal.append({ ...markedEntry(epoch + at, one, message, data, { fault }), lost: true });
  }

  function close(one: Live | undefined, code: number, reason: string, at: number, fault?: string): void {
    if (one === undefined || one.closing) return;
    one.closing = true;
    journal.append(closeEntry(epoch + at, 'server', one, code, reason, { fault }));
    one.port.close(code, reason);
  }

  function drop(one: Live | undefined, why: string, at: number, fault?: string): void {
    if (one === undefined) return;
    if (!one.closing) journal.append(closeEntry(epoch + at, 'server', one, 1006, why, { fault }));
    one.closing = true;
    one.port.drop();
  }

  return { send, lost, close, drop, forget: (one) => backlog.forget(one) };
}
