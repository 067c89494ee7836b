import type { DocumentNode } from './document-node.ts';
import type { DocumentReader } from './document-reader.ts';

/**
 * The element seen through its traits (AsyncAPI: Operation Trait Object, Message Trait Object): merged as
 * RFC 7396 says, a later trait over an earlier one, and the element itself over all of them.
 */
export function withTraits(reader: DocumentReader, node: DocumentNode): DocumentNode {
  const traits = reader.items(reader.child(node, 'traits'));
  return traits.length === 0 ? node : { ...node, under: [...node.under, ...traits.toReversed()] };
}
