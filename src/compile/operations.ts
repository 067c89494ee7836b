import type { Binding } from '../contract/binding.ts';
import { isErrorName } from '../contract/error-name.ts';
import type { MessageId } from '../contract/message.ts';
import type { Operation } from '../contract/operation.ts';
import type { Party } from '../contract/party.ts';
import { bindingsFromExtension } from './bindings.ts';
import type { CompileContext } from './context.ts';
import { optional } from './document/optional.ts';
import type { EndpointGroup } from './endpoint-groups.ts';
import { type EndpointScope, type Exchange, readExchange } from './exchanges.ts';
import { createReplyFinder } from './infer-replies.ts';
import { looseMessages } from './loose-messages.ts';
import type { MessageRegistry } from './messages.ts';
import { compilePush, loosePush } from './pushes.ts';
import { compileRequest, looseRequest } from './requests.ts';

/** The operations of one endpoint, and who may send what there. */
export interface CompiledOperations {
  readonly operations: readonly Operation[];
  readonly client: readonly MessageId[];
  readonly server: readonly MessageId[];
  /** `Endpoint.bindings`. */
  readonly bindings?: Readonly<Record<MessageId, readonly Binding[]>>;
}

/**
 * `triggered`: messages that the server sends for another reason than a push: the greeting, the keepalive,
 * what bad input gets.
 */
export function compileOperations(
  context: CompileContext,
  messages: MessageRegistry,
  group: EndpointGroup,
  perspective: Party,
  triggered: readonly MessageId[],
): CompiledOperations {
  const exchanges = group.operations.map((operation) =>
    readExchange(messages, group, operation, perspective),
  );
  const sentBy = (party: Party) => [
    ...exchanges.flatMap(({ from, messages: sent, replies }) => (from === party ? sent : replies)),
    ...(party === 'server' ? triggered : []),
  ];
  const mentioned = new Set([...sentBy('client'), ...sentBy('server')]);
  const loose = looseMessages(context, messages, group, mentioned);
  const client = [...new Set([...sentBy('client'), ...loose.client])];
  const server = [...new Set([...sentBy('server'), ...loose.server])];
  const guess = createReplyFinder(context.schemas, messages, server);
  const said = saidReplies(context, exchanges);
  const findReplies = (id: MessageId): readonly MessageId[] => (said.has(id) ? [] : guess(id));
  const scope: EndpointScope = { ...context, messages, group, server, findReplies };
  const undirected = undirectedChannels(group);
  /** Not said by the operations, but by its name: it is the other side that sends it. */
  const isOthers = ({ operation, from }: Exchange, id: MessageId) =>
    undirected.has(operation.channel) && (messages.senderByName(id) ?? from) !== from;
  const requests = [
    ...exchanges
      .filter(({ from }) => from === 'client')
      .map((exchange) => ({
        ...exchange,
        messages: exchange.messages.filter((id) => !isOthers(exchange, id)),
      }))
      .filter((exchange) => exchange.messages.length > 0 || !undirected.has(exchange.operation.channel))
      .flatMap((exchange) => compileRequest(scope, exchange)),
    ...loose.requests.map((id) => looseRequest(scope, id)),
  ];
  const replied = new Set([...requests.flatMap(({ reply }) => reply?.messages ?? []), ...triggered]);
  const isPushed = (id: MessageId) => !replied.has(id) && !isErrorName(id);
  const pushes = [
    ...exchanges
      .filter(({ from }) => from === 'server')
      .flatMap((exchange) => compilePush(scope, exchange, (id) => isPushed(id) && !isOthers(exchange, id))),
    ...loose.pushes.filter(isPushed).map((id) => loosePush(scope, id)),
  ];
  const bindings = bindingsOfOthers(scope, exchanges, new Set(pushes.flatMap((push) => push.messages)));
  return { operations: [...requests, ...pushes], client, server, ...optional('bindings', bindings) };
}

/**
 * Requests that some operation says the reply to. Where another takes the same message (a wrong password: only a close),
 * its silence is meant as well, and nothing is guessed.
 */
function saidReplies({ reader }: CompileContext, exchanges: readonly Exchange[]): ReadonlySet<MessageId> {
  return new Set(
    exchanges
      .filter(
        ({ from, operation, replies }) =>
          from === 'client' &&
          (replies.length > 0 || reader.child(operation.extension, 'reply') !== undefined),
      )
      .flatMap(({ messages }) => messages),
  );
}

/** Channels where both actions have every message, so that only names tell them apart. */
function undirectedChannels({ operations }: EndpointGroup): ReadonlySet<string> {
  const open = operations.filter(({ messages, reply }) => messages === undefined && reply === undefined);
  return new Set(
    open
      .filter(({ channel, action }) =>
        open.some((other) => other.channel === channel && other.action !== action),
      )
      .map(({ channel }) => channel),
  );
}

/** What the document binds into messages that the server sends for another reason than a push. */
function bindingsOfOthers(
  scope: EndpointScope,
  exchanges: readonly Exchange[],
  pushed: ReadonlySet<MessageId>,
): Readonly<Record<MessageId, readonly Binding[]>> | undefined {
  const found = exchanges
    .filter(({ from }) => from === 'server')
    .flatMap(({ operation, messages }) => {
      const bind = bindingsFromExtension(scope, scope.reader.child(operation.extension, 'bind'), true);
      return bind.length === 0
        ? []
        : messages.filter((id) => !pushed.has(id)).map((id) => [id, bind] as const);
    });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
