import type { CompileContext } from './context.ts';
import type { DocumentNode } from './document/document-node.ts';

/** Names of the Tag Objects of channels and operations, each once; `undefined`: there is none. */
export function tagsOf(
  { reader }: CompileContext,
  owners: readonly { readonly node: DocumentNode }[],
): readonly string[] | undefined {
  const names = owners.flatMap(({ node }) =>
    reader.items(reader.child(node, 'tags')).flatMap((tag) => reader.text(tag, 'name') ?? []),
  );
  return names.length === 0 ? undefined : [...new Set(names)];
}
