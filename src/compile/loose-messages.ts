import type { MessageId } from '../contract/message.ts';
import type { CompileContext } from './context.ts';
import type { EndpointGroup } from './endpoint-groups.ts';
import type { MessageRegistry } from './messages.ts';
import { senderByText } from './sender-text.ts';

/** Messages that stand in a channel and in no operation. */
export interface LooseMessages {
  /** Those that the client may send, and those that the server may; a name that tells nothing is in both. */
  readonly client: readonly MessageId[];
  readonly server: readonly MessageId[];
  /** Of channels without any operation: all that is known of what happens there. */
  readonly requests: readonly MessageId[];
  readonly pushes: readonly MessageId[];
}

/** AsyncAPI 3 lets both sides send them. Names and summaries tell more. */
export function looseMessages(
  { problems, reader }: CompileContext,
  messages: MessageRegistry,
  group: EndpointGroup,
  mentioned: ReadonlySet<MessageId>,
): LooseMessages {
  const client = new Set<MessageId>();
  const server = new Set<MessageId>();
  const requests: MessageId[] = [];
  const pushes: MessageId[] = [];
  for (const channel of group.channels) {
    const silent = !group.operations.some((operation) => operation.channel === channel.key);
    for (const message of channel.messages) {
      const id = messages.idOf(message);
      if (mentioned.has(id) || client.has(id) || server.has(id)) continue;
      const named = messages.senderByName(id);
      const sender = named ?? senderByText(message.summary ?? '');
      if (sender !== 'server') client.add(id);
      if (sender !== 'client') server.add(id);
      // Of a message that may come from both sides the mock at least shows the one that it can.
      if (silent) (sender === 'client' ? requests : pushes).push(id);
      problems.add({
        severity: 'info',
        rule: 'document.invalid',
        message:
          sender === undefined
            ? `No operation says who sends "${id}"; both sides may.`
            : `No operation says who sends "${id}"; by its ${named === undefined ? 'summary' : 'name'} it is the ${sender}.`,
        at: reader.at(message.node),
        fix: 'Add an operation for it.',
      });
    }
  }
  return { client: [...client], server: [...server], requests, pushes };
}
