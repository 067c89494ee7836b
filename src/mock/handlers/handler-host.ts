import type { Contract } from '../../contract/contract.ts';
import type { EndpointId } from '../../contract/endpoint.ts';
import type { Json } from '../../contract/json.ts';
import type { MessageId } from '../../contract/message.ts';
import type { OperationId } from '../../contract/operation.ts';
import type { ConnectionId, EngineEvent, Handled, IsHandled } from '../../engine/engine.ts';
import type { Clock } from '../clock.ts';
import type { Live } from '../live.ts';
import type { AskedRequest, RequestHandler } from './answer-companion.ts';
import type { ConnectionFacts } from './connection-facts.ts';
import type { HandlerContext, LooseState, MessageHandler } from './context.ts';
import { payloadFor, requestFor } from './handler-payload.ts';
import { isThenable } from './is-thenable.ts';
import type { MockEndpoint } from './mock-contract.ts';

/** Handlers as the mock sees them: names and functions. */
export type AnyHandlers = Readonly<Record<EndpointId, Readonly<Record<string, AnyHandler>>>>;
type AnyHandler = MessageHandler<unknown, MockEndpoint, LooseState, LooseState>;
type AnyContext = HandlerContext<MockEndpoint>;

/** What handlers can do to the mock. */
export interface HandlerActions {
  say(said: Omit<Extract<EngineEvent, { type: 'say' }>, 'type' | 'at'>): void;
  proceed(connection: ConnectionId, what: Handled): void;
  close(connection: ConnectionId, code: number, reason: string): void;
  drop(connection: ConnectionId): void;
  /** Neither ended nor told to end. */
  isOpen(connection: ConnectionId): boolean;
  /** The open connections of an endpoint. */
  peers(endpoint: EndpointId): readonly ConnectionId[];
  /** A handler has thrown: to be told of, and its connection, where there still is one, to be closed. */
  failed(of: Pick<ConnectionFacts, 'connection' | 'endpoint'>, handler: string, error: unknown): void;
}

/** Runs handlers, and keeps what they keep. */
export interface HandlerHost {
  readonly isHandled: IsHandled;
  /** From now on these; connections, their state and their timers stay. */
  use(handlers: AnyHandlers): void;
  /** A connection is open; before anything is handled on it. */
  opened(place: Pick<Live, 'id' | 'endpoint'>, facts: () => ConnectionFacts): void;
  take(connection: ConnectionId, what: Handled): void;
  ended(connection: ConnectionId, code: number, reason: string): void;
  /** Who answers that companion, and what is kept for all; `undefined`: nobody any more. */
  answerer(
    companion: OperationId,
  ): { readonly handler: RequestHandler; readonly shared: AskedRequest['shared'] } | undefined;
  /** Forgets all that was kept. */
  reset(): void;
}

interface Guest {
  readonly facts: ConnectionFacts;
  readonly state: LooseState;
  readonly timers: Set<() => void>;
  ended: boolean;
}

/** What one call of a handler is about. */
interface Occasion {
  readonly name: string;
  readonly request?: Json;
  proceed(): void;
  said?(message: MessageId): void;
}

