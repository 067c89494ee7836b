import type { Described } from '../contract/described.ts';
import type { MessageId } from '../contract/message.ts';
import type { Operation } from '../contract/operation.ts';
import type { Party } from '../contract/party.ts';
import type { CompileContext } from './context.ts';
import type { OperationDeclaration } from './document/declarations.ts';
import { optional } from './document/optional.ts';
import { describedAs } from './document/read-described.ts';
import type { EndpointGroup } from './endpoint-groups.ts';
import type { ReplyFinder } from './infer-replies.ts';
import type { MessageRegistry } from './messages.ts';
import { fromExtension, textsOf } from './promised.ts';
import { replyMessages } from './replies.ts';
import { senderOf } from './senders.ts';

/** One declared operation, seen from the wire instead of from the described application. */
export interface Exchange {
  readonly operation: OperationDeclaration;
  readonly from: Party;
  readonly messages: readonly MessageId[];
  /** What the document declares as its reply. */
  readonly replies: readonly MessageId[];
}

/** What the operations of one endpoint are compiled with. */
export interface EndpointScope extends CompileContext {
  readonly messages: MessageRegistry;
  readonly group: EndpointGroup;
  /** All that the server may send here. */
  readonly server: readonly MessageId[];
  readonly findReplies: ReplyFinder;
}

/** An operation without `messages` has all of its channel's, except those that only answer it. */
export function readExchange(
  messages: MessageRegistry,
  group: EndpointGroup,
  operation: OperationDeclaration,
  perspective: Party,
): Exchange {
  const from = senderOf(operation.action, perspective);
  const replies = replyMessages(group, operation);
  const channel = group.channels.find(({ key }) => key === operation.channel);
  const own = operation.messages ?? (channel?.messages ?? []).filter((message) => !replies.includes(message));
  const ids = (list: typeof own) => [...new Set(list.map((message) => messages.idOf(message)))];
  return { operation, from, messages: ids(own), replies: ids(replies) };
}

/** What every operation has, whoever starts it. */
export function commonOf(
  context: CompileContext,
  operation: OperationDeclaration,
): Pick<Operation, 'id' | keyof Described | 'roles' | 'at'> {
  const roles = context.reader.child(operation.extension, 'roles');
  return {
    id: operation.id,
    ...describedAs(operation),
    ...optional('roles', fromExtension(context, roles, textsOf(context, roles))),
    at: context.reader.at(operation.node),
  };
}
