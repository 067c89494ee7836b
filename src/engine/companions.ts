import type { Companion, CompanionResponse } from '../contract/companion.ts';
import type { Json } from '../contract/json.ts';
import type { MessageExample, MessageId } from '../contract/message.ts';
import type { PushOperation } from '../contract/operation.ts';
import { pushesOf } from '../contract/queries.ts';
import { compileAddress } from '../rules/address.ts';
import { judgeFieldValue } from '../rules/field-value.ts';
import { type CompanionCaller, judgeCaller } from '../rules/judge-caller.ts';
import { mayHave } from './audience.ts';
import type { CompanionStep } from './conversation.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import type { Effect, HandledAnswer, HttpAttempt } from './engine.ts';
import { faultsAt, ignoredBy } from './faults/session-faults.ts';
import { handledAnswer } from './handled-answer.ts';
import { issueCredential } from './issue.ts';
import { readBody } from './request-body.ts';
import type { Session } from './session.ts';
import { sendPush } from './streams.ts';
import { renderTemplates } from './template.ts';
import type { World } from './world.ts';

type Answer = Extract<Effect, { type: 'answer' }>;

interface Match {
  readonly companion: Companion;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The answer to an HTTP request, and what it triggers on open connections. No `answer` effect: the contract has no
 * companion at that path, and the request is the driver's business.
 */
export function answerRequest(
  world: World,
  request: HttpAttempt,
  given?: HandledAnswer | 'own',
): readonly Effect[] {
  const matches = world.contract.companions.flatMap((companion): readonly Match[] => {
    const parameters = compileAddress(companion.address).match(request.path);
    return parameters === undefined ? [] : [{ companion, parameters }];
  });
  if (matches.length === 0) return [];
  if (isPreflight(request)) return [preflight(matches, request)];
  const match = matches.find(({ companion }) => companion.method === request.method);
  if (match === undefined) return [methodNotAllowed(matches)];
  return answerMatch(world, match, request, given);
}

function preflight(matches: readonly Match[], request: HttpAttempt): Answer {
  const methods = matches.map(({ companion }) => companion.method);
  const cors = matches.find(({ companion }) => companion.cors !== undefined)?.companion.cors?.value;
  return { type: 'answer', status: 204, headers: preflightHeaders(cors, methods, request), body: '' };
}

function methodNotAllowed(matches: readonly Match[]): Answer {
  const allow = matches.map(({ companion }) => companion.method).join(', ');
  return answerJson(405, { error: `Only ${allow} is known here.` }, [['Allow', allow]]);
}

function answerMatch(
  world: World,
  { companion, parameters }: Match,
  request: HttpAttempt,
  given: HandledAnswer | 'own' | undefined,
): readonly Effect[] {
  const cors = corsHeaders(companion.cors?.value, request);
  const finish = (answer: Answer, triggered: readonly Effect[] = []): readonly Effect[] => {
    let final: Answer = { ...answer, headers: [...answer.headers, ...cors], companion: companion.id };
    for (const fault of faultsAt(world.faults, undefined)) {
      const changed = fault.answer?.(final, world);
      if (changed !== undefined) final = { ...changed, fault: fault.name };
    }
    return [final, ...triggered];
  };

  const caller = judgeCaller(companion, request, {
    state: (scheme, value) => world.credentials.state(scheme, value, world.at),
    ignores: ignoredBy(faultsAt(world.faults, undefined)),
  });
  if (caller.kind === 'refused') return finish(answerWith(world, companion, caller.status, caller.reason));

  for (const field of companion.query) {
    const value = request.query.find(([name]) => name === field.name)?.[1];
    if (
      value === undefined ? field.required : judgeFieldValue(field, value, world.validators) !== undefined
    ) {
      const reason = `The query parameter "${field.name}" is ${value === undefined ? 'missing' : 'not valid'}.`;
      return finish(answerWith(world, companion, clientError(companion), reason));
    }
  }

  const body = readBody(request);
  const asked = recogniseBody(world, companion, body);
  if (asked.kind === 'invalid')
    return finish(answerWith(world, companion, clientError(companion), asked.reason));
  if (hasUnknownParameter(companion, parameters) && hasStatus(companion, 404)) {
    return finish(answerWith(world, companion, 404, 'There is no such resource.'));
  }

  if (given === undefined && world.isHandled?.(companion.id, { kind: 'request' }) === true) {
    const { role, subject } = caller;
    return [{ type: 'ask', companion: companion.id, parameters, body, role, subject }];
  }
  if (given !== undefined && given !== 'own') {
    const answer = handledAnswer(world, companion, given, { body, caller });
    const triggers = given.proceeded !== true && answer.status < 400;
    return finish(answer, triggers ? trigger(world, companion, caller, body) : []);
  }

  const step = world.conversation.asked(companion.id);
  const response = chooseResponse(world, companion, asked);
  if (response === undefined) return finish({ type: 'answer', status: 204, headers: [], body: '' });
  const chosen =
    playStep(world, response, step) ?? world.playbook.payload(response.message, asked.example?.name, 0);
  if (chosen === undefined)
    return finish(answerJson(500, { error: 'The mock found no valid example or sample.' }));
  const payload = renderTemplates(chosen, {
    request: body,
    parameters,
    handshake: request,
    now: world.startedAt + world.at,
    random: world.random,
    memory: {},
  });
  if (response.status >= 400) return finish(answerJson(response.status, payload));

  const issued = issueCredential(world, companion, payload, body, caller);
  const headers = issued.cookie === undefined ? [] : [['Set-Cookie', issued.cookie] as const];
  return finish(
    answerJson(response.status, issued.payload, headers),
    trigger(world, companion, caller, body),
  );
}

type Asked =
  | {
      readonly kind: 'none' | 'known';
      readonly example: MessageExample | undefined;
      readonly message: MessageId | undefined;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Which of the companion's request messages, and which example of it, the body is. */
function recogniseBody(world: World, companion: Companion, body: Json | undefined): Asked {
  if (companion.request.length === 0) return { kind: 'none', example: undefined, message: undefined };
  if (body === undefined) {
    // A message without a payload has no body: a POST that only asks (SignalR's negotiate).
    const bare = companion.request.find((id) => world.contract.messages[id]?.payload === undefined);
    if (bare !== undefined) return { kind: 'known', message: bare, example: undefined };
    return { kind: 'invalid', reason: 'The request has no readable body.' };
  }
  let reason = 'The body fits no request of the document.';
  for (const id of companion.request) {
    const schema = world.contract.messages[id]?.payload;
    const error = schema === undefined ? undefined : world.validators.errors(schema, body)[0];
    if (error === undefined)
      return { kind: 'known', message: id, example: world.playbook.exampleOf(id, body, []) };
    reason = `${error.message}.`;
  }
  return { kind: 'invalid', reason };
}

/**
 * The response that has an example of the same name as the request's; else the first good one. A login whose
 * credentials are none of the examples is refused, where the document says how.
 */
function chooseResponse(
  world: World,
  companion: Companion,
  asked: Exclude<Asked, { kind: 'invalid' }>,
): CompanionResponse | undefined {
  const name = asked.example?.name;
  const named = companion.responses.find(({ message }) =>
    world.playbook.examples(message).some((example) => name !== undefined && example.name === name),
  );
  if (named !== undefined) return named;
  const hasExamples = asked.message !== undefined && world.playbook.examples(asked.message).length > 0;
  if (
    companion.issues !== undefined &&
    asked.kind === 'known' &&
    asked.example === undefined &&
    hasExamples
  ) {
    const refusal = companion.responses.find(({ status }) => status === 401 || status === 403);
    if (refusal !== undefined) return refusal;
  }
  return companion.responses.find(({ status }) => status < 400) ?? companion.responses[0];
}

/** The example of the response that says what the scenario's step says. */
function playStep(
  world: World,
  { message, status }: CompanionResponse,
  step: CompanionStep | undefined,
): Json | undefined {
  const matches = step?.matches;
  if (matches === undefined || status >= 400) return undefined;
  const examples = world.playbook.examples(message).map((example) => example.payload);
  return examples.find((payload) => world.validators.valid(matches, payload));
}

/** A parameter whose good values the document lists, and that has another. */
function hasUnknownParameter(companion: Companion, values: Readonly<Record<string, string>>): boolean {
  return companion.parameters.some((field) => {
    const value = values[field.name];
    return field.example !== undefined && value !== undefined && value !== field.example;
  });
}

/**
 * Events that this companion triggers go to the connections of whoever asked (to all where nobody is known), and
 * those for certain roles to everybody who has one of them.
 */
function trigger(
  world: World,
  companion: Companion,
  caller: CompanionCaller,
  body: Json | undefined,
): readonly Effect[] {
  const before = world.effects;
  world.effects = [];
  for (const session of world.sessions.values()) {
    for (const push of pushesOf(session.endpoint)) {
      if (push.after?.value !== companion.id) continue;
      if (mayHave(session, push) && isAddressed(session, push, caller)) sendPush(world, session, push, body);
    }
  }
  const triggered = world.effects;
  world.effects = before;
  return triggered;
}

function isAddressed(session: Session, { to, roles }: PushOperation, caller: CompanionCaller): boolean {
  const said = to?.value ?? 'sender';
  if (said === 'others') return caller.subject === undefined || caller.subject !== session.subject;
  return said !== 'sender' || roles !== undefined || isFor(session, caller);
}

function isFor(session: Session, caller: CompanionCaller): boolean {
  return caller.subject === undefined || session.subject === undefined || caller.subject === session.subject;
}

function clientError(companion: Companion): number {
  return [422, 400].find((status) => hasStatus(companion, status)) ?? 400;
}

function hasStatus(companion: Companion, wanted: number): boolean {
  return companion.responses.some(({ status }) => status === wanted);
}

/** The declared message of that status, else a plain one that says why. */
function answerWith(world: World, companion: Companion, status: number, reason: string): Answer {
  const declared = companion.responses.find((response) => response.status === status);
  const payload = declared === undefined ? undefined : world.playbook.payload(declared.message, undefined, 0);
  return answerJson(status, payload ?? { error: reason });
}

function answerJson(status: number, payload: Json, headers: Answer['headers'] = []): Answer {
  const body = JSON.stringify(payload);
  return { type: 'answer', status, headers: [['Content-Type', 'application/json'], ...headers], body };
}