export function createHandlerHost(
  contract: () => Contract,
  clock: Clock,
  actions: HandlerActions,
): HandlerHost {
  const guests = new Map<ConnectionId, Guest>();
  /** Connections that no handler has dealt with: most, where there are no handlers for their endpoint. */
  const strangers = new Map<ConnectionId, () => ConnectionFacts>();
  let handlers: AnyHandlers = {};
  let shared: LooseState = {};

  function find(
    endpoint: EndpointId,
    what: Handled,
  ): readonly [name: string, handler: AnyHandler] | undefined {
    const own = Object.hasOwn(handlers, endpoint) ? handlers[endpoint] : undefined;
    if (own === undefined) return undefined;
    for (const name of what.kind === 'open' ? ['open'] : [what.operation, what.message]) {
      if (what.kind === 'open' && isMessage(endpoint, name)) continue;
      const handler = name !== undefined && Object.hasOwn(own, name) ? own[name] : undefined;
      if (name !== undefined && handler !== undefined) return [name, handler];
    }
    return undefined;
  }

  function answerer(companion: OperationId): ReturnType<HandlerHost['answerer']> {
    const isEndpoint = contract().endpoints.some(({ id }) => id === companion);
    const own = !isEndpoint && Object.hasOwn(handlers, companion) ? handlers[companion] : undefined;
    const handler = own !== undefined && Object.hasOwn(own, 'request') ? own.request : undefined;
    return handler === undefined ? undefined : { handler: handler as unknown as RequestHandler, shared };
  }

  /** A message called `open` or `close` takes that key. */
  function isMessage(endpoint: EndpointId, name: string | undefined): boolean {
    const found = contract().endpoints.find(({ id }) => id === endpoint);
    return found?.messages.client.some((id) => id === name) ?? false;
  }

  function guestOf(connection: ConnectionId): Guest | undefined {
    const known = guests.get(connection);
    const facts = strangers.get(connection);
    if (known !== undefined || facts === undefined) return known;
    strangers.delete(connection);
    const guest: Guest = { facts: facts(), state: {}, timers: new Set(), ended: false };
    guests.set(connection, guest);
    return guest;
  }

  function call(guest: Guest, occasion: Occasion, run: () => unknown, then?: () => void): void {
    const { facts } = guest;
    const fail = (error: unknown): void => actions.failed(facts, `${facts.endpoint}.${occasion.name}`, error);
    try {
      const result = run();
      if (isThenable(result)) result.then(() => guardThen(then, fail), fail);
      else then?.();
    } catch (error) {
      fail(error);
    }
  }

  function contextOf(guest: Guest, occasion: Occasion): AnyContext {
    const { facts } = guest;
    const say = (to: () => readonly ConnectionId[], message: MessageId, payload: unknown): void => {
      if (guest.ended) return;
      const said = payloadFor(contract(), message, payload);
      actions.say({
        connections: to(),
        message,
        ...(said === undefined ? {} : { payload: said }),
        ...(occasion.request === undefined ? {} : { request: occasion.request }),
      });
    };
    const plan = (ms: number, callback: () => unknown, again: boolean): (() => void) => {
      if (guest.ended) return () => undefined;
      let cancel = (): void => undefined;
      const forget = (): void => {
        cancel();
        guest.timers.delete(forget);
      };
      const arm = (): void => {
        cancel = clock.after(ms, () => {
          if (!actions.isOpen(facts.connection)) return forget();
          if (again) arm();
          else guest.timers.delete(forget);
          call(guest, occasion, callback);
        });
      };
      guest.timers.add(forget);
      arm();
      return forget;
    };
    return {
      ...facts,
      send: (message, payload) => {
        say(() => [facts.connection], message, payload);
        occasion.said?.(message);
      },
      broadcast: (message, payload) => say(() => actions.peers(facts.endpoint), message, payload),
      proceed: () => {
        if (!guest.ended) occasion.proceed();
      },
      close: (code = 1000, reason = '') => actions.close(facts.connection, code, reason),
      drop: () => actions.drop(facts.connection),
      after: (ms, callback) => plan(ms, callback, false),
      every: (ms, callback) => plan(Math.max(1, ms), callback, true),
      state: guest.state,
      shared,
    };
  }

  function greet(guest: Guest, [name, handler]: readonly [string, AnyHandler]): void {
    const { connection, path } = guest.facts;
    const greeted: MessageId[] = [];
    let greets = true;
    const proceed = (): void => {
      if (!greets || guest.ended) return;
      greets = false;
      actions.proceed(connection, { kind: 'open', greeted });
    };
    const occasion: Occasion = { name, proceed, said: (message) => void greeted.push(message) };
    call(guest, occasion, () => handler({ path }, contextOf(guest, occasion)), proceed);
  }

  return {
    isHandled: (place, what) =>
      what.kind === 'request' ? answerer(place) !== undefined : find(place, what) !== undefined,
    answerer,
    use(next) {
      handlers = next;
    },
    opened({ id, endpoint }, facts) {
      strangers.set(id, facts);
      if (Object.hasOwn(handlers, endpoint)) guestOf(id);
    },
    take(connection, what) {
      const guest = guestOf(connection);
      const found = guest === undefined ? undefined : find(guest.facts.endpoint, what);
      if (guest === undefined || found === undefined) return;
      if (what.kind === 'open') return greet(guest, found);
      const [name, handler] = found;
      const occasion: Occasion = {
        name,
        request: what.payload,
        proceed: () => actions.proceed(connection, what),
      };
      const request = requestFor(contract(), what.message, what.payload);
      call(guest, occasion, () => handler(request, contextOf(guest, occasion)));
    },
    ended(connection, code, reason) {
      const isTold = Object.values(handlers).some((own) => own.close !== undefined);
      const guest = isTold ? guestOf(connection) : guests.get(connection);
      strangers.delete(connection);
      if (guest === undefined) return;
      guests.delete(connection);
      guest.ended = true;
      for (const cancel of [...guest.timers]) cancel();
      const { endpoint } = guest.facts;
      const own = Object.hasOwn(handlers, endpoint) ? handlers[endpoint] : undefined;
      if (own?.close === undefined || isMessage(endpoint, 'close')) return;
      const occasion: Occasion = { name: 'close', proceed: () => undefined };
      const { close } = own;
      call(guest, occasion, () => close({ code, reason }, contextOf(guest, occasion)));
    },
    reset() {
      for (const guest of guests.values()) {
        guest.ended = true;
        for (const cancel of [...guest.timers]) cancel();
      }
      guests.clear();
      strangers.clear();
      shared = {};
    },
  };
}

function guardThen(then: (() => void) | undefined, fail: (error: unknown) => void): void {
  try {
    then?.();
  } catch (error) {
    fail(error);
  }
}
