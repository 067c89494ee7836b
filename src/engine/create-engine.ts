import type { Contract } from '../contract/contract.ts';
import type { Json } from '../contract/json.ts';
import { operationIndexOf } from '../contract/operation-index.ts';
import { endpointOf, pushesOf } from '../contract/queries.ts';
import { keptAttempt } from '../rules/kept-attempt.ts';
import { ask } from './client-replies.ts';
import { answerRequest } from './companions.ts';
import { contractParts, issuedSchemes } from './contract-parts.ts';
import { createCredentials } from './credentials.ts';
import { decideHandshake } from './decide-handshake.ts';
import type { Effect, Engine, EngineEvent, IsHandled } from './engine.ts';
import { faultNamed } from './faults/catalogue.ts';
import { markEnds } from './faults/commit.ts';
import { faultsOn } from './faults/equipped.ts';
import { holdBackCloses } from './faults/outbox.ts';
import { askedFaults, equip } from './faults/session-faults.ts';
import { greet } from './greeting.ts';
import { handOver } from './hand-over.ts';
import { proceed, say } from './handled.ts';
import { startKeepalive } from './keepalive.ts';
import { createRandom } from './random.ts';
import { reload } from './reload.ts';
import { takeFrame } from './replies.ts';
import { playNow, playOnOpen } from './scenario-play.ts';
import { createSchedule } from './schedule.ts';
import { send } from './send.ts';
import type { Session } from './session.ts';
import { later } from './tasks.ts';
import { warmUp } from './warm-up.ts';
import type { World } from './world.ts';

export interface EngineOptions {
  /** The same seed and the same events give the same effects, byte for byte. Default 1. */
  readonly seed?: number;
  /** ms between pushes that nothing triggers, or `'off'`. Default 1000. */
  readonly push?: number | 'off';
  /** Faults to commit, as `parseFault` reads them. Throws `mock.unknown-fault`, `mock.bad-fault`. */
  readonly faults?: readonly string[];
  /** May a client ask for faults on its own connection, by `?__countersign=…`? Default false. */
  readonly allowQueryFaults?: boolean;
  /** Names of scenarios: the server's side is played to each new connection. Default: none. */
  readonly scenarios?: readonly string[];
  /** ms since the epoch when the driver's clock shows 0. Default 0: the clock is the epoch's. */
  readonly startedAt?: number;
  /** What handlers take, and the engine then leaves alone. Default: nothing. */
  readonly isHandled?: IsHandled;
}

/** The mock's mind for that contract. */
export function createEngine(contract: Contract, options: EngineOptions = {}): Engine {
  const world = createWorld(contract, options);
  return {
    handshake: (attempt, at) => decideHandshake(world, attempt, at),
    step(event) {
      world.at = event.at;
      world.effects = [];
      take(world, event);
      if (world.faults.length > 0 || world.allowQueryFaults) holdBackCloses(world);
      return world.effects;
    },
    get due() {
      return world.schedule.due;
    },
    warmUp: () => warmUp(world),
  };
}

function createWorld(contract: Contract, options: EngineOptions): World {
  const seed = options.seed ?? 1;
  return {
    ...contractParts(contract, seed),
    seed,
    random: createRandom(seed),
    schedule: createSchedule(),
    credentials: createCredentials(issuedSchemes(contract)),
    faults: (options.faults ?? []).map((name) => faultNamed(name, contract)),
    allowQueryFaults: options.allowQueryFaults ?? false,
    scenarios: options.scenarios ?? [],
    push: options.push ?? 1000,
    startedAt: options.startedAt ?? 0,
    sessions: new Map(),
    isHandled: options.isHandled,
    at: 0,
    effects: [],
  };
}

