import type { Binding } from '../contract/binding.ts';
import { holdsPartial, overlayPartial } from '../contract/deep-partial.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { RequestOperation } from '../contract/operation.ts';
import { operationIndexOf } from '../contract/operation-index.ts';
import type { Scenario, ScenarioStep } from '../contract/scenario.ts';
import type { Playing } from './playing.ts';
import { send } from './send.ts';
import type { Session } from './session.ts';
import { startStreams, stopStreams } from './streams.ts';
import type { World } from './world.ts';

type ServerStep = Extract<ScenarioStep, { kind: 'server' }>;

/** How many payloads are tried for one that fits. */
const TRIALS = 20;

/** The first of the chosen scenarios that belongs to the endpoint of a new connection; what it says of the greeting. */
export function playOnOpen(world: World, session: Session): readonly MessageId[] {
  const { endpoint } = session;
  const scenario = world.contract.scenarios.find(
    (one) => world.scenarios.includes(one.name) && one.endpoint === endpoint.id,
  );
  if (scenario === undefined) return [];
  begin(world, session, scenario, false);
  return openingLines(scenario, endpoint.greeting?.value ?? []);
}

/** Plays that scenario from now on. What it says on open was said on open. */
export function playNow(world: World, session: Session, name: string): void {
  const scenario = world.contract.scenarios.find(
    (one) => one.name === name && one.endpoint === session.endpoint.id,
  );
  if (scenario !== undefined) begin(world, session, scenario, true);
}

/** Is this message of the client the line that the scenario waits for? Then what follows is played instead of a reply. */
export function playsOn(
  world: World,
  session: Session,
  operation: RequestOperation | undefined,
  message: MessageId,
  payload: Json,
): boolean {
  const { playing } = session;
  const step = playing?.steps[playing.next];
  if (playing === undefined || step?.kind !== 'client' || step.message !== message) return false;
  playing.next += 1;
  playing.heard = { payload, operation };
  speak(world, session, playing);
  if (operation === undefined) return true;
  stopStreams(session, operation.id, payload);
  // What the scenario says itself must not come twice.
  const said = new Set(playing.steps.flatMap((one) => (one.kind === 'server' ? one.message : [])));
  const started = operationIndexOf(session.endpoint).startedBy.get(operation.id) ?? [];
  if (!started.some(({ messages }) => messages.some((id) => said.has(id))))
    startStreams(world, session, operation.id, payload);
  return true;
}

function begin(world: World, session: Session, scenario: Scenario, opened: boolean): void {
  const steps = scenario.steps.flatMap((step) => (step.kind === 'companion' ? [] : step));
  const next = opened ? openingLines(scenario, session.endpoint.greeting?.value ?? []).length : 0;
  const playing: Playing = { steps, next, heard: undefined };
  session.playing = playing;
  speak(world, session, playing);
}

/** The server's lines before the client's first, as far as they are the greeting. */
function openingLines({ steps }: Scenario, greeting: readonly MessageId[]): readonly MessageId[] {
  const lines: MessageId[] = [];
  for (const step of steps) {
    if (step.kind !== 'server' || !greeting.includes(step.message)) break;
    lines.push(step.message);
  }
  return lines;
}

/** Says the server's lines up to the client's next. After the last one everything is as without the scenario. */
function speak(world: World, session: Session, playing: Playing): void {
  for (let step = playing.steps[playing.next]; step?.kind === 'server'; step = playing.steps[playing.next]) {
    playing.next += 1;
    say(world, session, playing, step);
  }
  if (playing.next >= playing.steps.length && session.playing === playing) session.playing = undefined;
}

function say(world: World, session: Session, { heard }: Playing, step: ServerStep): void {
  const { message, until } = step;
  const times = step.repeat ?? (until === undefined ? 1 : 2);
  const bindings = bindingsOf(world, session, heard?.operation, message);
  for (let turn = 0; turn < times; turn += 1) {
    const last = turn === times - 1;
    const payload = payloadOf(world, step, turn, last);
    if (payload === undefined) continue;
    const literal = [step.payload, last ? until : undefined];
    send(world, session, {
      message,
      cause: heard === undefined ? 'greeting' : 'reply',
      bindings,
      payload,
      // What the scenario says to the letter stands, whatever is copied from the request.
      adjust: (bound) => overlaid(bound, literal),
      ...(heard === undefined ? {} : { request: heard.payload }),
    });
  }
}

/** A payload that fits what the step says; without one, one that does not: better than silence. */
function payloadOf(world: World, step: ServerStep, turn: number, last: boolean): Json | undefined {
  const { message, example, payload: partial, matches, until } = step;
  let any: Json | undefined;
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const chosen = world.playbook.payload(message, example, turn + trial);
    if (chosen === undefined) return undefined;
    const laid = overlaid(chosen, [partial, last ? until : undefined]);
    // Before the last, what would be the last is not said.
    if (until !== undefined && !last && holdsPartial(laid, until)) continue;
    any ??= laid;
    if (matches === undefined || world.validators.valid(matches, laid)) return laid;
  }
  return any;
}

function overlaid(payload: Json, literals: readonly (Json | undefined)[]): Json {
  return literals.reduce<Json>(
    (value, over) => (over === undefined ? value : overlayPartial(value, over)),
    payload,
  );
}

function bindingsOf(
  world: World,
  { endpoint }: Session,
  operation: RequestOperation | undefined,
  message: MessageId,
): readonly Binding[] {
  const reply = operation?.reply;
  return reply?.messages.includes(message) === true
    ? world.replyPlan(reply).bindings(message)
    : (operationIndexOf(endpoint).bindings.get(message) ?? []);
}
