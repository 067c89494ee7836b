import type { ConnectionId, Effect, EngineEvent, HandledAnswer, HttpAttempt } from '../engine/engine.ts';
import { keptAttempt } from '../rules/kept-attempt.ts';
import type { Accepted, Driver, DriverOptions, Push, Reloaded } from './driver-types.ts';
import { createDueTimer } from './due-timer.ts';
import {
  acceptedEntry,
  badRequestEntry,
  bugEntry,
  closeEntry,
  frameEntry,
  handlerEntry,
  refusalEntry,
  requestEntry,
} from './entries.ts';
import { type Ask, answerByHandler } from './handlers/answer-companion.ts';
import { noPlaces } from './handlers/code-places.ts';
import { createConnectionFacts } from './handlers/connection-facts.ts';
import { createHandlerHost } from './handlers/handler-host.ts';
import { createLoginNames } from './handlers/login-names.ts';
import type { Live } from './live.ts';
import { createOutlet } from './outlet.ts';
import type { Session } from './session.ts';
import { createUnknownRequests, type PlainAnswer } from './unknown-request.ts';

export { DROP_LIMIT, PUSH_LIMIT } from './outlet.ts';
export type { Accepted, Driver, DriverOptions, Push, Reloaded };

type Received = Extract<Effect, { type: 'received' }>;
type Answer = Extract<Effect, { type: 'answer' }>;

/** Things that are due together and are done without a look at the clock. */
const FEW = 4;

