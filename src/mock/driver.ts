import type { Contract } from '../contract/contract.ts';
import type { EndpointId } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type {
  ConnectionId,
  Effect,
  Engine,
  EngineEvent,
  HandshakeDecision,
  HttpAttempt,
} from '../engine/engine.ts';
import type { HandshakeAttempt } from '../rules/handshake-attempt.ts';
import type { IncomingFrame } from '../rules/recognition.ts';
import type { Clock } from './clock.ts';
import { createDueTimer } from './due-timer.ts';
import { closeEntry, frameEntry, refusalEntry, requestFacts } from './entries.ts';
import type { Journal, Peer } from './journal.ts';
import type { Mask } from './mask.ts';
import type { OpeningRequest, Refusal } from './opening-request.ts';
import type { Connection, Port, Session } from './session.ts';
import { createUnknownRequests, type PlainAnswer } from './unknown-request.ts';

/** Runs an engine on a clock, for whatever transport. It opens no socket and sets one timer. */
export interface Driver {
  readonly journal: Journal;
  /** Decides, and journals what is not accepted. An accepted handshake is followed by `open`, or by nothing. */
  handshake(attempt: HandshakeAttempt, peer: Peer): HandshakeDecision;
  /** Journals a request that was no valid handshake. */
  refused(request: OpeningRequest, refusal: Refusal, peer: Peer): void;
  open(accepted: Accepted, attempt: HandshakeAttempt, port: Port, peer: Peer): Session;
  /** Answers whatever it is; what the contract does not have with 404, a WebSocket's address with 426. */
  request(request: HttpAttempt, peer: Peer): PlainAnswer;
  push(push: Push): void;
  connections(): readonly Connection[];
  /** Ends every connection with that code, and the timer. */
  stop(code: number, reason: string): void;
  /** Ends every connection with 1012 (service restart), empties the journal, and begins with a new engine. */
  reset(): void;
}

export type Accepted = Extract<HandshakeDecision, { kind: 'accept' }>['judgement'];

export interface Push {
  readonly endpoint: EndpointId;
  readonly message: MessageId;
  readonly payload?: Json;
  /** Absent: to every connection of the endpoint. */
  readonly connection?: ConnectionId;
}

export interface DriverOptions {
  readonly contract: Contract;
  /** Called once, and again for each `reset`. */
  readonly createEngine: () => Engine;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly mask: Mask;
  /** What `clock.now()` 0 is, in ms since 1970-01-01T00:00Z. */
  readonly epoch: number;
}

/** While this much waits for a peer, what the mock would send of its own accord is not sent to it. Bytes. */
export const PUSH_LIMIT: number = 16 * 1024 * 1024;
/** A peer for whom this much waits is cut off. Bytes. */
export const DROP_LIMIT: number = 64 * 1024 * 1024;

interface Live {
  readonly id: ConnectionId;
  readonly endpoint: EndpointId;
  readonly port: Port;
  readonly peer: Peer;
  readonly since: number;
  /** The frame that the engine looks at just now. */
  current: IncomingFrame | undefined;
  closing: boolean;
}

type Send = Extract<Effect, { type: 'send' }>;
type Received = Extract<Effect, { type: 'received' }>;
type Answer = Extract<Effect, { type: 'answer' }>;

