import type { Binding } from '../contract/binding.ts';
import { isJsonObject } from '../contract/json.ts';
import type { MessageId } from '../contract/message.ts';
import type { Reply, ReplyStep } from '../contract/operation.ts';
import { correlationBindings, inferredBindings, mirrorBindings, withoutDoubles } from './bindings.ts';
import type { CompileContext } from './context.ts';
import type { MessageDeclaration, OperationDeclaration } from './document/declarations.ts';
import type { DocumentNode } from './document/document-node.ts';
import { optional } from './document/optional.ts';
import { parseDuration } from './duration.ts';
import type { EndpointGroup } from './endpoint-groups.ts';
import type { MessageRegistry } from './messages.ts';
import { microcksDispatch } from './microcks-dispatch.ts';
import { microcksDelay } from './microcks-timing.ts';
import { fromExtension } from './promised.ts';
import { resolveExample, resolveMessage } from './resolve-names.ts';

/**
 * The messages that a declared reply may be: those that it lists, else those of its channel. In the
 * request's own channel that is every message which the request is not.
 */
export function replyMessages(
  group: Pick<EndpointGroup, 'channels'>,
  operation: OperationDeclaration,
): readonly MessageDeclaration[] {
  const { reply } = operation;
  if (reply === undefined) return [];
  if (reply.messages !== undefined) return reply.messages;
  const key = reply.channel ?? operation.channel;
  const all = group.channels.find((channel) => channel.key === key)?.messages ?? [];
  return key === operation.channel && operation.messages !== undefined
    ? all.filter((message) => !operation.messages?.includes(message))
    : all;
}

/** What the document and its extension say about the answer to a request; absent: they say nothing. */
export function compileReply(
  context: CompileContext,
  messages: MessageRegistry,
  operation: OperationDeclaration,
  requests: readonly MessageId[],
  declared: readonly MessageId[],
  /** What the server may send at this endpoint, for a reply that only the extension declares. */
  available: readonly MessageId[],
): Reply | undefined {
  const { reader } = context;
  const said = reader.child(operation.extension, 'reply');
  const steps =
    said === undefined ? [] : readSteps(context, messages, said, declared.length > 0 ? declared : available);
  const sequence = said !== undefined && isSequence(said, steps) ? steps : undefined;
  const answers = steps.length > 0 ? [...new Set(steps.map(({ message }) => message))] : declared;
  if (answers.length === 0) return undefined;
  return {
    basis: steps.length > 0 ? 'extension' : 'document',
    messages: answers,
    ...optional('sequence', sequence),
    bind: correlationBindings(context, messages, requests, answers),
    ...replyTiming(context, operation),
    ...optional('dispatch', microcksDispatch(context, messages, operation, answers)),
    at: reader.at(steps.length > 0 && said !== undefined ? said : (operation.reply?.node ?? operation.node)),
  };
}

/** A reply that nobody declared. */
export function inferredReply(
  context: CompileContext,
  messages: MessageRegistry,
  operation: OperationDeclaration,
  request: MessageId,
  answers: readonly MessageId[],
): Reply {
  return {
    basis: 'inferred',
    messages: answers,
    bind: correlationBindings(context, messages, [request], answers),
    ...replyTiming(context, operation),
    ...optional('dispatch', microcksDispatch(context, messages, operation, answers)),
    at: context.reader.at(operation.node),
  };
}

/** Adds what else is copied into a reply: the extension's word first, then the standard's, then a guess. */
export function withBindings(
  context: CompileContext,
  messages: MessageRegistry,
  reply: Reply,
  requests: readonly MessageId[],
  said: readonly Binding[],
  parameters: readonly Binding[],
): Reply {
  const guessed = reply.bind.length > 0 ? [] : inferredBindings(context, messages, requests, reply.messages);
  const mirrored = mirrorBindings(context, messages, requests, reply.messages);
  return { ...reply, bind: withoutDoubles([...said, ...reply.bind, ...parameters, ...guessed, ...mirrored]) };
}

function replyTiming(
  context: CompileContext,
  operation: OperationDeclaration,
): Pick<Reply, 'within' | 'delay'> {
  const { extension } = operation;
  const within = context.reader.child(extension, 'within');
  return {
    ...optional('within', fromExtension(context, within, parseDuration(within?.value))),
    delay:
      parseDuration(context.reader.child(extension, 'delay')?.value) ??
      microcksDelay(context, operation) ??
      0,
  };
}

function readSteps(
  context: CompileContext,
  messages: MessageRegistry,
  node: DocumentNode,
  known: readonly MessageId[],
): readonly ReplyStep[] {
  const list = Array.isArray(node.value) ? context.reader.items(node) : [node];
  return list.flatMap((item): ReplyStep[] => {
    const named = isJsonObject(item.value) ? context.reader.child(item, 'message') : item;
    const message = resolveMessage(context, messages, named, known, 'among the replies');
    if (message === undefined) return [];
    const repeat = context.reader.child(item, 'repeat')?.value;
    return [
      {
        message,
        repeat: typeof repeat === 'number' && Number.isInteger(repeat) && repeat >= 1 ? repeat : 1,
        ...optional(
          'example',
          resolveExample(context, messages, context.reader.child(item, 'example'), [message]),
        ),
      },
    ];
  });
}

/** One bare name is no sequence, just the one answer. */
function isSequence(node: DocumentNode, steps: readonly ReplyStep[]): boolean {
  const [first, ...others] = steps;
  if (first === undefined) return false;
  return others.length > 0 || first.repeat > 1 || first.example !== undefined || Array.isArray(node.value);
}