function take(world: World, event: EngineEvent): void {
  switch (event.type) {
    case 'frame': {
      const session = world.sessions.get(event.connection);
      if (session !== undefined) takeFrame(world, session, event.frame);
      return;
    }
    case 'tick':
      runDueTasks(world, event.at, event.most ?? Number.POSITIVE_INFINITY);
      return;
    case 'open':
      open(world, event);
      return;
    case 'pong': {
      const session = world.sessions.get(event.connection);
      if (session !== undefined) session.heardAt = event.at;
      return;
    }
    case 'closed':
      forget(world, event.connection);
      return;
    case 'request':
      world.effects.push(...answerRequest(world, event.request, event.answer));
      return;
    case 'push':
      pushManually(world, event);
      return;
    case 'say':
      say(world, event);
      return;
    case 'proceed':
      proceed(world, event);
      return;
    case 'reload':
      reload(world, event.contract);
      return;
    case 'play': {
      const session = world.sessions.get(event.connection);
      if (session !== undefined) playNow(world, session, event.scenario);
      return;
    }
    case 'faults':
      world.faults = event.faults.map((name) => faultNamed(name));
      for (const session of world.sessions.values()) equip(world, session);
  }
}

/** After a longer pause than this (a laptop that slept) streams go on from now instead of catching up in a burst. */
const MOST_LATE = 1000;

/** Tasks run at the time for which they were planned, so that a late tick does not make a stream drift. */
function runDueTasks(world: World, at: number, most: number): void {
  for (let left = most; left > 0; left -= 1) {
    const task = world.schedule.take(at);
    if (task === undefined) break;
    world.at = Math.max(task.due, at - MOST_LATE);
    task.run(world.at);
  }
  world.at = at;
}

function open(world: World, event: Extract<EngineEvent, { type: 'open' }>): void {
  const { connection, accepted, at } = event;
  const asked =
    world.allowQueryFaults && event.attempt !== undefined
      ? askedFaults(event.attempt)
      : { attempt: event.attempt, faults: [] };
  const { endpoint } = accepted;
  const session: Session = {
    connection,
    endpoint,
    operations: operationIndexOf(endpoint),
    parameters: accepted.parameters,
    recogniser: world.recogniser(endpoint),
    handshake: asked.attempt === undefined ? undefined : keptAttempt(asked.attempt),
    role: accepted.role,
    subject: accepted.subject,
    heardAt: at,
    asked: [],
  };
  world.sessions.set(connection, session);
  equip(world, session, asked.faults);
  for (const fault of faultsOn(session)) {
    const start = world.effects.length;
    const handled = fault.open?.(session, world) === 'handled';
    markEnds(world.effects, start, fault.name);
    if (handled) return;
  }
  const said = playOnOpen(world, session);
  if (!handOver(world, session, { kind: 'open' })) greet(world, session, said);
  if (endpoint.keepalive !== undefined) startKeepalive(world, session, endpoint.keepalive.value);
  const expiry = endpoint.handshake.expiry?.value;
  if (
    expiry !== undefined &&
    accepted.expires !== undefined &&
    !faultsOn(session).some((fault) => fault.keepExpired)
  ) {
    later(world, session, Math.max(0, accepted.expires - at), () => {
      const reason = 'the credential has expired';
      world.effects.push({ type: 'close', connection, code: expiry.close, reason } satisfies Effect);
    });
  }
}

function forget(world: World, connection: number): void {
  const session = world.sessions.get(connection);
  if (session === undefined) return;
  world.sessions.delete(connection);
  for (const task of session.tasks ?? []) task.cancelled = true;
  for (const subscription of session.subscriptions?.values() ?? []) subscription.ended = true;
}

function pushManually(world: World, event: Extract<EngineEvent, { type: 'push' }>): void {
  const endpoint = endpointOf(world.contract, event.endpoint);
  if (endpoint === undefined) return;
  const { message, payload } = event;
  const asking = pushesOf(endpoint).find(
    (push) => push.reply !== undefined && push.messages.includes(message),
  );
  const shared = {};
  for (const session of world.sessions.values()) {
    if (session.endpoint !== endpoint) continue;
    if (event.connection !== undefined && event.connection !== session.connection) continue;
    send(world, session, {
      message,
      cause: 'manual',
      shared,
      ...(payload === undefined ? {} : { payload }),
      ...(asking === undefined
        ? {}
        : { adjust: (sent: Json) => ask(world, session, asking, sent, payload !== undefined) }),
    });
  }
}
