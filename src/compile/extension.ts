import { checkExtension } from '../schema/check-extension.ts';
import type { CompileContext } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';
import { EXTENSION_SCHEMA, type ExtensionOwner } from './extension-schema.ts';

/** Holds every `x-countersign` of the document to its schema. What is wrong is read as if it were not there. */
export function checkExtensions(context: CompileContext): void {
  const { servers, channels, operations, extension } = context.declarations;
  const check = (owner: ExtensionOwner, node: DocumentNode | undefined) => {
    for (const layer of node === undefined ? [] : [node, ...node.under]) checkLayer(context, owner, layer);
  };
  check('root', extension);
  for (const server of servers) check('server', server.extension);
  for (const channel of channels) {
    check('channel', channel.extension);
    for (const message of channel.messages) check('message', message.extension);
  }
  for (const operation of operations) {
    check('operation', operation.extension);
    for (const message of operation.messages ?? []) check('message', message.extension);
  }
  const schemes = new Map(
    [...servers, ...operations].flatMap(({ security }) =>
      (security?.anyOf ?? []).flat().map(({ name, node }) => [name, node] as const),
    ),
  );
  for (const node of schemes.values()) check('securityScheme', context.reader.child(node, 'x-countersign'));
}

function checkLayer({ reader, problems }: CompileContext, owner: ExtensionOwner, node: DocumentNode): void {
  for (const { pointer, message, fix } of checkExtension(EXTENSION_SCHEMA, owner, node.value)) {
    problems.add({
      severity: 'error',
      rule: 'extension.invalid',
      message,
      at: reader.at({ ...node, pointer: `${node.pointer}${pointer}` }),
      ...(fix === undefined ? {} : { fix }),
    });
  }
}
