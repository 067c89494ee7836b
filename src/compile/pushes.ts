import type { Binding } from '../contract/binding.ts';
import { isJsonObject } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Audience, ClientReply, PushOperation } from '../contract/operation.ts';
import {
  bindingsFromExtension,
  correlationBindings,
  parameterBindings,
  payloadPointer,
  withoutDoubles,
} from './bindings.ts';
import { report } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';
import { optional } from './document/optional.ts';
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
  exchange: Exchange,
  isPushed: (id: MessageId) => boolean,
): readonly PushOperation[] {
  const { reader, messages, group } = scope;
  const { operation, messages: sent } = exchange;
  const { extension } = operation;
  warnOfIdleKeys(scope, 'push', operation);
  const part = (key: string) => reader.child(extension, key);
  const every = part('every');
  const after = part('after');
  const until = part('until');
  const ending = isJsonObject(until?.value) ? reader.child(until, 'operation') : until;
  const to = part('to');
  const ordered = part('ordered');
  const isStream = (every ?? after ?? until) !== undefined;
  const pushed = isStream ? sent : sent.filter(isPushed);
  if (pushed.length === 0) return [];
  const bind = withoutDoubles([
    ...bindingsFromExtension(scope, part('bind'), after !== undefined),
    ...parameterBindings(scope, messages, group.channels, pushed),
  ]);
  const endBind = endBindings(scope, isJsonObject(until?.value) ? until : undefined);
  if (until !== undefined) warnOfUnsaidEnd(scope, until, bind, endBind);
  return [
    {
      kind: 'push',
      ...commonOf(scope, operation),
      messages: pushed,
      ...optional('every', fromExtension(scope, every, parseDuration(every?.value))),
      ...optional('pace', microcksPace(scope, operation)),
      ...optional('after', fromExtension(scope, after, textOf(after))),
      ...optional('until', fromExtension(scope, ending, textOf(ending))),
      ...optional('endBind', endBind),
      ...optional('to', fromExtension(scope, to, audienceOf(textOf(to)))),
      ...optional('reply', clientReply(scope, exchange)),
      bind,
      ...optional('ordered', fromExtension(scope, ordered, textOf(ordered))),
    },
  ];
}

/** What the server made up stands in no request before, so that nothing tells where the one that ends a stream has it. */
function warnOfUnsaidEnd(
  scope: EndpointScope,
  until: DocumentNode,
  bind: readonly Binding[],
  endBind: readonly Binding[] = [],
): void {
  const unsaid = bind.find(
    ({ into, from }) => from.kind === 'reply' && !endBind.some((one) => one.into === into),
  );
  if (unsaid === undefined) return;
  report(
    scope,
    'warning',
    'extension.invalid',
    until,
    `"until" does not say where the request that ends the stream has what ${unsaid.into} repeats of the reply: any such request ends all of them.`,
    `Write until: { operation: …, bind: { ${unsaid.into}: $message.payload#/… } }.`,
  );
}

/** `until.bind`: where the request that ends a stream says which one. */
function endBindings({ reader }: EndpointScope, until: DocumentNode | undefined): Binding[] | undefined {
  const found = reader.entries(reader.child(until, 'bind')).flatMap(([into, source]): Binding[] => {
    const { value } = source;
    if (typeof value !== 'string') return [];
    const pointer = payloadPointer(value) ?? value;
    return [{ into, from: { kind: 'request', pointer }, basis: 'extension', at: reader.at(source) }];
  });
  return found.length === 0 ? undefined : found;
}

function audienceOf(text: string | undefined): Audience | undefined {
  return text === 'sender' || text === 'all' || text === 'others' || text === 'address' ? text : undefined;
}

/** What the document says that the client answers; what correlates the two is told by their `correlationId`s. */
function clientReply(
  scope: EndpointScope,
  { operation, messages: asked, replies }: Exchange,
): ClientReply | undefined {
  if (replies.length === 0) return undefined;
  return {
    messages: replies,
    bind: correlationBindings(scope, scope.messages, asked, replies),
    at: scope.reader.at(operation.reply?.node ?? operation.node),
  };
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
