import { overlayPartial } from '../contract/deep-partial.ts';
import type { Endpoint } from '../contract/endpoint.ts';
import type { MessageId } from '../contract/message.ts';
import { messageOf } from '../contract/queries.ts';
import type { ScenarioStep } from '../contract/scenario.ts';
import { dispatch } from '../rules/exchange.ts';
import type { CheckContext } from './check.ts';
import type { SendableRequest } from './requests.ts';

/**
 * What a client says first, where the document's scenarios never show `message` without it: a login, an `init`.
 * The shortest conversation that leads to it counts; where one begins with `message`, nothing comes first.
 */
export function preludeOf(
  context: CheckContext,
  endpoint: Endpoint,
  message: MessageId,
  role: string | undefined,
): readonly SendableRequest[] {
  let shortest: readonly SendableRequest[] | undefined;
  for (const scenario of context.contract.scenarios) {
    if (scenario.endpoint !== endpoint.id) continue;
    const before = sentBefore(context, endpoint, scenario.steps, message, role);
    if (before !== undefined && (shortest === undefined || before.length < shortest.length))
      shortest = before;
  }
  return shortest ?? [];
}

/** `undefined`: this conversation does not have that message, or holds one that cannot be sent here. */
function sentBefore(
  context: CheckContext,
  endpoint: Endpoint,
  steps: readonly ScenarioStep[],
  message: MessageId,
  role: string | undefined,
): readonly SendableRequest[] | undefined {
  const before: SendableRequest[] = [];
  for (const step of steps) {
    if (step.kind !== 'client') continue;
    if (step.message === message) return before;
    const named = messageOf(context.contract, step.message).examples.find(
      ({ name }) => name === step.example,
    );
    const base = named?.payload ?? context.payload(step.message);
    if (base === undefined) return undefined;
    const payload = step.payload === undefined ? base : overlayPartial(base, step.payload);
    const operation = dispatch(endpoint, step.message, payload, context.validators, role);
    if (operation === undefined) return undefined;
    before.push({ operation, message: step.message, payload, example: step.example ?? 'prelude' });
  }
  return undefined;
}