export function createDriver(options: DriverOptions): Driver {
  const { clock, journal, mask, epoch, places = noPlaces } = options;
  let { contract } = options;
  let unknownRequest = createUnknownRequests(contract);
  const live = new Map<ConnectionId, Live>();
  const loginName = createLoginNames();
  const connectionFacts = createConnectionFacts(mask, loginName);
  const host = createHandlerHost(() => contract, clock, {
    say: (said) => step({ type: 'say', ...said, at: clock.now() }),
    proceed: (connection, what) => step({ type: 'proceed', connection, with: what, at: clock.now() }),
    close: (connection, code, reason) => close(live.get(connection), code, reason, clock.now()),
    drop: (connection) => drop(live.get(connection), '', clock.now()),
    isOpen: (connection) => live.get(connection)?.closing === false,
    peers: (endpoint) => [...live.values()].flatMap((one) => (one.endpoint === endpoint ? [one.id] : [])),
    failed: ({ connection, endpoint }, handler, error) => {
      const at = clock.now();
      journal.append(handlerEntry(epoch + at, { id: connection, endpoint }, handler, error, places));
      close(live.get(connection), 1011, 'A handler failed.', at);
    },
  });
  let engine = options.createEngine(contract, host.isHandled);
  const { send, lost, close, drop, forget } = createOutlet(options, live);
  let nextId = 1;
  let stopped = false;
  let answer: Answer | undefined;
  let ask: Ask | undefined;
  const timer = createDueTimer(
    clock,
    () => (stopped ? undefined : engine.due),
    (at) => step({ type: 'tick', at, most: FEW }),
  );

  /** `heard`: whose frame it is. */
  function step(event: EngineEvent, heard?: Live): void {
    try {
      const effects = engine.step(event);
      for (let i = 0; i < effects.length; i += 1) perform(effects[i] as Effect, heard, event.at);
    } catch (error) {
      reportBug(error, 'connection' in event ? event.connection : undefined, event.at);
    }
    timer.look();
  }

  function perform(effect: Effect, heard: Live | undefined, at: number): void {
    switch (effect.type) {
      case 'send':
        send(effect, heard, at);
        break;
      case 'lost':
        lost(effect, at);
        break;
      case 'received':
        if (heard !== undefined) received(effect, heard, at);
        break;
      case 'close':
        close(live.get(effect.connection), effect.code, effect.reason, at, effect.fault);
        break;
      case 'drop':
        drop(live.get(effect.connection), '', at, effect.fault);
        break;
      case 'ping':
        live.get(effect.connection)?.port.ping?.();
        break;
      case 'pings':
        live.get(effect.connection)?.port.answerPings?.(effect.answered);
        break;
      case 'handle':
        host.take(effect.connection, effect.what);
        break;
      case 'answer':
        answer = effect;
        break;
      case 'ask':
        ask = effect;
        break;
    }
  }

  function takeAnswer(): Answer | undefined {
    const taken = answer;
    answer = undefined;
    return taken;
  }

  /** A handler's answer to a request; nothing: none is asked. */
  function askHandler(request: HttpAttempt): Answer | Promise<Answer> | undefined {
    const asked = ask;
    ask = undefined;
    const answerer = asked === undefined ? undefined : host.answerer(asked.companion);
    if (asked === undefined || answerer === undefined) return undefined;
    const own = (given: HandledAnswer | 'own'): Answer => {
      step({ type: 'request', request, answer: given, at: clock.now() });
      // The companion may be gone with the contract by now.
      return takeAnswer() ?? { type: 'answer', ...unknownRequest(request) };
    };
    const { handler, shared } = answerer;
    const strict = options.strict ?? false;
    return answerByHandler(
      handler,
      { ask: asked, request, shared, answer: own },
      { mask, loginName, places, strict },
    );
  }

  function received({ connection, message, violation }: Received, one: Live, at: number): void {
    const frame = one.current;
    if (frame === undefined) return;
    one.current = undefined;
    const { kind } = frame;
    const data = frame.kind === 'text' ? frame.text : frame.base64;
    if (violation === undefined)
      journal.frame(epoch + at, 'client', connection, one.endpoint, message, kind, data);
    else journal.append({ ...frameEntry(epoch + at, 'client', one, message, kind, data), violation });
  }

  /** A bug must not take the other connections with it: the one concerned ends, with 1011 (RFC 6455 §7.4.1). */
  function reportBug(error: unknown, id: ConnectionId | undefined, at: number): void {
    journal.append(bugEntry(epoch + at, error, id));
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
        step({ type: 'frame', connection: one.id, frame, at: clock.now() }, one);
        one.current = undefined;
      },
      pong: () => void step({ type: 'pong', connection: one.id, at: clock.now() }),
      closed(code, reason, violation) {
        if (!live.delete(one.id)) return;
        forget(one);
        const at = clock.now();
        if (!one.closing) {
          const by = violation === undefined ? 'client' : 'server';
          journal.append(closeEntry(epoch + at, by, one, code, reason, { violation }));
        }
        one.closing = true;
        step({ type: 'closed', connection: one.id, code, at });
        host.ended(one.id, code, reason);
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
    refused: (request, refusal, peer) =>
      journal.append(badRequestEntry(epoch + clock.now(), request, refusal, peer)),
    open(accepted, attempt, port, peer) {
      const at = clock.now();
      const { endpoint } = accepted;
      const id = nextId++;
      const since = epoch + at;
      const one: Live = {
        id,
        endpoint: endpoint.id,
        port,
        pieces: undefined,
        peer,
        since,
        current: undefined,
        closing: false,
        waiting: 0,
      };
      live.set(id, one);
      journal.append(acceptedEntry(since, id, accepted, attempt, peer, mask));
      const kept = keptAttempt(attempt);
      host.opened(one, () => connectionFacts(id, accepted, kept, contract));
      step({ type: 'open', connection: id, accepted, attempt: kept, at });
      return sessionOf(one);
    },
    request(request, peer) {
      const at = clock.now();
      const respond = (given: Answer | undefined): PlainAnswer => {
        const { status, headers, body } = given ?? unknownRequest(request);
        journal.append(requestEntry(epoch + at, request, status, given ?? {}, peer, mask));
        return { status, headers, body };
      };
      step({ type: 'request', request, at });
      const handled = askHandler(request);
      return handled instanceof Promise ? handled.then(respond) : respond(handled ?? takeAnswer());
    },
    push: (push) => step({ type: 'push', ...push, at: clock.now() }),
    commit(faults) {
      const at = clock.now();
      journal.append({ id: 0, type: 'faults', at: epoch + at, faults });
      step({ type: 'faults', faults, at });
    },
    play: (scenario, connection) => step({ type: 'play', scenario, connection, at: clock.now() }),
    end: (connection, code, reason) => close(live.get(connection), code, reason, clock.now()),
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
    useHandlers: (handlers) => host.use(handlers),
    warmUp: () => engine.warmUp(),
    reload(next) {
      contract = next;
      unknownRequest = createUnknownRequests(next);
      step({ type: 'reload', contract: next, at: clock.now() });
      const all = [...live.values()];
      const kept = all.filter(({ closing }) => !closing).length;
      return { kept, closed: all.length - kept };
    },
    reset() {
      endAll(1012, 'The mock was reset.');
      live.clear();
      host.reset();
      journal.clear();
      engine = options.createEngine(contract, host.isHandled);
      timer.look();
    },
  };
}
