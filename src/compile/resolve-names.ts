import type { MessageId } from '../contract/message.ts';
import { didYouMean } from '../errors/suggest.ts';
import { type CompileContext, report } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';
import type { MessageRegistry } from './messages.ts';

/** The message that `x-countersign` names at `node`; reported where there is none among `known`. */
export function resolveMessage(
  context: CompileContext,
  messages: MessageRegistry,
  node: DocumentNode | undefined,
  known: readonly MessageId[],
  where: string,
): MessageId | undefined {
  if (node === undefined || typeof node.value !== 'string') return undefined;
  const found = messages.find(node.value, known);
  // What a server says for all of its endpoints need not exist at each of them.
  const isForAll = /\/servers\/[^/]+\/x-countersign\//.test(node.pointer);
  if (found === undefined && !(isForAll && messages.find(node.value, messages.ids()) !== undefined)) {
    reportUnknownName(context, node, 'message', node.value, known, where);
  }
  return found;
}

/** The name of an example, where `node` gives one; reported where none of the messages has it. */
export function resolveExample(
  context: CompileContext,
  messages: MessageRegistry,
  node: DocumentNode | undefined,
  of: readonly MessageId[],
): string | undefined {
  if (node === undefined || typeof node.value !== 'string') return undefined;
  const names = of.flatMap((id) => messages.get(id).examples.flatMap(({ name }) => name ?? []));
  if (names.includes(node.value)) return node.value;
  reportUnknownName(
    context,
    node,
    'example',
    node.value,
    names,
    `of ${of.map((id) => `"${id}"`).join(', ')}`,
  );
  return undefined;
}

/** `There is no message "subscribd" in channel feed. Did you mean "subscribed"?` */
export function reportUnknownName(
  context: CompileContext,
  node: DocumentNode,
  kind: string,
  name: string,
  known: readonly string[],
  where: string,
): void {
  const list =
    known.length === 0 ? `There are no ${kind}s there.` : `Known: ${known.slice(0, 12).join(', ')}.`;
  report(
    context,
    'error',
    'extension.unknown-name',
    node,
    `There is no ${kind} "${name}" ${where}.${didYouMean(name, known)}`,
    `Name one that exists. ${list}`,
  );
}
