import type { MessageId } from '../contract/message.ts';
import type { PushOperation } from '../contract/operation.ts';
import { bindingsFromExtension, parameterBindings, withoutDoubles } from './bindings.ts';
import { optional } from './document/read-message.ts';
import { parseDuration } from './duration.ts';
import { commonOf, type EndpointScope, type Exchange } from './exchanges.ts';
import { microcksPace } from './microcks-timing.ts';
import { warnOfIdleKeys } from './operation-keys.ts';
import { fromExtension, textOf } from './promised.ts';

/**
 * An operation that the server starts. Messages that something else triggers are no push, and an operation of
 * nothing but those is none; unless the extension makes it a stream.
 */
export function compilePush(
  scope: EndpointScope,
  { operation, messages: sent }: Exchange,
  isPushed: (id: MessageId) => boolean,
): readonly PushOperation[] {
  const { reader, messages, group } = scope;
  const { extension } = operation;
  warnOfIdleKeys(scope, 'push', operation);
  const part = (key: string) => reader.child(extension, key);
  const every = part('every');
  const after = part('after');
  const until = part('until');
  const ordered = part('ordered');
  const isStream = (every ?? after ?? until) !== undefined;
  const pushed = isStream ? sent : sent.filter(isPushed);
  if (pushed.length === 0) return [];
  return [
    {
      kind: 'push',
      ...commonOf(scope, operation),
      messages: pushed,
      ...optional('every', fromExtension(scope, every, parseDuration(every?.value))),
      ...optional('pace', microcksPace(scope, operation)),
      ...optional('after', fromExtension(scope, after, textOf(after))),
      ...optional('until', fromExtension(scope, until, textOf(until))),
      bind: withoutDoubles([
        ...bindingsFromExtension(scope, part('bind')),
        ...parameterBindings(scope, messages, group.channels, pushed),
      ]),
      ...optional('ordered', fromExtension(scope, ordered, textOf(ordered))),
    },
  ];
}

/** A message of the server that no operation mentions. */
export function loosePush(scope: EndpointScope, id: MessageId): PushOperation {
  const { messages, group } = scope;
  return {
    kind: 'push',
    id,
    messages: [id],
    bind: parameterBindings(scope, messages, group.channels, [id]),
    at: messages.get(id).at,
  };
}
