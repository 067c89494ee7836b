import type { Json } from '../contract/json.ts';
import type { MessageExample, MessageId } from '../contract/message.ts';
import type { OperationId, Reply } from '../contract/operation.ts';
import type { Session } from './session.ts';
import type { World } from './world.ts';

export interface DispatchedExample {
  readonly message: MessageId;
  readonly example: MessageExample;
}

/** The example that the document's dispatcher chooses for a request; `undefined`: it chooses none. */
export function dispatchExample(
  world: World,
  session: Session,
  operation: OperationId,
  { dispatch, messages }: Reply,
  request: Json,
): DispatchedExample | undefined {
  if (dispatch === undefined) return undefined;
  const all = messages.flatMap((message) =>
    world.playbook.examples(message).map((example): DispatchedExample => ({ message, example })),
  );
  const chosen = dispatch.cases.find(
    ({ when }) => when === undefined || world.validators.valid(when, request),
  );
  if (chosen !== undefined) return all.find(({ example }) => example.name === chosen.example);
  switch (dispatch.otherwise) {
    case 'random':
      return world.random.pick(all);
    case 'in-turn': {
      session.turns ??= new Map();
      const turn = session.turns.get(operation) ?? 0;
      session.turns.set(operation, turn + 1);
      return all[turn % all.length];
    }
    default:
      return undefined;
  }
}
