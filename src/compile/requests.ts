import type { Binding } from '../contract/binding.ts';
import type { MessageId } from '../contract/message.ts';
import type { Reply, RequestOperation } from '../contract/operation.ts';
import { bindingsFromExtension, parameterBindings } from './bindings.ts';
import { optional } from './document/optional.ts';
import { commonOf, type EndpointScope, type Exchange } from './exchanges.ts';
import { warnOfIdleKeys } from './operation-keys.ts';
import { fromExtension, numberOf } from './promised.ts';
import { compileReply, inferredReply, withBindings } from './replies.ts';

/** An operation that the client starts: one, or several where its messages are answered differently. */
export function compileRequest(
  scope: EndpointScope,
  { operation, messages: requests, replies }: Exchange,
): readonly RequestOperation[] {
  const { reader, messages, schemas, server } = scope;
  const { extension } = operation;
  warnOfIdleKeys(scope, 'request', operation);
  if (requests.length === 0) return [];
  const when = reader.child(extension, 'when');
  const close = reader.child(extension, 'close');
  const said = bindingsFromExtension(scope, reader.child(extension, 'bind'));
  const base: RequestOperation = {
    kind: 'request',
    ...commonOf(scope, operation),
    messages: requests,
    ...optional(
      'when',
      when === undefined ? undefined : schemas.collect(when, `operations/${operation.id}/when`),
    ),
    ...optional('closes', fromExtension(scope, close, numberOf(close))),
  };
  const declared = compileReply(scope, messages, operation, requests, replies, server);
  if (declared !== undefined) return [{ ...base, reply: completed(scope, declared, requests, said) }];
  return splitByAnswer(scope, base, (request, answers) =>
    completed(scope, inferredReply(scope, messages, operation, request, answers), [request], said),
  );
}

/** A message of the client that no operation mentions. */
export function looseRequest(scope: EndpointScope, id: MessageId): RequestOperation {
  const { at } = scope.messages.get(id);
  const answers = scope.findReplies(id);
  const base: RequestOperation = { kind: 'request', id, messages: [id], at };
  if (answers.length === 0) return base;
  return {
    ...base,
    reply: completed(scope, { basis: 'inferred', messages: answers, bind: [], delay: 0, at }, [id], []),
  };
}

/** One operation for each message whose answer could be guessed, and one for the rest of them. */
function splitByAnswer(
  { findReplies }: EndpointScope,
  base: RequestOperation,
  replyOf: (request: MessageId, answers: readonly MessageId[]) => Reply,
): readonly RequestOperation[] {
  const answered: RequestOperation[] = [];
  const silent: MessageId[] = [];
  for (const request of base.messages) {
    const answers = findReplies(request);
    if (answers.length === 0) silent.push(request);
    else {
      const id = base.messages.length === 1 ? base.id : `${base.id}.${request}`;
      answered.push({ ...base, id, messages: [request], reply: replyOf(request, answers) });
    }
  }
  return silent.length === 0 ? answered : [...answered, { ...base, messages: silent }];
}

function completed(
  scope: EndpointScope,
  reply: Reply,
  requests: readonly MessageId[],
  said: readonly Binding[],
): Reply {
  const parameters = parameterBindings(scope, scope.messages, scope.group.channels, reply.messages);
  return withBindings(scope, scope.messages, reply, requests, said, parameters);
}
