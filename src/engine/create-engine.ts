import type { Contract } from '../contract/contract.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Reply } from '../contract/operation.ts';
import { endpointOf } from '../contract/queries.ts';
import { createRecogniser } from '../rules/create-recogniser.ts';
import type { HandshakeGuard } from '../rules/handshake-attempt.ts';
import { createHandshakeJudge } from '../rules/judge-handshake.ts';
import type { Recogniser } from '../rules/recognition.ts';
import { createValidators } from '../schema/create-validators.ts';
import { answerRequest } from './companions.ts';
import { createConversation } from './conversation.ts';
import { createCredentials } from './credentials.ts';
import type { Effect, Engine, EngineEvent, HandshakeDecision } from './engine.ts';
import { faultNamed } from './faults/catalogue.ts';
import { startKeepalive } from './keepalive.ts';
import { createPlaybook } from './playbook.ts';
import { createRandom } from './random.ts';
import { bindingsOf, takeFrame } from './replies.ts';
import { createReplyPlan, type ReplyPlan } from './reply-plan.ts';
import { createSchedule } from './schedule.ts';
import { send } from './send.ts';
import type { Session } from './session.ts';
import { startOwnStreams } from './streams.ts';
import { later } from './tasks.ts';
import type { World } from './world.ts';

export interface EngineOptions {
  /** The same seed and the same events give the same effects, byte for byte. Default 1. */
  readonly seed?: number;
  /** ms between pushes that nothing triggers, or `'off'`. Default 1000. */
  readonly push?: number | 'off';
  /** Names of faults to commit. Throws `mock.unknown-fault` for one that does not exist. */
  readonly faults?: readonly string[];
  /** ms since the epoch when the driver's clock shows 0. Default 0: the clock is the epoch's. */
  readonly startedAt?: number;
}

/** The mock's mind for that contract. */
export function createEngine(contract: Contract, options: EngineOptions = {}): Engine {
  const world = createWorld(contract, options);
  const ignored = new Set<HandshakeGuard>(world.faults.flatMap((fault) => fault.ignores ?? []));
  return {
    handshake(attempt, at) {
      const judgement = world.judge(attempt, {
        connections: (endpoint) => countSessions(world, endpoint),
        credential: (scheme, value) => world.credentials.state(scheme, value, at),
        ignores: ignored,
      });
      let decision: HandshakeDecision =
        judgement.kind === 'accept'
          ? { kind: 'accept', judgement }
          : { kind: 'refuse', judgement, form: judgement.form };
      for (const fault of world.faults) decision = fault.handshake?.(decision, attempt, world) ?? decision;
      return decision;
    },
    step(event) {
      world.at = event.at;
      world.effects = [];
      take(world, event);
      return world.effects;
    },
    get due() {
      return world.schedule.due;
    },
  };
}

function createWorld(contract: Contract, options: EngineOptions): World {
  const seed = options.seed ?? 1;
  const validators = createValidators(contract);
  const recognisers = new Map<Endpoint, Recogniser>();
  const playbook = createPlaybook(contract, validators, seed);
  const plans = new Map<Reply, ReplyPlan>();
  return {
    contract,
    validators,
    random: createRandom(seed),
    playbook,
    schedule: createSchedule(),
    judge: createHandshakeJudge(contract, validators),
    credentials: createCredentials(
      new Set(
        contract.companions.flatMap(({ issues }) => (issues === undefined ? [] : [issues.value.scheme])),
      ),
    ),
    conversation: createConversation(contract),
    faults: (options.faults ?? []).map(faultNamed),
    push: options.push ?? 1000,
    startedAt: options.startedAt ?? 0,
    sessions: new Map(),
    recogniser(endpoint) {
      let recogniser = recognisers.get(endpoint);
      if (recogniser === undefined) {
        recogniser = createRecogniser(contract, endpoint, 'client', validators);
        recognisers.set(endpoint, recogniser);
      }
      return recogniser;
    },
    replyPlan(reply) {
      let plan = plans.get(reply);
      if (plan === undefined) {
        plan = createReplyPlan(contract, playbook, reply);
        plans.set(reply, plan);
      }
      return plan;
    },
    at: 0,
    effects: [],
  };
}

function countSessions(world: World, endpoint: Endpoint): number {
  let count = 0;
  for (const session of world.sessions.values()) if (session.endpoint === endpoint) count += 1;
  return count;
}

function take(world: World, event: EngineEvent): void {
  switch (event.type) {
    case 'frame': {
      const session = world.sessions.get(event.connection);
      if (session !== undefined) takeFrame(world, session, event.frame);
      return;
    }
    case 'tick':
      runDueTasks(world, event.at);
      return;
    case 'open':
      open(world, event);
      return;
    case 'closed':
      forget(world, event.connection);
      return;
    case 'request':
      world.effects.push(...answerRequest(world, event.request));
      return;
    case 'push':
      pushManually(world, event);
  }
}

/** After a longer pause than this (a laptop that slept) streams go on from now instead of catching up in a burst. */
const MOST_LATE = 1000;

/** Tasks run at the time for which they were planned, so that a late tick does not make a stream drift. */
function runDueTasks(world: World, at: number): void {
  for (let task = world.schedule.take(at); task !== undefined; task = world.schedule.take(at)) {
    world.at = Math.max(task.due, at - MOST_LATE);
    task.run(world.at);
  }
  world.at = at;
}

function open(world: World, event: Extract<EngineEvent, { type: 'open' }>): void {
  const { connection, accepted, attempt, at } = event;
  const { endpoint } = accepted;
  const session: Session = {
    connection,
    endpoint,
    parameters: accepted.parameters,
    recogniser: world.recogniser(endpoint),
    handshake: attempt,
    role: accepted.role,
    subject: accepted.subject,
    heardAt: at,
    subscriptions: new Map(),
    tasks: new Set(),
    variables: new Map(),
    turns: new Map(),
  };
  world.sessions.set(connection, session);
  for (const message of endpoint.greeting?.value ?? []) {
    send(world, session, { message, cause: 'greeting', bindings: bindingsOf(endpoint, message) });
  }
  startOwnStreams(world, session);
  if (endpoint.keepalive !== undefined) startKeepalive(world, session, endpoint.keepalive.value);
  const expiry = endpoint.handshake.expiry?.value;
  if (
    expiry !== undefined &&
    accepted.expires !== undefined &&
    !world.faults.some((fault) => fault.keepExpired)
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
  for (const task of session.tasks) task.cancelled = true;
  for (const subscription of session.subscriptions.values()) subscription.ended = true;
}

function pushManually(world: World, event: Extract<EngineEvent, { type: 'push' }>): void {
  const endpoint = endpointOf(world.contract, event.endpoint);
  if (endpoint === undefined) return;
  for (const session of world.sessions.values()) {
    if (session.endpoint !== endpoint) continue;
    if (event.connection !== undefined && event.connection !== session.connection) continue;
    send(world, session, {
      message: event.message,
      cause: 'manual',
      ...(event.payload === undefined ? {} : { payload: event.payload }),
    });
  }
}
