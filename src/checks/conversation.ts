import type { Binding } from '../contract/binding.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Reply } from '../contract/operation.ts';
import { messageOf } from '../contract/queries.ts';
import { type BindingContext, boundValue } from '../rules/exchange.ts';
import { latest } from '../rules/tolerance.ts';
import type { AwaitedValue, ConnectionName, Expectation, Opening, Script, Step } from '../script/script.ts';
import type { CheckContext } from './check.ts';
import { namesOf, outgoing } from './frames.ts';
import type { SendableRequest } from './requests.ts';

/** ms in which the right reply follows another client's, where the document says of none that it goes to everybody. */
const GRACE = 1_000;

/** A script that is written step by step, and knows the index of each. */
export interface Conversation {
  /** Index of the step that was added. */
  add(step: Step): number;
  send(request: Pick<SendableRequest, 'message' | 'payload'>): number;
  script(): Script;
}

/**
 * Opens connection `a`, waits for the greeting where one is promised, and says what must be said first.
 * A greeting that does not come is not waited for longer than patience: whoever is about it says so.
 */
export function converse(
  context: CheckContext,
  endpoint: Endpoint,
  opening: Opening,
  prelude: readonly SendableRequest[] = [],
): Conversation {
  const steps: Step[] = [...openingSteps(context, endpoint, opening, prelude, 'a')];
  const conversation: Conversation = {
    add: (step) => steps.push(step) - 1,
    send: ({ message, payload }) =>
      conversation.add({
        do: 'send',
        on: 'a',
        frame: outgoing(messageOf(context.contract, message), payload),
      }),
    script: () => ({
      steps: [...steps],
      deadline: steps.reduce((sum, step) => sum + longest(step, steps), 1_000),
    }),
  };
  return conversation;
}

/** How a connection is opened, greeted, and brought to where it may say what it is about. */
export function openingSteps(
  context: CheckContext,
  endpoint: Endpoint,
  opening: Opening,
  prelude: readonly SendableRequest[],
  on: ConnectionName,
): readonly Step[] {
  const { timing } = context;
  const steps: Step[] = [{ do: 'connect', on, endpoint: endpoint.id, opening, within: timing.deadline }];
  const greeting = endpoint.greeting?.value ?? [];
  const last = greeting.at(-1);
  if (last !== undefined) {
    const count = greeting.filter((id) => id === last).length;
    steps.push({
      do: 'expect',
      on,
      until: { messages: namesOf(context, endpoint.id, [last]), count },
      within: Math.min(timing.patience, timing.deadline),
    });
  }
  for (const { operation, message, payload } of prelude) {
    steps.push({ do: 'send', on, frame: outgoing(messageOf(context.contract, message), payload) });
    const { reply } = operation;
    if (reply === undefined) continue;
    steps.push({
      do: 'expect',
      on,
      until: { ...expectationOf(context, endpoint, reply, payload), fresh: true },
      within: reply.basis === 'inferred' ? Math.min(1_000, timing.deadline) : replyTime(context, reply),
      ...(reply.basis === 'inferred' ? {} : { required: true as const }),
    });
  }
  return steps;
}

/** Most ms to wait for the whole of a reply. */
export function replyTime(context: CheckContext, reply: Reply): number {
  return reply.within === undefined ? context.timing.deadline : latest(reply.within.value);
}

/**
 * When listening for a reply may stop: at its last message. What another client asked for may come to this one too
 * (a chat room), and what the server sends of its own accord: only the one that is bound to the request counts.
 */
export function expectationOf(
  context: CheckContext,
  endpoint: Endpoint,
  reply: Reply,
  request: Json,
  bindings: BindingContext = { request, parameters: {} },
): Expectation {
  const where = reply.bind.flatMap((binding) => {
    const value = binding.basis === 'inferred' ? undefined : boundValue(binding, bindings);
    return value === undefined ? [] : [awaited(binding, value)];
  });
  const pushed = new Set(
    endpoint.operations.flatMap(({ kind, messages }) => (kind === 'push' ? messages : [])),
  );
  const graceFor = (ids: readonly MessageId[]): Pick<Expectation, 'grace'> =>
    ids.some((id) => pushed.has(id)) ? {} : { grace: GRACE };
  const last = reply.sequence?.at(-1);
  if (reply.sequence === undefined || last === undefined)
    return {
      messages: namesOf(context, endpoint.id, reply.messages),
      where,
      ...graceFor(reply.messages),
    };
  const count = reply.sequence.reduce(
    (sum, step) => (step.message === last.message ? sum + step.repeat : sum),
    0,
  );
  return {
    messages: namesOf(context, endpoint.id, [last.message]),
    count,
    where,
    ...graceFor([last.message]),
  };
}

/** The value that is bound there, as it is listened for. */
export function awaited({ into, intoTexts }: Binding, value: Json): AwaitedValue {
  return { pointer: into, value, ...(intoTexts === undefined ? {} : { texts: intoTexts }) };
}

/** Most ms that a step may take; `steps`, where it may take as long as others of them. */
export function longest(step: Step, steps: readonly Step[] = []): number {
  switch (step.do) {
    case 'connect':
    case 'expect':
    case 'request':
    case 'stop':
      return step.within;
    case 'wait': {
      const { from, to } = step.andAsLongAs ?? { from: 0, to: -1 };
      return steps.slice(from, to + 1).reduce((sum, other) => sum + longest(other), step.ms);
    }
    case 'close':
      return 2_500;
    case 'send':
    case 'read':
      return 0;
  }
}
