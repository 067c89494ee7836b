import type { Binding } from '../contract/binding.ts';
import type { Contract } from '../contract/contract.ts';
import { isErrorName } from '../contract/error-name.ts';
import type { Json } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Reply, ReplyStep } from '../contract/operation.ts';
import { replySteps } from '../rules/exchange.ts';
import { hasPlace } from '../schema/has-place.ts';
import type { Playbook } from './playbook.ts';

/** How a request is answered: all that can be said of it before the request comes. */
export interface ReplyPlan {
  /** The name of the example of `message` that the request is, where the reply has an example of such a name. */
  exampleName(message: MessageId, request: Json): string | undefined;
  /** What is sent, in order, to a request that is the example of that name. */
  steps(example: string | undefined): readonly PlannedStep[];
  /** What is bound into `message` where it answers. */
  bindings(message: MessageId): readonly Binding[];
}

export interface PlannedStep extends ReplyStep {
  /** Those that the message knows the place of. */
  readonly bindings: readonly Binding[];
}

export function createReplyPlan(contract: Contract, playbook: Playbook, reply: Reply): ReplyPlan {
  const messages = new Set([...reply.messages, ...(reply.sequence ?? []).map(({ message }) => message)]);
  const names = new Set(
    [...messages].flatMap((id) => playbook.examples(id).flatMap(({ name }) => name ?? [])),
  );
  const namesakes = new Map<MessageId, boolean>();
  const planned = new Map<string | undefined, readonly PlannedStep[]>();
  // What is copied from the request does not tell one example from another.
  const copied = reply.bind.flatMap(({ from }) => (from.kind === 'request' ? [from.pointer] : []));
  const bindings = new Map([...messages].map((id) => [id, bindingsFor(contract, reply, id)]));

  function hasNamesake(message: MessageId): boolean {
    let found = namesakes.get(message);
    if (found === undefined) {
      found = playbook.examples(message).some(({ name }) => name !== undefined && names.has(name));
      namesakes.set(message, found);
    }
    return found;
  }

  /** Among several allowed replies, the one that has an example of that name; else the first that is no error. */
  function choose(name: string | undefined): MessageId | undefined {
    const named = reply.messages.find((id) =>
      playbook.examples(id).some((example) => name !== undefined && example.name === name),
    );
    return named ?? reply.messages.find((id) => !isErrorName(id)) ?? reply.messages[0];
  }

  return {
    bindings: (message) => bindings.get(message) ?? reply.bind,
    exampleName(message, request) {
      // Comparing a request with all examples is dear, and most often nothing hangs on it.
      return hasNamesake(message) ? playbook.exampleOf(message, request, copied)?.name : undefined;
    },
    steps(example) {
      // A name that no example of the reply has leads to what no name leads to; so the plans are few.
      const name = example !== undefined && names.has(example) ? example : undefined;
      let steps = planned.get(name);
      if (steps === undefined) {
        steps = replySteps(reply, choose(name)).map((step) => ({
          ...step,
          ...(step.example === undefined && name !== undefined ? { example: name } : {}),
          bindings: bindings.get(step.message) ?? reply.bind,
        }));
        planned.set(name, steps);
      }
      return steps;
    },
  };
}

/** A reply of several messages binds into each of them that knows the place. */
function bindingsFor(contract: Contract, reply: Reply, message: MessageId): readonly Binding[] {
  const schema = contract.messages[message]?.payload;
  return schema === undefined
    ? reply.bind
    : reply.bind.filter(({ into, intoTexts }) => intoTexts !== undefined || hasPlace(contract, schema, into));
}
