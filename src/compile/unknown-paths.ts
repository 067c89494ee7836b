import type { Contract } from '../contract/contract.ts';
import type { CompileContext } from './context.ts';
import type { ServerDeclaration } from './document/declarations.ts';
import { fromExtension } from './promised.ts';
import { refusalForms } from './refusals.ts';

/** `x-countersign.refuse.path` of each server: what a path that the document does not have may get. */
export function compileUnknownPaths(
  context: CompileContext,
  servers: readonly ServerDeclaration[],
): Contract['unknownPath'] {
  const { reader } = context;
  return Object.fromEntries(
    servers.flatMap(({ key, extension }) => {
      const node = reader.child(reader.child(extension, 'refuse'), 'path');
      const promised = fromExtension(context, node, refusalForms(node));
      return promised === undefined ? [] : [[key, promised]];
    }),
  );
}
