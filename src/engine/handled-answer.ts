import type { Companion } from '../contract/companion.ts';
import type { Json } from '../contract/json.ts';
import type { CompanionCaller } from '../rules/judge-caller.ts';
import type { Effect, HandledAnswer } from './engine.ts';
import { takeCredential } from './issue.ts';
import type { World } from './world.ts';

type Answer = Extract<Effect, { type: 'answer' }>;

/** What a handler answers, as it goes out; what breaks the contract is marked. What it hands out is known from now on. */
export function handledAnswer(
  world: World,
  companion: Companion,
  given: HandledAnswer,
  asked: { readonly body: Json | undefined; readonly caller: CompanionCaller },
): Answer {
  const { payload, headers } = given;
  const status = given.status ?? companion.responses.find((one) => one.status < 400)?.status ?? 200;
  const violation = judge(world, companion, status, payload);
  if (status < 400) takeCredential(world, companion, given, asked.body, asked.caller);
  const isText =
    typeof payload === 'string' && headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    type: 'answer',
    status,
    headers:
      payload === undefined || headers.some(([name]) => name.toLowerCase() === 'content-type')
        ? headers
        : [['Content-Type', 'application/json'], ...headers],
    body: payload === undefined ? '' : isText ? payload : JSON.stringify(payload),
    ...(violation === undefined ? {} : { violation }),
  };
}

function judge(
  world: World,
  companion: Companion,
  status: number,
  payload: Json | undefined,
): string | undefined {
  const declared = companion.responses.filter((one) => one.status === status);
  if (declared.length === 0) {
    const known = [...new Set(companion.responses.map((one) => one.status))];
    return known.length === 0
      ? undefined
      : `"${companion.id}" does not answer with ${status}; the document has ${known.join(', ')}.`;
  }
  let problem: string | undefined;
  for (const { message } of declared) {
    const schema = world.contract.messages[message]?.payload;
    if (schema === undefined) return undefined;
    if (payload === undefined) {
      problem ??= `The answer has no body, and "${message}" is declared for ${status}.`;
      continue;
    }
    const [error] = world.validators.errors(schema, payload);
    if (error === undefined) return undefined;
    problem ??= `It is no valid "${message}": ${error.message}.`;
  }
  return problem;
}