export function createDriver(options: DriverOptions): Driver {
  const { clock, journal, mask, epoch } = options;
  const unknownRequest = createUnknownRequests(options.contract);
  const live = new Map<ConnectionId, Live>();
  let engine = options.createEngine();
  let nextId = 1;
  let stopped = false;
  let answer: Answer | undefined;
  const timer = createDueTimer(
    clock,
    () => (stopped ? undefined : engine.due),
    (at) => step({ type: 'tick', at }),
  );

  function step(event: EngineEvent): void {
    try {
      const effects = engine.step(event);
      // A reply may always be sent; what comes by itself goes only to a peer that reads.
      const replyTo = event.type === 'frame' ? event.connection : -1;
      for (let i = 0; i < effects.length; i += 1) perform(effects[i] as Effect, replyTo, event.at);
    } catch (error) {
      reportBug(error, 'connection' in event ? event.connection : undefined, event.at);
    }
    timer.look();
  }

  function perform(effect: Effect, replyTo: ConnectionId, at: number): void {
    switch (effect.type) {
      case 'send':
        send(effect, replyTo, at);
        break;
      case 'received':
        received(effect, at);
        break;
      case 'close':
        close(live.get(effect.connection), effect.code, effect.reason, at);
        break;
      case 'drop':
        drop(live.get(effect.connection), '', at);
        break;
      case 'answer':
        answer = effect;
        break;
    }
  }

  function takeAnswer(): Answer | undefined {
    const taken = answer;
    answer = undefined;
    return taken;
  }

  function send({ connection, data, message }: Send, replyTo: ConnectionId, at: number): void {
    const one = live.get(connection);
    if (one === undefined || one.closing) return;
    const { buffered } = one.port;
    if (buffered > DROP_LIMIT) {
      drop(one, `The client leaves ${buffered} bytes unread.`, at);
      return;
    }
    const entry =
      'text' in data
        ? frameEntry(epoch + at, 'server', one, message, 'text', data.text)
        : frameEntry(epoch + at, 'server', one, message, 'binary', data.base64);
    if (buffered > PUSH_LIMIT && connection !== replyTo) {
      journal.append({ ...entry, dropped: true });
      return;
    }
    one.port.send(data);
    journal.append(entry);
  }

  function received({ connection, message, violation }: Received, at: number): void {
    const one = live.get(connection);
    if (one?.current === undefined) return;
    const frame = one.current;
    one.current = undefined;
    const data = frame.kind === 'text' ? frame.text : frame.base64;
    const entry = frameEntry(epoch + at, 'client', one, message, frame.kind, data);
    journal.append(violation === undefined ? entry : { ...entry, violation });
  }

  function close(one: Live | undefined, code: number, reason: string, at: number): void {
    if (one === undefined || one.closing) return;
    one.closing = true;
    journal.append(closeEntry(epoch + at, 'server', one, code, reason));
    one.port.close(code, reason);
  }

  function drop(one: Live | undefined, why: string, at: number): void {
    if (one === undefined) return;
    if (!one.closing) journal.append(closeEntry(epoch + at, 'server', one, 1006, why));
    one.closing = true;
    one.port.drop();
  }

  /** A bug must not take the other connections with it: the one concerned ends, with 1011 (RFC 6455 §7.4.1). */
  function reportBug(error: unknown, id: ConnectionId | undefined, at: number): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    journal.append({
      id: 0,
      type: 'bug',
      at: epoch + at,
      message,
      ...(id === undefined ? {} : { connection: id }),
    });
    if (id !== undefined) close(live.get(id), 1011, 'internal error', at);
  }

  function endAll(code: number, reason: string): void {
    timer.disarm();
    const at = clock.now();
    for (const one of live.values()) close(one, code, reason, at);
  }

  function sessionOf(one: Live): Session {
    return {
      id: one.id,
      frame(frame) {
        if (one.closing) return;
        one.current = frame;
        step({ type: 'frame', connection: one.id, frame, at: clock.now() });
        one.current = undefined;
      },
      closed(code, reason, violation) {
        if (!live.delete(one.id)) return;
        const at = clock.now();
        if (!one.closing) {
          const by = violation === undefined ? 'client' : 'server';
          journal.append(closeEntry(epoch + at, by, one, code, reason, violation));
        }
        one.closing = true;
        step({ type: 'closed', connection: one.id, code, at });
      },
    };
  }

  return {
    journal,
    handshake(attempt, peer) {
      const at = clock.now();
      const decision = engine.handshake(attempt, at);
      if (decision.kind !== 'accept') journal.append(refusalEntry(epoch + at, decision, attempt, peer, mask));
      return decision;
    },
    refused(request, { status, reason, remedy }, peer) {
      journal.append({
        id: 0,
        type: 'handshake',
        at: epoch + clock.now(),
        peer,
        target: request.target.split('?', 1)[0] ?? '',
        outcome: 'refused',
        guard: 'request',
        form: { status },
        reason,
        remedy,
      });
    },
    open(accepted, attempt, port, peer) {
      const at = clock.now();
      const { endpoint, subprotocol } = accepted;
      const id = nextId++;
      const since = epoch + at;
      const one: Live = { id, endpoint: endpoint.id, port, peer, since, current: undefined, closing: false };
      live.set(id, one);
      journal.append({
        id: 0,
        type: 'handshake',
        at: since,
        ...requestFacts(attempt, peer, mask),
        outcome: 'accepted',
        endpoint: endpoint.id,
        connection: id,
        ...(subprotocol === undefined ? {} : { subprotocol: mask.text(subprotocol, attempt) }),
      });
      step({ type: 'open', connection: id, accepted, attempt, at });
      return sessionOf(one);
    },
    request(request, peer) {
      const at = clock.now();
      step({ type: 'request', request, at });
      const given = takeAnswer();
      const { companion } = given ?? {};
      const { status, headers, body } = given ?? unknownRequest(request);
      journal.append({
        id: 0,
        type: 'request',
        at: epoch + at,
        ...requestFacts(request, peer, mask),
        method: request.method,
        status,
        ...(companion === undefined ? {} : { companion }),
      });
      return { status, headers, body };
    },
    push: (push) => step({ type: 'push', ...push, at: clock.now() }),
    connections: () =>
      [...live.values()].map(({ id, endpoint, peer, since, closing }) => ({
        id,
        endpoint,
        peer,
        since,
        state: closing ? 'closing' : 'open',
      })),
    stop(code, reason) {
      stopped = true;
      endAll(code, reason);
    },
    reset() {
      endAll(1012, 'The mock was reset.');
      live.clear();
      journal.clear();
      engine = options.createEngine();
      timer.look();
    },
  };
}
